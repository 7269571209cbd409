#include "core/format/python_literal.h"

namespace npeek {

namespace {

/// str.isprintable() of one character.
bool isPrintable(char32_t code)
{
    if (code == U' ')
        return true;
    switch (QChar::category(code)) {
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return false;
    default:
        return true;
    }
}

QString escaped(char32_t code)
{
    const int width = code <= 0xff ? 2 : code <= 0xffff ? 4 : 8;
    const char letter = width == 2 ? 'x' : width == 4 ? 'u' : 'U';
    return QStringLiteral("\\%1%2").arg(QLatin1Char(letter)).arg(static_cast<uint>(code), width, 16, QLatin1Char('0'));
}

QString represented(char32_t code, char16_t quote)
{
    switch (code) {
    case U'\n':
        return QStringLiteral("\\n");
    case U'\r':
        return QStringLiteral("\\r");
    case U'\t':
        return QStringLiteral("\\t");
    case U'\\':
        return QStringLiteral("\\\\");
    default:
        break;
    }
    if (code == quote)
        return QStringLiteral("\\") + QChar(quote);
    return isPrintable(code) ? QString::fromUcs4(&code, 1) : escaped(code);
}

} // namespace

QString pythonRepr(const QString &text)
{
    const char16_t quote = text.contains(u'\'') && !text.contains(u'"') ? u'"' : u'\'';
    QString result{QChar(quote)};
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t code = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        result += represented(code, quote);
        i += isPair ? 1 : 0;
    }
    return result + QChar(quote);
}

} // namespace npeek
