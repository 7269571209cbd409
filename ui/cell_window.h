#pragma once

#include "core/base/progress.h"
#include "ui/cell_column.h"
#include "ui/slice2d.h"

namespace npeek {

/// The bytes of a rectangle of cells, copied from a source that is too slow to be asked while painting.
struct CellWindow {
    GridRect rect;
    qint64 cellSize = 0; ///< bytes from one cell to the next
    QByteArray bytes;

    bool contains(qint64 row, qint64 column) const;
    const unsigned char *data(qint64 row, qint64 column) const; ///< of a cell inside rect
};

bool contains(const GridRect &outer, const GridRect &inner);

/// The cells around the visible ones that are worth reading with them: a page more above and below, limit cells at
/// most.
GridRect windowAround(const GridRect &visible, qint64 rowCount, qint64 limit);

/// Bytes in the source to the cell (row, column) of a 2-D view that is shown as these columns.
qint64 cellOffset(const ArrayView &view, const std::vector<CellColumn> &columns, qint64 row, qint64 column);
const CellColumn &columnAt(const std::vector<CellColumn> &columns, qint64 column);

/// Blocks while it reads; what the source says when it fails, FileChanged when the file was truncated.
Result<CellWindow> readCells(const Slice2d &slice, const std::vector<CellColumn> &columns, const GridRect &rect,
                             Progress &progress);

} // namespace npeek
