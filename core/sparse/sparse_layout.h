#pragma once

#include "core/array/array_view.h"
#include "core/format/array_file.h"

#include <optional>

namespace npeek {

/// The formats that scipy.sparse.save_npz() writes.
enum class SparseFormat { Csr, Csc, Bsr, Coo, Dia };

/// What names, headers and the two tiny members of an .npz say of the sparse array that its members are the parts of.
struct SparseLayout {
    SparseFormat format = SparseFormat::Csr;
    Shape shape;
    DType dtype;
    qint64 nnz = 0; ///< stored elements, as the headers say; what of them is in the shape, SparseArray knows
    Shape blockShape{1, 1}; ///< Bsr
    bool isNnzExact = true; ///< false: of diagonals, what is outside of the shape has not been left out
    bool isArray = false; ///< saved from a sparse array, not from a matrix

    QString formatName() const; ///< csr, csc, bsr, coo, dia
    QString summary() const; ///< "sparse csr (1000, 2000), nnz 5000"
};

/// The parts of a sparse array, as they are in the file.
struct SparseParts {
    SparseLayout layout;
    ArrayView data; ///< Csr, Csc, Coo: 1-d; Bsr: (blocks, rows, columns); Dia: (diagonals, length)
    ArrayView indices, indptr; ///< Csr, Csc, Bsr
    std::vector<ArrayView> coords; ///< Coo: a 1-d view an axis
    ArrayView offsets; ///< Dia
};

/// Nothing when the members are not the parts of a sparse array. Reads only the members format and shape.
std::optional<SparseLayout> recognizeSparse(const ArrayFile &file);

/// The parts of a recognised file. Reads no more than recognizeSparse(); nothing is checked against the shape.
Result<SparseParts> openSparseParts(const ArrayFile &file);

} // namespace npeek
