#pragma once

#include "core/sparse/sparse_array.h"
#include "ui/slice_state.h"

namespace npeek {

/// The rows and columns of a sparse array that state says, with a reader that never spreads them out. TooLarge when all
/// their elements would take more bytes than can be counted; see countableState().
Result<Slice2d> sparseSlice(const SparseArray &array, const SliceState &state, const QString &name);

/// What to show of a sparse array to begin with: the last two axes, cut off where more could not be counted.
SliceState countableState(const SparseArray &array);

/// What reading all that is stored costs, about.
qint64 storedBytes(const SparseArray &array);

} // namespace npeek
