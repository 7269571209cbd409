#pragma once

#include <QtGlobal>

#include <optional>
#include <span>
#include <vector>

namespace npeek {

/// Lengths of the axes, outermost first. Also used for strides (bytes, signed) and indices.
using Shape = std::vector<qint64>;

/// a * b, or nothing when it does not fit in 63 bits.
inline std::optional<qint64> checkedMultiply(qint64 a, qint64 b)
{
    qint64 result;
    return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
}

/// a + b, or nothing when it does not fit in 63 bits.
inline std::optional<qint64> checkedAdd(qint64 a, qint64 b)
{
    qint64 result;
    return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
}

/// The number of elements of a shape (1 for no axes), or nothing when a length is negative or the product overflows.
/// A zero length makes it 0 whatever the others are, as in NumPy.
std::optional<qint64> elementCount(std::span<const qint64> shape);

} // namespace npeek
