#pragma once

#include "core/sparse/sparse_array.h"

#include <mutex>

namespace npeek {

/// The bytes of a selection of a sparse array in C order, as if it had been spread out: made in slabs while they are
/// read. The size in bytes must fit.
class DenseSource : public ByteSource {
public:
    DenseSource(SparseArray array, SparseSelection selection);

    qint64 size() const override { return m_size; }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override;
    bool isIntact() const override { return m_array.isIntact(); }

private:
    struct Slab {
        qint64 offset = 0; ///< bytes
        QByteArray bytes;
    };
    using SlabPtr = std::shared_ptr<const Slab>;

    Result<SlabPtr> slabAt(qint64 offset) const;
    Result<SlabPtr> makeSlab(qint64 element) const;

    SparseArray m_array;
    SparseSelection m_selection;
    qint64 m_itemsize;
    qint64 m_size;
    qint64 m_slabElements;
    mutable std::mutex m_mutex;
    mutable SlabPtr m_slab; ///< the last one
};

} // namespace npeek
