#include "ui/array_grid.h"

#include "ui/cell_window.h"

#include <QMetaObject>

#include <algorithm>

namespace npeek {

namespace {

constexpr qint64 windowCells = 4096;

QString labelOf(const AxisSlice &axis, qint64 i)
{
    return axis.axis < 0 ? QString() : QString::number(axis.indexOf(i));
}

bool isZero(const unsigned char *data, qint64 size)
{
    return std::all_of(data, data + size, [](unsigned char byte) { return byte == 0; });
}

} // namespace

struct ArrayGrid::Private {
    explicit Private(ArrayGrid *grid)
        : q(grid)
    {
    }

    bool isMapped() const { return slice.view.source() && slice.view.source()->isMapped(); }
    GridCell cellInMap(qint64 row, qint64 column) const;
    GridCell cellInWindow(qint64 row, qint64 column) const;
    GridCell emptyCell(qint64 column, GridCell::State state) const;
    void fetch(const GridRect &rect);
    void received(Result<CellWindow> result);
    void report(const QString &message) const;

    ArrayGrid *q;
    Slice2d slice;
    CellFormat format;
    std::vector<CellColumn> columns;
    CellWindow window; ///< of sources that are not mapped
    GridRect requested; ///< what the job reads
    GridRect unreadable; ///< what it could not read
    mutable bool hasReported = false; ///< a failure, of this slice
    mutable QByteArray scratch;
    Job<CellWindow> job;
};

GridCell ArrayGrid::Private::emptyCell(qint64 column, GridCell::State state) const
{
    GridCell cell;
    cell.state = state;
    cell.alignRight = columnAt(columns, column).alignRight;
    return cell;
}

GridCell ArrayGrid::Private::cellInMap(qint64 row, qint64 column) const
{
    const CellColumn &shown = columnAt(columns, column);
    const ByteSource &source = *slice.view.source();
    const Result<Bytes> bytes =
        source.read(cellOffset(slice.view, columns, row, column), shown.dtype.itemsize, scratch);
    if (!bytes) {
        report(bytes.error().message);
        return emptyCell(column, GridCell::State::Failed);
    }
    GridCell cell = shown.cell(bytes->data(), format);
    if (source.isIntact()) // asked after the bytes were touched
        return cell;
    report(tr("The file was truncated while it was open."));
    return emptyCell(column, GridCell::State::Failed);
}

GridCell ArrayGrid::Private::cellInWindow(qint64 row, qint64 column) const
{
    if (window.contains(row, column)) {
        GridCell cell = columnAt(columns, column).cell(window.data(row, column), format);
        cell.isSpecial |=
            slice.reader && isZero(window.data(row, column), window.cellSize); // so that the others stand out
        return cell;
    }
    const bool isUnreadable = contains(unreadable, {row, column, 1, 1});
    return emptyCell(column, isUnreadable ? GridCell::State::Failed : GridCell::State::Pending);
}

/// Queued, as cells are asked for while painting.
void ArrayGrid::Private::report(const QString &message) const
{
    if (std::exchange(hasReported, true))
        return;
    QMetaObject::invokeMethod(
        q, [grid = q, message] { Q_EMIT grid->failed(message); }, Qt::QueuedConnection);
}

void ArrayGrid::Private::fetch(const GridRect &rect)
{
    requested = rect;
    job.start([slice = slice, shown = columns,
               rect](JobProgress<CellWindow> &progress) { return readCells(slice, shown, rect, progress); },
              {.done = [this](Result<CellWindow> result) { received(std::move(result)); }});
}

void ArrayGrid::Private::received(Result<CellWindow> result)
{
    if (result) {
        window = *std::move(result);
        unreadable = {};
    } else {
        unreadable = requested;
        report(result.error().message);
    }
    Q_EMIT q->cellsChanged(); // who paints now asks for what else is visible
}

ArrayGrid::ArrayGrid(QObject *parent)
    : GridModel(parent)
    , d(std::make_unique<Private>(this))
{
    d->columns = cellColumns(d->slice.view);
}

ArrayGrid::~ArrayGrid() = default;

void ArrayGrid::setSlice(const Slice2d &slice)
{
    d->job.cancel();
    d->slice = slice;
    d->columns = cellColumns(slice.view);
    d->window = {};
    d->requested = d->unreadable = {};
    d->hasReported = false;
    Q_EMIT modelReset();
}

void ArrayGrid::setFormat(const CellFormat &format)
{
    d->format = format;
    Q_EMIT cellsChanged();
}

qint64 ArrayGrid::rowCount() const
{
    return d->slice.view.ndim() == 2 ? d->slice.view.shape()[0] : 0;
}

qint64 ArrayGrid::columnCount() const
{
    if (d->slice.view.ndim() != 2)
        return 0;
    return d->columns.size() > 1 ? static_cast<qint64>(d->columns.size()) : d->slice.view.shape()[1];
}

QString ArrayGrid::rowLabel(qint64 row) const
{
    return labelOf(d->slice.rows, row);
}

QString ArrayGrid::columnLabel(qint64 column) const
{
    const CellColumn &shown = columnAt(d->columns, column);
    if (shown.isField)
        return shown.fieldName;
    return d->slice.columns.axis < 0 ? tr("value") : labelOf(d->slice.columns, column);
}

GridCell ArrayGrid::cell(qint64 row, qint64 column) const
{
    return d->isMapped() ? d->cellInMap(row, column) : d->cellInWindow(row, column);
}

/// One window is read at a time: what a decoder has passed on the way to it makes the next one quicker.
void ArrayGrid::prepare(const GridRect &visible)
{
    if (d->isMapped() || !d->slice.view.source() || d->job.isRunning())
        return;
    if (!contains(d->window.rect, visible) && !contains(d->unreadable, visible))
        d->fetch(windowAround(visible, rowCount(), windowCells));
}

QString ArrayGrid::widestText(qint64 column) const
{
    return columnAt(d->columns, column).typicalText();
}

} // namespace npeek
