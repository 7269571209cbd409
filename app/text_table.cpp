#include "app/text_table.h"

#include <algorithm>

namespace npeek {

static bool isHarmless(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

static QString escaped(char32_t c)
{
    if (c == '\n' || c == '\t' || c == '\r')
        return c == '\n' ? QStringLiteral("\\n") : c == '\t' ? QStringLiteral("\\t") : QStringLiteral("\\r");
    if (c < 0x100)
        return QStringLiteral("\\x%1").arg(static_cast<uint>(c), 2, 16, QLatin1Char('0'));
    if (c < 0x10000)
        return QStringLiteral("\\u%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
    return QStringLiteral("\\U%1").arg(static_cast<uint>(c), 8, 16, QLatin1Char('0'));
}

/// The code points of a text; a lone surrogate stands for itself.
static std::u32string codePoints(const QString &text)
{
    std::u32string points;
    points.reserve(static_cast<size_t>(text.size()));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        points += isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t(text[i].unicode());
        i += isPair;
    }
    return points;
}

QString printable(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const char32_t c : codePoints(text)) {
        if (isHarmless(c))
            result += QString::fromUcs4(&c, 1);
        else
            result += escaped(c);
    }
    return result;
}

static qsizetype width(const QString &text)
{
    return static_cast<qsizetype>(codePoints(text).size());
}

QByteArray TextTable::toUtf8() const
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    }
    QByteArray result;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QString blanks(widths[i] - width(row[i]), QLatin1Char(' '));
            line += QLatin1String(i ? "  " : "") + (isLeft.value(i) ? row[i] + blanks : blanks + row[i]);
        }
        while (line.endsWith(QLatin1Char(' ')))
            line.chop(1);
        result += line.toUtf8() + '\n';
    }
    return result;
}

} // namespace npeek
