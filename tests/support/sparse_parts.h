#pragma once

#include "core/sparse/sparse_array.h"

#include <algorithm>

namespace npeek::test {

/// A packed view of numbers in memory.
template <class T>
ArrayView viewOf(const QString &dtype, const Shape &shape, const std::vector<T> &numbers, bool fortranOrder = false)
{
    QByteArray bytes(reinterpret_cast<const char *>(numbers.data()),
                     static_cast<qsizetype>(numbers.size() * sizeof(T)));
    const auto parsed = dtypeFromString(dtype);
    if (dtype.startsWith(QLatin1Char('>')))
        for (qsizetype at = 0; at < bytes.size(); at += qsizetype(sizeof(T)))
            std::reverse(bytes.begin() + at, bytes.begin() + at + qsizetype(sizeof(T)));
    return *ArrayView::fromSource(*parsed, shape, fortranOrder, 0, std::make_shared<MemorySource>(bytes));
}

template <class T> ArrayView listOf(const QString &dtype, const std::vector<T> &numbers)
{
    return viewOf(dtype, {static_cast<qint64>(numbers.size())}, numbers);
}

inline ArrayView int32List(const std::vector<qint32> &numbers)
{
    return listOf(QStringLiteral("<i4"), numbers);
}

inline SparseParts partsOf(SparseFormat format, const Shape &shape, const ArrayView &data)
{
    SparseParts parts;
    parts.layout.format = format;
    parts.layout.shape = shape;
    parts.layout.dtype = data.dtype();
    parts.layout.nnz = data.size();
    parts.data = data;
    if (format == SparseFormat::Bsr)
        parts.layout.blockShape = {data.shape()[1], data.shape()[2]};
    return parts;
}

inline SparseParts compressed(SparseFormat format, const Shape &shape, const ArrayView &data, const ArrayView &indices,
                              const ArrayView &indptr)
{
    SparseParts parts = partsOf(format, shape, data);
    parts.indices = indices;
    parts.indptr = indptr;
    return parts;
}

inline SparseParts coo(const Shape &shape, const ArrayView &data, const std::vector<ArrayView> &coords)
{
    SparseParts parts = partsOf(SparseFormat::Coo, shape, data);
    parts.coords = coords;
    return parts;
}

inline SparseParts dia(const Shape &shape, const ArrayView &data, const ArrayView &offsets)
{
    SparseParts parts = partsOf(SparseFormat::Dia, shape, data);
    parts.offsets = offsets;
    return parts;
}

} // namespace npeek::test
