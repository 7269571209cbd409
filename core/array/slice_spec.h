#pragma once

#include "core/base/checked_math.h"
#include "core/base/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace npeek {

/// One axis of an array after slicing, in the array's own terms.
struct AxisSlice {
    int axis = 0; ///< of the array that was sliced
    bool isIndex = false; ///< an integer: the axis is dropped from the view, length is 1
    qint64 start = 0; ///< index of the first element, 0 <= start < length of the axis (or 0 when length is 0)
    qint64 step = 1; ///< not 0
    qint64 length = 0; ///< elements chosen
    /// The array's own index of element i of the slice.
    qint64 indexOf(qint64 i) const { return start + i * step; }
};

/// NumPy's basic indexing as a value: integers, ranges and one ellipsis.
class SliceSpec {
public:
    struct Item {
        enum class Type { Index, Range, Ellipsis };
        Type type = Type::Range;
        qint64 index = 0; ///< Index; may be negative
        std::optional<qint64> start, stop, step; ///< Range
        bool operator==(const Item &) const = default;
    };
    std::vector<Item> items;

    /// "0, ::2, -1", "[..., 3]", "" (everything). InvalidInput says what is wrong and where.
    static Result<SliceSpec> parse(const QString &text);
    /// The spelling inside the brackets, as in "0, ::2, ..."; parse() reads it back.
    QString toString() const;

    /// What it means for an array of this shape: one AxisSlice for every axis of the array, in order.
    /// InvalidInput for too many indices and for an index out of bounds.
    Result<std::vector<AxisSlice>> resolve(const Shape &shape) const;

    bool operator==(const SliceSpec &) const = default;
};

} // namespace npeek
