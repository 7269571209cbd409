#include "core/array/element.h"

#include "core/array/number_visit.h"

#include <algorithm>

namespace npeek {

using namespace loads;

namespace {

template <class R> R toReal(const NumberFormat &format, const unsigned char *data)
{
    return visitNumber(format, [data](auto load) { return decltype(load)::template as<R>(data); });
}

template <class R> R toInteger(const DType &dtype, const unsigned char *data)
{
    return visitNumber(NumberFormat(dtype), [data](auto load) {
        using Load = decltype(load);
        if constexpr (Load::isInteger)
            return Load::template as<R>(data);
        else
            return R(0);
    });
}

template <class Load> void loadReals(const unsigned char *data, qint64 stride, qint64 count, double *out)
{
    // A stride known to the compiler lets it vectorise.
    if (stride == Load::size) {
        for (qint64 i = 0; i < count; ++i)
            out[i] = Load::template as<double>(data + i * Load::size);
    } else {
        for (qint64 i = 0; i < count; ++i)
            out[i] = Load::template as<double>(data + i * stride);
    }
}

template <class Load, class Function>
void loadPairs(const unsigned char *data, qint64 stride, qint64 count, double *out, Function function)
{
    for (qint64 i = 0; i < count; ++i) {
        const unsigned char *pair = data + i * stride;
        out[i] = function(Load::template as<double>(pair), Load::template as<double>(pair + Load::size));
    }
}

template <class Load>
void loadParts(ComplexPart part, const unsigned char *data, qint64 stride, qint64 count, double *out)
{
    switch (part) {
    case ComplexPart::Absolute:
        return loadPairs<Load>(data, stride, count, out, [](double re, double im) { return std::hypot(re, im); });
    case ComplexPart::Phase:
        return loadPairs<Load>(data, stride, count, out, [](double re, double im) { return std::atan2(im, re); });
    case ComplexPart::Real:
        return loadPairs<Load>(data, stride, count, out, [](double re, double) { return re; });
    case ComplexPart::Imaginary:
        return loadPairs<Load>(data, stride, count, out, [](double, double im) { return im; });
    }
}

} // namespace

double toDouble(const DType &dtype, const unsigned char *data)
{
    const NumberFormat format(dtype);
    if (!format.isComplex())
        return toReal<double>(format, data);
    return std::abs(toComplex(dtype, data));
}

std::complex<double> toComplex(const DType &dtype, const unsigned char *data)
{
    const NumberFormat format(dtype);
    if (!format.isComplex())
        return toReal<double>(format, data);
    const NumberFormat part = format.part();
    return {toReal<double>(part, data), toReal<double>(part, data + part.itemsize)};
}

qint64 toInt64(const DType &dtype, const unsigned char *data)
{
    return toInteger<qint64>(dtype, data);
}

quint64 toUInt64(const DType &dtype, const unsigned char *data)
{
    return toInteger<quint64>(dtype, data);
}

long double toLongDouble(const DType &dtype, const unsigned char *data)
{
    const NumberFormat format(dtype);
    if (!format.isComplex())
        return toReal<long double>(format, data);
    const NumberFormat part = format.part();
    return std::hypot(toReal<long double>(part, data), toReal<long double>(part, data + part.itemsize));
}

bool isPlottable(const DType &dtype)
{
    const NumberFormat format(dtype);
    return visitNumber(format.isComplex() ? format.part() : format,
                       [](auto load) { return decltype(load)::isInteger || decltype(load)::isFloat; });
}

void loadDoubles(const DType &dtype, ComplexPart part, const unsigned char *data, qint64 stride, qint64 count,
                 double *out)
{
    const NumberFormat format(dtype);
    if (!format.isComplex())
        return visitNumber(format, [=](auto load) { loadReals<decltype(load)>(data, stride, count, out); });
    visitFloat(format.part(), [=](auto load) { loadParts<decltype(load)>(part, data, stride, count, out); });
}

} // namespace npeek
