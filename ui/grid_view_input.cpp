#include "ui/grid_view_p.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTimerEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace npeek {

namespace {

using Part = GridGeometry::Part;
using Mode = GridSelection::Mode;

constexpr int autoScrollInterval = 50; // milliseconds

Mode modeOf(Part part)
{
    switch (part) {
    case Part::Cell:
        return Mode::Cells;
    case Part::RowHeader:
        return Mode::Rows;
    case Part::ColumnHeader:
        return Mode::Columns;
    case Part::Corner:
        return Mode::All;
    case Part::Nothing:
        break;
    }
    return Mode::None;
}

/// How far a position lies outside of a range of pixels: negative before it.
int beyond(int position, int first, int last)
{
    return position < first ? position - first : position > last ? position - last : 0;
}

/// Rows or columns a tick of auto-scrolling: the farther out the pointer, the more.
qint64 stepsFor(int pixels, int unit)
{
    return pixels == 0 ? 0 : pixels / unit + (pixels > 0 ? 1 : -1);
}

} // namespace

void GridView::wheelEvent(QWheelEvent *event)
{
    d->wheel(*event, event->modifiers() & Qt::ShiftModifier);
}

void GridView::Private::wheel(QWheelEvent &event, bool sideways)
{
    if (event.modifiers() & Qt::ControlModifier)
        return event.ignore();
    if (event.phase() == Qt::ScrollBegin)
        wheelRest = {};
    const QPointF notches = QPointF(event.angleDelta()) / QWheelEvent::DefaultDeltasPerStep;
    QPointF units(notches.x(), notches.y() * QApplication::wheelScrollLines()); // columns and rows
    if (sideways && notches.x() == 0) { // some platforms swap the axes themselves
        units = {notches.y(), 0};
    } else if (!event.pixelDelta().isNull() && event.phase() != Qt::NoScrollPhase) {
        units.rx() = qreal(event.pixelDelta().x()) / geometry.columnWidth(geometry.firstColumn());
        units.ry() = qreal(event.pixelDelta().y()) / geometry.rowHeight();
    }
    wheelRest -= units;
    const QPointF whole(std::trunc(wheelRest.x()), std::trunc(wheelRest.y()));
    wheelRest -= whole;
    event.accept();
    if (whole.isNull())
        return;
    geometry.scrollBy(static_cast<qint64>(whole.y()), static_cast<qint64>(whole.x()));
    moved();
    hoverAt(q->viewport()->mapFromGlobal(event.globalPosition().toPoint()));
}

void GridView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentRow() >= 0 && currentColumn() >= 0) {
        Q_EMIT cellActivated(currentRow(), currentColumn());
        return;
    }
    if (event->modifiers() & (Qt::AltModifier | Qt::MetaModifier) || !d->moveCurrent(*event))
        event->ignore();
}

/// False when it is no key of ours.
bool GridView::Private::moveCurrent(const QKeyEvent &event)
{
    const bool isControl = event.modifiers() & Qt::ControlModifier;
    const bool isPage = event.key() == Qt::Key_PageUp || event.key() == Qt::Key_PageDown;
    if (geometry.isEmpty() || (isControl && isPage))
        return false;
    const qint64 lastRow = geometry.rowCount() - 1;
    const qint64 lastColumn = geometry.columnCount() - 1;
    const bool hasCurrent = selection.currentRow() >= 0;
    qint64 row = hasCurrent ? selection.currentRow() : geometry.firstRow();
    qint64 column = hasCurrent ? selection.currentColumn() : geometry.firstColumn();
    const qint64 step = hasCurrent ? 1 : 0; // the first key only shows where the current cell is
    const qint64 page = geometry.fullRows();
    switch (event.key()) {
    case Qt::Key_Up:
        row = isControl ? 0 : row - step;
        break;
    case Qt::Key_Down:
        row = isControl ? lastRow : row + std::min(step, lastRow - row);
        break;
    case Qt::Key_Left:
        column = isControl ? 0 : column - step;
        break;
    case Qt::Key_Right:
        column = isControl ? lastColumn : column + std::min(step, lastColumn - column);
        break;
    case Qt::Key_PageUp:
        row -= page;
        geometry.scrollBy(-page, 0);
        break;
    case Qt::Key_PageDown:
        row += std::min(page, lastRow - row);
        geometry.scrollBy(page, 0);
        break;
    case Qt::Key_Home:
        column = 0;
        row = isControl ? 0 : row;
        break;
    case Qt::Key_End:
        column = lastColumn;
        row = isControl ? lastRow : row;
        break;
    default:
        return false;
    }
    GridSelection next = selection;
    if (event.modifiers() & Qt::ShiftModifier)
        next.extendTo(row, column);
    else
        next.select(Mode::Cells, row, column);
    select(next, true);
    return true;
}

void GridView::Private::press(const GridGeometry::Hit &hit, bool extend)
{
    const Mode mode = modeOf(hit.part);
    if (mode == Mode::None)
        return;
    const qint64 row = hit.row >= 0 ? hit.row : geometry.firstRow();
    const qint64 column = hit.column >= 0 ? hit.column : geometry.firstColumn();
    GridSelection next = selection;
    if (extend && (mode == selection.mode() || (mode == Mode::Cells && selection.mode() != Mode::None)))
        next.extendTo(row, column);
    else
        next.select(mode, row, column);
    drag = mode == Mode::All ? Drag::None : Drag::Select;
    dragMode = next.mode();
    select(next, false);
}

void GridView::mousePressEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    const GridGeometry::Hit hit = d->geometry.hit(position);
    if (event->button() == Qt::RightButton && d->selection.contains(hit.row, hit.column))
        return;
    if (event->button() != Qt::LeftButton && event->button() != Qt::RightButton)
        return event->ignore();
    if (event->button() == Qt::LeftButton && hit.edge >= 0) {
        d->drag = Private::Drag::ResizeColumn;
        d->resizedColumn = hit.edge;
        d->resizeOffset = d->geometry.columnWidth(hit.edge) - position.x();
        return;
    }
    d->press(hit, event->modifiers() & Qt::ShiftModifier);
    d->dragPosition = position;
    if (event->button() == Qt::RightButton)
        d->drag = Private::Drag::None;
}

void GridView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (!(event->buttons() & Qt::LeftButton))
        return d->hoverAt(position);
    if (d->drag == Private::Drag::ResizeColumn)
        d->resizeColumnTo(position.x());
    else if (d->drag == Private::Drag::Select)
        d->dragTo(position);
}

void GridView::mouseReleaseEvent(QMouseEvent *event)
{
    d->drag = Private::Drag::None;
    d->autoScrollTimer.stop();
    d->hoverAt(event->position().toPoint());
}

void GridView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const GridGeometry::Hit hit = d->geometry.hit(event->position().toPoint());
    if (event->button() == Qt::LeftButton && hit.edge < 0 && hit.part == Part::Cell && d->model) {
        d->drag = Private::Drag::None;
        Q_EMIT cellActivated(hit.row, hit.column);
        return;
    }
    if (event->button() != Qt::LeftButton || hit.edge < 0 || !d->model)
        return mousePressEvent(event);
    d->geometry.fitColumn(hit.edge, d->fittingWidth(hit.edge));
    d->moved();
}

void GridView::Private::resizeColumnTo(int x)
{
    geometry.setColumnWidth(resizedColumn, std::min(x + resizeOffset, 4000));
    moved();
}

void GridView::Private::dragTo(QPoint position)
{
    dragPosition = position;
    const QRect area = geometry.cellArea();
    const int outX = dragMode == Mode::Rows ? 0 : beyond(position.x(), area.left(), area.right());
    const int outY = dragMode == Mode::Columns ? 0 : beyond(position.y(), area.top(), area.bottom());
    if (outX == 0 && outY == 0)
        autoScrollTimer.stop();
    else if (!autoScrollTimer.isActive())
        autoScrollTimer.start(autoScrollInterval, q);
    const GridGeometry::Hit hit = geometry.nearestCell(position);
    if (hit.row < 0 || (hit.row == selection.currentRow() && hit.column == selection.currentColumn()))
        return;
    GridSelection next = selection;
    next.extendTo(dragMode == Mode::Columns ? selection.currentRow() : hit.row,
                  dragMode == Mode::Rows ? selection.currentColumn() : hit.column);
    select(next, false);
}

void GridView::Private::autoScroll()
{
    const QRect area = geometry.cellArea();
    const int outX = dragMode == Mode::Rows ? 0 : beyond(dragPosition.x(), area.left(), area.right());
    const int outY = dragMode == Mode::Columns ? 0 : beyond(dragPosition.y(), area.top(), area.bottom());
    geometry.scrollBy(stepsFor(outY, geometry.rowHeight()), stepsFor(outX, 4 * geometry.rowHeight()));
    moved();
    dragTo(dragPosition);
}

void GridView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == d->autoScrollTimer.timerId())
        d->autoScroll();
    else
        QAbstractScrollArea::timerEvent(event);
}

void GridView::Private::hoverAt(QPoint position)
{
    GridGeometry::Hit hit = geometry.hit(position);
    if (hit.edge >= 0)
        q->viewport()->setCursor(Qt::SplitHCursor);
    else
        q->viewport()->unsetCursor();
    if (hit.part == Part::Cell || hit.part == Part::Nothing)
        hit = {}; // cells do not light up
    if (std::exchange(hover, hit) != hit)
        q->viewport()->update();
}

QString GridView::Private::fullText(const GridGeometry::Hit &hit) const
{
    const auto room = [this](int width) { return width - 2 * style.padding(); };
    if (hit.part == Part::ColumnHeader && hit.column >= 0) {
        const QString label = model->columnLabel(hit.column);
        return style.headers().width(label) > room(geometry.columnWidth(hit.column)) ? label : QString();
    }
    if (hit.part == Part::RowHeader) {
        const QString label = model->rowLabel(hit.row);
        return style.headers().width(label) > room(geometry.headerSize().width()) ? label : QString();
    }
    if (hit.part != Part::Cell)
        return {};
    const QString text = model->cell(hit.row, hit.column).text;
    const QRect rect = geometry.cellRect(hit.row, hit.column);
    const bool isCut = style.cells().width(text) > room(rect.width()) || !geometry.cellArea().contains(rect);
    return isCut ? text : QString();
}

void GridView::Private::showToolTip(QPoint position, QPoint globalPosition)
{
    const QString text = model ? fullText(geometry.hit(position)).left(4000) : QString();
    if (text.isEmpty())
        return QToolTip::hideText();
    const QString html = QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(text.toHtmlEscaped());
    QToolTip::showText(globalPosition, html, q->viewport());
}

bool GridView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        d->showToolTip(help->pos(), help->globalPos());
        return true;
    }
    if (event->type() == QEvent::Leave)
        d->hoverAt({-1, -1});
    return QAbstractScrollArea::viewportEvent(event);
}

/// The wheel over a scroll bar moves rows too, not values of the bar, which may stand for thousands of rows each.
bool GridView::eventFilter(QObject *object, QEvent *event)
{
    const bool isBar = object == verticalScrollBar() || object == horizontalScrollBar();
    if (!isBar || event->type() != QEvent::Wheel)
        return QAbstractScrollArea::eventFilter(object, event);
    auto *wheel = static_cast<QWheelEvent *>(event);
    d->wheel(*wheel, object == horizontalScrollBar() || wheel->modifiers() & Qt::ShiftModifier);
    return true;
}

void GridView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void GridView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace npeek
