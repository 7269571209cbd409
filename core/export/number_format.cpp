#include "core/export/number_format.h"

#include "core/array/element.h"
#include "core/export/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace npeek {

namespace {

constexpr std::string_view integerTypes = "dxXob";
constexpr std::string_view floatTypes = "eEfFgG%";

bool isOneOf(std::string_view set, QChar c)
{
    return c.unicode() < 0x80 && set.find(static_cast<char>(c.unicode())) != std::string_view::npos;
}

/// Reads a spec from left to right; every take function leaves alone what it does not know.
class SpecReader {
public:
    explicit SpecReader(QStringView spec)
        : m_rest(spec)
    {
    }

    bool atEnd() const { return m_rest.isEmpty(); }

    /// One of set, or \0.
    char take(std::string_view set)
    {
        if (atEnd() || !isOneOf(set, m_rest.front()))
            return '\0';
        const char c = static_cast<char>(m_rest.front().unicode());
        m_rest = m_rest.mid(1);
        return c;
    }

    /// The digits ahead; -1 when there are none, more than maxWidth when the number is too large.
    int takeNumber()
    {
        int number = -1;
        while (const char digit = take("0123456789"))
            number = std::min(std::max(number, 0) * 10 + (digit - '0'), NumberFormat::maxWidth + 1);
        return number;
    }

    void takeAlignment(NumberFormat &format)
    {
        const qsizetype fillLength = m_rest.size() > 1 && m_rest[0].isHighSurrogate() ? 2 : 1;
        if (m_rest.size() > fillLength && isOneOf("<>^=", m_rest[fillLength])) {
            format.fill = fillLength == 2 ? QChar::surrogateToUcs4(m_rest[0], m_rest[1]) : m_rest[0].unicode();
            m_rest = m_rest.mid(fillLength);
            format.align = take("<>^=");
        } else if (const char align = take("<>^=")) {
            format.align = align;
        }
    }

private:
    QStringView m_rest;
};

/// A number taken apart; digits are the integer part, tail is the point, fraction, exponent, suffix.
struct Parts {
    QByteArray sign;
    QByteArray prefix;
    QByteArray digits;
    QByteArray tail;
};

QByteArray grouped(const QByteArray &digits, char separator, int size)
{
    QByteArray out;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % size == 0)
            out.append(separator);
        out.append(digits[i]);
    }
    return out;
}

void applyGrouping(const NumberFormat &format, Parts &parts)
{
    if (!format.grouping || parts.digits.isEmpty())
        return;
    const int size = isOneOf("xXob", QLatin1Char(format.type)) ? 4 : 3;
    const bool fillsWithZeros = format.fill == '0' && format.align == '=';
    const qsizetype wanted = format.width - parts.sign.size() - parts.prefix.size() - parts.tail.size();
    QByteArray digits = parts.digits;
    while (fillsWithZeros && digits.size() + (digits.size() - 1) / size < wanted)
        digits.prepend('0');
    parts.digits = grouped(digits, format.grouping, size);
}

/// text, which is length characters long, with the fill of the format around it; inside, after the sign, for '='.
void appendAligned(QByteArray &out, const NumberFormat &format, const QByteArray &head, const QByteArray &text)
{
    const qsizetype missing = std::max<qsizetype>(0, format.width - head.size() - text.size());
    const qsizetype left = format.align == '<' || format.align == '=' ? 0 : format.align == '^' ? missing / 2 : missing;
    const qsizetype inside = format.align == '=' ? missing : 0;
    const QByteArray fill = QString::fromUcs4(&format.fill, 1).toUtf8();
    out.append(fill.repeated(left)).append(head).append(fill.repeated(inside)).append(text);
    out.append(fill.repeated(missing - left - inside));
}

void appendParts(QByteArray &out, const NumberFormat &format, Parts parts)
{
    applyGrouping(format, parts);
    appendAligned(out, format, parts.sign + parts.prefix, parts.digits + parts.tail);
}

QByteArray signOf(bool isNegative, char sign)
{
    if (isNegative)
        return "-";
    return sign == '-' ? QByteArray() : QByteArray(1, sign);
}

Parts integerParts(const NumberFormat &format, quint64 magnitude, bool isNegative)
{
    const int base = format.type == 'x' || format.type == 'X' ? 16
        : format.type == 'o'                                  ? 8
        : format.type == 'b'                                  ? 2
                                                              : 10;
    Parts parts;
    parts.sign = signOf(isNegative, format.sign);
    if (format.alternate && base != 10)
        parts.prefix = QByteArray("0") + format.type;
    parts.digits = QByteArray::number(magnitude, base);
    if (format.type == 'X')
        parts.digits = std::move(parts.digits).toUpper();
    return parts;
}

/// size as printf would write it; fixed or scientific.
QByteArray toChars(long double size, std::chars_format notation, int precision)
{
    char text[8 * NumberFormat::maxWidth]; // the largest longdouble has 4933 digits in front of the point
    return QByteArray(text, std::to_chars(text, std::end(text), size, notation, precision).ptr - text);
}

QByteArray withoutTrailingZeros(const QByteArray &number)
{
    const qsizetype e = number.indexOf('e');
    QByteArray mantissa = e < 0 ? number : number.left(e);
    if (mantissa.contains('.')) {
        while (mantissa.endsWith('0'))
            mantissa.chop(1);
        if (mantissa.endsWith('.'))
            mantissa.chop(1);
    }
    return e < 0 ? mantissa : mantissa + number.mid(e);
}

/// 'g' and, with at least one digit after the point, no type at all.
QByteArray generalText(long double size, int precision, bool alternate, bool keepsPoint)
{
    precision = std::max(precision, 1);
    const QByteArray scientific = toChars(size, std::chars_format::scientific, precision - 1);
    const int exponent = scientific.mid(scientific.indexOf('e') + 1).toInt();
    const bool isFixed = exponent >= -4 && exponent < precision - (keepsPoint ? 1 : 0);
    const QByteArray text = isFixed ? toChars(size, std::chars_format::fixed, precision - 1 - exponent) : scientific;
    if (alternate)
        return text;
    const QByteArray shortened = withoutTrailingZeros(text);
    return keepsPoint && isFixed && !shortened.contains('.') ? shortened + ".0" : shortened;
}

QByteArray shortestText(const DType &dtype, const unsigned char *data)
{
    QByteArray text;
    if (dtype.kind == Kind::Float)
        appendFloat(text, dtype, data);
    else
        text = QByteArray::number(toUInt64(dtype, data));
    return text.startsWith('-') ? text.mid(1) : text;
}

QByteArray floatText(const NumberFormat &format, long double size, bool isDouble)
{
    const int precision = format.precision < 0 ? 6 : format.precision;
    switch (format.type) {
    case 'e':
    case 'E':
        return toChars(size, std::chars_format::scientific, precision);
    case 'f':
    case 'F':
        return toChars(size, std::chars_format::fixed, precision);
    case '%':
        return toChars(isDouble ? static_cast<double>(size) * 100 : size * 100, std::chars_format::fixed, precision)
            + '%';
    default:
        return generalText(size, precision, format.alternate, format.type == '\0');
    }
}

/// Cuts a positive number where its integer part ends, and adds the point that '#' asks for.
void splitNumber(Parts &parts, const QByteArray &text, bool alternate)
{
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; });
    parts.digits = QByteArray(text.begin(), end - text.begin());
    parts.tail = QByteArray(end, text.end() - end);
    if (alternate && !parts.digits.isEmpty() && !parts.tail.startsWith('.'))
        parts.tail.prepend('.');
}

Parts floatParts(const NumberFormat &format, const DType &dtype, const unsigned char *data)
{
    const long double value = dtype.kind == Kind::Float ? toLongDouble(dtype, data)
        : dtype.kind == Kind::UInt                      ? static_cast<double>(toUInt64(dtype, data))
                                                        : static_cast<double>(toInt64(dtype, data));
    Parts parts;
    parts.sign = signOf(std::signbit(value) && !std::isnan(value), format.sign);
    QByteArray text;
    if (!std::isfinite(value))
        text = QByteArray(std::isnan(value) ? "nan" : "inf") + (format.type == '%' ? "%" : "");
    else if (format.type == '\0' && format.precision < 0)
        text = shortestText(dtype, data);
    else
        text = floatText(format, std::fabs(value), dtype.itemsize <= 8);
    if (isOneOf("EFG", QLatin1Char(format.type)))
        text = text.toUpper();
    splitNumber(parts, text, format.alternate);
    return parts;
}

/// Without a type the parts have no final ".0", unlike a real number.
QByteArray complexPart(NumberFormat format, const DType &part, const unsigned char *data)
{
    const bool isShortest = format.type == '\0' && format.precision < 0;
    if (format.type == '\0' && !isShortest)
        format.type = 'g';
    format.width = 0;
    QByteArray text;
    format.append(text, part, data);
    if (isShortest && text.endsWith(".0"))
        text.chop(2);
    return text;
}

QByteArray complexText(const NumberFormat &format, const DType &dtype, const unsigned char *data)
{
    const DType part = complexPartDType(dtype);
    const long double real = toLongDouble(part, data);
    const bool hasReal = format.type != '\0' || real != 0 || std::signbit(real);
    NumberFormat imaginary = format;
    if (hasReal)
        imaginary.sign = '+';
    QByteArray text = hasReal ? complexPart(format, part, data) : QByteArray();
    text += complexPart(imaginary, part, data + part.itemsize) + 'j';
    return hasReal && format.type == '\0' ? '(' + text + ')' : text;
}

} // namespace

Result<NumberFormat> NumberFormat::parse(QStringView spec)
{
    NumberFormat format;
    format.fill = U'\0'; // not given
    format.align = '\0';
    SpecReader reader(spec);
    reader.takeAlignment(format);
    if (const char sign = reader.take("-+ "))
        format.sign = sign;
    format.alternate = reader.take("#");
    const bool fillsWithZeros = !format.fill && reader.take("0");
    if (!format.fill)
        format.fill = fillsWithZeros ? '0' : ' ';
    if (!format.align)
        format.align = fillsWithZeros ? '=' : '>';
    format.width = std::max(reader.takeNumber(), 0);
    format.grouping = reader.take(",_");
    const bool hasPoint = reader.take(".");
    format.precision = hasPoint ? reader.takeNumber() : -1;
    format.type = reader.take("eEfFgG%dxXob");
    const bool isInteger = integerTypes.find(format.type) != std::string_view::npos;
    const bool isKnown = reader.atEnd() && (!hasPoint || (format.precision >= 0 && !isInteger))
        && !(format.grouping == ',' && isInteger && format.type != 'd');
    if (!isKnown || format.width > maxWidth || format.precision > maxWidth)
        return Error{
            ErrorCode::InvalidInput,
            QStringLiteral(
                "\"%1\" is no number format; examples are .3f, .2e, g, 08.3f, d, x, #x, 08b, +d, and ',' for groups "
                "(widths to %2)")
                .arg(spec)
                .arg(maxWidth)};
    return format;
}

bool NumberFormat::suits(Kind kind) const
{
    switch (kind) {
    case Kind::Bool:
    case Kind::Int:
    case Kind::UInt:
        return true;
    case Kind::Float:
    case Kind::Complex:
        return integerTypes.find(type) == std::string_view::npos;
    default:
        return false;
    }
}

void NumberFormat::append(QByteArray &out, const DType &dtype, const unsigned char *data) const
{
    if (dtype.kind == Kind::Complex)
        return appendAligned(out, *this, {}, complexText(*this, dtype, data));
    if (dtype.kind == Kind::Float || floatTypes.find(type) != std::string_view::npos)
        return appendParts(out, *this, floatParts(*this, dtype, data));
    if (dtype.kind == Kind::UInt)
        return appendParts(out, *this, integerParts(*this, toUInt64(dtype, data), false));
    const qint64 value = toInt64(dtype, data);
    const quint64 magnitude = value < 0 ? 0 - static_cast<quint64>(value) : static_cast<quint64>(value);
    appendParts(out, *this, integerParts(*this, magnitude, value < 0));
}

} // namespace npeek
