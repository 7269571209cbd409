#pragma once

#include "ui/grid_geometry.h"
#include "ui/grid_selection.h"
#include "ui/grid_style.h"

class QPainter;

namespace npeek {

/// The cells of a rectangle, asked for once a paint.
struct GridCells {
    GridRect rect;
    std::vector<GridCell> cells; ///< row by row
    const GridCell &at(qint64 row, qint64 column) const
    {
        return cells[static_cast<size_t>((row - rect.row) * rect.columns + column - rect.column)];
    }
};

/// What a grid looks like right now.
struct GridLook {
    const GridGeometry &geometry;
    const GridSelection &selection;
    const GridStyle &style;
    const GridColors &colors;
    const GridModel &model;
    GridGeometry::Hit hover;
    bool hasFocus = false;
};

/// Draws one frame of a grid into a viewport.
class GridPainter {
public:
    GridPainter(QPainter &painter, const GridLook &look);

    void drawCells(const GridCells &cells);
    void drawHeaders(const GridCells &cells);

private:
    void drawBackgrounds(const GridCells &cells);
    void drawSelection();
    void drawLines();
    void drawTexts(const GridCells &cells);
    void drawCurrentFrame();
    void drawColumnHeader(GridTextBatch &texts, const GridGeometry::Span &column, bool alignRight);
    void drawRowHeader(GridTextBatch &texts, const GridGeometry::Span &row);
    void addHeaderText(GridTextBatch &texts, const QRect &rect, const QString &label, bool alignRight);
    void drawCorner();
    void horizontalLine(int y, int left, int right, const QColor &color);
    void verticalLine(int x, int top, int bottom, const QColor &color);
    QColor headerColor(bool isCurrent, bool isSelected, bool isHovered) const;
    QColor textColor(const GridCell &cell) const;

    QPainter &m_painter;
    const GridLook &m_look;
    std::vector<GridGeometry::Span> m_rows, m_columns;
    QRect m_used; ///< the part of the viewport that cells fill
    qreal m_hairline = 1; ///< whole pixels of the device
};

} // namespace npeek
