#include "ui/heatmap_view_p.h"

#include "ui/heatmap_axes.h"
#include "ui/heatmap_overlay.h"
#include "ui/picture_style.h"

#include <QPainter>

namespace npeek {

namespace {

constexpr double textWidth = 40; ///< pixels an element from which on values are drawn
constexpr double textHeight = 16;

QString reasonForNoPicture(const ArrayView &view)
{
    if (view.dtype().kind == Kind::Struct)
        return HeatmapView::tr("A structured array has no picture of its own. Choose one of its fields.");
    if (!isPlottable(view.dtype()))
        return HeatmapView::tr("There is no picture of %1 values: they are not numbers.").arg(view.dtype().name());
    if (view.size() == 0)
        return HeatmapView::tr("There is nothing to show: this slice has no elements.");
    return {};
}

} // namespace

HeatmapView::Private::Private(HeatmapView *view)
    : q(view)
{
    if (Result<Colormap> viridis = Colormap::named(QStringLiteral("viridis")))
        colormap = std::move(*viridis);
    source.onChange = [this](bool hasNewRange) { sourceChanged(hasNewRange); };
    source.onProgress = [this] { q->update(); };
    source.onFailure = [this](const QString &text) {
        if (source.picture().isEmpty())
            message = text;
        q->update();
        Q_EMIT q->failed(text);
    };
}

void HeatmapView::Private::layOut()
{
    const QMargins margins = HeatmapAxes::margins(slice, axisFont(q->font()));
    area = q->rect().marginsRemoved(margins);
    viewport.setArea(QSizeF(area.size()).expandedTo({1, 1}));
    changed();
}

void HeatmapView::Private::changed()
{
    composed = {};
    q->update();
}

void HeatmapView::Private::viewChanged()
{
    changed();
    Q_EMIT q->viewChanged();
}

void HeatmapView::Private::sourceChanged(bool hasNewRange)
{
    if (hasNewRange) {
        automaticRange = source.automaticRange();
        updateColors();
        tellRange();
    }
    changed();
}

void HeatmapView::Private::updateColors()
{
    source.setColors(fixedRange.value_or(automaticRange), colormap);
    changed();
}

void HeatmapView::Private::tellRange()
{
    const bool isAutomatic = !fixedRange;
    Q_EMIT q->rangeChanged(q->range(), isAutomatic, isAutomatic ? source.rangeSampleCount() : 0);
}

void HeatmapView::Private::requestDetail()
{
    DetailRequest request;
    request.region = viewport.visible();
    const QRect pixels = HeatmapPicture::pixels(viewport, ratio());
    request.width = static_cast<int>(std::min<qint64>(request.region.columns, pixels.width()));
    request.height = static_cast<int>(std::min<qint64>(request.region.rows, pixels.height()));
    request.withTexts = viewport.x().scale() >= textWidth && viewport.y().scale() >= textHeight;
    source.requestDetail(request);
}

const QImage &HeatmapView::Private::composedPicture()
{
    if (composed.isNull())
        composed = source.picture().compose(viewport, ratio(), axisFont(q->font()));
    return composed;
}

HeatmapCell HeatmapView::Private::cellAt(const QPointF &pos) const
{
    const QPointF at = inArea(pos);
    const HeatmapCell cell{viewport.y().indexAt(at.y()), viewport.x().indexAt(at.x())};
    return cell.isValid() && message.isEmpty() && viewport.picture().contains(at) ? cell : HeatmapCell{};
}

void HeatmapView::Private::paint(QPainter &painter)
{
    painter.setFont(axisFont(q->font()));
    painter.translate(area.topLeft());
    paintPicture(painter);
    const QRectF picture = snapped(viewport.picture(), ratio());
    drawPictureFrame(painter, picture, q->palette(), ratio());
    const HeatmapAxes axes(slice, viewport);
    axes.paint(painter, q->palette());
    if (cursor.isValid())
        drawCellCursor(painter, picture, snapped(viewport.cellRect(cursor.row, cursor.column), ratio()));
    if (hovered.isValid() && dragging == Drag::None)
        axes.paintTags(painter, q->palette(), hovered.row, hovered.column);
    if (dragging == Drag::Box)
        drawZoomBox(painter, QRectF(inArea(pressedAt), inArea(draggedTo)).normalized(), q->palette());
    drawNote(painter, picture, q->palette(), note());
}

void HeatmapView::Private::paintPicture(QPainter &painter)
{
    const QImage &image = composedPicture();
    if (image.isNull())
        return;
    const QPointF corner = QPointF(HeatmapPicture::pixels(viewport, ratio()).topLeft()) / ratio();
    painter.drawImage(QRectF(corner, QSizeF(image.size()) / ratio()), image);
}

QString HeatmapView::Private::note() const
{
    if (const QString progress = source.progressNote(); !progress.isEmpty())
        return progress;
    const Plane *plane = source.picture().planeFor(viewport.visible());
    return plane ? samplingNote(*plane, source.showsPattern()) : QString();
}

HeatmapView::HeatmapView(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(120, 90);
}

HeatmapView::~HeatmapView() = default;

void HeatmapView::setSlice(const Slice2d &slice, bool keepView)
{
    const bool isSameShape = slice.view.shape() == d->slice.view.shape();
    d->slice = slice;
    d->message = reasonForNoPicture(slice.view);
    if (!isSameShape)
        d->cursor = d->hovered = {};
    if (!isSameShape || !keepView)
        d->viewport.setShape(slice.view.shape().at(0), slice.view.shape().at(1));
    if (d->message.isEmpty())
        d->source.setSlice(slice, isSameShape);
    else
        d->source.clear();
    d->layOut();
}

void HeatmapView::clear()
{
    d->slice = {};
    d->message.clear();
    d->cursor = d->hovered = {};
    d->viewport.setShape(0, 0);
    d->source.clear();
    d->changed();
}

void HeatmapView::setColormap(const Colormap &colormap)
{
    d->colormap = colormap;
    d->updateColors();
}

const Colormap &HeatmapView::colormap() const
{
    return d->colormap;
}

void HeatmapView::setRange(std::optional<ValueRange> range)
{
    if (d->fixedRange == range)
        return;
    d->fixedRange = range;
    d->updateColors();
    d->tellRange();
}

ValueRange HeatmapView::range() const
{
    return d->fixedRange.value_or(d->automaticRange);
}

bool HeatmapView::isRangeAutomatic() const
{
    return !d->fixedRange;
}

bool HeatmapView::isBusy() const
{
    return d->source.isBusy();
}

void HeatmapView::setPart(ComplexPart part)
{
    d->source.setPart(part);
    update();
}

void HeatmapView::setSampling(Sampling sampling)
{
    d->source.setSampling(sampling);
    update();
}

void HeatmapView::setCursorCell(qint64 row, qint64 column)
{
    const bool isInside = row >= 0 && column >= 0 && row < d->viewport.y().count() && column < d->viewport.x().count();
    d->cursor = isInside ? HeatmapCell{row, column} : HeatmapCell{};
    update();
}

void HeatmapView::zoomBy(double factor)
{
    d->zoom(QRectF(QPointF(), QSizeF(d->area.size())).center(), factor, Qt::Horizontal | Qt::Vertical);
}

void HeatmapView::fit()
{
    d->viewport.fit();
    d->viewChanged();
}

void HeatmapView::actualSize()
{
    d->viewport.setZoom(1);
    d->viewChanged();
}

double HeatmapView::zoom() const
{
    return d->viewport.zoom();
}

QImage HeatmapView::shownImage() const
{
    return d->composedPicture();
}

QSize HeatmapView::sizeHint() const
{
    return {640, 480};
}

} // namespace npeek

#include "moc_heatmap_view.cpp"
