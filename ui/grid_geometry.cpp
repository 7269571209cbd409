#include "ui/grid_geometry.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr int largestBar = 1 << 30;
constexpr int edgeReach = 4; // pixels to either side of a column's edge that take hold of it
constexpr int rememberedWidths = 20000;

} // namespace

ScrollProjection::ScrollProjection(qint64 maximum)
    : m_maximum(std::max<qint64>(0, maximum))
    , m_barMaximum(static_cast<int>(std::min<qint64>(m_maximum, largestBar)))
{
}

int ScrollProjection::pageStep(qint64 page) const
{
    if (m_maximum <= largestBar)
        return static_cast<int>(std::clamp<qint64>(page, 1, largestBar));
    const qint64 positionsPerValue = m_maximum / m_barMaximum;
    return static_cast<int>(std::clamp<qint64>(page / positionsPerValue, 1, largestBar));
}

int ScrollProjection::toBar(qint64 position) const
{
    int low = 0;
    int high = m_barMaximum;
    while (low < high) {
        const int middle = low + (high - low + 1) / 2;
        if (fromBar(middle) <= position)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

qint64 ScrollProjection::fromBar(int value) const
{
    if (m_barMaximum == 0)
        return 0;
    const qint64 v = std::clamp(value, 0, m_barMaximum);
    // v * maximum / barMaximum in two parts, neither of which can overflow
    return v * (m_maximum / m_barMaximum) + v * (m_maximum % m_barMaximum) / m_barMaximum;
}

void GridGeometry::setCounts(qint64 rows, qint64 columns)
{
    m_columns = std::max<qint64>(0, columns);
    m_rows = m_columns == 0 ? 0 : std::max<qint64>(0, rows);
    clampFirst();
}

void GridGeometry::setViewportSize(QSize size)
{
    m_viewport = size.expandedTo({0, 0});
    clampFirst();
}

void GridGeometry::setRowHeight(int height)
{
    m_rowHeight = std::max(1, height);
    clampFirst();
}

void GridGeometry::setHeaderSize(QSize size)
{
    m_header = size.expandedTo({0, 0});
    clampFirst();
}

void GridGeometry::setDefaultColumnWidth(int width)
{
    m_defaultWidth = std::max(minimumColumnWidth, width);
    clampFirst();
}

QRect GridGeometry::cellArea() const
{
    const QSize size = (m_viewport - m_header).expandedTo({0, 0});
    return {QPoint(m_header.width(), m_header.height()), size};
}

int GridGeometry::columnWidth(qint64 column) const
{
    const auto found = m_widths.constFind(column);
    return found == m_widths.cend() ? m_defaultWidth : found->pixels;
}

bool GridGeometry::hasColumnWidth(qint64 column) const
{
    return m_widths.contains(column);
}

void GridGeometry::growColumn(qint64 column, int width)
{
    const auto found = m_widths.constFind(column);
    if (found != m_widths.cend() && (found->isSetByHand || found->pixels >= width))
        return;
    const bool isAtEnd = m_firstColumn > 0 && m_firstColumn == maximumFirstColumn();
    storeWidth(column, {width, false});
    if (isAtEnd) // the last column stays in sight while others grow
        m_firstColumn = maximumFirstColumn();
}

void GridGeometry::fitColumn(qint64 column, int width)
{
    storeWidth(column, {width, false});
}

void GridGeometry::setColumnWidth(qint64 column, int width)
{
    storeWidth(column, {width, true});
}

void GridGeometry::clearColumnWidths()
{
    m_widths.clear();
    clampFirst();
}

void GridGeometry::storeWidth(qint64 column, Width width)
{
    width.pixels = std::max(minimumColumnWidth, width.pixels);
    m_widths.insert(column, width);
    if (m_widths.size() > rememberedWidths)
        forgetFarWidths();
    clampFirst();
}

void GridGeometry::forgetFarWidths()
{
    m_widths.removeIf([this](const std::pair<const qint64 &, Width &> &entry) {
        const qint64 distance = std::abs(entry.first - m_firstColumn);
        return distance > rememberedWidths / 4 && !entry.second.isSetByHand;
    });
}

qint64 GridGeometry::maximumFirstRow() const
{
    return std::max<qint64>(0, m_rows - fullRows());
}

qint64 GridGeometry::maximumFirstColumn() const
{
    return isEmpty() ? 0 : columnsEndingAt(m_columns - 1);
}

/// The first of the columns that fit, as a whole, together with the last one.
qint64 GridGeometry::columnsEndingAt(qint64 last) const
{
    int room = cellArea().width() - columnWidth(last);
    qint64 first = last;
    while (first > 0 && columnWidth(first - 1) <= room)
        room -= columnWidth(--first);
    return first;
}

int GridGeometry::fullRows() const
{
    return std::max(1, cellArea().height() / m_rowHeight);
}

int GridGeometry::fullColumns() const
{
    const int width = cellArea().width();
    int count = 0;
    int end = 0;
    for (qint64 column = m_firstColumn; column < m_columns && end + columnWidth(column) <= width; ++column) {
        end += columnWidth(column);
        ++count;
    }
    return std::max(1, count);
}

void GridGeometry::scrollTo(qint64 row, qint64 column)
{
    m_firstRow = std::clamp<qint64>(row, 0, maximumFirstRow());
    m_firstColumn = std::clamp<qint64>(column, 0, maximumFirstColumn());
}

void GridGeometry::scrollBy(qint64 rows, qint64 columns)
{
    m_firstRow += std::clamp(rows, -m_firstRow, maximumFirstRow() - m_firstRow);
    m_firstColumn += std::clamp(columns, -m_firstColumn, maximumFirstColumn() - m_firstColumn);
}

void GridGeometry::showCell(qint64 row, qint64 column)
{
    if (isEmpty())
        return;
    const qint64 r = std::clamp<qint64>(row, 0, m_rows - 1);
    const qint64 c = std::clamp<qint64>(column, 0, m_columns - 1);
    const qint64 firstRow = std::clamp(m_firstRow, std::max<qint64>(0, r - fullRows() + 1), r);
    const qint64 firstColumn = std::clamp(m_firstColumn, columnsEndingAt(c), c);
    scrollTo(firstRow, firstColumn);
}

void GridGeometry::clampFirst()
{
    scrollTo(m_firstRow, m_firstColumn);
}

GridRect GridGeometry::visibleCells() const
{
    const auto rows = visibleRows();
    const auto columns = visibleColumns();
    if (rows.empty() || columns.empty())
        return {};
    return {m_firstRow, m_firstColumn, static_cast<qint64>(rows.size()), static_cast<qint64>(columns.size())};
}

std::vector<GridGeometry::Span> GridGeometry::visibleRows() const
{
    std::vector<Span> rows;
    for (int y = m_header.height(); y < m_viewport.height(); y += m_rowHeight) {
        const qint64 row = m_firstRow + static_cast<qint64>(rows.size());
        if (row >= m_rows)
            break;
        rows.push_back({row, y, m_rowHeight});
    }
    return rows;
}

std::vector<GridGeometry::Span> GridGeometry::visibleColumns() const
{
    std::vector<Span> columns;
    if (isEmpty())
        return columns;
    qint64 column = m_firstColumn;
    for (int x = m_header.width(); x < m_viewport.width() && column < m_columns; ++column) {
        columns.push_back({column, x, columnWidth(column)});
        x += columns.back().size;
    }
    return columns;
}

QRect GridGeometry::cellRect(qint64 row, qint64 column) const
{
    const GridRect visible = visibleCells();
    if (row < visible.row || row >= visible.row + visible.rows || column < visible.column
        || column >= visible.column + visible.columns)
        return {};
    const Span span = visibleColumns()[static_cast<size_t>(column - visible.column)];
    const int y = m_header.height() + static_cast<int>(row - m_firstRow) * m_rowHeight;
    return {span.start, y, span.size, m_rowHeight};
}

GridGeometry::Hit GridGeometry::hit(QPoint position) const
{
    Hit hit;
    if (!QRect(QPoint(0, 0), m_viewport).contains(position))
        return hit;
    const bool isInHeaderColumn = position.x() < m_header.width();
    const bool isInHeaderRow = position.y() < m_header.height();
    for (const Span &span : visibleColumns()) {
        const int end = span.start + span.size;
        if (isInHeaderRow && std::abs(position.x() - end) <= edgeReach)
            hit.edge = span.index;
        if (!isInHeaderColumn && position.x() >= span.start && position.x() < end)
            hit.column = span.index;
    }
    const qint64 row = m_firstRow + (position.y() - m_header.height()) / m_rowHeight;
    if (!isInHeaderRow && row < m_rows)
        hit.row = row;
    if (isInHeaderColumn && isInHeaderRow)
        hit.part = Part::Corner;
    else if (isInHeaderRow)
        hit.part = hit.column >= 0 || hit.edge >= 0 ? Part::ColumnHeader : Part::Nothing;
    else if (hit.row >= 0)
        hit.part = isInHeaderColumn ? Part::RowHeader : hit.column >= 0 ? Part::Cell : Part::Nothing;
    return hit;
}

GridGeometry::Hit GridGeometry::nearestCell(QPoint position) const
{
    const auto rows = visibleRows();
    const auto columns = visibleColumns();
    if (rows.empty() || columns.empty())
        return {};
    const auto nearest = [](const std::vector<Span> &spans, int at) {
        const auto behind = std::ranges::find_if(spans, [at](const Span &span) { return at < span.start + span.size; });
        return behind == spans.end() ? spans.back().index : behind->index;
    };
    return {Part::Cell, nearest(rows, position.y()), nearest(columns, position.x())};
}

} // namespace npeek
