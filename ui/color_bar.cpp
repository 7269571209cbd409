#include "ui/color_bar.h"

#include "ui/axis_ticks.h"
#include "ui/picture_style.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace npeek {

namespace {

constexpr int barWidth = 20;
constexpr int gripPixels = 14;

double valueAt(const ValueRange &range, double height)
{
    return range.min * (1 - height) + range.max * height; // max - min may overflow
}

} // namespace

bool isUsable(const ValueRange &range)
{
    return std::isfinite(range.min) && std::isfinite(range.max) && range.min < range.max;
}

ValueRange pulledRange(const ValueRange &range, RangeGrip grip, double from, double to)
{
    const double held = valueAt(range, from);
    if (grip == RangeGrip::Maximum)
        return {range.min, range.min + (held - range.min) / std::max(to, 0.02)};
    if (grip == RangeGrip::Minimum)
        return {range.max - (range.max - held) / std::max(1 - to, 0.02), range.max};
    const double shift = (range.max - range.min) * (from - to);
    return {range.min + shift, range.max + shift};
}

ValueRange stretchedRange(const ValueRange &range, double at, double factor)
{
    const double fixed = valueAt(range, at);
    return {fixed + (range.min - fixed) * factor, fixed + (range.max - fixed) * factor};
}

ColorBar::ColorBar(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    setToolTip(
        tr("Drag to shift the range, drag an end for one limit, wheel for contrast, double-click for automatic"));
}

void ColorBar::setColormap(const Colormap &colormap)
{
    m_colormap = colormap;
    update();
}

void ColorBar::setRange(const ValueRange &range)
{
    m_range = range;
    update();
}

QRect ColorBar::barRect() const
{
    const int border = QFontMetrics(axisFont(font())).height() / 2 + 1; // labels at the ends need that much
    return QRect(0, border, barWidth, std::max(height() - 2 * border, 1));
}

QSize ColorBar::sizeHint() const
{
    return {barWidth + 8 + QFontMetrics(axisFont(font())).horizontalAdvance(QStringLiteral("-1.2345e-25")), 240};
}

QSize ColorBar::minimumSizeHint() const
{
    return {sizeHint().width(), 60};
}

double ColorBar::heightAt(double y) const
{
    const QRect bar = barRect();
    return 1 - (y - bar.top()) / bar.height();
}

RangeGrip ColorBar::gripAt(double y) const
{
    const QRect bar = barRect();
    const double grip = std::min<double>(gripPixels, bar.height() / 4.0);
    if (y < bar.top() + grip)
        return RangeGrip::Maximum;
    return y > bar.bottom() + 1 - grip ? RangeGrip::Minimum : RangeGrip::Body;
}

void ColorBar::choose(const ValueRange &range)
{
    if (!isUsable(range) || range == m_range)
        return;
    setRange(range);
    Q_EMIT rangeChosen(range);
}

void ColorBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(axisFont(font()));
    const QRect bar = barRect();
    paintColors(painter, bar);
    paintTicks(painter, bar);
}

void ColorBar::paintColors(QPainter &painter, const QRect &bar) const
{
    const int rows = std::max(qRound(bar.height() * devicePixelRatioF()), 1);
    QImage colors(1, rows, QImage::Format_RGB32);
    for (int y = 0; y < rows; ++y) {
        const auto index = static_cast<std::size_t>((rows - 1 - y) * 256LL / rows);
        *reinterpret_cast<QRgb *>(colors.scanLine(y)) = m_colormap.colors[index] | 0xff000000;
    }
    painter.drawImage(bar, colors);
    painter.setPen(frameColor(palette()));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(bar).adjusted(0.5, 0.5, -0.5, -0.5));
}

void ColorBar::paintTicks(QPainter &painter, const QRect &bar) const
{
    if (!isUsable(m_range))
        return;
    const QFontMetrics metrics = painter.fontMetrics();
    const int left = bar.right() + 6;
    painter.setPen(axisColor(palette()));
    for (const ValueTick &tick :
         valueTicks(m_range.min, m_range.max, std::max(bar.height() / (metrics.height() * 5 / 2), 2))) {
        const double share = (tick.value / 2 - m_range.min / 2) / (m_range.max / 2 - m_range.min / 2);
        const double y = bar.top() + (1 - share) * bar.height();
        const double line = std::clamp(std::floor(y), double(bar.top()), double(bar.bottom())) + 0.5;
        painter.drawLine(QPointF(bar.right() + 1, line), QPointF(bar.right() + 4, line));
        const QRectF box(left, y - metrics.height() / 2.0, width() - left, metrics.height());
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(tick.label, Qt::ElideRight, width() - left));
    }
}

void ColorBar::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_isDragging = true;
    m_grip = gripAt(event->position().y());
    m_dragFrom = std::clamp(heightAt(event->position().y()), 0.0, 1.0);
    m_dragRange = m_range;
}

void ColorBar::mouseMoveEvent(QMouseEvent *event)
{
    const RangeGrip grip = m_isDragging ? m_grip : gripAt(event->position().y());
    setCursor(grip == RangeGrip::Body ? Qt::OpenHandCursor : Qt::SizeVerCursor);
    if (m_isDragging)
        choose(pulledRange(m_dragRange, m_grip, m_dragFrom, heightAt(event->position().y())));
}

void ColorBar::mouseReleaseEvent(QMouseEvent *)
{
    m_isDragging = false;
}

void ColorBar::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_isDragging = false;
    if (event->button() == Qt::LeftButton)
        Q_EMIT automaticRangeChosen();
}

void ColorBar::wheelEvent(QWheelEvent *event)
{
    const double at = std::clamp(heightAt(event->position().y()), 0.0, 1.0);
    choose(stretchedRange(m_range, at, std::pow(1.1, -event->angleDelta().y() / 120.0)));
    event->accept();
}

} // namespace npeek

#include "moc_color_bar.cpp"
