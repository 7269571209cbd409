#include "core/analysis/moments.h"

#include <bit>
#include <cmath>

namespace npeek {

namespace {

int leadingZeros(UInt128 value)
{
    const auto high = static_cast<quint64>(value >> 64);
    return high != 0 ? std::countl_zero(high) : 64 + std::countl_zero(static_cast<quint64>(value));
}

} // namespace

double nearestQuotient(Int128 sum, qint64 count)
{
    if (sum == 0)
        return 0;
    const UInt128 magnitude = sum < 0 ? -static_cast<UInt128>(sum) : static_cast<UInt128>(sum);
    const int shift = leadingZeros(magnitude);
    const UInt128 dividend = magnitude << shift;
    const auto divisor = static_cast<UInt128>(count);
    // At least 65 bits, so the bit that stands for the remainder is far under the one that is rounded.
    const UInt128 quotient = dividend / divisor | static_cast<UInt128>(dividend % divisor != 0);
    const double result = std::ldexp(static_cast<double>(quotient), -shift);
    return sum < 0 ? -result : result;
}

void Moments::add(qint64 count, long double mean, long double correction, long double squares)
{
    const auto added = static_cast<long double>(count);
    const auto before = static_cast<long double>(m_count);
    if (m_count == 0 && std::isfinite(mean))
        m_origin = mean;
    const long double relative = (mean - m_origin) + correction;
    if (m_count > 0) {
        const long double delta = relative - relativeMean();
        m_squares += delta * delta * (before * added / (before + added));
    }
    m_squares += squares;
    m_sum += relative * added;
    m_count += count;
}

} // namespace npeek
