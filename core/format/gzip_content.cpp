#include "core/format/gzip_content.h"

#include "core/format/file_diagnosis.h"

#include <limits>

namespace npeek {

namespace {

constexpr qint64 headLength = 4096;
constexpr qint64 maxRatio = 1032; // no deflate stream gives more

Bytes asBytes(const QByteArray &text)
{
    return {reinterpret_cast<const unsigned char *>(text.constData()), static_cast<size_t>(text.size())};
}

bool startsAsZip(const QByteArray &head)
{
    return head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06");
}

Error inGzip(const Error &error)
{
    return {error.code, QStringLiteral("this is a gzip file, and of what it holds: ") + error.message};
}

/// How long an .npy with this head is without anything behind its elements; -1 when only inflating it can tell.
Result<qint64> npySize(const ByteSource &file, const GzipMember &claim, QByteArray head)
{
    const qint64 most = claim.compressedSize > std::numeric_limits<qint64>::max() / maxRatio
        ? std::numeric_limits<qint64>::max()
        : claim.compressedSize * maxRatio;
    const Result<qint64> end = ArrayHeader::endOf(asBytes(head), most);
    if (!end)
        return end;
    if (*end > head.size()) {
        const auto whole = gzipHead(file, claim, *end);
        if (!whole)
            return whole.error();
        head = *whole;
    }
    if (*end > head.size())
        return -1;
    const Result<ArrayHeader> header = ArrayHeader::read(MemorySource(head));
    if (!header)
        return header.error();
    const Result<qint64> elements = header->dtype.hasObjects() ? Result<qint64>(-1) : header->byteCount();
    if (!elements || *elements < 0)
        return elements;
    return checkedAdd(*elements, header->dataOffset).value_or(-1);
}

} // namespace

Result<ByteSourcePtr> openGzipContent(const ByteSourcePtr &file, Progress &progress)
{
    Result<GzipMember> claim = gzipClaim(*file);
    if (!claim)
        return claim.error();
    const auto head = gzipHead(*file, *claim, headLength);
    if (!head)
        return head.error();
    const bool isNpy = ArrayHeader::hasMagic(asBytes(*head));
    if (!isNpy && !startsAsZip(*head))
        return inGzip(diagnoseFile(asBytes(*head), head->size()));
    const Result<qint64> size = isNpy ? npySize(*file, *claim, *head) : Result<qint64>(-1);
    if (!size)
        return inGzip(size.error());
    // The trailer counts modulo 2^32: where it agrees with the header, it need not be counted.
    if (*size >= 0 && claim->size == (*size & 0xffffffff)) {
        claim->size = *size;
        return gzipContent(file, {*claim});
    }
    const auto members = countGzipMembers(*file, progress);
    return members ? gzipContent(file, *members) : members.error();
}

} // namespace npeek
