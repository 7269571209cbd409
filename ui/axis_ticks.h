#pragma once

#include <QString>

#include <vector>

namespace npeek {

struct ValueTick {
    double value = 0;
    QString label;
    bool operator==(const ValueTick &) const = default;
};

/// At most count (at least 2) multiples of 1, 2 or 5 x 10^k inside [min, max], ascending, with labels that tell them
/// apart in as few characters as that takes. The ends themselves when they are too close for round numbers; nothing for
/// an empty range.
std::vector<ValueTick> valueTicks(double min, double max, int count);

/// A value with enough digits to tell it from its neighbours when resolution is what matters: 6 digits at least, 17 at
/// most.
QString shortNumber(double value, double resolution = 0);

/// The smallest 1, 2 or 5 x 10^k that is at least this; 1 at least.
qint64 roundStep(double atLeast);

/// Positions i in [first, end) of a sliced axis, step apart, whose indices start + i * stride are round numbers where
/// the slice hits any. step > 0, stride not 0.
std::vector<qint64> indexTicks(qint64 first, qint64 end, qint64 step, qint64 start, qint64 stride);

/// 12 345 678 with narrow spaces.
QString groupedNumber(qint64 value);

} // namespace npeek
