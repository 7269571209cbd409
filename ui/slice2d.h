#pragma once

#include "core/array/array_view.h"

namespace npeek {

/// The rows and columns of an array that a document shows.
struct Slice2d {
    ArrayView view;      ///< always 2-D: shape (rows, columns)
    AxisSlice rows;      ///< where the rows come from; axis -1 when the array has no such axis
    AxisSlice columns;
    SliceSpec spec;      ///< of the whole array, as shown to the user
    QString title;       ///< "weights[0, :, :]"
};

} // namespace npeek
