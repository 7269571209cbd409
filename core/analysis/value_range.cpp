#include "core/analysis/value_range.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace npeek {

namespace {

constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = std::numeric_limits<double>::min();

/// max - min in halves, which cannot overflow.
double halfWidth(const ValueRange &range)
{
    return range.max / 2 - range.min / 2;
}

ValueRange around(double center)
{
    const double half = center == 0 ? 1.0 : std::max(std::abs(center) / 2, smallest);
    return {std::max(center - half, -largest), std::min(center + half, largest)};
}

/// The finite values, or every n-th of them where there are more than enough to tell percentiles.
std::vector<double> finiteSample(std::span<const double> values)
{
    constexpr size_t enough = 1 << 18;
    const size_t step = values.size() <= enough ? 1 : (values.size() / enough) | 1; // odd: out of step with most widths
    std::vector<double> sample;
    sample.reserve(values.size() / step + 1);
    for (size_t i = 0; i < values.size(); i += step) {
        if (std::isfinite(values[i]))
            sample.push_back(values[i]);
    }
    return sample;
}

/// What remains without the trimmed smallest and the trimmed largest of the values; 2 * trimmed + 1 < size.
ValueRange trimmedRange(std::vector<double> &values, size_t trimmed)
{
    const auto low = values.begin() + static_cast<std::ptrdiff_t>(trimmed);
    const auto high = values.end() - 1 - static_cast<std::ptrdiff_t>(trimmed);
    std::nth_element(values.begin(), low, values.end());
    std::nth_element(low + 1, high, values.end());
    return {*low, *high};
}

/// A fifth more room on both sides, but no more than all needs.
ValueRange expanded(const ValueRange &inner, const ValueRange &all)
{
    const double margin = halfWidth(inner) * 0.4;
    return {std::max(inner.min - margin, all.min), std::min(inner.max + margin, all.max)};
}

} // namespace

ValueRange finiteRange(std::span<const double> values)
{
    ValueRange range{largest, -largest};
    for (const double value : values) {
        if (std::isfinite(value)) {
            range.min = std::min(range.min, value);
            range.max = std::max(range.max, value);
        }
    }
    return range.min <= range.max ? range : ValueRange{};
}

ValueRange robustRange(std::span<const double> values)
{
    constexpr double manyTimes = 5; // normal, uniform and exponential data stay well under it
    constexpr size_t fewest = 8; // under this nobody can say what an outlier is
    const ValueRange all = finiteRange(values);
    if (all.min == all.max)
        return around(all.min);
    std::vector<double> sample = finiteSample(values);
    if (sample.size() < fewest)
        return all;
    // Where nearly everything is the same number, the next smaller share tells what the rest looks like.
    for (const size_t share : {size_t(100), size_t(1000), sample.size()}) {
        const ValueRange inner = trimmedRange(sample, std::max(sample.size() / share, size_t(1)));
        if (inner.min < inner.max)
            return halfWidth(all) > manyTimes * halfWidth(inner) ? expanded(inner, all) : all;
    }
    return all;
}

} // namespace npeek
