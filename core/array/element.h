#pragma once

#include "core/format/dtype.h"
#include "core/io/byte_source.h"

#include <complex>

namespace npeek {

enum class ComplexPart { Absolute, Phase, Real, Imaginary };

/// One element of a numeric dtype as double: exact for up to 53 bits, else rounded; of a complex its absolute value.
/// DateTime and TimeDelta give their count, NaT gives NaN. NaN for kinds that are no numbers. data may be unaligned.
double toDouble(const DType &dtype, const unsigned char *data);
std::complex<double> toComplex(const DType &dtype, const unsigned char *data);
/// Int, UInt (under 2^63), Bool, DateTime, TimeDelta, exactly.
qint64 toInt64(const DType &dtype, const unsigned char *data);
quint64 toUInt64(const DType &dtype, const unsigned char *data);
/// A float of 80 or 128 bits, and every smaller one, with all the digits of the host's long double.
long double toLongDouble(const DType &dtype, const unsigned char *data);

/// True when toDouble() says something about an element: numeric, DateTime, TimeDelta.
bool isPlottable(const DType &dtype);

/// count elements, stride bytes apart, to doubles; of complex ones the part. The tight loop behind pictures and plots.
void loadDoubles(const DType &dtype, ComplexPart part, const unsigned char *data, qint64 stride, qint64 count,
                 double *out);

} // namespace npeek
