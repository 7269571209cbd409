#pragma once

#include <QColor>
#include <QFont>
#include <QFontMetricsF>
#include <QHash>
#include <QList>
#include <QPointF>
#include <QRawFont>

#include <array>

class QPainter;

namespace npeek {

/// A font for short texts by the thousand. Plain ones, such as numbers, are measured and drawn glyph by glyph, which
/// is several times quicker than laying each of them out; all others go through Qt's text layout.
class GridText {
public:
    explicit GridText(const QFont &font);

    const QFont &font() const { return m_font; }
    const QFontMetricsF &metrics() const { return m_metrics; }
    qreal width(const QString &text) const;
    QString fitted(const QString &text, qreal width) const; ///< shortened at the end, with …, when it is wider
    qreal baseline(int height) const; ///< from the top of a line of that height, text in the middle

private:
    friend class GridTextBatch;
    static constexpr int firstPlain = ' ', lastPlain = '~';

    bool isPlain(const QString &text) const;
    qsizetype indexOf(QChar c) const { return c.unicode() - firstPlain; }

    QFont m_font;
    QFontMetricsF m_metrics;
    QRawFont m_rawFont;
    std::array<quint32, lastPlain - firstPlain + 1> m_glyphs{}; ///< 0: this character is not plain
    std::array<qreal, lastPlain - firstPlain + 1> m_advances{};
};

/// Texts of one font that are drawn together.
class GridTextBatch {
public:
    GridTextBatch(QPainter &painter, const GridText &text);
    ~GridTextBatch(); ///< draws what is left

    void add(QPointF baseline, const QString &text, const QColor &color);

private:
    struct Glyphs {
        QList<quint32> indexes;
        QList<QPointF> positions;
    };
    QPainter &m_painter;
    const GridText &m_text;
    QHash<QRgb, Glyphs> m_glyphs;
};

} // namespace npeek
