#include "ui/curve_view.h"

#include "core/export/cell_text.h"
#include "ui/axis_ticks.h"
#include "ui/curve_plot.h"
#include "ui/curve_source.h"
#include "ui/picture_style.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace npeek {

namespace {

QString reasonForNoCurve(const ArrayView &view)
{
    if (view.dtype().kind == Kind::Struct)
        return CurveView::tr("A structured array has no curve of its own. Choose one of its fields.");
    if (!isPlottable(view.dtype()))
        return CurveView::tr("There is no curve of %1 values: they are not numbers.").arg(view.dtype().name());
    if (view.size() == 0)
        return CurveView::tr("There is nothing to show: this slice has no elements.");
    return {};
}

} // namespace

struct CurveView::Private {
    enum class Drag { None, Pressed, Pan };

    explicit Private(CurveView *view);
    void layOut();
    void widenFor(const std::vector<ValueTick> &ticks, const QFontMetricsF &metrics);
    const CurveEnvelope *envelope() const { return source.envelope(x.firstVisible(), x.endVisible()); }
    void hover(qint64 row);
    qint64 rowAt(const QPointF &pos) const;

    void paint(QPainter &painter);
    std::vector<ValueTick> valueAxis(const CurveRange &range, const QFontMetricsF &metrics) const;
    void paintAxes(QPainter &painter, const CurvePlot &plot, const std::vector<ValueTick> &ticks) const;
    void paintRowLine(QPainter &painter, qint64 row, const QColor &color) const;
    void paintHovered(QPainter &painter, const CurvePlot &plot, const CurveEnvelope &shown) const;
    QString valueText(qint64 row, const CurveEnvelope &shown) const;
    QString note(const CurveEnvelope &shown) const;

    CurveView *const q;
    Slice2d slice;
    QString message;
    CurveSource source;
    ViewAxis x;
    QRectF area;
    int leftMargin = 40;
    qint64 cursor = -1, hovered = -1;
    Drag dragging = Drag::None;
    QPointF pressedAt, draggedTo;
};

CurveView::Private::Private(CurveView *view)
    : q(view)
{
    source.onChange = [this] { q->update(); };
    source.onFailure = [this](const QString &text) {
        if (!envelope())
            message = text;
        q->update();
        Q_EMIT q->failed(text);
    };
}

void CurveView::Private::layOut()
{
    const QFontMetricsF metrics(axisFont(q->font()));
    const int bottom = static_cast<int>(std::ceil(metrics.height())) + 10;
    area = QRectF(q->rect().adjusted(leftMargin, 10, -10, -bottom));
    const bool isWhole = x.scale() <= x.fullScale();
    x.setPixels(area.width());
    if (isWhole)
        x.setScale(x.fullScale(), 0);
    q->update();
}

/// Grows only, so that the curve does not jump while it is panned.
void CurveView::Private::widenFor(const std::vector<ValueTick> &ticks, const QFontMetricsF &metrics)
{
    double widest = 0;
    for (const ValueTick &tick : ticks)
        widest = std::max(widest, metrics.horizontalAdvance(tick.label));
    const int needed = static_cast<int>(std::ceil((widest + 14) / 4)) * 4;
    if (needed <= leftMargin || needed > q->width() / 2)
        return;
    leftMargin = needed;
    layOut();
}

void CurveView::Private::hover(qint64 row)
{
    if (row == hovered)
        return;
    hovered = row;
    q->update();
    Q_EMIT q->hovered(row);
}

qint64 CurveView::Private::rowAt(const QPointF &pos) const
{
    return message.isEmpty() && area.contains(pos) ? x.indexAt(pos.x() - area.left()) : -1;
}

std::vector<ValueTick> CurveView::Private::valueAxis(const CurveRange &range, const QFontMetricsF &metrics) const
{
    return valueTicks(range.min, range.max, std::max(static_cast<int>(area.height() / (metrics.height() * 2.8)), 2));
}

void CurveView::Private::paint(QPainter &painter)
{
    painter.setFont(axisFont(q->font()));
    const QFontMetricsF metrics(painter.font());
    const CurveEnvelope *shown = envelope();
    const CurveRange range = plotRange(shown ? finiteRangeOf(*shown, x.firstVisible(), x.endVisible()) : CurveRange{});
    const std::vector<ValueTick> ticks = shown ? valueAxis(range, metrics) : std::vector<ValueTick>{};
    widenFor(ticks, metrics);
    painter.translate(area.topLeft());
    const QRectF inner(QPointF(), area.size());
    painter.fillRect(inner, q->palette().color(QPalette::Base));
    const CurvePlot plot(x, range, area.height());
    paintAxes(painter, plot, ticks);
    painter.setClipRect(inner);
    paintRowLine(painter, cursor, q->palette().color(QPalette::Highlight));
    if (shown)
        plot.draw(painter, *shown, curveColor(q->palette()), q->devicePixelRatioF());
    painter.setClipping(false);
    painter.setPen(frameColor(q->palette()));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(inner.adjusted(-0.5, -0.5, 0.5, 0.5));
    if (!shown)
        return;
    drawNote(painter, inner, q->palette(), note(*shown));
    if (dragging == Drag::None)
        paintHovered(painter, plot, *shown);
}

void CurveView::Private::paintAxes(QPainter &painter, const CurvePlot &plot, const std::vector<ValueTick> &ticks) const
{
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height();
    for (const ValueTick &tick : ticks) {
        const double y = std::floor(plot.yOf(tick.value)) + 0.5;
        painter.setPen(gridColor(q->palette()));
        painter.drawLine(QLineF(0, y, area.width(), y));
        painter.setPen(axisColor(q->palette()));
        painter.drawText(QRectF(-leftMargin, y - height / 2, leftMargin - 6, height), Qt::AlignRight | Qt::AlignVCenter,
                         tick.label);
    }
    const QString widest =
        groupedNumber(std::max(std::abs(slice.rows.indexOf(0)), std::abs(slice.rows.indexOf(x.count()))));
    const qint64 step = roundStep((metrics.horizontalAdvance(widest) + 2.5 * height) / x.scale());
    for (const qint64 row : indexTicks(x.firstVisible(), x.endVisible(), step, slice.rows.start, slice.rows.step)) {
        const double at = std::floor(plot.xOf(row)) + 0.5;
        const QString text = groupedNumber(slice.rows.indexOf(row));
        const double width = metrics.horizontalAdvance(text) + 2;
        const double left = std::clamp(at - width / 2, -double(leftMargin), area.width() + 8 - width);
        painter.setPen(gridColor(q->palette()));
        painter.drawLine(QLineF(at, 0, at, area.height()));
        painter.setPen(axisColor(q->palette()));
        painter.drawText(QRectF(left, area.height() + 5, width, height), Qt::AlignCenter, text);
    }
}

void CurveView::Private::paintRowLine(QPainter &painter, qint64 row, const QColor &color) const
{
    if (row < 0)
        return;
    const double at = std::floor(x.pixelOf(static_cast<double>(row) + 0.5)) + 0.5;
    painter.setPen(color);
    painter.drawLine(QLineF(at, 0, at, area.height()));
}

void CurveView::Private::paintHovered(QPainter &painter, const CurvePlot &plot, const CurveEnvelope &shown) const
{
    if (hovered < 0)
        return;
    paintRowLine(painter, hovered, frameColor(q->palette()));
    const QFontMetricsF metrics(painter.font());
    const double at = plot.xOf(hovered);
    const auto tag = [&](const QString &text, double top) {
        const double width = metrics.horizontalAdvance(text) + 10;
        const double left = std::clamp(at - width / 2, 0.0, std::max(area.width() - width, 0.0));
        drawTag(painter, QRectF(left, top, width, metrics.height() + 2), q->palette(), text);
    };
    tag(groupedNumber(slice.rows.indexOf(hovered)), area.height() + 4);
    tag(valueText(hovered, shown), 4);
    if (!shown.isEachElement())
        return;
    const double value = shown.low[static_cast<std::size_t>(hovered - shown.first)];
    if (!std::isfinite(value))
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(q->palette().color(QPalette::Base), 1.5));
    painter.setBrush(curveColor(q->palette()));
    painter.drawEllipse(QPointF(at, plot.yOf(value)), 4, 4);
}

/// The element itself where reading it costs nothing, else what is known of its bucket.
QString CurveView::Private::valueText(qint64 row, const CurveEnvelope &shown) const
{
    if (slice.view.source() && slice.view.source()->isMapped()) {
        QByteArray scratch;
        const qint64 index[] = {row, 0};
        if (const Result<Bytes> element = slice.view.element(index, scratch))
            return cellText(slice.view.dtype(), element->data());
    }
    const auto bucket = static_cast<std::size_t>(shown.bucketOf(row));
    const QString low = shortNumber(shown.low[bucket]);
    const QString high = shortNumber(shown.high[bucket]);
    return low == high ? low : CurveView::tr("%1 to %2").arg(low, high);
}

QString CurveView::Private::note(const CurveEnvelope &shown) const
{
    const double each = 1 / (x.scale() * q->devicePixelRatioF());
    const QString count = groupedNumber(std::llround(std::min(each, 1e18)));
    if (!shown.isComplete()) {
        const int permille = std::max(source.permille(), 0);
        return CurveView::tr("reading, %1 %: some values are not shown yet").arg(permille / 10);
    }
    return each < 1.5 ? QString() : CurveView::tr("smallest and largest of %1 values a pixel").arg(count);
}

CurveView::CurveView(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(160, 100);
}

CurveView::~CurveView() = default;

void CurveView::setSlice(const Slice2d &slice)
{
    d->slice = slice;
    d->message = reasonForNoCurve(slice.view);
    d->cursor = d->hovered = -1;
    d->leftMargin = 40;
    d->x.setCount(slice.view.shape().at(0));
    if (!d->message.isEmpty())
        d->source.clear();
    else if (slice.view.shape().at(1) == 1)
        d->source.setView(slice.view);
    else // the first column stands for itself
        d->source.setView(
            slice.view.slice(std::vector<AxisSlice>{{0, false, 0, 1, d->x.count()}, {1, false, 0, 1, 1}}));
    d->layOut();
}

void CurveView::setPart(ComplexPart part)
{
    d->source.setPart(part);
    update();
}

void CurveView::setCursorRow(qint64 row)
{
    d->cursor = row < d->x.count() ? row : -1;
    update();
}

QSize CurveView::sizeHint() const
{
    return {640, 360};
}

void CurveView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!d->message.isEmpty()) {
        drawMessage(painter, rect(), palette(), d->message);
        return;
    }
    if (d->x.count() == 0)
        return;
    const int pixels = static_cast<int>(std::ceil(d->x.pixels() * devicePixelRatioF()));
    d->source.request(d->x.firstVisible(), d->x.endVisible(), pixels);
    d->paint(painter);
    if (d->envelope())
        Q_EMIT painted();
}

void CurveView::resizeEvent(QResizeEvent *)
{
    d->layOut();
}

void CurveView::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta(); // Alt makes some systems turn it
    const double factor = std::pow(1.25, (delta.y() != 0 ? delta.y() : delta.x()) / 120.0);
    const double scale = d->x.clampedScale(d->x.scale() * factor, d->x.fullScale());
    d->x.setScale(scale, event->position().x() - d->area.left());
    d->hover(d->rowAt(event->position()));
    update();
    event->accept();
}

void CurveView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    d->dragging = Private::Drag::Pressed;
    d->pressedAt = d->draggedTo = event->position();
}

void CurveView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF pos = event->position();
    if (d->dragging == Private::Drag::Pressed
        && (pos - d->pressedAt).manhattanLength() >= QApplication::startDragDistance()) {
        d->dragging = Private::Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    }
    if (d->dragging != Private::Drag::Pan) {
        d->hover(d->rowAt(pos));
        return;
    }
    d->x.panBy(pos.x() - std::exchange(d->draggedTo, pos).x());
    update();
}

void CurveView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mouseReleaseEvent(event);
    unsetCursor();
    const Private::Drag ended = std::exchange(d->dragging, Private::Drag::None);
    const qint64 row = d->rowAt(event->position());
    if (ended == Private::Drag::Pressed && row >= 0)
        Q_EMIT rowClicked(row);
    update();
}

void CurveView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    d->x.setScale(d->x.fullScale(), 0);
    update();
}

void CurveView::leaveEvent(QEvent *)
{
    d->hover(-1);
}

} // namespace npeek

#include "moc_curve_view.cpp"
