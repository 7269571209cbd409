#pragma once

#include "core/array/array_view.h"
#include "core/array/element.h"
#include "core/base/progress.h"

#include <functional>

namespace npeek {

/// A rectangle of elements of a 2-D view.
struct Region {
    qint64 row = 0, column = 0, rows = 0, columns = 0;
    bool operator==(const Region &) const = default;
};

enum class Sampling { Nearest, Mean, Minimum, Maximum };

/// What a screen can hold of a 2-D view: width x height samples that cover region evenly, row by row.
/// Sample (x, y) stands for the elements [x * columns / width, (x + 1) * columns / width) of its rows likewise.
struct Plane {
    Region region;
    int width = 0;
    int height = 0;
    Sampling sampling = Sampling::Nearest;
    std::vector<double> values; ///< NaN where the element is NaN or is no number
    bool isExact() const { return width == region.columns && height == region.rows; } ///< one sample an element
};

/// At most maxWidth x maxHeight samples of region; never more than there are elements. Nearest takes the element in the
/// middle, the others look at every element and leave NaN out unless all are NaN. partial is told about coarser planes
/// on the way to a slow one. Memory is bounded by the plane.
Result<Plane> samplePlane(const ArrayView &view2d, const Region &region, int maxWidth, int maxHeight, Sampling sampling,
                          ComplexPart part, Progress &progress, const std::function<void(const Plane &)> &partial = {});

} // namespace npeek
