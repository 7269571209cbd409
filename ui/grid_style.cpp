#include "ui/grid_style.h"

#include <QFontDatabase>
#include <QFontInfo>

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

bool isPlain(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c <= u'~'; });
}

/// What can be seen of a text at most: no character is wanted that is narrower than a pixel.
QString visiblePart(const QString &text, qreal width)
{
    return text.left(std::max(1, static_cast<int>(width) + 1));
}

} // namespace

GridStyle::GridStyle(const QFont &widgetFont)
    : m_cellFont(fixedFont(widgetFont)), m_headerFont(widgetFont), m_cellMetrics(m_cellFont), m_headerMetrics(m_headerFont)
{
    if (QFontInfo(m_cellFont).fixedPitch())
        m_characterWidth = m_cellMetrics.horizontalAdvance(QStringLiteral("0000000000")) / 10;
    m_padding = std::max(4, static_cast<int>(std::lround(m_cellMetrics.averageCharWidth())));
    const qreal textHeight = std::max(m_cellMetrics.height(), m_headerMetrics.height());
    m_rowHeight = static_cast<int>(std::ceil(textHeight)) + 6;
    m_cellBaseline = std::round((m_rowHeight - m_cellMetrics.height()) / 2 + m_cellMetrics.ascent());
}

qreal GridStyle::headerBaseline(int height) const
{
    return std::round((height - m_headerMetrics.height()) / 2 + m_headerMetrics.ascent());
}

qreal GridStyle::textWidth(const QString &text) const
{
    if (m_characterWidth > 0 && isPlain(text)) // most cells; asking the metrics would lay the text out
        return m_characterWidth * static_cast<qreal>(text.size());
    return m_cellMetrics.horizontalAdvance(text.left(2000));
}

QString GridStyle::fitted(const QString &text, qreal width) const
{
    if (textWidth(text) <= width)
        return text;
    if (m_characterWidth > 0 && isPlain(text))
        return text.left(std::max(0, static_cast<int>(width / m_characterWidth) - 1)) + u'…';
    return m_cellMetrics.elidedText(visiblePart(text, width), Qt::ElideRight, width);
}

qreal GridStyle::headerWidth(const QString &text) const
{
    return m_headerMetrics.horizontalAdvance(text.left(2000));
}

QString GridStyle::fittedHeader(const QString &text, qreal width) const
{
    return m_headerMetrics.elidedText(visiblePart(text, width), Qt::ElideRight, width);
}

int GridStyle::columnWidthFor(qreal textWidth) const
{
    return static_cast<int>(std::ceil(textWidth)) + 2 * m_padding + 1;
}

GridColors::GridColors(const QPalette &palette)
    : base(palette.color(QPalette::Base)), text(palette.color(QPalette::Text)), muted(blend(text, base, 0.48)),
      failed(blend(text, base.lightnessF() > 0.5 ? QColor(200, 40, 0) : QColor(255, 120, 90), 0.8)), line(blend(base, text, 0.12)),
      header(palette.color(QPalette::Button)), headerText(palette.color(QPalette::ButtonText)),
      headerLine(blend(header, headerText, 0.22)), headerHover(blend(header, headerText, 0.08)),
      headerCurrent(blend(header, palette.color(QPalette::Highlight), 0.45)),
      headerSelected(blend(header, palette.color(QPalette::Highlight), 0.22)),
      selection(withAlpha(palette.color(QPalette::Highlight), 70)), frame(palette.color(QPalette::Highlight))
{
}

QColor readableOn(const QColor &background)
{
    return qGray(background.rgb()) > 140 ? Qt::black : Qt::white;
}

} // namespace npeek
