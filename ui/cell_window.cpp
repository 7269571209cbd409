#include "ui/cell_window.h"

#include "ui/slice_reader.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace npeek {

bool CellWindow::contains(qint64 row, qint64 column) const
{
    return npeek::contains(rect, {row, column, 1, 1});
}

const unsigned char *CellWindow::data(qint64 row, qint64 column) const
{
    const qint64 cell = (row - rect.row) * rect.columns + column - rect.column;
    return reinterpret_cast<const unsigned char *>(bytes.constData()) + cell * cellSize;
}

bool contains(const GridRect &outer, const GridRect &inner)
{
    return inner.row >= outer.row && inner.row + inner.rows <= outer.row + outer.rows && inner.column >= outer.column
        && inner.column + inner.columns <= outer.column + outer.columns;
}

GridRect windowAround(const GridRect &visible, qint64 rowCount, qint64 limit)
{
    const qint64 rows = std::max(visible.rows, limit / std::max<qint64>(1, visible.columns));
    const qint64 margin = std::min(visible.rows, (rows - visible.rows) / 2);
    GridRect window = visible;
    window.row = std::max<qint64>(0, visible.row - margin);
    window.rows = std::min(rowCount - window.row, visible.row - window.row + visible.rows + margin);
    return window;
}

const CellColumn &columnAt(const std::vector<CellColumn> &columns, qint64 column)
{
    return columns.size() == 1 ? columns.front() : columns[static_cast<size_t>(column)];
}

qint64 cellOffset(const ArrayView &view, const std::vector<CellColumn> &columns, qint64 row, qint64 column)
{
    const CellColumn &shown = columnAt(columns, column);
    const std::array<qint64, 2> index{row, shown.isField ? 0 : column};
    return view.offsetOf(index) + shown.offset;
}

namespace {

Result<CellWindow> readView(const ArrayView &view, const std::vector<CellColumn> &columns, const GridRect &rect,
                            const Progress &progress)
{
    CellWindow window{rect, 0, {}};
    for (const CellColumn &column : columns)
        window.cellSize = std::max(window.cellSize, column.dtype.itemsize);
    window.bytes.resize(rect.rows * rect.columns * window.cellSize);
    // Along the smaller stride first, so that a source that can only be read forward is read forward
    const bool isColumnMajor = columns.size() == 1 && std::abs(view.strides()[0]) < std::abs(view.strides()[1]);
    QByteArray scratch;
    for (qint64 i = 0; i < rect.rows * rect.columns; ++i) {
        const qint64 row = rect.row + (isColumnMajor ? i % rect.rows : i / rect.columns);
        const qint64 column = rect.column + (isColumnMajor ? i / rect.rows : i % rect.columns);
        if (progress.isCanceled())
            return Error{ErrorCode::Canceled, QStringLiteral("reading the cells was canceled")};
        const qint64 size = columnAt(columns, column).dtype.itemsize;
        const Result<Bytes> bytes = view.source()->read(cellOffset(view, columns, row, column), size, scratch);
        if (!bytes)
            return bytes.error();
        if (size > 0)
            std::memcpy(const_cast<unsigned char *>(window.data(row, column)), bytes->data(),
                        static_cast<size_t>(size));
    }
    if (!view.source()->isIntact())
        return Error{ErrorCode::FileChanged, QStringLiteral("the file was truncated while it was read")};
    return window;
}

} // namespace

Result<CellWindow> readCells(const Slice2d &slice, const std::vector<CellColumn> &columns, const GridRect &rect,
                             Progress &progress)
{
    if (!slice.reader)
        return readView(slice.view, columns, rect, progress);
    auto cells = slice.reader->cells({rect.row, rect.column, rect.rows, rect.columns}, progress);
    return cells ? Result<CellWindow>({rect, slice.view.dtype().itemsize, *std::move(cells)}) : cells.error();
}

} // namespace npeek
