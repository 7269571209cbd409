#pragma once

#include "core/array/array_view.h"

namespace npeek::fuzz {

/// Everything a window would do with an array: cells, blocks, statistics, planes, fields.
void checkArray(const ArrayView &view);

/// A header must come back from how it is written.
void checkHeader(const ArrayHeader &header);

} // namespace npeek::fuzz
