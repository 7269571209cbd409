#pragma once

#include "core/analysis/plane.h"
#include "ui/view_axis.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace npeek {

/// Zoom and position of a picture of rows x columns elements in an area of pixels whose top left is (0, 0).
/// Elements are squares, unless the picture would be a mere thread then. All arithmetic in double and qint64.
class HeatmapViewport {
public:
    static constexpr double maxSquareRatio = 8; ///< longer pictures get a scale for each axis

    void setShape(qint64 rows, qint64 columns); ///< and fits
    void setArea(const QSizeF &area); ///< what was fitted stays fitted, else the middle stays in the middle

    bool isSquare() const;
    bool isFitted() const { return m_isFitted; }
    double zoom() const { return m_x.scale(); } ///< pixels an element along x
    const ViewAxis &x() const { return m_x; } ///< columns
    const ViewAxis &y() const { return m_y; } ///< rows
    QRectF picture() const; ///< pixels that show elements
    QRectF cellRect(qint64 row, qint64 column) const;
    Region visible() const; ///< elements that show, be it in part

    void fit();
    void setZoom(double scale); ///< the same for both axes; may be smaller than what fits
    void zoomAt(const QPointF &pixel, double factor, Qt::Orientations axes = Qt::Horizontal | Qt::Vertical);
    void panBy(const QPointF &pixels);
    void showBox(const QRectF &box); ///< enlarges what lies in a box of pixels

private:
    double fitScale(const ViewAxis &axis) const;
    double fitScale() const;

    ViewAxis m_x, m_y;
    bool m_isFitted = true;
};

} // namespace npeek
