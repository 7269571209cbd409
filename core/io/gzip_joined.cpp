#include "core/io/gzip_stream.h"

#include "core/io/inflate_source.h"

#include <algorithm>
#include <iterator>
#include <list>
#include <mutex>

namespace npeek {

namespace {

Result<ByteSourcePtr> memberContent(const ByteSourcePtr &file, const GzipMember &member, InflateOptions options = {})
{
    auto compressed = SubSource::create(file, member.dataOffset, member.compressedSize);
    return compressed ? InflateSource::create(*std::move(compressed), member.size, member.crc32, options) : compressed;
}

/// Members that follow each other; the few that were read last stay open.
class JoinedMembers : public ByteSource {
public:
    JoinedMembers(ByteSourcePtr file, const std::vector<GzipMember> &members);
    qint64 size() const override { return m_ends.back(); }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override;
    bool isIntact() const override { return m_file->isIntact(); }

private:
    Result<ByteSourcePtr> part(size_t index) const;

    struct Open {
        size_t index;
        ByteSourcePtr content;
    };
    ByteSourcePtr m_file;
    std::vector<GzipMember> m_members;
    std::vector<qint64> m_ends; ///< where each ends in the whole
    mutable std::mutex m_mutex;
    mutable std::list<Open> m_open; ///< the last used in front
};

JoinedMembers::JoinedMembers(ByteSourcePtr file, const std::vector<GzipMember> &members)
    : m_file(std::move(file))
    , m_members(members)
{
    qint64 end = 0;
    for (const GzipMember &member : m_members)
        m_ends.push_back(end += member.size);
}

Result<ByteSourcePtr> JoinedMembers::part(size_t index) const
{
    constexpr size_t maxOpen = 4;
    const std::lock_guard lock(m_mutex);
    const auto known = std::ranges::find(m_open, index, &Open::index);
    if (known != m_open.end()) {
        m_open.splice(m_open.begin(), m_open, known);
        return m_open.front().content;
    }
    auto content = memberContent(m_file, m_members[index], {16 << 20, 4 << 20});
    if (!content)
        return content;
    m_open.push_front({index, *content});
    if (m_open.size() > maxOpen)
        m_open.pop_back();
    return content;
}

Result<Bytes> JoinedMembers::read(qint64 offset, qint64 size, QByteArray &scratch) const
{
    if (auto inside = checkRange(offset, size, this->size()); !inside)
        return inside.error();
    unsigned char *const to = prepareScratch(scratch, size);
    QByteArray piece;
    for (qint64 done = 0; done < size;) {
        const auto end = std::ranges::upper_bound(m_ends, offset + done);
        const auto index = static_cast<size_t>(end - m_ends.begin());
        const qint64 start = *end - m_members[index].size;
        const qint64 count = std::min(size - done, *end - offset - done);
        const auto content = part(index);
        if (!content)
            return content.error();
        const auto bytes = (*content)->read(offset + done - start, count, piece);
        if (!bytes)
            return bytes;
        std::ranges::copy(*bytes, to + done);
        done += count;
    }
    return Bytes(to, static_cast<size_t>(size));
}

} // namespace

Result<ByteSourcePtr> gzipContent(ByteSourcePtr file, const std::vector<GzipMember> &members)
{
    std::vector<GzipMember> filled;
    std::ranges::copy_if(members, std::back_inserter(filled), [](const GzipMember &member) { return member.size > 0; });
    if (filled.empty())
        return ByteSourcePtr(std::make_shared<MemorySource>(QByteArray()));
    if (filled.size() == 1)
        return memberContent(file, filled.front());
    return ByteSourcePtr(std::make_shared<JoinedMembers>(std::move(file), filled));
}

} // namespace npeek
