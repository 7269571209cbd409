#include "ui/heatmap_axes.h"

#include "ui/axis_ticks.h"
#include "ui/picture_style.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace npeek {

namespace {

constexpr double tickLength = 4;
constexpr double labelGap = 6; // picture to label

bool hasLabels(const AxisSlice &axis)
{
    return axis.axis >= 0 && !axis.isIndex;
}

double widestLabel(const AxisSlice &axis, const QFontMetricsF &metrics)
{
    const double first = metrics.horizontalAdvance(groupedNumber(axis.indexOf(0)));
    return std::max(first,
                    metrics.horizontalAdvance(groupedNumber(axis.indexOf(std::max<qint64>(axis.length, 1) - 1))));
}

std::vector<qint64> ticksOf(const ViewAxis &view, const AxisSlice &axis, double distance)
{
    return indexTicks(view.firstVisible(), view.endVisible(), roundStep(distance / view.scale()), axis.start,
                      axis.step);
}

/// Labels point at the middle of their element; where elements are pixels or less, that is where it starts.
double middleOf(const ViewAxis &view, qint64 index)
{
    return std::clamp(view.pixelOf(static_cast<double>(index) + 0.5), view.begin(), view.end());
}

} // namespace

QMargins HeatmapAxes::margins(const Slice2d &slice, const QFont &axisFont)
{
    const QFontMetricsF metrics(axisFont);
    const auto rounded = [](double pixels) { return static_cast<int>(std::ceil(pixels / 4)) * 4; };
    const int left = hasLabels(slice.rows) ? rounded(widestLabel(slice.rows, metrics) + labelGap + 6) : 8;
    const int top = hasLabels(slice.columns) ? rounded(metrics.height() + labelGap + 4) : 8;
    return {left, top, 8, 8};
}

QRectF HeatmapAxes::columnLabel(double x, double width, double height) const
{
    const double left = std::clamp(x - width / 2, -4.0, std::max(m_viewport.x().pixels() + 6 - width, -4.0));
    return QRectF(left, m_viewport.picture().top() - labelGap - height, width, height);
}

QRectF HeatmapAxes::rowLabel(double y, double width, double height) const
{
    const double top = std::clamp(y - height / 2, -4.0, std::max(m_viewport.y().pixels() + 6 - height, -4.0));
    return QRectF(m_viewport.picture().left() - labelGap - width, top, width, height);
}

void HeatmapAxes::paint(QPainter &painter, const QPalette &palette) const
{
    painter.setPen(axisColor(palette));
    if (hasLabels(m_slice.columns))
        paintColumns(painter);
    if (hasLabels(m_slice.rows))
        paintRows(painter);
}

void HeatmapAxes::paintColumns(QPainter &painter) const
{
    const QFontMetricsF metrics(painter.font());
    const double top = m_viewport.picture().top();
    const double distance = widestLabel(m_slice.columns, metrics) + 2.5 * metrics.height();
    for (const qint64 index : ticksOf(m_viewport.x(), m_slice.columns, distance)) {
        const QString text = groupedNumber(m_slice.columns.indexOf(index));
        const double x = middleOf(m_viewport.x(), index);
        painter.drawLine(QPointF(x, top - tickLength), QPointF(x, top - 2));
        painter.drawText(columnLabel(x, metrics.horizontalAdvance(text) + 2, metrics.height()), Qt::AlignCenter, text);
    }
}

void HeatmapAxes::paintRows(QPainter &painter) const
{
    const QFontMetricsF metrics(painter.font());
    const double left = m_viewport.picture().left();
    for (const qint64 index : ticksOf(m_viewport.y(), m_slice.rows, 2.6 * metrics.height())) {
        const QString text = groupedNumber(m_slice.rows.indexOf(index));
        const double y = middleOf(m_viewport.y(), index);
        painter.drawLine(QPointF(left - tickLength, y), QPointF(left - 2, y));
        const QRectF box = rowLabel(y, metrics.horizontalAdvance(text) + 2, metrics.height());
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, text);
    }
}

void HeatmapAxes::paintTags(QPainter &painter, const QPalette &palette, qint64 row, qint64 column) const
{
    const QFontMetricsF metrics(painter.font());
    if (hasLabels(m_slice.columns)) {
        const QString text = groupedNumber(m_slice.columns.indexOf(column));
        const double width = metrics.horizontalAdvance(text) + 8;
        drawTag(painter, columnLabel(middleOf(m_viewport.x(), column), width, metrics.height() + 2).translated(0, 2),
                palette, text);
    }
    if (hasLabels(m_slice.rows)) {
        const QString text = groupedNumber(m_slice.rows.indexOf(row));
        const double width = metrics.horizontalAdvance(text) + 8;
        drawTag(painter, rowLabel(middleOf(m_viewport.y(), row), width, metrics.height() + 2).translated(2, 0), palette,
                text);
    }
}

} // namespace npeek
