#pragma once

#include "core/analysis/colormap.h"

#include <span>

namespace npeek {

/// A colour map as it is compiled in: colours as 0xRRGGBB.
struct ColormapTable {
    const char *name;
    Colormap::Type type;
    quint32 nanColor;
    std::array<quint32, 256> colors;
};

/// All maps, in the order in which they are offered.
std::span<const ColormapTable> colormapTables();

} // namespace npeek
