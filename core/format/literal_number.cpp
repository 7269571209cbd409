#include "core/format/literal_token.h"

#include <limits>

namespace npeek {

namespace {

constexpr qsizetype maxDecimalDigits = 4300; // CPython's limit for int("...")

int digitValue(char16_t unit)
{
    if (unit >= u'0' && unit <= u'9')
        return unit - u'0';
    const char16_t lower = unit | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : 99;
}

/// Digits with single underscores between them; false when there are none or when an underscore stands alone.
bool scanDigits(TextCursor &cursor, int radix, QByteArray &digits)
{
    const qsizetype before = digits.size();
    while (digitValue(cursor.peek()) < radix) {
        digits += static_cast<char>(cursor.peek());
        ++cursor.position;
        if (cursor.peek() == u'_' && digitValue(cursor.peek(1)) < radix)
            ++cursor.position;
    }
    return digits.size() > before;
}

void setInteger(PyValue &value, const QByteArray &digits, int radix)
{
    value.type = PyValue::Type::Int;
    quint64 magnitude = 0;
    bool fits = true;
    for (char digit : digits) {
        const auto unit = static_cast<quint64>(digitValue(static_cast<char16_t>(digit)));
        fits = fits && !__builtin_mul_overflow(magnitude, static_cast<quint64>(radix), &magnitude)
            && !__builtin_add_overflow(magnitude, unit, &magnitude);
    }
    constexpr auto largest = static_cast<quint64>(std::numeric_limits<qint64>::max());
    value.overflows = !fits || magnitude > largest;
    if (!value.overflows)
        value.integer = static_cast<qint64>(magnitude);
    else
        value.integer =
            fits && magnitude == largest + 1 ? std::numeric_limits<qint64>::min() : std::numeric_limits<qint64>::max();
}

int radixOf(char16_t letter)
{
    switch (letter | 0x20) {
    case u'x':
        return 16;
    case u'o':
        return 8;
    case u'b':
        return 2;
    default:
        return 10;
    }
}

bool scanRadix(TextCursor &cursor, int radix, PyValue &value)
{
    cursor.position += 2;
    cursor.skip(u'_');
    QByteArray digits;
    if (!scanDigits(cursor, radix, digits))
        return cursor.fail(QStringLiteral("a number without digits"));
    setInteger(value, digits, radix);
    return true;
}

bool scanExponent(TextCursor &cursor, QByteArray &digits)
{
    ++cursor.position;
    digits += 'e';
    if (cursor.peek() == u'+' || cursor.peek() == u'-') {
        digits += static_cast<char>(cursor.peek());
        ++cursor.position;
    }
    return scanDigits(cursor, 10, digits) || cursor.fail(QStringLiteral("an exponent without digits"));
}

bool scanFraction(TextCursor &cursor, QByteArray &digits, PyValue &value)
{
    if (cursor.skip(u'.')) {
        digits += '.';
        scanDigits(cursor, 10, digits);
    }
    if ((cursor.peek() | 0x20) == u'e' && !scanExponent(cursor, digits))
        return false;
    value.type = PyValue::Type::Float;
    value.number = digits.toDouble();
    return true;
}

bool hasLeadingZero(const QByteArray &digits)
{
    return digits.size() > 1 && digits.startsWith('0') && digits.count('0') != digits.size();
}

bool scanDecimal(TextCursor &cursor, PyValue &value)
{
    QByteArray digits;
    scanDigits(cursor, 10, digits);
    if (cursor.peek() == u'.' || (cursor.peek() | 0x20) == u'e')
        return scanFraction(cursor, digits, value);
    if (hasLeadingZero(digits))
        return cursor.fail(QStringLiteral("a number with leading zeros"));
    if (digits.size() > maxDecimalDigits)
        return cursor.fail(QStringLiteral("a number of %1 digits").arg(digits.size()));
    setInteger(value, digits, 10);
    return true;
}

} // namespace

bool isNameUnit(char16_t unit)
{
    const char16_t lower = unit | 0x20;
    return (lower >= u'a' && lower <= u'z') || (unit >= u'0' && unit <= u'9') || unit == u'_';
}

bool scanNumber(TextCursor &cursor, PyValue &value)
{
    const int radix = cursor.peek() == u'0' ? radixOf(cursor.peek(1)) : 10;
    return radix == 10 ? scanDecimal(cursor, value) : scanRadix(cursor, radix, value);
}

} // namespace npeek
