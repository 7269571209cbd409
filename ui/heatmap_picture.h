#pragma once

#include "core/analysis/raster.h"
#include "ui/heatmap_samples.h"
#include "ui/heatmap_viewport.h"

#include <QImage>

#include <optional>

namespace npeek {

/// Sampled planes in colour, and how they make a picture: the detail where there is one, else the overview, each
/// element enlarged to a block of device pixels with exact edges.
class HeatmapPicture {
public:
    void clear();
    bool isEmpty() const { return !m_overview && !m_detail; }
    void setOverview(Plane plane); ///< of the whole slice; what was there before goes
    void setDetail(HeatmapDetail detail);
    void dropDetail();
    void setColors(const ValueRange &range, const Colormap &colormap);

    const Plane *overview() const { return m_overview ? &m_overview->plane : nullptr; }
    const Plane *detail() const { return m_detail ? &m_detail->plane : nullptr; }
    /// The plane that every element of region can be told from, the finer one first; nullptr when there is none.
    const Plane *planeFor(const Region &region) const;

    /// Device pixels, counted from the area's corner, that show elements.
    static QRect pixels(const HeatmapViewport &viewport, double ratio);
    /// The picture at device resolution, with grid and values where the elements are large enough for them.
    QImage compose(const HeatmapViewport &viewport, double ratio, const QFont &font) const;

private:
    struct Layer {
        Plane plane;
        Raster raster;
    };
    void drawTexts(QPainter &painter, const HeatmapViewport &viewport) const;

    std::optional<Layer> m_overview;
    std::optional<Layer> m_detail;
    std::vector<QString> m_texts; ///< of the detail
    ValueRange m_range;
    Colormap m_colormap;
};

/// Where element edges lie so that they agree with the composed picture: the nearest device pixel edge.
double snapped(double pixel, double ratio);
QRectF snapped(const QRectF &rect, double ratio);

} // namespace npeek
