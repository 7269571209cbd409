#include "core/base/checked_math.h"

#include <algorithm>

namespace npeek {

std::optional<qint64> elementCount(std::span<const qint64> shape)
{
    if (std::ranges::any_of(shape, [](qint64 length) { return length < 0; }))
        return std::nullopt;
    if (std::ranges::find(shape, 0) != shape.end())
        return 0;
    std::optional<qint64> count = 1;
    for (qint64 length : shape) {
        count = checkedMultiply(*count, length);
        if (!count)
            return std::nullopt;
    }
    return count;
}

} // namespace npeek
