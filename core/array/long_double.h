#pragma once

#include "core/array/array_view.h"

namespace npeek {

/// Which of the two formats that share the name <f16 (and c32) the longdoubles of a view are in, those in fields
/// included, told by some thousand of them: spread over the data where they are mapped, else the first ones. X87 when
/// nothing can be told.
Encoding recognizeLongDouble(const ArrayView &view);

/// The view with that encoding in its dtype. Views without such longdoubles are given back as they are.
ArrayView withLongDoublesRecognized(const ArrayView &view);

} // namespace npeek
