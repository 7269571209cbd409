#pragma once

#include <QByteArray>

#include <zlib.h>

namespace npeek::test {

/// A raw deflate stream (RFC 1951) of the bytes.
inline QByteArray deflated(const QByteArray &bytes, int level = 6, int strategy = Z_DEFAULT_STRATEGY)
{
    z_stream stream{};
    deflateInit2(&stream, level, Z_DEFLATED, -15, 8, strategy);
    QByteArray result(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))),
                      Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    deflate(&stream, Z_FINISH);
    result.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return result;
}

inline quint32 crcOf(const QByteArray &bytes)
{
    return static_cast<quint32>(
        crc32_z(0, reinterpret_cast<const Bytef *>(bytes.constData()), static_cast<size_t>(bytes.size())));
}

} // namespace npeek::test
