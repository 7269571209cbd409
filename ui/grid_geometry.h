#pragma once

#include "ui/grid_model.h"

#include <QHash>
#include <QPoint>
#include <QRect>
#include <QSize>

#include <vector>

namespace npeek {

/// A position 0..maximum of 64 bits on a scroll bar of 31: lossy when it must be, monotone, exact at both ends and
/// exact everywhere up to 2^30.
class ScrollProjection {
public:
    explicit ScrollProjection(qint64 maximum);

    int barMaximum() const { return m_barMaximum; }
    int pageStep(qint64 page) const; ///< the bar's share of a page of that many positions, at least 1
    int toBar(qint64 position) const; ///< the last bar value whose position is not behind this one
    qint64 fromBar(int value) const;

private:
    qint64 m_maximum;
    int m_barMaximum;
};

/// Where the cells of a grid are: pixels of a viewport to rows and columns of 64 bits, and back. The headers are inside
/// of the viewport, on its top and left edge. Scrolling is by whole rows and columns; the last ones end up fully
/// visible.
class GridGeometry {
public:
    enum class Part { Nothing, Corner, ColumnHeader, RowHeader, Cell };
    struct Hit {
        Part part = Part::Nothing;
        qint64 row = -1;
        qint64 column = -1;
        qint64 edge = -1; ///< the column whose right edge can be dragged here, or -1
        bool operator==(const Hit &) const = default;
    };
    struct Span {
        qint64 index = 0;
        int start = 0; ///< pixels from the viewport's left or top edge
        int size = 0;
    };

    void setCounts(qint64 rows, qint64 columns);
    void setViewportSize(QSize size);
    void setRowHeight(int height);
    void setHeaderSize(QSize size); ///< width of the row header, height of the column header
    void setDefaultColumnWidth(int width);

    qint64 rowCount() const { return m_rows; } ///< 0 when there are no columns: such rows have no cells
    qint64 columnCount() const { return m_columns; }
    bool isEmpty() const { return m_rows == 0 || m_columns == 0; }
    int rowHeight() const { return m_rowHeight; }
    QSize headerSize() const { return m_header; }
    QSize viewportSize() const { return m_viewport; }
    QRect cellArea() const; ///< the viewport without the headers

    int columnWidth(qint64 column) const;
    bool hasColumnWidth(qint64 column) const;
    void growColumn(qint64 column, int width); ///< measured: never smaller than before, nothing for widths set by hand
    void fitColumn(qint64 column, int width); ///< measured anew; also ends a width set by hand
    void setColumnWidth(qint64 column, int width); ///< by hand
    void clearColumnWidths();

    qint64 firstRow() const { return m_firstRow; }
    qint64 firstColumn() const { return m_firstColumn; }
    qint64 maximumFirstRow() const;
    qint64 maximumFirstColumn() const;
    int fullRows() const; ///< rows that fit as a whole, at least 1
    int fullColumns() const; ///< columns from the first on that fit as a whole, at least 1
    void scrollTo(qint64 row, qint64 column); ///< as near as the ends allow
    void scrollBy(qint64 rows, qint64 columns);
    void showCell(qint64 row, qint64 column); ///< scrolls the least that makes it fully visible

    GridRect visibleCells() const; ///< partly visible ones included
    std::vector<Span> visibleRows() const;
    std::vector<Span> visibleColumns() const;
    QRect cellRect(qint64 row, qint64 column) const; ///< empty when it is not visible
    Hit hit(QPoint position) const;
    /// The visible cell nearest to a position anywhere; row -1 when there are no cells.
    Hit nearestCell(QPoint position) const;

    static constexpr int minimumColumnWidth = 12;

private:
    struct Width {
        int pixels = 0;
        bool isSetByHand = false;
    };

    void clampFirst();
    void storeWidth(qint64 column, Width width);
    void forgetFarWidths();
    qint64 columnsEndingAt(qint64 last) const;

    qint64 m_rows = 0, m_columns = 0;
    qint64 m_firstRow = 0, m_firstColumn = 0;
    QSize m_viewport{0, 0};
    QSize m_header{0, 0};
    int m_rowHeight = 20;
    int m_defaultWidth = 80;
    QHash<qint64, Width> m_widths;
};

} // namespace npeek
