#include "core/export/number_text.h"

#include "core/array/element.h"
#include "core/export/quad_text.h"

#include <QtEndian>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace npeek {

namespace {

char *writeWord(char *to, const char *word)
{
    const size_t length = std::strlen(word);
    std::memcpy(to, word, length);
    return to + length;
}

template <class T> char *writeNotFinite(char *to, T value)
{
    if (std::isnan(value))
        return writeWord(to, "nan");
    return writeWord(to, value < 0 ? "-inf" : "inf");
}

/// NumPy's border between positional and scientific notation; it compares in double also for smaller types.
template <class T> bool isPositional(T value)
{
    const T size = std::fabs(value);
    return size == 0 || (size >= T(1e-4L) && size < T(1e16L));
}

template <> bool isPositional(float value)
{
    return isPositional(double(value));
}

char *ensurePoint(char *first, char *last)
{
    if (std::memchr(first, '.', static_cast<size_t>(last - first)))
        return last;
    return writeWord(last, ".0");
}

/// "1.2345e+08", whose digits end left of the point, as "123450000.0".
char *layOutInteger(char *to, const char *first, const char *last)
{
    int exponent = 0;
    const char *e = std::find(first, last, 'e');
    std::from_chars(e + 2, last, exponent);
    if (*first == '-')
        *to++ = *first++;
    int digits = 0;
    for (; first != e; ++first) {
        if (*first == '.')
            continue;
        *to++ = *first;
        ++digits;
    }
    for (; digits <= exponent; ++digits)
        *to++ = '0';
    return writeWord(to, ".0");
}

template <class T> char *writeFinite(char *to, T value)
{
    char *const end = to + maxNumberLength;
    if (!isPositional(value))
        return std::to_chars(to, end, value, std::chars_format::scientific).ptr;
    return ensurePoint(to, std::to_chars(to, end, value, std::chars_format::fixed).ptr);
}

/// The value of a 1- or 2-byte encoding whose bits are given.
double valueOfBits(const DType &dtype, unsigned bits)
{
    unsigned char raw[2] = {static_cast<unsigned char>(bits), static_cast<unsigned char>(bits >> 8)};
    if (dtype.itemsize == 2 && dtype.byteorder == std::endian::big)
        std::swap(raw[0], raw[1]);
    return toDouble(dtype, raw);
}

unsigned bitsOf(const DType &dtype, const unsigned char *data)
{
    if (dtype.itemsize == 1)
        return data[0];
    return dtype.byteorder == std::endian::big ? unsigned(data[0] << 8 | data[1]) : unsigned(data[1] << 8 | data[0]);
}

struct Interval {
    double low, high;
    bool closed;
    bool contains(double x) const { return closed ? x >= low && x <= high : x > low && x < high; }
};

/// Everything that rounds to the positive finite element with these bits (the sign bit taken off).
Interval roundingInterval(const DType &dtype, unsigned bits)
{
    const double value = valueOfBits(dtype, bits);
    const double below = bits == 0 ? value / 2 : valueOfBits(dtype, bits - 1);
    const double next = valueOfBits(dtype, bits + 1);
    const double above = std::isfinite(next) && next > value ? next : value + (value - below);
    return {(value + below) / 2, (value + above) / 2, bits % 2 == 0 && dtype.encoding != Encoding::Float8E8m0fnu};
}

double rounded(double value, int precision)
{
    char text[maxNumberLength];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, precision).ptr;
    double decimal = value;
    std::from_chars(text, end, decimal);
    return decimal;
}

/// The decimal of fewest digits inside the interval, the closest to value of these.
double shortestInside(const Interval &interval, double value)
{
    const double nudged = std::nextafter(value, std::numeric_limits<double>::infinity()); // turns a tie upwards
    for (int precision = 0; precision < 9; ++precision) {
        for (const double candidate : {rounded(value, precision), rounded(nudged, precision)}) {
            if (interval.contains(candidate))
                return candidate;
        }
    }
    return value;
}

/// Formats with less than 24 bits, whose shortest decimals std::to_chars does not know: the decimal is searched as a
/// double, and its text as a double is that decimal.
char *writeSmallFloat(char *to, const DType &dtype, const unsigned char *data)
{
    const double value = toDouble(dtype, data);
    if (!std::isfinite(value))
        return writeNotFinite(to, value);
    if (value == 0)
        return writeNumber(to, value);
    const unsigned mask = dtype.itemsize == 2 ? 0x7fffu : dtype.encoding == Encoding::Float8E8m0fnu ? 0xffu : 0x7fu;
    const double size = std::fabs(value);
    const double decimal = shortestInside(roundingInterval(dtype, bitsOf(dtype, data) & mask), size);
    if (isPositional(size) == isPositional(decimal))
        return writeNumber(to, std::copysign(decimal, value));
    char *const end = to + maxNumberLength;
    return std::to_chars(to, end, std::copysign(decimal, value), std::chars_format::scientific).ptr;
}

char *writeBinary128(char *to, const DType &dtype, const unsigned char *data)
{
    const double value = toDouble(dtype, data);
    const bool isBig = dtype.byteorder == std::endian::big;
    const auto low = isBig ? qFromBigEndian<quint64>(data + 8) : qFromLittleEndian<quint64>(data);
    const auto high = isBig ? qFromBigEndian<quint64>(data) : qFromLittleEndian<quint64>(data + 8);
    const bool isFinite = (high >> 48 & 0x7fff) != 0x7fff;
    return isFinite ? writeQuad(to, high, low) : writeNotFinite(to, value);
}

char *writeFloat(char *to, const DType &dtype, const unsigned char *data)
{
    if (dtype.encoding == Encoding::Binary128 && dtype.itemsize == 16)
        return writeBinary128(to, dtype, data);
    if (dtype.itemsize <= 2)
        return writeSmallFloat(to, dtype, data);
    if (dtype.itemsize == 4)
        return writeNumber(to, static_cast<float>(toDouble(dtype, data)));
    if (dtype.itemsize == 8)
        return writeNumber(to, toDouble(dtype, data));
    return writeNumber(to, toLongDouble(dtype, data));
}

/// NumPy writes the parts of complex numbers without a final ".0".
char *withoutPointZero(char *first, char *last)
{
    return last - first > 2 && last[-1] == '0' && last[-2] == '.' ? last - 2 : last;
}

} // namespace

char *writeNumber(char *to, double value)
{
    return std::isfinite(value) ? writeFinite(to, value) : writeNotFinite(to, value);
}

char *writeNumber(char *to, float value)
{
    if (!std::isfinite(value))
        return writeNotFinite(to, value);
    constexpr float exactIntegers = 1 << 24; // above it std::to_chars writes more digits than are needed
    if (std::fabs(value) < exactIntegers || !isPositional(value))
        return writeFinite(to, value);
    char text[maxNumberLength];
    return layOutInteger(to, text, std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr);
}

char *writeNumber(char *to, long double value)
{
    return std::isfinite(value) ? writeFinite(to, value) : writeNotFinite(to, value);
}

void appendFloat(QByteArray &out, const DType &dtype, const unsigned char *data)
{
    char text[maxNumberLength];
    out.append(text, writeFloat(text, dtype, data) - text);
}

DType complexPartDType(const DType &dtype)
{
    DType part;
    part.kind = Kind::Float;
    part.byteorder = dtype.byteorder;
    part.itemsize = dtype.itemsize / 2;
    part.encoding = dtype.encoding;
    return part;
}

void appendComplex(QByteArray &out, const DType &dtype, const unsigned char *data)
{
    const DType part = complexPartDType(dtype);
    char real[maxNumberLength];
    char imaginary[maxNumberLength];
    char *const realEnd = withoutPointZero(real, writeFloat(real, part, data));
    char *const imaginaryEnd = withoutPointZero(imaginary, writeFloat(imaginary, part, data + part.itemsize));
    const bool hasReal = realEnd - real != 1 || real[0] != '0';
    if (hasReal) {
        out.append('(').append(real, realEnd - real);
        if (imaginary[0] != '-')
            out.append('+');
    }
    out.append(imaginary, imaginaryEnd - imaginary).append('j');
    if (hasReal)
        out.append(')');
}

} // namespace npeek
