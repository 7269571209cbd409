#include "ui/heatmap_view_p.h"

#include "ui/picture_style.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>
#include <utility>

namespace npeek {

namespace {

constexpr double zoomStep = 1.25;

} // namespace

void HeatmapView::Private::hover(const HeatmapCell &cell)
{
    if (cell == hovered)
        return;
    hovered = cell;
    q->update();
    Q_EMIT q->hovered(cell.row, cell.column);
}

void HeatmapView::Private::zoom(const QPointF &at, double factor, Qt::Orientations axes)
{
    viewport.zoomAt(at, factor, axes);
    viewChanged();
}

void HeatmapView::Private::pan(const QPointF &by)
{
    viewport.panBy(by);
    viewChanged();
}

void HeatmapView::Private::drag(const QPointF &to, Qt::KeyboardModifiers modifiers)
{
    if (dragging == Drag::Pressed) {
        if ((to - pressedAt).manhattanLength() < QApplication::startDragDistance())
            return;
        dragging = modifiers.testFlag(Qt::ControlModifier) ? Drag::Box : Drag::Pan;
        q->setCursor(dragging == Drag::Box ? Qt::CrossCursor : Qt::ClosedHandCursor);
    }
    if (dragging == Drag::Pan)
        pan(to - draggedTo);
    draggedTo = to;
    q->update();
}

bool HeatmapView::Private::pressKey(int key)
{
    const double step = std::min(area.width(), area.height()) / 8.0;
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        q->zoomBy(zoomStep);
        return true;
    case Qt::Key_Minus:
        q->zoomBy(1 / zoomStep);
        return true;
    case Qt::Key_F:
        q->fit();
        return true;
    case Qt::Key_Left:
        pan({step, 0});
        return true;
    case Qt::Key_Right:
        pan({-step, 0});
        return true;
    case Qt::Key_Up:
        pan({0, step});
        return true;
    case Qt::Key_Down:
        pan({0, -step});
        return true;
    default:
        return false;
    }
}

void HeatmapView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!d->message.isEmpty()) {
        drawMessage(painter, rect(), palette(), d->message);
        return;
    }
    if (d->slice.view.size() == 0)
        return;
    d->requestDetail();
    d->paint(painter);
    if (!d->source.picture().isEmpty())
        Q_EMIT painted();
}

void HeatmapView::resizeEvent(QResizeEvent *)
{
    d->layOut();
    Q_EMIT viewChanged();
}

void HeatmapView::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta(); // Alt makes some systems turn it
    const double steps = (delta.y() != 0 ? delta.y() : delta.x()) / 120.0;
    Qt::Orientations axes = Qt::Horizontal | Qt::Vertical;
    if (event->modifiers().testFlag(Qt::AltModifier))
        axes = Qt::Horizontal;
    else if (event->modifiers().testFlag(Qt::ShiftModifier))
        axes = Qt::Vertical;
    d->zoom(d->inArea(event->position()), std::pow(zoomStep, steps), axes);
    d->hover(d->cellAt(event->position()));
    event->accept();
}

void HeatmapView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    d->dragging = Private::Drag::Pressed;
    d->pressedAt = d->draggedTo = event->position();
}

void HeatmapView::mouseMoveEvent(QMouseEvent *event)
{
    if (d->dragging != Private::Drag::None)
        d->drag(event->position(), event->modifiers());
    if (d->dragging != Private::Drag::Pan)
        d->hover(d->cellAt(event->position()));
}

void HeatmapView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mouseReleaseEvent(event);
    const Private::Drag ended = std::exchange(d->dragging, Private::Drag::None);
    unsetCursor();
    const HeatmapCell cell = d->cellAt(event->position());
    if (ended == Private::Drag::Pressed && cell.isValid())
        Q_EMIT cellClicked(cell.row, cell.column);
    if (ended == Private::Drag::Box) {
        d->viewport.showBox(QRectF(d->inArea(d->pressedAt), d->inArea(event->position())).normalized());
        d->viewChanged();
    }
    update();
}

void HeatmapView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        fit();
}

void HeatmapView::leaveEvent(QEvent *)
{
    d->hover({});
}

void HeatmapView::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!isPlain || !d->pressKey(event->key()))
        QWidget::keyPressEvent(event);
}

void HeatmapView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::PaletteChange)
        d->layOut();
    QWidget::changeEvent(event);
}

} // namespace npeek
