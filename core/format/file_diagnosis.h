#pragma once

#include "core/io/byte_source.h"

namespace npeek {

/// What a file is that is neither .npy nor .npz, told by its first bytes (some thousand, or all there are) and its size:
/// one sentence that names it and says what to do.
Error diagnoseFile(Bytes start, qint64 size);

} // namespace npeek
