#pragma once

#include "core/analysis/statistics.h"
#include "core/sparse/sparse_array.h"
#include "ui/slice_state.h"

#include <optional>

namespace npeek {

/// What a document shows slices of: an array or a sparse array. A cheap value.
class DocumentSource {
public:
    DocumentSource() = default; ///< zero elements
    DocumentSource(const ArrayView &array)
        : m_array(array)
    {
    }
    DocumentSource(const SparseArray &sparse)
        : m_sparse(sparse)
    {
    }

    const DType &dtype() const { return m_sparse ? m_sparse->dtype() : m_array.dtype(); }
    const Shape &shape() const { return m_sparse ? m_sparse->shape() : m_array.shape(); }
    int ndim() const { return static_cast<int>(shape().size()); }
    qint64 size() const; ///< elements; the largest number there is when there are more
    qint64 bytesToRead() const; ///< for statistics() and the like
    bool isSparse() const { return m_sparse.has_value(); }
    const ArrayView &array() const { return m_array; } ///< only when it is not sparse
    const SparseArray &sparse() const { return *m_sparse; } ///< only when it is
    /// The same elements of the same type, read from the same place.
    bool isSame(const DocumentSource &other) const;

    SliceState initialState() const;
    Result<Slice2d> slice(const SliceState &state, const QString &name) const;
    /// Of all elements. Blocks.
    Result<Statistics> statistics(Progress &progress, const std::function<void(const Statistics &)> &partial) const;

private:
    ArrayView m_array;
    std::optional<SparseArray> m_sparse;
};

/// The array of an Ok member, viewed as a type that viewType() knows; empty for what the file says.
Result<ArrayView> viewedArray(const ArrayFile &file, const Member &member, const QString &viewTypeName);

} // namespace npeek
