#pragma once

#include "core/io/byte_source.h"

#include <QString>

namespace npeek {

/// "float32" or "float64" when the first bytes of a file of that size look like numbers that numpy.ndarray.tofile
/// wrote, in the host's usual byte order; else empty.
QString guessRawDType(Bytes start, qint64 size);

} // namespace npeek
