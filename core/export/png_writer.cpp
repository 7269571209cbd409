#include "core/export/png_writer.h"

#include <QtEndian>

#include <zlib.h>

namespace npeek {

struct PngWriter::Private {
    Sink sink;
    z_stream stream{};
    bool isDeflating = false;
    QByteArray compressed;
    QByteArray filtered; ///< bytes of rows, with the filter byte in front of each
    qint64 width = 0;
    qint64 x = 0; ///< in the current row

    Result<> writeChunk(const char *type, QByteArrayView data);
    Result<> deflateFiltered(int flush);
};

namespace {

constexpr qsizetype chunkSize = 256 * 1024;
constexpr char filterNone = 0; // pixels of a colour map repeat exactly, which filters would hide from deflate

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

uLong crcOf(uLong crc, QByteArrayView data)
{
    if (data.isEmpty())
        return crc; // zlib would start anew for a null pointer
    return crc32(crc, reinterpret_cast<const Bytef *>(data.data()), static_cast<uInt>(data.size()));
}

} // namespace

Result<> PngWriter::Private::writeChunk(const char *type, QByteArrayView data)
{
    const uLong crc = crcOf(crcOf(0, type), data);
    if (auto written = sink(asBytes(bigEndian(static_cast<quint32>(data.size())) + type)); !written)
        return written;
    if (auto written = sink(asBytes(data)); !written)
        return written;
    return sink(asBytes(bigEndian(static_cast<quint32>(crc))));
}

Result<> PngWriter::Private::deflateFiltered(int flush)
{
    stream.next_in = reinterpret_cast<Bytef *>(filtered.data());
    stream.avail_in = static_cast<uInt>(filtered.size());
    do {
        stream.next_out = reinterpret_cast<Bytef *>(compressed.data());
        stream.avail_out = static_cast<uInt>(compressed.size());
        deflate(&stream, flush);
        const qsizetype size = compressed.size() - stream.avail_out;
        if (size == 0)
            continue;
        if (auto written = writeChunk("IDAT", QByteArrayView(compressed).first(size)); !written)
            return written;
    } while (stream.avail_out == 0);
    filtered.resize(0);
    return {};
}

PngWriter::PngWriter(Sink sink)
    : d(std::make_unique<Private>())
{
    d->sink = std::move(sink);
}

PngWriter::~PngWriter()
{
    if (d->isDeflating)
        deflateEnd(&d->stream);
}

Result<> PngWriter::begin(qint64 width, qint64 height)
{
    constexpr qint64 maxSide = 0x7fffffff;
    if (width < 1 || height < 1)
        return Error{ErrorCode::InvalidInput, QStringLiteral("an array without elements has no picture")};
    if (width > maxSide || height > maxSide)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("a PNG has at most %1 pixels a side, the picture has %2 x %3")
                         .arg(maxSide)
                         .arg(width)
                         .arg(height)};
    if (deflateInit(&d->stream, 6) != Z_OK)
        return Error{ErrorCode::Io, QStringLiteral("not enough memory to compress the picture")};
    d->isDeflating = true;
    d->width = width;
    d->compressed.resize(chunkSize);
    if (auto written = d->sink(asBytes(QByteArrayView("\x89PNG\r\n\x1a\n"))); !written)
        return written;
    const char depth8Rgb[] = {8, 2, 0, 0, 0};
    return d->writeChunk("IHDR",
                         bigEndian(static_cast<quint32>(width)) + bigEndian(static_cast<quint32>(height))
                             + QByteArray(depth8Rgb, sizeof depth8Rgb));
}

Result<> PngWriter::write(std::span<const quint32> pixels)
{
    for (const quint32 pixel : pixels) {
        if (d->x == 0)
            d->filtered.append(filterNone);
        const char rgb[] = {static_cast<char>(pixel >> 16), static_cast<char>(pixel >> 8), static_cast<char>(pixel)};
        d->filtered.append(rgb, 3);
        d->x = d->x + 1 == d->width ? 0 : d->x + 1;
        if (d->filtered.size() < chunkSize)
            continue;
        if (auto written = d->deflateFiltered(Z_NO_FLUSH); !written)
            return written;
    }
    return {};
}

Result<> PngWriter::end()
{
    if (auto written = d->deflateFiltered(Z_FINISH); !written)
        return written;
    return d->writeChunk("IEND", {});
}

} // namespace npeek
