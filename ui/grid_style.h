#pragma once

#include <QColor>
#include <QFont>
#include <QFontMetricsF>
#include <QPalette>

namespace npeek {

/// Fonts and measures of a grid. Cells are set in the system's fixed-pitch font, so that digits align down a column.
class GridStyle {
public:
    explicit GridStyle(const QFont &widgetFont);

    const QFont &cellFont() const { return m_cellFont; }
    const QFont &headerFont() const { return m_headerFont; }
    int rowHeight() const { return m_rowHeight; }
    int headerHeight() const { return m_rowHeight + 4; }
    int padding() const { return m_padding; }       ///< left and right of a text

    qreal cellBaseline() const { return m_cellBaseline; }     ///< from the top of a row
    qreal headerBaseline(int height) const;

    qreal textWidth(const QString &text) const;     ///< of a cell
    QString fitted(const QString &text, qreal width) const;   ///< shortened at the end when it is wider
    qreal headerWidth(const QString &text) const;
    QString fittedHeader(const QString &text, qreal width) const;
    /// Pixels of a column that shows these as a whole.
    int columnWidthFor(qreal textWidth) const;

private:
    QFont m_cellFont, m_headerFont;
    QFontMetricsF m_cellMetrics, m_headerMetrics;
    qreal m_characterWidth = 0; ///< of every plain character; 0 when they differ
    int m_padding = 0;
    int m_rowHeight = 0;
    qreal m_cellBaseline = 0;
};

/// Colours of a grid, all from the palette, so that light, dark and high-contrast themes stay themselves.
struct GridColors {
    explicit GridColors(const QPalette &palette);

    QColor base, text, muted, failed, line;
    QColor header, headerText, headerLine, headerHover, headerCurrent, headerSelected;
    QColor selection, frame;
};

/// Black or white, whichever is easier to read on a background.
QColor readableOn(const QColor &background);

} // namespace npeek
