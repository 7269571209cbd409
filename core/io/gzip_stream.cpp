#include "core/io/gzip_stream.h"

#include "core/io/inflate_stream.h"

#include <QScopeGuard>
#include <QtEndian>

#include <zlib.h>

#include <algorithm>

namespace npeek {

namespace {

enum HeaderFlag { HasHeaderCrc = 2, HasExtra = 4, HasName = 8, HasComment = 16, Reserved = 0xe0 };

constexpr qint64 FixedHeader = 10;
constexpr qint64 Trailer = 8;
constexpr qint64 MaxTextLength = 64 << 10; // of a name or a comment
constexpr size_t MaxMembers = 1 << 20;
constexpr qint64 InputSize = 256 << 10;

Error corrupt(const QString &what)
{
    return {ErrorCode::Corrupt, QStringLiteral("the gzip file %1").arg(what)};
}

Result<qint64> skipExtra(const ByteSource &file, qint64 offset)
{
    QByteArray scratch;
    const auto length = file.read(offset, 2, scratch);
    return length ? Result<qint64>(offset + 2 + qFromLittleEndian<quint16>(length->data())) : length.error();
}

Result<qint64> skipText(const ByteSource &file, qint64 offset)
{
    QByteArray scratch;
    const auto bytes = file.read(offset, std::clamp<qint64>(file.size() - offset, 0, MaxTextLength), scratch);
    if (!bytes)
        return bytes.error();
    const auto end = std::ranges::find(*bytes, '\0');
    if (end == bytes->end())
        return corrupt(QStringLiteral("has a name or comment that does not end"));
    return offset + (end - bytes->begin()) + 1;
}

/// Where the deflate stream of the member at offset starts.
Result<qint64> dataStart(const ByteSource &file, qint64 offset)
{
    QByteArray scratch;
    const auto fixed = file.read(offset, FixedHeader, scratch);
    if (!fixed || !isGzip(*fixed))
        return corrupt(QStringLiteral("is cut off inside its header"));
    const int flags = (*fixed)[3];
    if ((flags & Reserved) != 0)
        return corrupt(QStringLiteral("has a header with unknown flags %1").arg(flags));
    Result<qint64> at = offset + FixedHeader;
    if ((flags & HasExtra) != 0)
        at = skipExtra(file, *at);
    for (const HeaderFlag text : {HasName, HasComment}) {
        if (at && (flags & text) != 0)
            at = skipText(file, *at);
    }
    if (at && (flags & HasHeaderCrc) != 0)
        *at += 2;
    return at;
}

/// One pass over a file of gzip members with zlib's own reader, which checks every CRC and length.
class MemberCounter {
public:
    MemberCounter(const ByteSource &file, Progress &progress)
        : m_file(file)
        , m_progress(progress)
        , m_out(InputSize, Qt::Uninitialized)
    {
    }
    Result<std::vector<GzipMember>> count();

private:
    Result<> countMember(z_stream &stream);
    Result<> step(z_stream &stream, bool &isAtEnd);
    Result<> provideInput(z_stream &stream);
    bool hasNext();

    const ByteSource &m_file;
    Progress &m_progress;
    QByteArray m_out;
    QByteArray m_scratch;
    std::vector<GzipMember> m_members;
    qint64 m_position = 0; ///< of the next byte of the file that zlib has not taken
    qint64 m_total = 0;
};

Result<> MemberCounter::provideInput(z_stream &stream)
{
    if (m_progress.isCanceled())
        return Error{ErrorCode::Canceled, QStringLiteral("canceled")};
    m_progress.report(m_position, m_file.size());
    const qint64 size = std::min(InputSize, m_file.size() - m_position);
    if (size <= 0)
        return corrupt(QStringLiteral("breaks off after %1 bytes, which give %2").arg(m_file.size()).arg(m_total));
    const auto bytes = m_file.read(m_position, size, m_scratch);
    if (!bytes)
        return bytes.error();
    stream.next_in = const_cast<unsigned char *>(bytes->data());
    stream.avail_in = static_cast<uInt>(size);
    return {};
}

Result<> MemberCounter::step(z_stream &stream, bool &isAtEnd)
{
    if (stream.avail_in == 0) {
        if (auto provided = provideInput(stream); !provided)
            return provided;
    }
    const uInt before = stream.avail_in;
    stream.next_out = reinterpret_cast<unsigned char *>(m_out.data());
    stream.avail_out = static_cast<uInt>(m_out.size());
    const int status = inflate(&stream, Z_NO_FLUSH);
    const qint64 produced = m_out.size() - stream.avail_out;
    m_position += before - stream.avail_in;
    m_total += produced;
    m_members.back().size += produced;
    isAtEnd = status == Z_STREAM_END;
    if (status != Z_OK && !isAtEnd)
        return corrupt(QStringLiteral("is damaged near byte %1: %2")
                           .arg(m_position)
                           .arg(QLatin1String(stream.msg ? stream.msg : "invalid data")));
    if (m_total > maxGzipContent || m_members.size() > MaxMembers)
        return Error{
            ErrorCode::TooLarge,
            QStringLiteral("the gzip file holds more than %1 bytes or %2 members: unpack it first, as with gunzip")
                .arg(maxGzipContent)
                .arg(MaxMembers)};
    return {};
}

Result<> MemberCounter::countMember(z_stream &stream)
{
    const auto start = dataStart(m_file, m_position);
    if (!start)
        return start.error();
    m_members.push_back({*start, 0, 0, 0});
    stream.avail_in = 0;
    bool isAtEnd = false;
    while (!isAtEnd) {
        if (auto stepped = step(stream, isAtEnd); !stepped)
            return stepped;
    }
    GzipMember &member = m_members.back();
    member.compressedSize = m_position - Trailer - *start;
    member.crc32 = static_cast<quint32>(stream.adler);
    return {};
}

/// What follows the last member (zeros of a tape, garbage) is passed over, as gunzip does.
bool MemberCounter::hasNext()
{
    const auto start = m_file.read(m_position, std::min<qint64>(3, m_file.size() - m_position), m_scratch);
    return start && isGzip(*start);
}

Result<std::vector<GzipMember>> MemberCounter::count()
{
    constexpr int gzipFormat = 16 + MAX_WBITS;
    z_stream stream{};
    if (inflateInit2(&stream, gzipFormat) != Z_OK)
        return Error{ErrorCode::TooLarge, QStringLiteral("there is not enough memory for a decompressor")};
    const auto end = qScopeGuard([&stream] { inflateEnd(&stream); });
    do {
        inflateReset(&stream);
        if (auto counted = countMember(stream); !counted)
            return counted.error();
    } while (hasNext());
    return m_file.isIntact()
        ? Result<std::vector<GzipMember>>(std::move(m_members))
        : Error{ErrorCode::FileChanged, QStringLiteral("the file was truncated while it was read")};
}

} // namespace

bool isGzip(Bytes start)
{
    return start.size() >= 3 && start[0] == 0x1f && start[1] == 0x8b && start[2] == 8;
}

Result<GzipMember> gzipClaim(const ByteSource &file)
{
    const auto start = dataStart(file, 0);
    if (!start)
        return start.error();
    QByteArray scratch;
    const auto trailer = file.read(std::max<qint64>(0, file.size() - Trailer), Trailer, scratch);
    if (!trailer || file.size() - Trailer <= *start)
        return corrupt(QStringLiteral("is cut off: it ends after %1 bytes").arg(file.size()));
    return GzipMember{*start, file.size() - Trailer - *start, qFromLittleEndian<quint32>(trailer->data() + 4),
                      qFromLittleEndian<quint32>(trailer->data())};
}

Result<QByteArray> gzipHead(const ByteSource &file, const GzipMember &first, qint64 size)
{
    const ByteSourcePtr unowned(&file, [](const ByteSource *) {});
    const auto compressed = SubSource::create(unowned, first.dataOffset, first.compressedSize);
    if (!compressed)
        return compressed.error();
    auto stream = InflateStream::create(**compressed);
    if (!stream)
        return stream.error();
    QByteArray head(static_cast<qsizetype>(size), Qt::Uninitialized);
    const auto read = stream->read(reinterpret_cast<unsigned char *>(head.data()), size);
    head.truncate(static_cast<qsizetype>(stream->position()));
    return read || !head.isEmpty() || first.size == 0 ? Result<QByteArray>(head) : read.error();
}

Result<std::vector<GzipMember>> countGzipMembers(const ByteSource &file, Progress &progress)
{
    return MemberCounter(file, progress).count();
}

} // namespace npeek
