#pragma once

#include "core/sparse/sparse_storage.h"

namespace npeek {

/// Reads the offsets of a Dia, refuses repeated ones, and fills in the diagonals and nnz.
Result<> findDiagonals(SparseStorage &storage, Progress &progress);

} // namespace npeek
