#include "ui/grid_selection.h"

#include <algorithm>

namespace npeek {

void GridSelection::setCounts(qint64 rows, qint64 columns)
{
    m_rows = rows;
    m_columns = columns;
    if (rows <= 0 || columns <= 0 || m_mode == Mode::None)
        return clear();
    m_anchor = clamped(m_anchor.row, m_anchor.column);
    m_current = clamped(m_current.row, m_current.column);
}

void GridSelection::clear()
{
    m_mode = Mode::None;
    m_anchor = m_current = {};
}

void GridSelection::select(Mode mode, qint64 row, qint64 column)
{
    if (mode == Mode::None || m_rows <= 0 || m_columns <= 0)
        return clear();
    m_mode = mode;
    m_anchor = m_current = clamped(row, column);
}

void GridSelection::extendTo(qint64 row, qint64 column)
{
    if (m_mode == Mode::None)
        return select(Mode::Cells, row, column);
    if (m_mode == Mode::All)
        m_mode = Mode::Cells;
    m_current = clamped(row, column);
}

GridRect GridSelection::rect() const
{
    if (m_mode == Mode::None)
        return {};
    GridRect rect{0, 0, m_rows, m_columns};
    if (m_mode == Mode::Cells || m_mode == Mode::Rows) {
        rect.row = std::min(m_anchor.row, m_current.row);
        rect.rows = std::max(m_anchor.row, m_current.row) - rect.row + 1;
    }
    if (m_mode == Mode::Cells || m_mode == Mode::Columns) {
        rect.column = std::min(m_anchor.column, m_current.column);
        rect.columns = std::max(m_anchor.column, m_current.column) - rect.column + 1;
    }
    return rect;
}

bool GridSelection::containsRow(qint64 row) const
{
    const GridRect selected = rect();
    return row >= selected.row && row - selected.row < selected.rows;
}

bool GridSelection::containsColumn(qint64 column) const
{
    const GridRect selected = rect();
    return column >= selected.column && column - selected.column < selected.columns;
}

GridSelection::Cell GridSelection::clamped(qint64 row, qint64 column) const
{
    return {std::clamp<qint64>(row, 0, m_rows - 1), std::clamp<qint64>(column, 0, m_columns - 1)};
}

} // namespace npeek
