#include "ui/grid_view.h"

#include "core/base/checked_math.h"
#include "ui/grid_view_p.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace npeek {

namespace {

QString oneLine(QString text)
{
    return text.replace(u'\t', u' ').replace(u'\n', u' ').replace(u'\r', u' ');
}

} // namespace

GridView::Private::Private(GridView *view)
    : q(view)
    , style(view->font())
{
}

void GridView::Private::reset(bool keepWidths)
{
    const qint64 rows = model ? model->rowCount() : 0;
    const qint64 columns = model ? model->columnCount() : 0;
    const QString widest = columns > 0 && rows > 0 ? model->widestText(0) : QString();
    const QString key = QStringLiteral("%1 %2").arg(columns).arg(widest);
    if (!keepWidths || key != widthsKey)
        geometry.clearColumnWidths();
    widthsKey = key;
    geometry.setCounts(rows, columns);
    geometry.setDefaultColumnWidth(style.columnWidthFor(widest.isEmpty() ? 80 : style.cells().width(widest)));
    GridSelection kept = selection;
    kept.setCounts(geometry.rowCount(), geometry.columnCount());
    select(kept, false);
    hover = {};
    moved();
}

void GridView::Private::restyle()
{
    style = GridStyle(q->font());
    geometry.setRowHeight(style.rowHeight());
    reset(false);
}

void GridView::Private::updateHeaderWidth()
{
    int width = 0;
    if (!geometry.isEmpty()) {
        const qint64 last = geometry.rowCount() - 1;
        const qint64 lastVisible = std::min(last, geometry.firstRow() + geometry.fullRows());
        for (qint64 row : {qint64(0), last, geometry.firstRow(), lastVisible})
            width = std::max(width, style.columnWidthFor(style.headers().width(model->rowLabel(row))));
        width = std::max(width, 4 * style.padding());
    }
    width = std::min(width, q->viewport()->width() / 2);
    geometry.setHeaderSize({width, geometry.isEmpty() ? 0 : style.headerHeight()});
}

void GridView::Private::updateScrollBars()
{
    isBarUpdateQueued = false;
    const QScopedValueRollback syncing(isSyncing, true);
    const auto rows = [this] { return ScrollProjection(geometry.maximumFirstRow()); };
    const auto columns = [this] { return ScrollProjection(geometry.maximumFirstColumn()); };
    // A bar that comes or goes resizes the viewport, and with it the other maximum: values only after both ranges
    q->verticalScrollBar()->setRange(0, rows().barMaximum());
    q->horizontalScrollBar()->setRange(0, columns().barMaximum());
    q->verticalScrollBar()->setPageStep(rows().pageStep(geometry.fullRows()));
    q->horizontalScrollBar()->setPageStep(columns().pageStep(geometry.fullColumns()));
    q->verticalScrollBar()->setValue(rows().toBar(geometry.firstRow()));
    q->horizontalScrollBar()->setValue(columns().toBar(geometry.firstColumn()));
}

void GridView::Private::moved()
{
    updateHeaderWidth();
    updateScrollBars();
    q->viewport()->update();
}

/// A step of the scroll bar moves exactly that many rows or columns, however many of them a value of the bar stands
/// for.
void GridView::Private::barMoved(Qt::Orientation orientation, int action)
{
    const bool isVertical = orientation == Qt::Vertical;
    QScrollBar *bar = isVertical ? q->verticalScrollBar() : q->horizontalScrollBar();
    const qint64 maximum = isVertical ? geometry.maximumFirstRow() : geometry.maximumFirstColumn();
    const ScrollProjection projection(maximum);
    const qint64 page = std::max(1, isVertical ? geometry.fullRows() : geometry.fullColumns());
    qint64 first = isVertical ? geometry.firstRow() : geometry.firstColumn();
    switch (action) {
    case QAbstractSlider::SliderSingleStepAdd:
        first = first < maximum ? first + 1 : maximum;
        break;
    case QAbstractSlider::SliderSingleStepSub:
        first -= 1;
        break;
    case QAbstractSlider::SliderPageStepAdd:
        first += std::min(page, maximum - first);
        break;
    case QAbstractSlider::SliderPageStepSub:
        first -= page;
        break;
    case QAbstractSlider::SliderToMinimum:
        first = 0;
        break;
    case QAbstractSlider::SliderToMaximum:
        first = maximum;
        break;
    default:
        first = projection.fromBar(bar->sliderPosition());
    }
    geometry.scrollTo(isVertical ? first : geometry.firstRow(), isVertical ? geometry.firstColumn() : first);
    bar->setSliderPosition(projection.toBar(isVertical ? geometry.firstRow() : geometry.firstColumn()));
    updateHeaderWidth();
    q->viewport()->update();
}

void GridView::Private::barChanged(Qt::Orientation orientation)
{
    const bool isVertical = orientation == Qt::Vertical;
    const int value = (isVertical ? q->verticalScrollBar() : q->horizontalScrollBar())->value();
    const ScrollProjection projection(isVertical ? geometry.maximumFirstRow() : geometry.maximumFirstColumn());
    if (projection.toBar(isVertical ? geometry.firstRow() : geometry.firstColumn()) == value)
        return;
    geometry.scrollTo(isVertical ? projection.fromBar(value) : geometry.firstRow(),
                      isVertical ? geometry.firstColumn() : projection.fromBar(value));
    updateHeaderWidth();
}

int GridView::Private::widestColumn() const
{
    const int room = geometry.cellArea().width();
    return std::max(120, geometry.columnCount() == 1 ? room : std::min(420, room * 3 / 5));
}

void GridView::Private::growColumn(qint64 column, int width)
{
    const int before = geometry.hasColumnWidth(column) ? geometry.columnWidth(column) : -1;
    geometry.growColumn(column, std::min(width, widestColumn()));
    if (geometry.columnWidth(column) == before || isBarUpdateQueued)
        return;
    isBarUpdateQueued = true; // not at once: a bar that appears would change the viewport that is being painted
    QMetaObject::invokeMethod(
        q, [this] { updateScrollBars(); }, Qt::QueuedConnection);
}

void GridView::Private::sizeNewColumns()
{
    for (const auto &column : geometry.visibleColumns()) {
        if (geometry.hasColumnWidth(column.index))
            continue;
        const qreal label = style.headers().width(model->columnLabel(column.index));
        const qreal text = style.cells().width(model->widestText(column.index));
        growColumn(column.index, std::max(style.columnWidthFor(std::max(label, text)), 6 * style.padding()));
    }
}

void GridView::Private::growColumns(const GridCells &cells)
{
    for (qint64 c = 0; c < cells.rect.columns; ++c) {
        qreal widest = 0;
        for (qint64 r = 0; r < cells.rect.rows; ++r) {
            const GridCell &cell = cells.at(cells.rect.row + r, cells.rect.column + c);
            if (cell.state == GridCell::State::Ready)
                widest = std::max(widest, style.cells().width(cell.text));
        }
        growColumn(cells.rect.column + c, style.columnWidthFor(widest));
    }
}

int GridView::Private::fittingWidth(qint64 column) const
{
    qreal widest = style.headers().width(model->columnLabel(column));
    for (const auto &row : geometry.visibleRows())
        widest = std::max(widest, style.cells().width(model->cell(row.index, column).text));
    return std::min(style.columnWidthFor(widest), std::max(120, geometry.cellArea().width()));
}

GridCells GridView::Private::askForCells()
{
    sizeNewColumns();
    GridCells cells{geometry.visibleCells(), {}};
    if (cells.rect.rows == 0)
        return cells;
    model->prepare(cells.rect);
    cells.cells.reserve(static_cast<size_t>(cells.rect.rows * cells.rect.columns));
    for (qint64 r = 0; r < cells.rect.rows; ++r) {
        for (qint64 c = 0; c < cells.rect.columns; ++c)
            cells.cells.push_back(model->cell(cells.rect.row + r, cells.rect.column + c));
    }
    growColumns(cells); // what is visible afterwards is a part of what was asked for
    return cells;
}

GridLook GridView::Private::look(const GridColors &colors) const
{
    return {geometry, selection, style, colors, *model, hover, q->hasFocus()};
}

void GridView::Private::select(const GridSelection &next, bool showCurrent)
{
    const GridSelection before = std::exchange(selection, next);
    if (showCurrent && selection.currentRow() >= 0) {
        const qint64 row =
            selection.mode() == GridSelection::Mode::Columns ? geometry.firstRow() : selection.currentRow();
        const qint64 column =
            selection.mode() == GridSelection::Mode::Rows ? geometry.firstColumn() : selection.currentColumn();
        geometry.showCell(row, column);
        moved();
    }
    q->viewport()->update();
    if (before.rect() != selection.rect())
        Q_EMIT q->selectionChanged();
    if (before.currentRow() != selection.currentRow() || before.currentColumn() != selection.currentColumn())
        Q_EMIT q->currentChanged(selection.currentRow(), selection.currentColumn());
}

GridView::GridView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , d(std::make_unique<Private>(this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight); // indices grow to the right in every language
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    for (QScrollBar *bar : {horizontalScrollBar(), verticalScrollBar()}) {
        bar->installEventFilter(this);
        connect(bar, &QScrollBar::actionTriggered, this,
                [this, bar](int action) { d->barMoved(bar->orientation(), action); });
    }
    d->restyle();
}

GridView::~GridView()
{
    if (d->model)
        d->model->disconnect(this); // a model that is our child dies after d
}

void GridView::setModel(GridModel *model)
{
    if (d->model)
        d->model->disconnect(this);
    d->model = model;
    if (model) {
        connect(model, &GridModel::modelReset, this, [this] { d->reset(true); });
        connect(model, &GridModel::cellsChanged, viewport(), qOverload<>(&QWidget::update));
        connect(model, &QObject::destroyed, this, [this] { setModel(nullptr); });
    }
    d->geometry.scrollTo(0, 0);
    d->select({}, false);
    d->reset(false);
}

GridModel *GridView::model() const
{
    return d->model;
}

qint64 GridView::firstRow() const
{
    return d->geometry.firstRow();
}

qint64 GridView::firstColumn() const
{
    return d->geometry.firstColumn();
}

void GridView::scrollTo(qint64 row, qint64 column)
{
    d->geometry.scrollTo(row, column);
    d->moved();
}

void GridView::showCell(qint64 row, qint64 column)
{
    d->geometry.showCell(row, column);
    d->moved();
}

GridRect GridView::visibleCells() const
{
    return d->geometry.visibleCells();
}

QRect GridView::cellRect(qint64 row, qint64 column) const
{
    return d->geometry.cellRect(row, column);
}

qint64 GridView::currentRow() const
{
    return d->selection.currentRow();
}

qint64 GridView::currentColumn() const
{
    return d->selection.currentColumn();
}

void GridView::setCurrentCell(qint64 row, qint64 column)
{
    GridSelection next = d->selection;
    next.select(row < 0 || column < 0 ? GridSelection::Mode::None : GridSelection::Mode::Cells, row, column);
    d->select(next, true);
}

GridRect GridView::selection() const
{
    return d->selection.rect();
}

void GridView::selectAll()
{
    GridSelection next = d->selection;
    next.select(GridSelection::Mode::All, std::max<qint64>(0, currentRow()), std::max<qint64>(0, currentColumn()));
    d->select(next, false);
}

QString GridView::selectedText(qint64 limit) const
{
    const GridRect rect = selection();
    const auto count = checkedMultiply(rect.rows, rect.columns);
    if (!d->model || !count || *count == 0 || *count > limit)
        return {};
    QString text;
    for (qint64 r = 0; r < rect.rows; ++r) {
        for (qint64 c = 0; c < rect.columns; ++c) {
            const GridCell cell = d->model->cell(rect.row + r, rect.column + c);
            if (cell.state != GridCell::State::Ready)
                return {};
            text += (c > 0 ? QStringLiteral("\t") : QString()) + oneLine(cell.text);
        }
        if (rect.rows > 1)
            text += u'\n';
    }
    return text;
}

void GridView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const GridColors colors(palette());
    if (!d->model || d->geometry.isEmpty()) {
        painter.fillRect(event->rect(), colors.base);
        return;
    }
    const GridCells cells = d->askForCells();
    const GridLook look = d->look(colors);
    GridPainter frame(painter, look);
    frame.drawCells(cells);
    frame.drawHeaders(cells);
    const auto isReady = [](const GridCell &cell) { return cell.state == GridCell::State::Ready; };
    if (std::ranges::any_of(cells.cells, isReady))
        QMetaObject::invokeMethod(this, &GridView::painted, Qt::QueuedConnection);
}

void GridView::resizeEvent(QResizeEvent *)
{
    d->geometry.setViewportSize(viewport()->size());
    d->moved();
}

void GridView::scrollContentsBy(int, int)
{
    if (d->isSyncing)
        return;
    d->barChanged(Qt::Vertical);
    d->barChanged(Qt::Horizontal);
    viewport()->update();
}

void GridView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        d->restyle();
    else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ActivationChange)
        viewport()->update();
}

} // namespace npeek
