#include "core/export/quad_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <compare>
#include <vector>

namespace npeek {

namespace {

/// A whole number of any size, at least 0, in words of 32 bits, the lowest first and none of them leading zeros.
class BigNumber {
public:
    explicit BigNumber(quint32 value) { push(value); }
    BigNumber(quint64 high, quint64 low)
    {
        m_words = {static_cast<quint32>(low), static_cast<quint32>(low >> 32), static_cast<quint32>(high),
                   static_cast<quint32>(high >> 32)};
        trim();
    }
    void multiply(quint32 factor);
    void multiplyByPowerOfTen(int power);
    void shiftLeft(int bits);
    void subtract(const BigNumber &other); ///< other is not larger
    BigNumber operator+(const BigNumber &other) const;
    std::strong_ordering operator<=>(const BigNumber &other) const;

private:
    void push(quint32 word)
    {
        if (word != 0)
            m_words.push_back(word);
    }
    void trim()
    {
        while (!m_words.empty() && m_words.back() == 0)
            m_words.pop_back();
    }
    quint64 word(size_t i) const { return i < m_words.size() ? m_words[i] : 0; }

    std::vector<quint32> m_words;
};

void BigNumber::multiply(quint32 factor)
{
    quint64 carry = 0;
    for (quint32 &word : m_words) {
        carry += quint64(word) * factor;
        word = static_cast<quint32>(carry);
        carry >>= 32;
    }
    push(static_cast<quint32>(carry));
}

void BigNumber::multiplyByPowerOfTen(int power)
{
    constexpr quint32 nineZeros = 1'000'000'000;
    for (; power >= 9; power -= 9)
        multiply(nineZeros);
    for (; power > 0; --power)
        multiply(10);
}

void BigNumber::shiftLeft(int bits)
{
    if (m_words.empty())
        return;
    multiply(1u << (bits % 32));
    m_words.insert(m_words.begin(), static_cast<size_t>(bits / 32), 0);
}

void BigNumber::subtract(const BigNumber &other)
{
    quint64 borrow = 0;
    for (size_t i = 0; i < m_words.size(); ++i) {
        const quint64 difference = quint64(m_words[i]) - other.word(i) - borrow;
        m_words[i] = static_cast<quint32>(difference);
        borrow = difference >> 63;
    }
    trim();
}

BigNumber BigNumber::operator+(const BigNumber &other) const
{
    BigNumber sum(0);
    quint64 carry = 0;
    for (size_t i = 0; i < std::max(m_words.size(), other.m_words.size()); ++i) {
        carry += word(i) + other.word(i);
        sum.m_words.push_back(static_cast<quint32>(carry));
        carry >>= 32;
    }
    sum.push(static_cast<quint32>(carry));
    return sum;
}

std::strong_ordering BigNumber::operator<=>(const BigNumber &other) const
{
    if (m_words.size() != other.m_words.size())
        return m_words.size() <=> other.m_words.size();
    for (size_t i = m_words.size(); i-- > 0;) {
        if (m_words[i] != other.m_words[i])
            return m_words[i] <=> other.m_words[i];
    }
    return std::strong_ordering::equal;
}

/// Steele and White's digit generation: the number is remainder / scale, and everything less than below and above away
/// from it reads back as it (their borders too when the significand is even).
class DigitGenerator {
public:
    DigitGenerator(quint64 high, quint64 low);
    Decimal generate();

private:
    void scaleToBelowOne(int estimate);
    int takeDigit();
    bool reachesOne() const { return isAtLeast(m_remainder + m_above, m_scale); }
    bool isAtLeast(const BigNumber &a, const BigNumber &b) const { return m_isEven ? a >= b : a > b; }

    BigNumber m_remainder;
    BigNumber m_scale{2};
    BigNumber m_below{1};
    BigNumber m_above{1};
    bool m_isEven;
    int m_exponent = 0; ///< decimal
};

DigitGenerator::DigitGenerator(quint64 high, quint64 low)
    : m_remainder(0)
    , m_isEven(low % 2 == 0)
{
    constexpr quint64 integerBit = quint64(1) << 48;
    const int biased = static_cast<int>(high >> 48) & 0x7fff;
    const quint64 fraction = high & (integerBit - 1);
    const int exponent = std::max(biased, 1) - 16383 - 112;
    m_remainder = BigNumber(biased != 0 ? fraction | integerBit : fraction, low);
    m_remainder.shiftLeft(1);
    const bool isPowerOfTwo = fraction == 0 && low == 0 && biased > 1; // the next number below is half as far away
    if (isPowerOfTwo) {
        m_remainder.shiftLeft(1);
        m_scale.shiftLeft(1);
        m_above.shiftLeft(1);
    }
    for (BigNumber *number : {&m_remainder, &m_below, &m_above})
        number->shiftLeft(std::max(exponent, 0));
    m_scale.shiftLeft(std::max(-exponent, 0));
    const double topBits =
        static_cast<double>(biased != 0 ? fraction | integerBit : fraction) * 0x1p64 + static_cast<double>(low);
    scaleToBelowOne(static_cast<int>(std::ceil(std::log10(topBits) + exponent * std::log10(2.0) - 1e-6)));
}

/// Makes the first digit the one right behind the point; the estimate may be one too low.
void DigitGenerator::scaleToBelowOne(int estimate)
{
    m_exponent = estimate;
    m_scale.multiplyByPowerOfTen(estimate);
    for (BigNumber *number : {&m_remainder, &m_below, &m_above})
        number->multiplyByPowerOfTen(-estimate);
    if (!reachesOne())
        return;
    m_scale.multiply(10);
    ++m_exponent;
}

int DigitGenerator::takeDigit()
{
    for (BigNumber *number : {&m_remainder, &m_below, &m_above})
        number->multiply(10);
    int digit = 0;
    while (m_remainder >= m_scale) {
        m_remainder.subtract(m_scale);
        ++digit;
    }
    return digit;
}

Decimal DigitGenerator::generate()
{
    Decimal decimal;
    decimal.exponent = m_exponent;
    for (;;) {
        int digit = takeDigit();
        const bool isLow = isAtLeast(m_below, m_remainder);
        const bool isHigh = reachesOne();
        if (isHigh && (!isLow || m_remainder + m_remainder >= m_scale))
            ++digit;
        decimal.digits[decimal.count++] = static_cast<char>('0' + digit);
        if (isLow || isHigh)
            return decimal;
    }
}

char *writeZeros(char *to, int count)
{
    return std::fill_n(to, std::max(count, 0), '0');
}

char *writePositional(char *to, const Decimal &decimal)
{
    const int inFront = std::clamp(decimal.exponent, 0, decimal.count);
    to = std::copy_n(decimal.digits, inFront, to);
    to = writeZeros(to, decimal.exponent <= 0 ? 1 : decimal.exponent - inFront);
    *to++ = '.';
    if (decimal.count == inFront)
        return writeZeros(to, 1);
    to = writeZeros(to, -decimal.exponent);
    return std::copy(decimal.digits + inFront, decimal.digits + decimal.count, to);
}

char *writeScientific(char *to, const Decimal &decimal)
{
    const int exponent = decimal.exponent - 1;
    *to++ = decimal.digits[0];
    if (decimal.count > 1) {
        *to++ = '.';
        to = std::copy(decimal.digits + 1, decimal.digits + decimal.count, to);
    }
    *to++ = 'e';
    *to++ = exponent < 0 ? '-' : '+';
    if (std::abs(exponent) < 10)
        *to++ = '0';
    return std::to_chars(to, to + 5, std::abs(exponent)).ptr;
}

} // namespace

Decimal shortestQuad(quint64 high, quint64 low)
{
    return DigitGenerator(high, low).generate();
}

char *writeQuad(char *to, quint64 high, quint64 low)
{
    if ((high >> 63) != 0)
        *to++ = '-';
    if ((high << 1) == 0 && low == 0)
        return std::copy_n("0.0", 3, to);
    const Decimal decimal = shortestQuad(high, low);
    const bool isPositional = decimal.exponent > -4 && decimal.exponent <= 16;
    return isPositional ? writePositional(to, decimal) : writeScientific(to, decimal);
}

} // namespace npeek
