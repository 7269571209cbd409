#pragma once

#include "core/array/array_view.h"
#include "core/export/exporter.h"

#include <QTemporaryDir>

#include <cstring>
#include <vector>

namespace npeek::test {

/// The dtype of a C++ number, in the host's byte order.
template <class T> DType dtypeOf()
{
    DType dtype;
    dtype.kind = std::is_same_v<T, bool> ? Kind::Bool
        : std::is_floating_point_v<T>    ? Kind::Float
        : std::is_signed_v<T>            ? Kind::Int
                                         : Kind::UInt;
    dtype.itemsize = sizeof(T);
    return dtype;
}

/// A view on a copy of values, in C order.
template <class T> ArrayView arrayOf(const std::vector<T> &values, const Shape &shape)
{
    QByteArray bytes(reinterpret_cast<const char *>(values.data()), static_cast<qsizetype>(values.size() * sizeof(T)));
    return *ArrayView::fromSource(dtypeOf<T>(), shape, false, 0, std::make_shared<MemorySource>(bytes));
}

/// 0, 1, 2 ... in a shape.
template <class T> ArrayView countingArray(const Shape &shape)
{
    std::vector<T> values(static_cast<size_t>(*elementCount(shape)));
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<T>(i);
    return arrayOf(values, shape);
}

} // namespace npeek::test
