#include "core/io/zip_local_header.h"

#include "core/io/little_endian.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr quint32 LocalSignature = 0x04034b50;
constexpr quint32 DescriptorSignature = 0x08074b50;

ZipRecord fixedPart(Bytes bytes)
{
    ZipRecord record;
    record.entry.flags = u16At(bytes, 6);
    record.entry.method = u16At(bytes, 8);
    record.entry.crc32 = u32At(bytes, 14);
    record.entry.compressedSize = u32At(bytes, 18);
    record.entry.uncompressedSize = u32At(bytes, 22);
    record.length = ZipLocalHeaderSize + u16At(bytes, 26) + u16At(bytes, 28);
    return record;
}

std::optional<ZipDescriptor> descriptorOf(const ByteSource &file, qint64 offset, bool isSigned, bool isWide)
{
    ZipDescriptor descriptor{(isSigned ? 4 : 0) + 4 + (isWide ? 16 : 8)};
    QByteArray scratch;
    const auto bytes = file.read(offset, descriptor.length, scratch);
    if (!bytes || (isSigned && u32At(*bytes, 0) != DescriptorSignature))
        return std::nullopt;
    const Bytes numbers = bytes->subspan(isSigned ? 4 : 0);
    descriptor.crc32 = u32At(numbers, 0);
    descriptor.uncompressedSize = isWide ? u64At(numbers, 12) : u32At(numbers, 8);
    return descriptor;
}

/// The compressed size stands between CRC and uncompressed size, 32 bits of it when narrow.
bool tellsCompressedSize(const ByteSource &file, qint64 offset, bool isSigned, bool isWide, qint64 size)
{
    QByteArray scratch;
    const auto bytes = file.read(offset + (isSigned ? 8 : 4), isWide ? 8 : 4, scratch);
    return bytes && (isWide ? u64At(*bytes, 0) == size : u32At(*bytes, 0) == static_cast<quint32>(size));
}

std::optional<ZipDescriptor> matchingDescriptor(const ByteSource &file, qint64 offset, bool isSigned,
                                                qint64 compressedSize, std::optional<qint64> uncompressedSize)
{
    for (const bool isWide : {true, false}) {
        auto descriptor = descriptorOf(file, offset, isSigned, isWide);
        if (!descriptor || !tellsCompressedSize(file, offset, isSigned, isWide, compressedSize))
            continue;
        const qint64 told = descriptor->uncompressedSize;
        if (!uncompressedSize || told == *uncompressedSize || (!isWide && told == (*uncompressedSize & 0xffffffff)))
            return descriptor;
    }
    return std::nullopt;
}

} // namespace

Result<ZipRecord> readZipLocalHeader(const ByteSource &file, qint64 offset)
{
    QByteArray scratch;
    const auto fixed = file.read(offset, ZipLocalHeaderSize, scratch);
    if (!fixed)
        return fixed.error();
    if (u32At(*fixed, 0) != LocalSignature)
        return Error{ErrorCode::Corrupt, QStringLiteral("there is no local header at offset %1").arg(offset)};
    ZipRecord record = fixedPart(*fixed);
    const qsizetype nameSize = u16At(*fixed, 26);
    const auto variable = file.read(offset + ZipLocalHeaderSize, record.length - ZipLocalHeaderSize, scratch);
    if (!variable)
        return variable.error();
    record.rawName = QByteArray(reinterpret_cast<const char *>(variable->data()), nameSize);
    record.entry.name = decodeZipName(record.rawName, record.entry.flags & 0x800);
    readZip64Extra(variable->subspan(static_cast<size_t>(nameSize)), record);
    record.localOffset = offset;
    return record;
}

bool hasZipLocalHeader(const ByteSource &file, qint64 offset, const QByteArray &rawName)
{
    QByteArray scratch;
    const auto bytes = file.read(offset, ZipLocalHeaderSize + rawName.size(), scratch);
    return bytes && u32At(*bytes, 0) == LocalSignature && u16At(*bytes, 26) == rawName.size()
        && std::ranges::equal(bytes->subspan(ZipLocalHeaderSize), rawName,
                              [](uchar a, char b) { return a == static_cast<uchar>(b); });
}

std::optional<ZipDescriptor> readSignedZipDescriptor(const ByteSource &file, qint64 offset, qint64 compressedSize,
                                                     std::optional<qint64> uncompressedSize)
{
    return matchingDescriptor(file, offset, true, compressedSize, uncompressedSize);
}

std::optional<ZipDescriptor> readZipDescriptor(const ByteSource &file, qint64 offset, qint64 compressedSize,
                                               std::optional<qint64> uncompressedSize)
{
    auto descriptor = readSignedZipDescriptor(file, offset, compressedSize, uncompressedSize);
    return descriptor ? descriptor : matchingDescriptor(file, offset, false, compressedSize, uncompressedSize);
}

} // namespace npeek
