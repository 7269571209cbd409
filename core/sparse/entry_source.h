#pragma once

#include "core/sparse/sparse_array.h"

namespace npeek {

/// The coordinates of all stored elements along some axes, one axis after the other, as 64-bit integers of this
/// machine.
class CoordinateSource : public ByteSource {
public:
    CoordinateSource(SparseArray array, int firstAxis, int axes);

    qint64 size() const override { return m_axes * m_array.nnz() * qint64(sizeof(qint64)); }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override;
    bool isIntact() const override { return m_array.isIntact(); }

private:
    SparseArray m_array;
    qint64 m_firstAxis, m_axes;
};

/// The bytes of all stored elements.
class StoredValueSource : public ByteSource {
public:
    explicit StoredValueSource(SparseArray array);

    qint64 size() const override { return m_array.nnz() * m_itemsize; }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override;
    bool isIntact() const override { return m_array.isIntact(); }

private:
    SparseArray m_array;
    qint64 m_itemsize;
};

} // namespace npeek
