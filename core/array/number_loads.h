#pragma once

#include "core/format/dtype.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

/// How each number format is decoded from unaligned bytes: one type per format, chosen once by visitNumber(), so that
/// loops over elements have nothing to decide. Every load has size (bytes), isInteger, isFloat and as<R>().
namespace npeek::loads {

__extension__ typedef unsigned __int128 UInt128;

template <class U> U byteswapped(U value)
{
    if constexpr (sizeof(U) == 2)
        return static_cast<U>(__builtin_bswap16(value));
    else if constexpr (sizeof(U) == 4)
        return static_cast<U>(__builtin_bswap32(value));
    else if constexpr (sizeof(U) == 8)
        return static_cast<U>(__builtin_bswap64(value));
    else
        return value;
}

template <size_t Size>
using UIntOf =
    std::conditional_t<Size == 1, quint8,
                       std::conditional_t<Size == 2, quint16, std::conditional_t<Size == 4, quint32, quint64>>>;

template <class T, bool Swap> T loadBits(const unsigned char *data)
{
    UIntOf<sizeof(T)> bits;
    std::memcpy(&bits, data, sizeof bits);
    return std::bit_cast<T>(Swap ? byteswapped(bits) : bits);
}

/// significand * 2^exponent, rounded once.
template <class R> R scaled(UInt128 significand, int exponent)
{
    if ((significand >> std::numeric_limits<long double>::digits) == 0)
        return static_cast<R>(std::ldexp(static_cast<long double>(significand), exponent));
    return std::ldexp(static_cast<R>(significand), exponent);
}

template <class R> R notFinite(bool isNegative, bool isNan)
{
    const R value = isNan ? std::numeric_limits<R>::quiet_NaN() : std::numeric_limits<R>::infinity();
    return isNegative ? -value : value;
}

template <class T, bool Swap> struct Plain {
    static constexpr qint64 size = sizeof(T);
    static constexpr bool isInteger = std::is_integral_v<T>;
    static constexpr bool isFloat = !isInteger;
    template <class R> static R as(const unsigned char *data) { return static_cast<R>(loadBits<T, Swap>(data)); }
};

struct Bool {
    static constexpr qint64 size = 1;
    static constexpr bool isInteger = true;
    static constexpr bool isFloat = false;
    template <class R> static R as(const unsigned char *data) { return static_cast<R>(*data != 0); }
};

/// A count of 64 bits whose smallest value is NaT.
template <bool Swap> struct Time : Plain<qint64, Swap> {
    template <class R> static R as(const unsigned char *data)
    {
        const qint64 count = loadBits<qint64, Swap>(data);
        if constexpr (std::is_floating_point_v<R>) {
            if (count == std::numeric_limits<qint64>::min())
                return std::numeric_limits<R>::quiet_NaN();
        }
        return static_cast<R>(count);
    }
};

template <bool Swap> struct Half {
    static constexpr qint64 size = 2;
    static constexpr bool isInteger = false;
    static constexpr bool isFloat = true;
    template <class R> static R as(const unsigned char *data)
    {
        const quint32 half = loadBits<quint16, Swap>(data);
        const quint32 magnitude = half & 0x7fffu;
        // The bias goes from 15 to 127, and all ones stay all ones. Both ways are computed, so that nothing branches.
        const quint32 rebias = magnitude >= 0x7c00u ? 0x70000000u : 0x38000000u;
        const float normal = std::bit_cast<float>((magnitude << 13) + rebias);
        const float subnormal = static_cast<float>(static_cast<qint32>(magnitude)) * 0x1p-24f;
        const float value = magnitude < 0x400u ? subnormal : normal;
        return static_cast<R>((half & 0x8000u) != 0 ? -value : value);
    }
};

template <bool Swap> struct BFloat16 {
    static constexpr qint64 size = 2;
    static constexpr bool isInteger = false;
    static constexpr bool isFloat = true;
    template <class R> static R as(const unsigned char *data)
    {
        return static_cast<R>(std::bit_cast<float>(static_cast<quint32>(loadBits<quint16, Swap>(data)) << 16));
    }
};

/// The value of a byte in one of the 8-bit formats of ml_dtypes.
constexpr float decodeFloat8(Encoding encoding, unsigned bits)
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    const auto powerOfTwo = [](int exponent) {
        float power = 1;
        for (int i = 0; i < (exponent < 0 ? -exponent : exponent); ++i)
            power *= exponent < 0 ? 0.5f : 2.0f;
        return power;
    };
    if (encoding == Encoding::Float8E8m0fnu)
        return bits == 0xff ? nan : powerOfTwo(static_cast<int>(bits) - 127);
    const bool hasTwoBits = encoding == Encoding::Float8E5m2 || encoding == Encoding::Float8E5m2fnuz;
    const bool hasNoMinusZero = encoding == Encoding::Float8E4m3fnuz || encoding == Encoding::Float8E5m2fnuz;
    const unsigned mantissaBits = hasTwoBits ? 2 : 3;
    const int bias = (hasTwoBits ? 15 : 7) + (hasNoMinusZero ? 1 : 0);
    const unsigned exponent = (bits & 0x7fu) >> mantissaBits;
    const unsigned mantissa = bits & ((1u << mantissaBits) - 1);
    if (hasNoMinusZero                           ? bits == 0x80
            : encoding == Encoding::Float8E4m3fn ? (bits & 0x7fu) == 0x7f
                                                 : exponent == 31 && mantissa != 0)
        return nan;
    const float sign = (bits & 0x80u) != 0 ? -1.0f : 1.0f;
    if (encoding == Encoding::Float8E5m2 && exponent == 31)
        return sign * std::numeric_limits<float>::infinity();
    const unsigned significand = exponent != 0 ? mantissa | (1u << mantissaBits) : mantissa;
    const int power = static_cast<int>(exponent != 0 ? exponent : 1) - bias - static_cast<int>(mantissaBits);
    return sign * static_cast<float>(significand) * powerOfTwo(power);
}

template <Encoding E> struct Float8 {
    static constexpr qint64 size = 1;
    static constexpr bool isInteger = false;
    static constexpr bool isFloat = true;
    static constexpr std::array<float, 256> values = [] {
        std::array<float, 256> decoded{};
        for (unsigned bits = 0; bits < 256; ++bits)
            decoded[bits] = decodeFloat8(E, bits);
        return decoded;
    }();
    template <class R> static R as(const unsigned char *data) { return static_cast<R>(values[*data]); }
};

/// The lower four bits of a byte.
template <bool IsSigned> struct Nibble {
    static constexpr qint64 size = 1;
    static constexpr bool isInteger = true;
    static constexpr bool isFloat = false;
    template <class R> static R as(const unsigned char *data)
    {
        const int low = *data & 0xf;
        return static_cast<R>(IsSigned && low > 7 ? low - 16 : low);
    }
};

/// 64 bits of significand with an explicit integer bit, 15 of exponent; the rest of Size bytes is garbage.
template <bool IsBig, qint64 Size> struct X87 {
    static constexpr qint64 size = Size;
    static constexpr bool isInteger = false;
    static constexpr bool isFloat = true;
    template <class R> static R as(const unsigned char *data)
    {
        constexpr bool swap = IsBig != (std::endian::native == std::endian::big);
        const auto significand = loadBits<quint64, swap>(IsBig ? data + Size - 8 : data);
        const auto head = loadBits<quint16, swap>(IsBig ? data + Size - 10 : data + 8);
        if constexpr (std::numeric_limits<long double>::digits == 64 && std::endian::native == std::endian::little) {
            // The processor knows this format; it reads numbers that lack their integer bit as NaN.
            long double value = 0;
            std::memcpy(&value, &significand, sizeof significand);
            std::memcpy(reinterpret_cast<unsigned char *>(&value) + sizeof significand, &head, sizeof head);
            return static_cast<R>(value);
        }
        const int exponent = head & 0x7fff;
        const bool isNegative = (head & 0x8000) != 0;
        if (exponent == 0x7fff)
            return notFinite<R>(isNegative, (significand << 1) != 0);
        const R value = scaled<R>(significand, (exponent != 0 ? exponent : 1) - 16383 - 63);
        return isNegative ? -value : value;
    }
};

/// IEEE 754 binary128.
template <bool IsBig> struct Binary128 {
    static constexpr qint64 size = 16;
    static constexpr bool isInteger = false;
    static constexpr bool isFloat = true;
    template <class R> static R as(const unsigned char *data)
    {
        constexpr bool swap = IsBig != (std::endian::native == std::endian::big);
        const auto low = loadBits<quint64, swap>(IsBig ? data + 8 : data);
        const auto high = loadBits<quint64, swap>(IsBig ? data : data + 8);
        const int exponent = static_cast<int>(high >> 48) & 0x7fff;
        const bool isNegative = (high >> 63) != 0;
        const UInt128 fraction = (static_cast<UInt128>(high & 0xffffffffffffu) << 64) | low;
        if (exponent == 0x7fff)
            return notFinite<R>(isNegative, fraction != 0);
        const UInt128 significand = exponent != 0 ? fraction | (static_cast<UInt128>(1) << 112) : fraction;
        const R value = scaled<R>(significand, (exponent != 0 ? exponent : 1) - 16383 - 112);
        return isNegative ? -value : value;
    }
};

/// What is left: no number.
struct None {
    static constexpr qint64 size = 1;
    static constexpr bool isInteger = false;
    static constexpr bool isFloat = false;
    template <class R> static R as(const unsigned char *)
    {
        return std::numeric_limits<R>::has_quiet_NaN ? std::numeric_limits<R>::quiet_NaN() : R(0);
    }
};

} // namespace npeek::loads
