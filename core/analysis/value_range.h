#pragma once

#include "core/analysis/plane.h"

#include <span>

namespace npeek {

/// The values that the ends of a colour map stand for.
struct ValueRange {
    double min = 0;
    double max = 1;
    bool operator==(const ValueRange &) const = default;
};

/// Smallest and largest finite value; (0, 1) when there is none.
ValueRange finiteRange(std::span<const double> values);
/// A range that is right at first sight: min to max, but without the few outliers that would wash everything else out.
/// Never empty, never infinite: a constant c gives a range around c.
ValueRange robustRange(std::span<const double> values);

} // namespace npeek
