#include "core/analysis/raster.h"

#include <algorithm>
#include <cmath>

namespace npeek {

namespace {

constexpr int colorCount = 256;
using Lookup = std::array<quint32, colorCount + 1>; // the last one is for NaN

/// Maps values to colour indices. Ends are halved where their difference would overflow.
struct Mapping {
    double scale = 1;
    double start = 0;
    double width = 1;
    bool isEmpty = false;

    explicit Mapping(const ValueRange &range)
        : scale(std::isfinite(range.max - range.min) ? 1.0 : 0.5)
        , start(range.min * scale)
        , width(range.max * scale - start)
        , isEmpty(width == 0 || !std::isfinite(width))
    {
    }

    /// 256 for NaN. Comparisons are such that NaN ends as 0, and each is one instruction.
    int indexOf(double value) const
    {
        const double position = (value * scale - start) / width * colorCount;
        const double positive = position > 0 ? position : 0.0;
        const double inside = positive < colorCount - 1 ? positive : double(colorCount - 1);
        const int index = static_cast<int>(inside);
        return value == value ? index : colorCount;
    }
};

Lookup lookupOf(const Colormap &colormap, bool isEmptyRange)
{
    Lookup lookup;
    if (isEmptyRange)
        lookup.fill(colormap.colors.front());
    else
        std::ranges::copy(colormap.colors, lookup.begin());
    lookup.back() = colormap.nanColor;
    return lookup;
}

/// In two loops, so that the arithmetic runs on several pixels at once.
void mapRun(const double *values, int count, const Mapping &mapping, const Lookup &lookup, quint32 *pixels)
{
    for (int i = 0; i < count; ++i)
        pixels[i] = static_cast<quint32>(mapping.indexOf(values[i]));
    for (int i = 0; i < count; ++i)
        pixels[i] = lookup[pixels[i]];
}

} // namespace

int colorIndex(double value, const ValueRange &range)
{
    const Mapping mapping(range);
    return mapping.isEmpty ? 0 : std::min(mapping.indexOf(value), colorCount - 1);
}

quint32 colorOf(double value, const ValueRange &range, const Colormap &colormap)
{
    return std::isnan(value) ? colormap.nanColor : colormap.colors[static_cast<size_t>(colorIndex(value, range))];
}

Raster rasterize(const Plane &plane, const ValueRange &range, const Colormap &colormap)
{
    constexpr size_t runLength = 2048; // values and pixels of a run stay in the first-level cache
    const Mapping mapping(range);
    const Lookup lookup = lookupOf(colormap, mapping.isEmpty);
    Raster raster{plane.width, plane.height, std::vector<quint32>(plane.values.size())};
    for (size_t first = 0; first < plane.values.size(); first += runLength) {
        const size_t count = std::min(runLength, plane.values.size() - first);
        mapRun(&plane.values[first], static_cast<int>(count), mapping, lookup, &raster.pixels[first]);
    }
    return raster;
}

} // namespace npeek
