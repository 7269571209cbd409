#pragma once

#include "core/base/progress.h"
#include "core/io/byte_source.h"

#include <vector>

namespace npeek {

/// One member of a gzip file (RFC 1952); a file may hold several, whose contents follow each other.
struct GzipMember {
    qint64 dataOffset = 0; ///< of the raw deflate stream, in the file
    qint64 compressedSize = 0; ///< of that stream
    qint64 size = 0; ///< of its content
    quint32 crc32 = 0;
};

/// True when the bytes are the start of a gzip member.
bool isGzip(Bytes start);

/// What a file that is one member says of itself; its size is modulo 2^32, and all of it is only a claim. Corrupt.
Result<GzipMember> gzipClaim(const ByteSource &file);

/// The first bytes of the content, at most size of them.
Result<QByteArray> gzipHead(const ByteSource &file, const GzipMember &first, qint64 size);

/// Inflates all of the file, keeping nothing, to tell its members. Corrupt, TooLarge for more than maxGzipContent
/// bytes.
Result<std::vector<GzipMember>> countGzipMembers(const ByteSource &file, Progress &progress);
inline constexpr qint64 maxGzipContent = qint64(16) << 30;

/// The content of members that follow each other, with random access.
Result<ByteSourcePtr> gzipContent(ByteSourcePtr file, const std::vector<GzipMember> &members);

} // namespace npeek
