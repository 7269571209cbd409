#include "core/export/zip_member.h"

#include <quazip/zip.h>

#include <algorithm>

namespace npeek {

namespace {

constexpr qsizetype pieceSize = 256 * 1024; // also keeps sizes inside zlib's and minizip's 32 bits
constexpr uLong firstDosDay = 0x00210000; // 1980-01-01 00:00, as numpy.savez() dates members
constexpr uLong unixReadWrite = 0100644ul << 16;
constexpr uLong madeByUnix = 3 << 8 | 20;
constexpr uLong utf8Flag = 0x800;

/// Deflating makes what cannot be compressed a little larger.
bool needsZip64(qint64 size)
{
    return size > 0xffffffff - (size >> 10) - 65536;
}

} // namespace

ZipMember::ZipMember(void *zip, int level)
    : m_zip(zip)
    , m_level(std::clamp(level, 0, 9))
{
}

ZipMember::~ZipMember()
{
    if (m_isOpen && m_level > 0)
        deflateEnd(&m_stream);
}

int ZipMember::open(const QByteArray &utf8Name, qint64 size)
{
    zip_fileinfo info{};
    info.dosDate = firstDosDay;
    info.external_fa = unixReadWrite;
    const bool isAscii = std::all_of(utf8Name.begin(), utf8Name.end(), [](char c) { return (c & 0x80) == 0; });
    const int method = m_level > 0 ? Z_DEFLATED : 0;
    const int failed = zipOpenNewFileInZip4_64(m_zip, utf8Name.constData(), &info, nullptr, 0, nullptr, 0, nullptr,
                                               method, m_level, 1, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY,
                                               nullptr, 0, madeByUnix, isAscii ? 0 : utf8Flag, needsZip64(size));
    if (failed)
        return failed;
    if (m_level > 0) {
        if (const int error =
                deflateInit2(&m_stream, m_level, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY))
            return error;
        m_buffer.resize(pieceSize);
    }
    m_isOpen = true;
    return 0;
}

int ZipMember::write(Bytes bytes)
{
    while (!bytes.empty()) {
        const Bytes piece = bytes.first(std::min(bytes.size(), static_cast<size_t>(pieceSize)));
        const uInt size = static_cast<uInt>(piece.size());
        bytes = bytes.subspan(piece.size());
        m_crc = crc32(m_crc, piece.data(), size);
        m_size += piece.size();
        m_stream.next_in = const_cast<Bytef *>(piece.data());
        m_stream.avail_in = size;
        const int failed = m_level > 0 ? deflatePiece(Z_NO_FLUSH) : zipWriteInFileInZip(m_zip, piece.data(), size);
        if (failed)
            return failed;
    }
    return 0;
}

int ZipMember::deflatePiece(int flush)
{
    do {
        m_stream.next_out = reinterpret_cast<Bytef *>(m_buffer.data());
        m_stream.avail_out = static_cast<uInt>(m_buffer.size());
        deflate(&m_stream, flush);
        const uInt size = static_cast<uInt>(m_buffer.size()) - m_stream.avail_out;
        if (const int failed = size ? zipWriteInFileInZip(m_zip, m_buffer.constData(), size) : 0)
            return failed;
    } while (m_stream.avail_out == 0);
    return 0;
}

int ZipMember::close()
{
    if (m_level > 0) {
        if (const int failed = deflatePiece(Z_FINISH))
            return failed;
        deflateEnd(&m_stream);
    }
    m_isOpen = false;
    return zipCloseFileInZipRaw64(m_zip, m_size, m_crc);
}

} // namespace npeek
