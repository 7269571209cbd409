#pragma once

#include "core/base/progress.h"
#include "core/io/byte_source.h"

#include <functional>
#include <optional>

namespace npeek {

/// Hands all bytes to sink, 4 MiB at a time, and compares them with the CRC-32 when there is one: Corrupt when it is
/// another, FileChanged when the file was truncated meanwhile, else what reading or sink says.
Result<> readThrough(const ByteSource &source, std::optional<quint32> crc, Progress &progress,
                     const std::function<Result<>(Bytes)> &sink = {});

} // namespace npeek
