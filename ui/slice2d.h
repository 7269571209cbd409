#pragma once

#include "core/array/array_view.h"

#include <memory>

namespace npeek {

class SliceReader;

/// The rows and columns of an array that a document shows.
struct Slice2d {
    ArrayView view; ///< always 2-D: shape (rows, columns)
    AxisSlice rows; ///< where the rows come from; axis -1 when the array has no such axis
    AxisSlice columns;
    SliceSpec spec; ///< of the whole array, as shown to the user
    QString title; ///< "weights[0, :, :]"
    std::shared_ptr<const SliceReader> reader; ///< nullptr: view is the way to the elements; see slice_reader.h
};

/// The index in the whole array (one number per axis) of a cell of the slice.
inline Shape arrayIndex(const Slice2d &slice, qint64 row, qint64 column)
{
    Shape index;
    for (int axis = 0; axis < static_cast<int>(slice.spec.items.size()); ++axis) {
        const bool isRow = axis == slice.rows.axis, isColumn = axis == slice.columns.axis;
        index.push_back(isRow          ? slice.rows.indexOf(row)
                            : isColumn ? slice.columns.indexOf(column)
                                       : slice.spec.items[static_cast<size_t>(axis)].index);
    }
    return index;
}

} // namespace npeek
