#pragma once

#include "core/analysis/plane.h"
#include "ui/slice2d.h"

#include <QSize>
#include <QString>

namespace npeek {

/// The most samples a first glance at rows x columns elements takes: all of up to 2^18, else about 2^16 spread over
/// both axes.
QSize overviewSize(qint64 rows, qint64 columns);
/// A size that touches few pages of the file, for the very first picture of a large view; the overview's own size when
/// that does.
QSize firstSize(const ArrayView &view2d);

/// What the screen asks for.
struct DetailRequest {
    Region region;
    int width = 0;
    int height = 0;
    Sampling sampling = Sampling::Nearest;
    bool withTexts = false; ///< values will be drawn into the cells; every element must have its sample then
    bool operator==(const DetailRequest &) const = default;
};

struct HeatmapDetail {
    Plane plane;
    std::vector<QString> texts; ///< one for each sample, or none at all
};

/// Blocks. Errors are those of samplePlane.
Result<HeatmapDetail> sampleDetail(const Slice2d &slice, const DetailRequest &request, ComplexPart part,
                                   Progress &progress, const std::function<void(const Plane &)> &partial);

/// What is not shown, for honesty: "1 of 196 values shown (nearest)". Empty for an exact plane. isPattern: a sample is
/// 1 where any of its elements is not zero.
QString samplingNote(const Plane &plane, bool isPattern = false);

} // namespace npeek
