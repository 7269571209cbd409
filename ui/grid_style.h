#pragma once

#include "ui/grid_text.h"

#include <QPalette>

namespace npeek {

/// Fonts and measures of a grid. Cells are set in the system's fixed-pitch font, so that digits align down a column.
class GridStyle {
public:
    explicit GridStyle(const QFont &widgetFont);

    const GridText &cells() const { return m_cells; }
    const GridText &headers() const { return m_headers; }
    int rowHeight() const { return m_rowHeight; }
    int headerHeight() const { return m_rowHeight + 4; }
    int padding() const { return m_padding; } ///< left and right of a text
    int columnWidthFor(qreal textWidth) const; ///< pixels of a column that shows the text as a whole

private:
    GridText m_cells, m_headers;
    int m_padding = 0;
    int m_rowHeight = 0;
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
