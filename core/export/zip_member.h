#pragma once

#include "core/io/byte_source.h"

#include <zlib.h>

namespace npeek {

/// One member of a zip archive under construction: stored, or deflated here and handed to minizip raw. The functions
/// return minizip's error code, 0 for done.
class ZipMember {
public:
    /// zip is minizip's zipFile; level 0 stores, 1 to 9 deflate.
    ZipMember(void *zip, int level);
    ~ZipMember();
    Q_DISABLE_COPY_MOVE(ZipMember)

    /// size: all the bytes that will be written; it decides about zip64.
    int open(const QByteArray &utf8Name, qint64 size);
    int write(Bytes bytes);
    int close();

private:
    int deflatePiece(int flush);

    void *m_zip;
    int m_level;
    bool m_isOpen = false;
    quint64 m_size = 0;
    uLong m_crc = 0;
    z_stream m_stream{};
    QByteArray m_buffer;
};

} // namespace npeek
