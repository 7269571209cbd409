#include "ui/curve_plot.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <limits>

namespace npeek {

namespace {

constexpr double markerScale = 6; ///< pixels an element from which on every point is marked
constexpr double outside = 4;

/// Smallest and largest of a column of device pixels; low > high: nothing there.
struct PixelColumn {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    bool isEmpty() const { return low > high; }
    void add(double l, double h)
    {
        low = std::min(low, l);
        high = std::max(high, h);
    }
};

void drawRun(QPainter &painter, const QPolygonF &run, bool isMarked)
{
    if (run.isEmpty())
        return;
    for (qsizetype i = 1; i < run.size(); ++i) // one path of many steep lines takes about ten times as long
        painter.drawLine(run[i - 1], run[i]);
    if (!isMarked && run.size() > 1)
        return;
    painter.setBrush(painter.pen().color());
    for (const QPointF &point : run)
        painter.drawEllipse(point, 1.8, 1.8);
}

} // namespace

CurveRange plotRange(const CurveRange &range)
{
    constexpr double most = std::numeric_limits<double>::max();
    if (!range.isValid)
        return {0, 1, true};
    double margin = (range.max / 2 - range.min / 2) * 0.1;
    if (!(margin > std::abs(range.max) * 1e-15))
        margin = range.max == 0 ? 0.5 : std::abs(range.max) * 0.1;
    margin = std::max(margin, 1e-300);
    return {std::max(range.min - margin, -most), std::min(range.max + margin, most), true};
}

double CurvePlot::yOf(double value) const
{
    const double share = (value / 2 - m_y.min / 2) / (m_y.max / 2 - m_y.min / 2); // halves: the difference may overflow
    return std::clamp((1 - share) * m_height, -outside, m_height + outside);
}

void CurvePlot::draw(QPainter &painter, const CurveEnvelope &envelope, const QColor &color, double ratio) const
{
    const qint64 begin = std::max(m_x.firstVisible() - 1, envelope.first); // lines go on beyond the edges
    const qint64 end = std::min(m_x.endVisible() + 1, envelope.first + envelope.count);
    if (begin >= end)
        return;
    if (envelope.isEachElement() && m_x.scale() >= 1)
        drawPoints(painter, envelope, begin, end, color);
    else
        drawColumns(painter, envelope, begin, end, color, ratio);
}

void CurvePlot::drawPoints(QPainter &painter, const CurveEnvelope &envelope, qint64 begin, qint64 end,
                           const QColor &color) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const bool isMarked = m_x.scale() >= markerScale;
    QPolygonF run;
    for (qint64 i = begin; i < end; ++i) {
        const double value = envelope.low[static_cast<std::size_t>(i - envelope.first)];
        if (std::isnan(value)) {
            drawRun(painter, run, isMarked);
            run.clear();
        } else {
            run << QPointF(xOf(i), yOf(value));
        }
    }
    drawRun(painter, run, isMarked);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void CurvePlot::drawColumns(QPainter &painter, const CurveEnvelope &envelope, qint64 begin, qint64 end,
                            const QColor &color, double ratio) const
{
    const int width = static_cast<int>(std::ceil(m_x.pixels() * ratio));
    std::vector<PixelColumn> columns(static_cast<std::size_t>(std::max(width, 1)));
    for (qint64 b = envelope.bucketOf(begin), last = envelope.bucketOf(end - 1); b <= last; ++b) {
        const double low = envelope.low[static_cast<std::size_t>(b)];
        if (std::isnan(low))
            continue;
        const auto column = [&](qint64 element) { return m_x.pixelOf(static_cast<double>(element)) * ratio; };
        const int from = static_cast<int>(std::clamp(std::floor(column(envelope.bucketStart(b))), 0.0, width - 1.0));
        const int to =
            static_cast<int>(std::clamp(std::ceil(column(envelope.bucketStart(b + 1))) - 1, double(from), width - 1.0));
        for (int x = from; x <= to; ++x)
            columns[static_cast<std::size_t>(x)].add(low, envelope.high[static_cast<std::size_t>(b)]);
    }
    const double pixel = 1 / ratio;
    const double line = std::max(1.2, pixel);
    PixelColumn before;
    for (std::size_t x = 0; x < columns.size(); ++x) {
        const PixelColumn &here = columns[x];
        if (!here.isEmpty()) {
            // Reaches to the column before it, so that the curve hangs together.
            const double high = yOf(before.isEmpty() ? here.high : std::max(here.high, before.low));
            const double low = yOf(before.isEmpty() ? here.low : std::min(here.low, before.high));
            painter.fillRect(QRectF(static_cast<double>(x) / ratio, high - line / 2, pixel, low - high + line), color);
        }
        before = here;
    }
}

} // namespace npeek
