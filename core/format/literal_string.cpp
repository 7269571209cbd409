#include "core/format/literal_token.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace npeek {

namespace {

struct Prefix {
    qsizetype length = 0;
    bool isRaw = false;
    bool isBytes = false;
    bool isKnown = true; ///< false for f-strings and combinations that Python 3 has not
};

bool isQuote(char16_t unit)
{
    return unit == u'\'' || unit == u'"';
}

Prefix prefixAt(const TextCursor &cursor)
{
    QString letters;
    while (letters.size() < 3 && !cursor.atEnd() && !isQuote(cursor.peek(letters.size()))) {
        const char16_t unit = cursor.peek(letters.size());
        if (unit == u'\0' || !isNameUnit(unit))
            return {};
        letters += QChar(unit).toLower();
    }
    if (!isQuote(cursor.peek(letters.size())))
        return {};
    static const QStringList known{QString(),           QStringLiteral("u"),  QStringLiteral("r"),
                                   QStringLiteral("b"), QStringLiteral("rb"), QStringLiteral("br")};
    return {letters.size(), letters.contains(u'r'), letters.contains(u'b'), known.contains(letters)};
}

struct NamedCharacter {
    const char *name;
    char16_t unit;
};

// Only what could make sense in a dtype; the whole table of Unicode names is not worth its size.
constexpr std::array<NamedCharacter, 8> namedCharacters{{{"LESS-THAN SIGN", u'<'},
                                                         {"GREATER-THAN SIGN", u'>'},
                                                         {"EQUALS SIGN", u'='},
                                                         {"VERTICAL LINE", u'|'},
                                                         {"COMMA", u','},
                                                         {"SPACE", u' '},
                                                         {"MICRO SIGN", u'\u00b5'},
                                                         {"GREEK SMALL LETTER MU", u'\u03bc'}}};

bool appendNamed(TextCursor &cursor, QString &out)
{
    const qsizetype end = cursor.peek() == u'{' ? cursor.text.sliced(cursor.position).left(100).indexOf(u'}') : -1;
    if (end < 0)
        return cursor.fail(QStringLiteral("an escape \\N without a name in braces"));
    const QString name = cursor.text.sliced(cursor.position + 1, end - 1).toString().toUpper();
    for (const NamedCharacter &character : namedCharacters) {
        if (name == QLatin1String(character.name)) {
            out += QChar(character.unit);
            cursor.position += end + 1;
            return true;
        }
    }
    return cursor.fail(QStringLiteral("an escape \\N with a character name that is not supported"));
}

void appendCodePoint(QString &out, char32_t code)
{
    if (QChar::requiresSurrogates(code))
        out += QChar(QChar::highSurrogate(code)), out += QChar(QChar::lowSurrogate(code));
    else
        out += QChar(static_cast<char16_t>(code));
}

bool appendHex(TextCursor &cursor, qsizetype digits, QString &out)
{
    bool isHex = cursor.position + digits <= cursor.text.size();
    char32_t code = 0;
    for (qsizetype i = 0; isHex && i < digits; ++i) {
        bool isDigit = false;
        code = code * 16 + QString(QChar(cursor.peek(i))).toUInt(&isDigit, 16);
        isHex = isDigit;
    }
    if (!isHex || code > 0x10ffff)
        return cursor.fail(QStringLiteral("an escape that needs %1 hexadecimal digits").arg(digits));
    cursor.position += digits;
    appendCodePoint(out, code);
    return true;
}

void appendOctal(TextCursor &cursor, bool isBytes, QString &out)
{
    unsigned code = 0;
    for (int i = 0; i < 3 && cursor.peek() >= u'0' && cursor.peek() <= u'7'; ++i) {
        code = code * 8 + (cursor.peek() - u'0');
        ++cursor.position;
    }
    out += QChar(static_cast<char16_t>(isBytes ? code & 0xff : code));
}

/// The character that a one-letter escape stands for, or 0.
char16_t simpleEscape(char16_t letter)
{
    switch (letter) {
    case u'\\':
    case u'\'':
    case u'"':
        return letter;
    case u'a':
        return u'\a';
    case u'b':
        return u'\b';
    case u'f':
        return u'\f';
    case u'n':
        return u'\n';
    case u'r':
        return u'\r';
    case u't':
        return u'\t';
    case u'v':
        return u'\v';
    default:
        return 0;
    }
}

bool appendUnicodeEscape(TextCursor &cursor, char16_t letter, QString &out)
{
    if (letter == u'N')
        return appendNamed(cursor, out);
    return appendHex(cursor, letter == u'u' ? 4 : 8, out);
}

/// What follows a backslash. An escape that Python does not know keeps its backslash.
bool appendEscape(TextCursor &cursor, bool isBytes, QString &out)
{
    const char16_t letter = cursor.peek();
    if (letter >= u'0' && letter <= u'7') {
        appendOctal(cursor, isBytes, out);
        return true;
    }
    cursor.position += cursor.atEnd() ? 0 : 1;
    if (letter == u'\n')
        return true;
    if (letter == u'x')
        return appendHex(cursor, 2, out);
    if (!isBytes && (letter == u'N' || letter == u'u' || letter == u'U'))
        return appendUnicodeEscape(cursor, letter, out);
    if (const char16_t simple = simpleEscape(letter)) {
        out += QChar(simple);
    } else {
        out += u'\\';
        if (letter != 0)
            out += QChar(letter);
    }
    return true;
}

void appendRawEscape(TextCursor &cursor, QString &out)
{
    out += u'\\';
    if (!cursor.atEnd())
        out += QChar(cursor.peek()), ++cursor.position;
}

bool atClosing(const TextCursor &cursor, char16_t quote, bool isTriple)
{
    return cursor.peek() == quote && (!isTriple || (cursor.peek(1) == quote && cursor.peek(2) == quote));
}

/// Copies everything up to what needs a decision: a quote, a backslash, the end of the line.
void appendRun(TextCursor &cursor, char16_t quote, QString &out)
{
    const qsizetype start = cursor.position;
    ++cursor.position;
    while (!cursor.atEnd() && cursor.peek() != quote && cursor.peek() != u'\\' && cursor.peek() != u'\n')
        ++cursor.position;
    out += cursor.text.sliced(start, cursor.position - start);
}

bool scanBody(TextCursor &cursor, const Prefix &prefix, char16_t quote, bool isTriple, QString &out)
{
    while (!cursor.atEnd()) {
        if (atClosing(cursor, quote, isTriple)) {
            cursor.position += isTriple ? 3 : 1;
            return true;
        }
        if (cursor.peek() == u'\n' && !isTriple)
            break;
        if (!cursor.skip(u'\\'))
            appendRun(cursor, quote, out);
        else if (prefix.isRaw)
            appendRawEscape(cursor, out);
        else if (!appendEscape(cursor, prefix.isBytes, out))
            return false;
    }
    return cursor.fail(QStringLiteral("a string without its closing quote"));
}

} // namespace

bool atString(const TextCursor &cursor)
{
    return isQuote(cursor.peek()) || prefixAt(cursor).length > 0;
}

bool scanString(TextCursor &cursor, PyValue &value)
{
    const Prefix prefix = prefixAt(cursor);
    if (!prefix.isKnown)
        return cursor.fail(QStringLiteral("a string prefix that cannot stand here"));
    const qsizetype start = cursor.position;
    cursor.position += prefix.length;
    const char16_t quote = cursor.peek();
    const bool isTriple = cursor.peek(1) == quote && cursor.peek(2) == quote;
    cursor.position += isTriple ? 3 : 1;
    value.type = prefix.isBytes ? PyValue::Type::ByteString : PyValue::Type::String;
    if (!scanBody(cursor, prefix, quote, isTriple, value.text))
        return false;
    const QStringView source = cursor.text.sliced(start, cursor.position - start);
    if (prefix.isBytes && !std::ranges::all_of(source, [](QChar c) { return c.unicode() < 0x80; }))
        return cursor.fail(QStringLiteral("a bytes literal with characters that are not ASCII"));
    return true;
}

} // namespace npeek
