#include "ui/grid_style.h"

#include <QFontDatabase>

#include <algorithm>
#include <cmath>

namespace npeek {

namespace {

QColor blend(const QColor &from, const QColor &to, qreal share)
{
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * share)); };
    return {mix(from.red(), to.red()), mix(from.green(), to.green()), mix(from.blue(), to.blue())};
}

QColor withAlpha(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

QFont fixedFont(const QFont &widgetFont)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (widgetFont.pixelSize() > 0)
        font.setPixelSize(widgetFont.pixelSize());
    else
        font.setPointSizeF(widgetFont.pointSizeF());
    return font;
}

} // namespace

GridStyle::GridStyle(const QFont &widgetFont)
    : m_cells(fixedFont(widgetFont))
    , m_headers(widgetFont)
{
    m_padding = std::max(4, static_cast<int>(std::lround(m_cells.metrics().averageCharWidth())));
    m_rowHeight = static_cast<int>(std::ceil(std::max(m_cells.metrics().height(), m_headers.metrics().height()))) + 6;
}

int GridStyle::columnWidthFor(qreal textWidth) const
{
    return static_cast<int>(std::ceil(textWidth)) + 2 * m_padding + 1;
}

GridColors::GridColors(const QPalette &palette)
    : base(palette.color(QPalette::Base))
    , text(palette.color(QPalette::Text))
    , muted(blend(text, base, 0.48))
    , failed(blend(text, base.lightnessF() > 0.5 ? QColor(200, 40, 0) : QColor(255, 120, 90), 0.8))
    , line(blend(base, text, 0.12))
    , header(palette.color(QPalette::Button))
    , headerText(palette.color(QPalette::ButtonText))
    , headerLine(blend(header, headerText, 0.22))
    , headerHover(blend(header, headerText, 0.08))
    , headerCurrent(blend(header, palette.color(QPalette::Highlight), 0.45))
    , headerSelected(blend(header, palette.color(QPalette::Highlight), 0.22))
    , selection(withAlpha(palette.color(QPalette::Highlight), 70))
    , frame(palette.color(QPalette::Highlight))
{
}

QColor readableOn(const QColor &background)
{
    return qGray(background.rgb()) > 140 ? Qt::black : Qt::white;
}

} // namespace npeek
