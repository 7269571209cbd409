#include "core/sparse/element_sum.h"

#include "core/array/number_loads.h"

#include <qfloat16.h>

namespace npeek {

namespace {

template <class T, bool Swap> void storeBits(unsigned char *data, T value)
{
    auto bits = std::bit_cast<loads::UIntOf<sizeof(T)>>(value);
    if (Swap)
        bits = loads::byteswapped(bits);
    std::memcpy(data, &bits, sizeof bits);
}

template <class T, bool Swap> void addPlain(unsigned char *sum, const unsigned char *value)
{
    const T a = loads::loadBits<T, Swap>(sum);
    const T b = loads::loadBits<T, Swap>(value);
    storeBits<T, Swap>(sum, static_cast<T>(a + b));
}

template <bool Swap> void addHalf(unsigned char *sum, const unsigned char *value)
{
    const qfloat16 total(loads::Half<Swap>::template as<float>(sum) + loads::Half<Swap>::template as<float>(value));
    quint16 bits;
    std::memcpy(&bits, &total, sizeof bits);
    storeBits<quint16, Swap>(sum, bits);
}

void addBool(unsigned char *sum, const unsigned char *value)
{
    *sum = *sum != 0 || *value != 0;
}

void addLongDouble(unsigned char *sum, const unsigned char *value)
{
    constexpr size_t significant = 10; // the rest is padding
    long double a = 0, b = 0;
    std::memcpy(&a, sum, significant);
    std::memcpy(&b, value, significant);
    a += b;
    std::memcpy(sum, &a, significant);
}

template <AddElement Add, qint64 PartSize> void addPair(unsigned char *sum, const unsigned char *value)
{
    Add(sum, value);
    Add(sum + PartSize, value + PartSize);
}

template <bool Swap> AddElement addInteger(qint64 itemsize)
{
    switch (itemsize) {
    case 1:
        return addPlain<quint8, Swap>;
    case 2:
        return addPlain<quint16, Swap>;
    case 4:
        return addPlain<quint32, Swap>;
    case 8:
        return addPlain<quint64, Swap>;
    default:
        return nullptr;
    }
}

constexpr bool hasX87 = std::numeric_limits<long double>::digits == 64 && std::endian::native == std::endian::little;

template <bool Swap> AddElement addFloat(const DType &dtype)
{
    switch (dtype.itemsize) {
    case 2:
        return addHalf<Swap>;
    case 4:
        return addPlain<float, Swap>;
    case 8:
        return addPlain<double, Swap>;
    default:
        return hasX87 && !Swap && dtype.encoding == Encoding::X87 ? addLongDouble : nullptr;
    }
}

template <bool Swap> AddElement addComplex(const DType &dtype)
{
    const bool isX87 = hasX87 && !Swap && dtype.encoding == Encoding::X87;
    switch (dtype.itemsize) {
    case 8:
        return addPair<addPlain<float, Swap>, 4>;
    case 16:
        return addPair<addPlain<double, Swap>, 8>;
    case 24:
        return isX87 ? addPair<addLongDouble, 12> : nullptr;
    case 32:
        return isX87 ? addPair<addLongDouble, 16> : nullptr;
    default:
        return nullptr;
    }
}

template <bool Swap> AddElement addNumber(const DType &dtype)
{
    switch (dtype.kind) {
    case Kind::Int:
    case Kind::UInt:
        return addInteger<Swap>(dtype.itemsize);
    case Kind::Float:
        return addFloat<Swap>(dtype);
    case Kind::Complex:
        return addComplex<Swap>(dtype);
    default:
        return nullptr;
    }
}

} // namespace

AddElement addElementOf(const DType &dtype)
{
    if (!dtype.shape.empty() || (dtype.encoding != Encoding::Plain && dtype.encoding != Encoding::X87))
        return nullptr;
    if (dtype.kind == Kind::Bool)
        return addBool;
    return dtype.byteorder == std::endian::native ? addNumber<false>(dtype) : addNumber<true>(dtype);
}

bool canSum(const DType &dtype)
{
    return addElementOf(dtype) != nullptr;
}

} // namespace npeek
