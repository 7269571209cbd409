#include "ui/grid_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace npeek {

namespace {

QString shownText(const GridCell &cell)
{
    switch (cell.state) {
    case GridCell::State::Pending:
        return QStringLiteral("…");
    case GridCell::State::Failed:
        return QStringLiteral("—");
    case GridCell::State::Ready:
        break;
    }
    return cell.text;
}

} // namespace

GridPainter::GridPainter(QPainter &painter, const GridLook &look)
    : m_painter(painter)
    , m_look(look)
    , m_rows(look.geometry.visibleRows())
    , m_columns(look.geometry.visibleColumns())
    , m_used(look.geometry.cellArea())
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    m_hairline = std::max(1.0, std::floor(ratio)) / ratio;
    if (m_rows.empty() || m_columns.empty()) {
        m_used = {};
        return;
    }
    // A number that is cut off at the window's edge would read as another number: its texts get the visible part only
    m_columns.back().size = std::min(m_columns.back().size, m_used.right() + 1 - m_columns.back().start);
    m_used.setBottom(std::min(m_used.bottom(), m_rows.back().start + m_rows.back().size - 1));
    m_used.setRight(m_columns.back().start + m_columns.back().size - 1);
}

void GridPainter::drawCells(const GridCells &cells)
{
    m_painter.fillRect(m_look.geometry.cellArea(), m_look.colors.base);
    if (m_used.isEmpty() || cells.cells.empty())
        return;
    m_painter.setClipRect(m_look.geometry.cellArea());
    drawBackgrounds(cells);
    drawSelection();
    drawLines();
    drawTexts(cells);
    drawCurrentFrame();
    m_painter.setClipping(false);
}

void GridPainter::drawBackgrounds(const GridCells &cells)
{
    for (const auto &row : m_rows) {
        for (const auto &column : m_columns) {
            const QColor &color = cells.at(row.index, column.index).background;
            if (color.isValid())
                m_painter.fillRect(column.start, row.start, column.size, row.size, color);
        }
    }
}

void GridPainter::drawSelection()
{
    QRect marked;
    for (const auto &row : m_rows) {
        if (m_look.selection.containsRow(row.index))
            marked |= QRect(m_used.left(), row.start, m_used.width(), row.size);
    }
    QRect columns;
    for (const auto &column : m_columns) {
        if (m_look.selection.containsColumn(column.index))
            columns |= QRect(column.start, m_used.top(), column.size, m_used.height());
    }
    m_painter.fillRect(marked & columns, m_look.colors.selection);
}

void GridPainter::drawLines()
{
    for (const auto &row : m_rows)
        horizontalLine(row.start + row.size, m_used.left(), m_used.right() + 1, m_look.colors.line);
    for (const auto &column : m_columns)
        verticalLine(column.start + column.size, m_used.top(), m_used.bottom() + 1, m_look.colors.line);
}

void GridPainter::drawTexts(const GridCells &cells)
{
    const GridText &text = m_look.style.cells();
    const int padding = m_look.style.padding();
    const qreal baseline = text.baseline(m_look.geometry.rowHeight());
    GridTextBatch texts(m_painter, text);
    for (const auto &column : m_columns) {
        const qreal room = column.size - 2 * padding;
        for (const auto &row : m_rows) {
            const GridCell &cell = cells.at(row.index, column.index);
            const QString shown = text.fitted(shownText(cell), room);
            const qreal indent = cell.alignRight ? room - text.width(shown) : 0;
            texts.add({column.start + padding + indent, row.start + baseline}, shown, textColor(cell));
        }
    }
}

QColor GridPainter::textColor(const GridCell &cell) const
{
    if (cell.state == GridCell::State::Failed)
        return m_look.colors.failed;
    if (cell.state == GridCell::State::Ready && cell.background.isValid())
        return readableOn(cell.background);
    return cell.isSpecial || cell.state == GridCell::State::Pending ? m_look.colors.muted : m_look.colors.text;
}

void GridPainter::drawCurrentFrame()
{
    const QRect rect = m_look.geometry.cellRect(m_look.selection.currentRow(), m_look.selection.currentColumn());
    if (rect.isEmpty())
        return;
    const qreal width = m_look.hasFocus ? 2 : 1;
    const QRectF outer(rect);
    m_painter.fillRect(QRectF(outer.left(), outer.top(), outer.width(), width), m_look.colors.frame);
    m_painter.fillRect(QRectF(outer.left(), outer.bottom() - width, outer.width(), width), m_look.colors.frame);
    m_painter.fillRect(QRectF(outer.left(), outer.top(), width, outer.height()), m_look.colors.frame);
    m_painter.fillRect(QRectF(outer.right() - width, outer.top(), width, outer.height()), m_look.colors.frame);
}

void GridPainter::drawHeaders(const GridCells &cells)
{
    const QSize header = m_look.geometry.headerSize();
    const QSize viewport = m_look.geometry.viewportSize();
    m_painter.fillRect(0, 0, viewport.width(), header.height(), m_look.colors.header);
    m_painter.fillRect(0, 0, header.width(), viewport.height(), m_look.colors.header);
    if (!m_rows.empty() && !m_columns.empty()) {
        GridTextBatch texts(m_painter, m_look.style.headers());
        for (const auto &column : m_columns)
            drawColumnHeader(texts, column, cells.at(m_rows.front().index, column.index).alignRight);
        for (const auto &row : m_rows)
            drawRowHeader(texts, row);
    }
    drawCorner();
    horizontalLine(header.height(), 0, viewport.width(), m_look.colors.headerLine);
    verticalLine(header.width(), 0, viewport.height(), m_look.colors.headerLine);
}

void GridPainter::drawColumnHeader(GridTextBatch &texts, const GridGeometry::Span &column, bool alignRight)
{
    const bool isHovered = m_look.hover.part == GridGeometry::Part::ColumnHeader && m_look.hover.column == column.index;
    const bool isCurrent = m_look.selection.currentColumn() == column.index;
    const QRect rect(column.start, 0, column.size, m_look.geometry.headerSize().height());
    m_painter.fillRect(rect, headerColor(isCurrent, m_look.selection.containsColumn(column.index), isHovered));
    addHeaderText(texts, rect, m_look.model.columnLabel(column.index), alignRight);
    verticalLine(rect.right() + 1, rect.top(), rect.bottom() + 1, m_look.colors.headerLine);
}

void GridPainter::drawRowHeader(GridTextBatch &texts, const GridGeometry::Span &row)
{
    const bool isHovered = m_look.hover.part == GridGeometry::Part::RowHeader && m_look.hover.row == row.index;
    const bool isCurrent = m_look.selection.currentRow() == row.index;
    const QRect rect(0, row.start, m_look.geometry.headerSize().width(), row.size);
    m_painter.fillRect(rect, headerColor(isCurrent, m_look.selection.containsRow(row.index), isHovered));
    addHeaderText(texts, rect, m_look.model.rowLabel(row.index), true);
    horizontalLine(rect.bottom() + 1, rect.left(), rect.right() + 1, m_look.colors.headerLine);
}

void GridPainter::addHeaderText(GridTextBatch &texts, const QRect &rect, const QString &label, bool alignRight)
{
    const GridText &text = m_look.style.headers();
    const qreal room = rect.width() - 2 * m_look.style.padding();
    const QString shown = text.fitted(label, room);
    const qreal indent = alignRight ? room - text.width(shown) : 0;
    const QPointF at(rect.left() + m_look.style.padding() + indent, rect.top() + text.baseline(rect.height()));
    texts.add(at, shown, m_look.colors.headerText);
}

void GridPainter::drawCorner()
{
    const bool isHovered = m_look.hover.part == GridGeometry::Part::Corner;
    const bool isAll = m_look.selection.mode() == GridSelection::Mode::All;
    m_painter.fillRect(QRect(QPoint(0, 0), m_look.geometry.headerSize()), headerColor(false, isAll, isHovered));
}

QColor GridPainter::headerColor(bool isCurrent, bool isSelected, bool isHovered) const
{
    if (isCurrent)
        return m_look.colors.headerCurrent;
    if (isSelected)
        return m_look.colors.headerSelected;
    return isHovered ? m_look.colors.headerHover : m_look.colors.header;
}

/// Lines end where the next row or column begins: the last device pixels of the one before.
void GridPainter::horizontalLine(int y, int left, int right, const QColor &color)
{
    m_painter.fillRect(QRectF(left, y - m_hairline, right - left, m_hairline), color);
}

void GridPainter::verticalLine(int x, int top, int bottom, const QColor &color)
{
    m_painter.fillRect(QRectF(x - m_hairline, top, m_hairline, bottom - top), color);
}

} // namespace npeek
