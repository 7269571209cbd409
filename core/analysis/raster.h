#pragma once

#include "core/analysis/colormap.h"
#include "core/analysis/value_range.h"

#include <vector>

namespace npeek {

/// Pixels 0xffRRGGBB, row by row without gaps.
struct Raster {
    int width = 0;
    int height = 0;
    std::vector<quint32> pixels;
};

/// Which of the 256 colours a value gets: clamp(floor((v - min) / (max - min) * 256), 0, 255), as matplotlib maps.
/// An empty range puts everything at 0. Not for NaN.
int colorIndex(double value, const ValueRange &range);
quint32 colorOf(double value, const ValueRange &range, const Colormap &colormap);
Raster rasterize(const Plane &plane, const ValueRange &range, const Colormap &colormap);

} // namespace npeek
