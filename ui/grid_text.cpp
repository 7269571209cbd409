#include "ui/grid_text.h"

#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace npeek {

GridText::GridText(const QFont &font)
    : m_font(font)
    , m_metrics(font)
    , m_rawFont(QRawFont::fromFont(font))
{
    // Asked of the metrics, as QFontInfo says no for some fixed-pitch fonts
    const QString sample = QStringLiteral("fi ffl Wj->=0.-1");
    const bool isFixedPitch = qFuzzyCompare(m_metrics.horizontalAdvance(sample),
                                            m_metrics.horizontalAdvance(u'0') * static_cast<qreal>(sample.size()));
    QString plain;
    for (int c = firstPlain; c <= lastPlain; ++c)
        plain += QChar(c);
    const QList<quint32> glyphs = m_rawFont.glyphIndexesForString(plain);
    const qreal pitch = m_metrics.horizontalAdvance(u'0');
    for (qsizetype i = 0; i < plain.size(); ++i) {
        m_advances[static_cast<size_t>(i)] = isFixedPitch ? pitch : m_metrics.horizontalAdvance(plain[i]);
        // In other fonts letters may join or move together, digits do not
        if (isFixedPitch || plain[i].isDigit() || plain[i] == u'-')
            m_glyphs[static_cast<size_t>(i)] = glyphs.value(i);
    }
}

bool GridText::isPlain(const QString &text) const
{
    return std::ranges::all_of(text, [this](QChar c) {
        return c >= QChar(firstPlain) && c <= QChar(lastPlain) && m_glyphs[static_cast<size_t>(indexOf(c))] != 0;
    });
}

qreal GridText::width(const QString &text) const
{
    if (!isPlain(text))
        return m_metrics.horizontalAdvance(text.left(2000));
    qreal width = 0;
    for (QChar c : text)
        width += m_advances[static_cast<size_t>(indexOf(c))];
    return width;
}

QString GridText::fitted(const QString &text, qreal room) const
{
    if (width(text) <= room)
        return text;
    if (room < m_metrics.averageCharWidth())
        return {};
    // What can be seen at most: no character is wanted that is narrower than a pixel
    return m_metrics.elidedText(text.left(static_cast<int>(room) + 1), Qt::ElideRight, room);
}

qreal GridText::baseline(int height) const
{
    return std::round((height - m_metrics.height()) / 2 + m_metrics.ascent());
}

GridTextBatch::GridTextBatch(QPainter &painter, const GridText &text)
    : m_painter(painter)
    , m_text(text)
{
    painter.setFont(text.font());
}

GridTextBatch::~GridTextBatch()
{
    for (auto run = m_glyphs.cbegin(); run != m_glyphs.cend(); ++run) {
        QGlyphRun glyphs;
        glyphs.setRawFont(m_text.m_rawFont);
        glyphs.setGlyphIndexes(run->indexes);
        glyphs.setPositions(run->positions);
        m_painter.setPen(QColor::fromRgba(run.key()));
        m_painter.drawGlyphRun({}, glyphs);
    }
}

void GridTextBatch::add(QPointF baseline, const QString &text, const QColor &color)
{
    if (!m_text.isPlain(text)) {
        m_painter.setPen(color);
        m_painter.drawText(baseline, text);
        return;
    }
    Glyphs &glyphs = m_glyphs[color.rgba()];
    for (QChar c : text) {
        const auto i = static_cast<size_t>(m_text.indexOf(c));
        glyphs.indexes.append(m_text.m_glyphs[i]);
        glyphs.positions.append(baseline);
        baseline.rx() += m_text.m_advances[i];
    }
}

} // namespace npeek
