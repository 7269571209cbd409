#pragma once

#include "core/format/array_header.h"
#include "core/io/gzip_stream.h"

namespace npeek {

/// What a gzip file (.npy.gz) holds, with random access. An .npy of one gzip member, whatever its size, costs its
/// header only; all else is inflated once, with progress, to learn its size. Errors of the file, or what it holds when
/// that is no array file.
Result<ByteSourcePtr> openGzipContent(const ByteSourcePtr &file, Progress &progress);

} // namespace npeek
