#pragma once

#include "core/format/dtype.h"

#include <QByteArray>

namespace npeek {

/// datetime64 as ISO 8601 down to its unit, for any count and multiple, years proleptic Gregorian; "NaT". Generic: the
/// count.
void appendDateTime(QByteArray &out, const DateTimeUnit &unit, qint64 count);
/// timedelta64 as NumPy's str(): "5 days", "3 generic time units", "NaT".
void appendTimeDelta(QByteArray &out, const DateTimeUnit &unit, qint64 count);
/// The number in front of the unit: count x multiple, "NaT".
void appendTimeCount(QByteArray &out, const DateTimeUnit &unit, qint64 count);

} // namespace npeek
