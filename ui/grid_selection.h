#pragma once

#include "ui/grid_model.h"

namespace npeek {

/// What is selected in a grid: one rectangle between an anchor and the current cell, whole rows, whole columns, or all.
/// Whole means all rows or columns that there are, whatever their number.
class GridSelection {
public:
    enum class Mode { None, Cells, Rows, Columns, All };

    void setCounts(qint64 rows,
                   qint64 columns); ///< what lies outside is clamped; nothing is left when there are no cells
    void clear();

    /// Selects one cell or, in the other modes, its row, its column or all, and makes it current.
    void select(Mode mode, qint64 row, qint64 column);
    void extendTo(qint64 row, qint64 column); ///< the anchor and the mode stay, the current cell moves

    Mode mode() const { return m_mode; }
    qint64 currentRow() const { return m_current.row; } ///< -1: none
    qint64 currentColumn() const { return m_current.column; }
    GridRect rect() const; ///< empty when nothing is selected
    bool containsRow(qint64 row) const;
    bool containsColumn(qint64 column) const;
    bool contains(qint64 row, qint64 column) const { return containsRow(row) && containsColumn(column); }

    bool operator==(const GridSelection &) const = default;

private:
    struct Cell {
        qint64 row = -1, column = -1;
        bool operator==(const Cell &) const = default;
    };

    Cell clamped(qint64 row, qint64 column) const;

    qint64 m_rows = 0, m_columns = 0;
    Mode m_mode = Mode::None;
    Cell m_anchor, m_current;
};

} // namespace npeek
