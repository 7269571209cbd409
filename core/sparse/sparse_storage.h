#pragma once

#include "core/base/progress.h"
#include "core/sparse/sparse_layout.h"

namespace npeek {

/// The part of a stored diagonal that is inside the shape: length elements from column firstColumn on.
struct Diagonal {
    qint64 line = 0; ///< row of data
    qint64 offset = 0; ///< column - row
    qint64 firstColumn = 0;
    qint64 length = 0;
    qint64 firstPosition = 0; ///< stored elements in front of it
};

/// The parts of a sparse array after a look at every index of it. Stored elements are counted by position, in the order
/// of the file; of blocks and diagonals only what is in the shape counts.
struct SparseStorage {
    SparseParts parts;
    qint64 nnz = 0;
    qint64 unit = 1; ///< stored elements an index stands for: those of a block
    bool isDistinct = false; ///< no index occurs twice
    bool isRowMajor = false; ///< and positions follow the C order of indices
    std::vector<Diagonal> diagonals; ///< Dia

    const Shape &shape() const { return parts.layout.shape; }
    const DType &dtype() const { return parts.layout.dtype; }
    SparseFormat format() const { return parts.layout.format; }
    bool isCompressed() const { return format() != SparseFormat::Coo && format() != SparseFormat::Dia; }
    /// The axis along which indptr counts lines, and that of the indices in a line; -1: there is none.
    int lineAxis() const { return shape().size() < 2 ? -1 : format() == SparseFormat::Csc ? 1 : 0; }
    int indexAxis() const { return shape().size() < 2 || format() == SparseFormat::Csc ? 0 : 1; }
    /// Rows (columns of Csc) that a line of indptr stands for, and columns (rows) that an index stands for.
    qint64 lineLength() const { return format() == SparseFormat::Bsr ? parts.layout.blockShape[0] : 1; }
    qint64 indexLength() const { return format() == SparseFormat::Bsr ? parts.layout.blockShape[1] : 1; }
};

/// Reads every index and says of the first wrong one where it is. Memory is bounded, but for the diagonals.
Result<SparseStorage> checkSparse(const SparseParts &parts, Progress &progress);

} // namespace npeek
