#include "ui/heatmap_viewport.h"

#include <algorithm>
#include <cmath>

namespace npeek {

void HeatmapViewport::setShape(qint64 rows, qint64 columns)
{
    m_x.setCount(columns);
    m_y.setCount(rows);
    fit();
}

void HeatmapViewport::setArea(const QSizeF &area)
{
    m_x.setPixels(area.width());
    m_y.setPixels(area.height());
    if (m_isFitted)
        fit();
}

bool HeatmapViewport::isSquare() const
{
    const double rows = static_cast<double>(m_y.count());
    const double columns = static_cast<double>(m_x.count());
    return rows <= columns * maxSquareRatio && columns <= rows * maxSquareRatio;
}

double HeatmapViewport::fitScale() const
{
    const double scale = std::min(m_x.fullScale(), m_y.fullScale());
    return scale >= 8 ? std::floor(scale) : scale; // cells of equal size are worth a narrow border
}

double HeatmapViewport::fitScale(const ViewAxis &axis) const
{
    return isSquare() ? fitScale() : axis.fullScale();
}

void HeatmapViewport::fit()
{
    m_isFitted = true;
    m_x.setScale(fitScale(m_x), 0);
    m_y.setScale(fitScale(m_y), 0);
}

void HeatmapViewport::setZoom(double scale)
{
    m_isFitted = false;
    m_x.setScale(scale, m_x.pixels() / 2);
    m_y.setScale(scale, m_y.pixels() / 2);
}

QRectF HeatmapViewport::picture() const
{
    return QRectF(QPointF(m_x.begin(), m_y.begin()), QPointF(m_x.end(), m_y.end()));
}

QRectF HeatmapViewport::cellRect(qint64 row, qint64 column) const
{
    const QPointF topLeft(m_x.pixelOf(static_cast<double>(column)), m_y.pixelOf(static_cast<double>(row)));
    return QRectF(topLeft, QSizeF(m_x.scale(), m_y.scale()));
}

Region HeatmapViewport::visible() const
{
    const qint64 row = m_y.firstVisible();
    const qint64 column = m_x.firstVisible();
    return {row, column, m_y.endVisible() - row, m_x.endVisible() - column};
}

void HeatmapViewport::zoomAt(const QPointF &pixel, double factor, Qt::Orientations axes)
{
    const auto limited = [this](const ViewAxis &axis, double wanted) {
        return axis.clampedScale(axis.scale() * wanted, std::min(axis.scale(), fitScale(axis))) / axis.scale();
    };
    double factorX = axes.testFlag(Qt::Horizontal) ? limited(m_x, factor) : 1;
    double factorY = axes.testFlag(Qt::Vertical) ? limited(m_y, factor) : 1;
    if (isSquare() && factor > 1 && axes == (Qt::Horizontal | Qt::Vertical))
        factorX = factorY = std::min(factorX, factorY); // neither axis grows on without the other
    m_x.setScale(m_x.scale() * factorX, pixel.x());
    m_y.setScale(m_y.scale() * factorY, pixel.y());
    m_isFitted = m_x.scale() == fitScale(m_x) && m_y.scale() == fitScale(m_y);
}

void HeatmapViewport::panBy(const QPointF &pixels)
{
    m_x.panBy(pixels.x());
    m_y.panBy(pixels.y());
}

void HeatmapViewport::showBox(const QRectF &box)
{
    if (box.width() < 1 || box.height() < 1)
        return;
    const QRectF elements(QPointF(m_x.elementAt(box.left()), m_y.elementAt(box.top())),
                          QPointF(m_x.elementAt(box.right()), m_y.elementAt(box.bottom())));
    m_isFitted = false;
    m_x.show(elements.left(), elements.right());
    m_y.show(elements.top(), elements.bottom());
    if (!isSquare())
        return;
    const double scale = std::min(m_x.scale(), m_y.scale());
    const QPointF middle = elements.center();
    m_x.setScale(scale, m_x.pixelOf(middle.x()));
    m_y.setScale(scale, m_y.pixelOf(middle.y()));
}

} // namespace npeek
