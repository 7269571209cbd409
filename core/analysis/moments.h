#pragma once

#include <QtGlobal>

namespace npeek {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

/// sum / count as the nearest double; count is not 0.
double nearestQuotient(Int128 sum, qint64 count);

/// Mean and variance, joined from chunks (Chan, Golub, LeVeque 1979), so that an offset large against the spread does
/// no harm.
class Moments {
public:
    /// count > 0 elements with their mean, which is mean + correction, and the sum of their squared deviations from it.
    void add(qint64 count, long double mean, long double correction, long double squares);

    qint64 count() const { return m_count; }
    long double mean() const { return m_origin + relativeMean(); }
    long double squares() const { return m_squares; }

private:
    long double relativeMean() const { return m_sum / static_cast<long double>(m_count); }

    qint64 m_count = 0;
    long double m_origin = 0; ///< the first mean; all others are near it, so that their differences are exact
    long double m_sum = 0; ///< of what is over the origin
    long double m_squares = 0;
};

} // namespace npeek
