#include "core/io/read_through.h"

#include <zlib.h>

#include <algorithm>

namespace npeek {

static Error wrongCrc(quint32 found, quint32 expected)
{
    return {ErrorCode::Corrupt,
            QStringLiteral("the bytes have the CRC %1, the archive says %2: the member is damaged")
                .arg(found, 8, 16, QLatin1Char('0'))
                .arg(expected, 8, 16, QLatin1Char('0'))};
}

Result<> readThrough(const ByteSource &source, std::optional<quint32> crc, Progress &progress,
                     const std::function<Result<>(Bytes)> &sink)
{
    constexpr qint64 blockSize = 4 << 20;
    QByteArray scratch;
    quint32 found = 0; // taken without crc as well: a mapped byte is read from the disk by touching it
    for (qint64 offset = 0; offset < source.size(); offset += blockSize) {
        if (progress.isCanceled())
            return Error{ErrorCode::Canceled, QStringLiteral("canceled")};
        const qint64 size = std::min(blockSize, source.size() - offset);
        auto bytes = source.read(offset, size, scratch);
        if (!bytes)
            return bytes.error();
        found = static_cast<quint32>(crc32(found, bytes->data(), static_cast<uInt>(bytes->size())));
        if (auto taken = sink ? sink(*bytes) : Result<>(); !taken)
            return taken;
        source.release(offset, size);
        progress.report(offset + size, source.size());
    }
    if (!source.isIntact())
        return Error{ErrorCode::FileChanged, QStringLiteral("the file was truncated while it was read")};
    return crc && found != *crc ? Result<>(wrongCrc(found, *crc)) : Result<>();
}

} // namespace npeek
