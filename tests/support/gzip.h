#pragma once

#include "tests/support/deflate.h"

#include <QtEndian>

namespace npeek::test {

inline QByteArray littleEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(number, bytes.data());
    return bytes;
}

/// One gzip member (RFC 1952); header may replace the plainest one.
inline QByteArray gzipped(const QByteArray &bytes,
                          const QByteArray &header = QByteArray::fromHex("1f8b08000000000000ff"))
{
    return header + deflated(bytes) + littleEndian(crcOf(bytes)) + littleEndian(static_cast<quint32>(bytes.size()));
}

} // namespace npeek::test
