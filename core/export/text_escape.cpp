#include "core/export/text_escape.h"

#include <QChar>
#include <QtEndian>

#include <cstring>

namespace npeek {

namespace {

void appendHex(QByteArray &out, char letter, char32_t value, int digits)
{
    out.append('\\').append(letter);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
        out.append("0123456789abcdef"[(value >> shift) & 0xf]);
}

void appendEscaped(QByteArray &out, char32_t c)
{
    if (c == '\n')
        out.append("\\n");
    else if (c == '\r')
        out.append("\\r");
    else if (c == '\t')
        out.append("\\t");
    else if (c <= 0xff)
        appendHex(out, 'x', c, 2);
    else if (c <= 0xffff)
        appendHex(out, 'u', c, 4);
    else
        appendHex(out, 'U', c, 8);
}

void appendUtf8(QByteArray &out, char32_t c)
{
    const auto tail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
    if (c < 0x80)
        out.append(static_cast<char>(c));
    else if (c < 0x800)
        out.append(static_cast<char>(0xc0 | c >> 6)).append(tail(0));
    else if (c < 0x10000)
        out.append(static_cast<char>(0xe0 | c >> 12)).append(tail(6)).append(tail(0));
    else
        out.append(static_cast<char>(0xf0 | c >> 18)).append(tail(12)).append(tail(6)).append(tail(0));
}

bool isCharacter(char32_t c)
{
    return c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

bool isBidiControl(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/// What would break or disguise a line.
bool isReadable(char32_t c)
{
    return c >= 0x20 && (c < 0x7f || (c >= 0xa0 && c != 0x2028 && c != 0x2029 && isCharacter(c) && !isBidiControl(c)));
}

/// Python's str.isprintable().
bool isPrintable(char32_t c)
{
    if (c < 0x7f)
        return c >= 0x20;
    if (!isCharacter(c))
        return false;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Separator_Space:
        return false;
    default:
        return true;
    }
}

void appendCharacter(QByteArray &out, char32_t c, TextStyle style, char quote)
{
    const bool isQuoted = style == TextStyle::Quoted;
    if (isQuoted && (c == '\\' || c == static_cast<unsigned char>(quote)))
        out.append('\\').append(static_cast<char>(c));
    else if (isQuoted ? isPrintable(c) : style == TextStyle::Line ? isReadable(c) : isCharacter(c))
        appendUtf8(out, c);
    else
        appendEscaped(out, c);
}

char32_t codePoint(const DType &dtype, const unsigned char *data, qint64 i)
{
    return dtype.byteorder == std::endian::big ? qFromBigEndian<char32_t>(data + 4 * i)
                                               : qFromLittleEndian<char32_t>(data + 4 * i);
}

/// Python prefers ' and takes " only when that saves escapes.
char quoteFor(bool hasSingle, bool hasDouble)
{
    return hasSingle && !hasDouble ? '"' : '\'';
}

char quoteForStr(const DType &dtype, const unsigned char *data, qint64 length)
{
    bool hasSingle = false, hasDouble = false;
    for (qint64 i = 0; i < length; ++i) {
        hasSingle |= codePoint(dtype, data, i) == '\'';
        hasDouble |= codePoint(dtype, data, i) == '"';
    }
    return quoteFor(hasSingle, hasDouble);
}

qint64 bytesLength(const DType &dtype, const unsigned char *data)
{
    qint64 length = dtype.itemsize;
    while (length > 0 && data[length - 1] == 0)
        --length;
    return length;
}

bool contains(const unsigned char *data, qint64 length, char c)
{
    return length > 0 && std::memchr(data, c, static_cast<size_t>(length));
}

} // namespace

void appendStr(QByteArray &out, const DType &dtype, const unsigned char *data, TextStyle style, qsizetype limit)
{
    qint64 length = dtype.itemsize / 4;
    while (length > 0 && codePoint(dtype, data, length - 1) == 0)
        --length;
    const char quote = style == TextStyle::Quoted ? quoteForStr(dtype, data, length) : '\0';
    if (quote)
        out.append(quote);
    for (qint64 i = 0; i < length && out.size() <= limit; ++i)
        appendCharacter(out, codePoint(dtype, data, i), style, quote);
    if (quote)
        out.append(quote);
}

void appendBytes(QByteArray &out, const DType &dtype, const unsigned char *data, TextStyle style, qsizetype limit)
{
    const qint64 length = bytesLength(dtype, data);
    if (style == TextStyle::Plain && QByteArrayView(data, length).isValidUtf8()) {
        out.append(reinterpret_cast<const char *>(data), length);
        return;
    }
    char quote = '\0';
    if (style == TextStyle::Quoted) {
        quote = quoteFor(contains(data, length, '\''), contains(data, length, '"'));
        out.append('b').append(quote);
    }
    for (qint64 i = 0; i < length && out.size() <= limit; ++i) {
        if (quote && data[i] >= 0x80)
            appendHex(out, 'x', data[i], 2);
        else
            appendCharacter(out, data[i], style, quote);
    }
    if (quote)
        out.append(quote);
}

void appendVoid(QByteArray &out, const DType &dtype, const unsigned char *data, qsizetype limit)
{
    out.append("b'");
    for (qint64 i = 0; i < dtype.itemsize && out.size() <= limit; ++i) {
        const QByteArray hex = QByteArray::number(data[i], 16).toUpper().rightJustified(2, '0'); // upper case only here
        out.append("\\x").append(hex);
    }
    out.append('\'');
}

} // namespace npeek
