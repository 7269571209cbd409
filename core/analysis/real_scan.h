#pragma once

#include <QtGlobal>

namespace npeek {

/// What one look at a few thousand numbers says. NaN counts nowhere but in nan; min and max are inf and -inf when all
/// are NaN.
template <class Real> struct RealScan {
    Real min = 0, max = 0;
    Real sum = 0;
    qint64 nan = 0;
    qint64 zeros = 0;
};

/// Sums of the deviations from a mean and of their squares; the first corrects what rounding did to the mean.
template <class Real> struct Deviations {
    Real sum = 0;
    Real squares = 0;
};

RealScan<double> scanReals(const double *values, int count);
RealScan<long double> scanReals(const long double *values, int count);
/// hasNan: whether there is any to be left out.
Deviations<double> deviations(const double *values, int count, double mean, bool hasNan);
Deviations<long double> deviations(const long double *values, int count, long double mean, bool hasNan);

} // namespace npeek
