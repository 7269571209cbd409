#pragma once

#include "core/array/array_view.h"

namespace npeek {

/// Which of the two formats that share the name <f16 (and c32) the elements are in, told by some thousand of them, spread
/// over the data where they are mapped, else the first ones. X87 when nothing can be told; other
/// dtypes keep the encoding that they have.
Encoding recognizeLongDouble(const ArrayView &view);

/// The view with the encoding recognised, fields of structured elements included. Others are given back as they are.
ArrayView withLongDoublesRecognized(const ArrayView &view);

} // namespace npeek
