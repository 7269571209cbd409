#pragma once

#include "ui/heatmap_viewport.h"
#include "ui/slice2d.h"

#include <QMargins>

class QFont;
class QPainter;
class QPalette;

namespace npeek {

/// The indices around a heatmap: columns above the picture, rows to its left. All in coordinates of the viewport's
/// area.
class HeatmapAxes {
public:
    HeatmapAxes(const Slice2d &slice, const HeatmapViewport &viewport)
        : m_slice(slice)
        , m_viewport(viewport)
    {
    }

    /// Room for the labels of a slice. Multiples of 4, so that the area starts at a whole device pixel at any common
    /// ratio.
    static QMargins margins(const Slice2d &slice, const QFont &axisFont);

    void paint(QPainter &painter, const QPalette &palette) const;
    /// Tags with the indices of one cell.
    void paintTags(QPainter &painter, const QPalette &palette, qint64 row, qint64 column) const;

private:
    void paintColumns(QPainter &painter) const;
    void paintRows(QPainter &painter) const;
    QRectF columnLabel(double x, double width, double height) const;
    QRectF rowLabel(double y, double width, double height) const;

    const Slice2d &m_slice;
    const HeatmapViewport &m_viewport;
};

} // namespace npeek
