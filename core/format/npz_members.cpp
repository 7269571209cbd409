#include "core/format/npz_members.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr qint64 firstGuess = 512; ///< bytes that hold most headers

class MemberReader {
public:
    MemberReader(const ZipArchive &archive, bool isMapped)
        : m_archive(archive)
        , m_isMapped(isMapped)
    {
    }

    Member read(const ZipEntry &entry);

private:
    Result<ByteSourcePtr> headerSource(const ZipEntry &entry);
    Result<ByteSourcePtr> deflatedHeader(const ZipEntry &entry);
    Result<> charge(qint64 length);
    Result<> describe(const ZipEntry &entry, Member &member);
    Result<> describeArray(const ByteSource &source, Member &member);

    const ZipArchive &m_archive;
    bool m_isMapped;
    qint64 m_left = ArrayHeader::maxLength; ///< what headers above the first guess may take in all
};

QString memberName(const QString &entryName)
{
    const bool hasSuffix = entryName.endsWith(QLatin1String(".npy"));
    return hasSuffix ? entryName.chopped(4) : entryName;
}

Result<> MemberReader::charge(qint64 length)
{
    if (length <= firstGuess)
        return {};
    m_left -= length;
    if (m_left >= 0)
        return {};
    m_left = 0;
    return Error{
        ErrorCode::TooLarge,
        QStringLiteral("the headers of this archive are longer than %1 bytes in all").arg(ArrayHeader::maxLength)};
}

/// The first bytes of a deflated member: enough for the header when it has one.
Result<ByteSourcePtr> MemberReader::deflatedHeader(const ZipEntry &entry)
{
    Result<QByteArray> head = m_archive.head(entry, std::min(firstGuess, entry.uncompressedSize));
    if (!head)
        return head.error();
    const Bytes start(reinterpret_cast<const unsigned char *>(head->constData()), static_cast<size_t>(head->size()));
    if (ArrayHeader::hasMagic(start)) {
        const Result<qint64> end = ArrayHeader::endOf(start, entry.uncompressedSize);
        if (!end)
            return end.error();
        if (*end > head->size()) {
            if (auto isAffordable = charge(*end); !isAffordable)
                return isAffordable.error();
            head = m_archive.head(entry, *end);
        }
    }
    return head ? Result<ByteSourcePtr>(std::make_shared<MemorySource>(*std::move(head))) : head.error();
}

/// A source that holds the member's header at least.
Result<ByteSourcePtr> MemberReader::headerSource(const ZipEntry &entry)
{
    return entry.method == 0 ? m_archive.source(entry) : deflatedHeader(entry);
}

Result<> MemberReader::describeArray(const ByteSource &source, Member &member)
{
    Result<ArrayHeader> header = ArrayHeader::read(source);
    if (!header)
        return header.error();
    const qint64 total = member.entry->uncompressedSize;
    const bool isObject = header->dtype.hasObjects();
    const Result<qint64> needed = isObject ? Result<qint64>(total - header->dataOffset) : header->byteCount();
    if (!needed)
        return needed.error();
    if (*needed > total - header->dataOffset)
        return tooShort(*needed, header->dataOffset, total);
    member.state = isObject ? Member::State::Object : Member::State::Ok;
    member.nbytes = *needed;
    member.isMapped = m_isMapped && member.entry->method == 0;
    member.header = *std::move(header);
    return {};
}

Result<> MemberReader::describe(const ZipEntry &entry, Member &member)
{
    const Result<ByteSourcePtr> source = headerSource(entry);
    if (!source)
        return source.error();
    QByteArray scratch;
    const qint64 length = std::min(ArrayHeader::prefixLength, (*source)->size());
    const Result<Bytes> start = (*source)->read(0, length, scratch);
    if (!start)
        return start.error();
    if (!ArrayHeader::hasMagic(*start)) {
        member.state = Member::State::Raw;
        member.nbytes = entry.uncompressedSize;
        return {};
    }
    if (entry.method == 0) {
        const Result<qint64> end = ArrayHeader::endOf(*start, (*source)->size());
        if (!end)
            return end.error();
        if (auto isAffordable = charge(*end); !isAffordable)
            return isAffordable;
    }
    return describeArray(**source, member);
}

Member MemberReader::read(const ZipEntry &entry)
{
    Member member;
    member.name = memberName(entry.name);
    member.entry = entry;
    member.storedBytes = entry.compressedSize;
    if (auto described = describe(entry, member); !described) {
        member.state = Member::State::Refused;
        member.error = described.error();
    }
    return member;
}

} // namespace

Error tooShort(qint64 needed, qint64 dataOffset, qint64 total)
{
    return {ErrorCode::Corrupt,
            QStringLiteral("the header says %1 bytes of data, but only %2 follow it: the rest is missing")
                .arg(needed)
                .arg(total - dataOffset)};
}

std::vector<Member> readNpzMembers(const ZipArchive &archive, bool isMapped)
{
    MemberReader reader(archive, isMapped);
    std::vector<Member> members;
    members.reserve(archive.entries().size());
    for (const ZipEntry &entry : archive.entries())
        members.push_back(reader.read(entry));
    return members;
}

} // namespace npeek
