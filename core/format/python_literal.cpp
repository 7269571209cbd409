#include "core/format/python_literal.h"

#include "core/format/literal_token.h"

#include <QStringList>

#include <limits>

namespace npeek {

namespace {

/// Recursive descent over the brackets, with a limit on their depth; everything else is a loop.
class LiteralParser {
public:
    LiteralParser(QStringView text, const LiteralOptions &options)
        : m_cursor{text}
        , m_options(options)
    {
    }

    bool parse(PyValue &value) { return skipLeadingLines() && parseValue(value) && parseEnd(); }
    const QString &error() const { return m_cursor.error; }

private:
    bool skipLeadingLines();
    void skipComment();
    bool skipBlanks();
    bool parseEnd();
    bool parseValue(PyValue &value);
    bool parseSigned(PyValue &value);
    bool parseNumber(PyValue &value);
    bool parseStrings(PyValue &value);
    bool parseBracket(PyValue &value);
    bool parseParenthesis(PyValue &value);
    bool parseItems(PyValue &value, char16_t closing);
    bool parseItem(PyValue &value);
    bool parseDict(PyValue &value);
    bool parseName(PyValue &value);
    bool parseConstant(const QString &name, PyValue &value);
    bool parseCall(const QString &name, PyValue &value);
    bool unexpected();

    TextCursor m_cursor;
    const LiteralOptions &m_options;
    int m_depth = 0;
    qint64 m_nodes = 0;
    bool m_wasSigned = false; ///< the last number had a sign, so it takes no other one
};

bool isBlank(char16_t unit)
{
    return unit == u' ' || unit == u'\t' || unit == u'\f';
}

bool LiteralParser::unexpected()
{
    if (m_cursor.atEnd())
        return m_cursor.fail(QStringLiteral("the text ends too early"));
    const QChar c(m_cursor.peek());
    const bool isAscii = c.unicode() > 0x20 && c.unicode() < 0x7f;
    return m_cursor.fail(
        isAscii ? QStringLiteral("unexpected '%1'").arg(c)
                : QStringLiteral("unexpected character U+%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0')));
}

void LiteralParser::skipComment()
{
    while (!m_cursor.atEnd() && m_cursor.peek() != u'\n')
        ++m_cursor.position;
}

/// Python lets blank lines stand in front, but no indentation; ast.literal_eval drops blanks at the very start.
bool LiteralParser::skipLeadingLines()
{
    while (m_cursor.peek() == u' ' || m_cursor.peek() == u'\t')
        ++m_cursor.position;
    for (bool isIndented = false;;) {
        const char16_t unit = m_cursor.peek();
        if (unit == u'#')
            skipComment();
        else if (isBlank(unit) || unit == u'\n')
            ++m_cursor.position;
        else
            return isIndented && !m_cursor.atEnd() ? m_cursor.fail(QStringLiteral("an indented line")) : true;
        isIndented = unit == u' ' || unit == u'\t' || (isIndented && unit == u'#');
    }
}

/// Blanks, comments and, inside brackets, line ends. False for a backslash that continues no line.
bool LiteralParser::skipBlanks()
{
    while (true) {
        const char16_t unit = m_cursor.peek();
        if (isBlank(unit) || (unit == u'\n' && m_depth > 0)) {
            ++m_cursor.position;
        } else if (unit == u'#') {
            skipComment();
        } else if (unit == u'\\') {
            if (m_cursor.peek(1) != u'\n' || m_cursor.position + 2 >= m_cursor.text.size())
                return unexpected();
            m_cursor.position += 2;
        } else {
            return true;
        }
    }
}

bool LiteralParser::parseEnd()
{
    if (!skipBlanks())
        return false;
    m_depth = 1; // from here on, line ends are blanks
    if (m_cursor.peek() == u'\n' && !skipBlanks())
        return false;
    return m_cursor.atEnd() || unexpected();
}

bool LiteralParser::parseValue(PyValue &value)
{
    if (++m_nodes > m_options.maxNodes)
        return m_cursor.fail(QStringLiteral("more than %1 values").arg(m_options.maxNodes));
    if (!skipBlanks())
        return false;
    const char16_t unit = m_cursor.peek();
    if (unit == u'(' || unit == u'[' || unit == u'{')
        return parseBracket(value);
    if (unit == u'+' || unit == u'-')
        return parseSigned(value);
    if ((unit >= u'0' && unit <= u'9') || (unit == u'.' && m_cursor.peek(1) >= u'0' && m_cursor.peek(1) <= u'9'))
        return parseNumber(value);
    if (atString(m_cursor))
        return parseStrings(value);
    return isNameUnit(unit) ? parseName(value) : unexpected();
}

bool LiteralParser::parseSigned(PyValue &value)
{
    const bool isNegative = m_cursor.peek() == u'-';
    ++m_cursor.position;
    if (!skipBlanks())
        return false;
    if (m_cursor.peek() == u'+' || m_cursor.peek() == u'-')
        return unexpected();
    if (!parseValue(value))
        return false;
    if (m_wasSigned || !(value.is(PyValue::Type::Int) || value.is(PyValue::Type::Float)))
        return m_cursor.fail(QStringLiteral("a sign before something that is no plain number"));
    m_wasSigned = true;
    if (!isNegative)
        return true;
    value.number = -value.number;
    // 2^63 itself does not fit, but its negative does.
    if (value.overflows && value.integer == std::numeric_limits<qint64>::min())
        value.overflows = false;
    else
        value.integer = -value.integer;
    return true;
}

bool LiteralParser::parseNumber(PyValue &value)
{
    m_wasSigned = false;
    if (!scanNumber(m_cursor, value))
        return false;
    if (m_options.dropLongSuffix) {
        if (!skipBlanks())
            return false;
        if (m_cursor.peek() == u'L' && !isNameUnit(m_cursor.peek(1)))
            ++m_cursor.position;
    }
    return isNameUnit(m_cursor.peek()) ? unexpected() : true;
}

bool LiteralParser::parseStrings(PyValue &value)
{
    while (true) {
        const bool isFirst = value.type == PyValue::Type::None;
        const PyValue::Type before = value.type;
        if (!scanString(m_cursor, value))
            return false;
        if (!isFirst && value.type != before)
            return m_cursor.fail(QStringLiteral("bytes and text next to each other"));
        if (!skipBlanks())
            return false;
        if (!atString(m_cursor))
            return true;
    }
}

bool LiteralParser::parseBracket(PyValue &value)
{
    if (++m_depth > m_options.maxDepth)
        return m_cursor.fail(QStringLiteral("brackets more than %1 deep").arg(m_options.maxDepth));
    const char16_t opening = m_cursor.peek();
    ++m_cursor.position;
    bool isOk = false;
    if (opening == u'(') {
        isOk = parseParenthesis(value);
    } else if (opening == u'[') {
        value.type = PyValue::Type::List;
        isOk = parseItems(value, u']');
    } else {
        value.type = PyValue::Type::Dict;
        isOk = parseDict(value);
    }
    --m_depth;
    return isOk;
}

/// A tuple, or one value in redundant parentheses.
bool LiteralParser::parseParenthesis(PyValue &value)
{
    if (!skipBlanks())
        return false;
    if (m_cursor.peek() == u')') {
        value.type = PyValue::Type::Tuple;
        return parseItems(value, u')');
    }
    PyValue first;
    if (!parseValue(first) || !skipBlanks())
        return false;
    if (m_cursor.skip(u')')) {
        value = std::move(first);
        return true;
    }
    if (!m_cursor.skip(u','))
        return unexpected();
    value.type = PyValue::Type::Tuple;
    value.items.push_back(std::move(first));
    return parseItems(value, u')');
}

bool LiteralParser::parseItem(PyValue &value)
{
    value.items.emplace_back();
    return parseValue(value.items.back()) && skipBlanks();
}

/// The items up to the closing bracket, commas between them and perhaps behind the last.
bool LiteralParser::parseItems(PyValue &value, char16_t closing)
{
    while (true) {
        if (!skipBlanks())
            return false;
        if (m_cursor.skip(closing))
            return true;
        if (!parseItem(value))
            return false;
        if (!m_cursor.skip(u',') && m_cursor.peek() != closing)
            return unexpected();
    }
}

bool LiteralParser::parseDict(PyValue &value)
{
    while (true) {
        if (!skipBlanks())
            return false;
        if (m_cursor.skip(u'}'))
            return true;
        if (!parseItem(value))
            return false;
        if (!m_cursor.skip(u':'))
            return unexpected();
        if (!parseItem(value))
            return false;
        if (!m_cursor.skip(u',') && m_cursor.peek() != u'}')
            return unexpected();
    }
}

bool LiteralParser::parseName(PyValue &value)
{
    const qsizetype start = m_cursor.position;
    while (isNameUnit(m_cursor.peek()) || m_cursor.peek() == u'.')
        ++m_cursor.position;
    const QString name = m_cursor.text.sliced(start, m_cursor.position - start).toString();
    if (parseConstant(name, value))
        return true;
    if (m_options.lenient && parseCall(name, value))
        return true;
    m_cursor.position = start;
    return m_cursor.fail(QStringLiteral("the name %1, which is no literal,").arg(pythonRepr(name.left(30))));
}

bool LiteralParser::parseConstant(const QString &name, PyValue &value)
{
    static const QStringList trueNames{QStringLiteral("True"), QStringLiteral("true"), QStringLiteral("np.True_"),
                                       QStringLiteral("numpy.True_")};
    static const QStringList falseNames{QStringLiteral("False"), QStringLiteral("false"), QStringLiteral("np.False_"),
                                        QStringLiteral("numpy.False_")};
    const qsizetype known = m_options.lenient ? trueNames.size() : 1;
    const bool isTrue = trueNames.first(known).contains(name);
    const bool isFalse = falseNames.first(known).contains(name);
    if (!isTrue && !isFalse && name != QLatin1String("None"))
        return false;
    value.type = isTrue || isFalse ? PyValue::Type::Bool : PyValue::Type::None;
    value.boolean = isTrue;
    return true;
}

/// np.int64(3) and its kin, which NumPy 2 writes for scalars.
bool LiteralParser::parseCall(const QString &name, PyValue &value)
{
    static const QStringList integers{
        QStringLiteral("int8"),  QStringLiteral("int16"),    QStringLiteral("int32"),     QStringLiteral("int64"),
        QStringLiteral("uint8"), QStringLiteral("uint16"),   QStringLiteral("uint32"),    QStringLiteral("uint64"),
        QStringLiteral("intp"),  QStringLiteral("uintp"),    QStringLiteral("int_"),      QStringLiteral("uint"),
        QStringLiteral("intc"),  QStringLiteral("longlong"), QStringLiteral("ulonglong"), QStringLiteral("long")};
    const qsizetype dot = name.indexOf(u'.');
    const bool isNumPy = name.startsWith(QLatin1String("np.")) || name.startsWith(QLatin1String("numpy."));
    if (!isNumPy || !integers.contains(name.mid(dot + 1)) || m_depth + 1 >= m_options.maxDepth)
        return false;
    ++m_depth;
    const bool isOk = m_cursor.skip(u'(') && parseValue(value) && skipBlanks() && m_cursor.skip(u')');
    --m_depth;
    return isOk && value.is(PyValue::Type::Int);
}

QString withUnixLineEnds(QString text)
{
    if (text.contains(u'\r')) {
        text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
        text.replace(u'\r', u'\n');
    }
    return text;
}

} // namespace

const PyValue *PyValue::find(const QString &key) const
{
    if (type != Type::Dict)
        return nullptr;
    for (size_t i = items.size(); i >= 2; i -= 2) {
        if (items[i - 2].is(Type::String) && items[i - 2].text == key)
            return &items[i - 1];
    }
    return nullptr;
}

Result<PyValue> parsePythonLiteral(const QString &text, const LiteralOptions &options)
{
    QString source = withUnixLineEnds(text);
    if (options.lenient) {
        while (source.endsWith(QChar(u'\0')))
            source.chop(1);
    }
    const qsizetype nul = source.indexOf(QChar(u'\0'));
    if (nul >= 0)
        return Error{ErrorCode::InvalidInput, QStringLiteral("a NUL at character %1").arg(nul + 1)};
    LiteralParser parser(source, options);
    PyValue value;
    if (!parser.parse(value))
        return Error{ErrorCode::InvalidInput, parser.error()};
    return value;
}

} // namespace npeek
