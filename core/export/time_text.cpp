#include "core/export/time_text.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace npeek {

namespace {

__extension__ typedef __int128 Int128; // count x multiple, and attoseconds of a day, need more than 64 bits

constexpr qint64 notATime = std::numeric_limits<qint64>::min();

Int128 total(const DateTimeUnit &unit, qint64 count)
{
    return Int128(count) * unit.multiple;
}

Int128 floorDivide(Int128 a, Int128 b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

/// printf's "%0*d": width counts the sign.
void appendPadded(QByteArray &out, Int128 value, qsizetype width)
{
    char digits[48];
    char *first = std::end(digits);
    for (Int128 rest = value; rest != 0 || first == std::end(digits); rest /= 10)
        *--first = static_cast<char>('0' + static_cast<int>(rest % 10) * (value < 0 ? -1 : 1));
    const qsizetype length = std::end(digits) - first;
    if (value < 0)
        out.append('-');
    out.append(std::max<qsizetype>(0, width - length - (value < 0 ? 1 : 0)), '0').append(first, length);
}

struct Date {
    Int128 year;
    int month; ///< 1 to 12
    int day; ///< 1 to 31
};

/// Years are counted from March on, so that the leap day is the last of its year, century and 400 years.
Date dateOfDay(Int128 daysSince1970)
{
    constexpr int daysIn400Years = 146097, daysInCentury = 36524, daysIn4Years = 1461;
    constexpr int monthStarts[] = {0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337};
    const Int128 days = daysSince1970 + 719468; // since 0000-03-01
    const Int128 cycle = floorDivide(days, daysIn400Years);
    int rest = static_cast<int>(days - cycle * daysIn400Years);
    const int century = std::min(rest / daysInCentury, 3);
    rest -= century * daysInCentury;
    const int leap = rest / daysIn4Years;
    rest -= leap * daysIn4Years;
    const int year = std::min(rest / 365, 3);
    rest -= year * 365;
    const auto month = std::upper_bound(std::begin(monthStarts), std::end(monthStarts), rest) - 1;
    const int fromMarch = static_cast<int>(month - std::begin(monthStarts));
    const bool isNextYear = fromMarch >= 10;
    return {cycle * 400 + century * 100 + leap * 4 + year + (isNextYear ? 1 : 0), fromMarch + (isNextYear ? -9 : 3),
            rest - *month + 1};
}

void appendDate(QByteArray &out, Int128 days)
{
    const Date date = dateOfDay(days);
    appendPadded(out, date.year, 4);
    out.append('-');
    appendPadded(out, date.month, 2);
    out.append('-');
    appendPadded(out, date.day, 2);
}

void appendMonth(QByteArray &out, Int128 months)
{
    const Int128 years = floorDivide(months, 12);
    appendPadded(out, 1970 + years, 4);
    out.append('-');
    appendPadded(out, months - years * 12 + 1, 2);
}

/// Units in a day for Hour to Atto.
Int128 unitsPerDay(TimeUnit unit)
{
    if (unit == TimeUnit::Hour)
        return 24;
    if (unit == TimeUnit::Minute)
        return 24 * 60;
    Int128 units = 24 * 60 * 60;
    for (int u = static_cast<int>(TimeUnit::Second); u < static_cast<int>(unit); ++u)
        units *= 1000;
    return units;
}

void appendTimeOfDay(QByteArray &out, TimeUnit unit, Int128 units)
{
    const Int128 perHour = unitsPerDay(unit) / 24;
    out.append('T');
    appendPadded(out, units / perHour, 2);
    if (unit == TimeUnit::Hour)
        return;
    out.append(':');
    appendPadded(out, units % perHour / (perHour / 60), 2);
    if (unit == TimeUnit::Minute)
        return;
    const Int128 perSecond = perHour / 3600;
    out.append(':');
    appendPadded(out, units / perSecond % 60, 2);
    if (unit == TimeUnit::Second)
        return;
    out.append('.');
    appendPadded(out, units % perSecond, 3 * (static_cast<int>(unit) - static_cast<int>(TimeUnit::Second)));
}

const char *unitName(TimeUnit unit)
{
    static constexpr const char *names[] = {"generic time units",
                                            "years",
                                            "months",
                                            "weeks",
                                            "days",
                                            "hours",
                                            "minutes",
                                            "seconds",
                                            "milliseconds",
                                            "microseconds",
                                            "nanoseconds",
                                            "picoseconds",
                                            "femtoseconds",
                                            "attoseconds"};
    return names[static_cast<int>(unit)];
}

void appendDayAndTime(QByteArray &out, const DateTimeUnit &unit, Int128 units)
{
    const Int128 perDay = unitsPerDay(unit.unit);
    const Int128 days = floorDivide(units, perDay);
    appendDate(out, days);
    appendTimeOfDay(out, unit.unit, units - days * perDay);
}

} // namespace

void appendDateTime(QByteArray &out, const DateTimeUnit &unit, qint64 count)
{
    if (count == notATime) {
        out.append("NaT");
        return;
    }
    const Int128 units = total(unit, count);
    Int128 days = units;
    switch (unit.unit) {
    case TimeUnit::Generic:
        return appendPadded(out, units, 0);
    case TimeUnit::Year:
        return appendPadded(out, 1970 + units, 4);
    case TimeUnit::Month:
        return appendMonth(out, units);
    case TimeUnit::Week:
        if (__builtin_mul_overflow(units, 7, &days)) // only for multiples far beyond NumPy's
            return appendTimeDelta(out, unit, count);
        return appendDate(out, days);
    case TimeUnit::Day:
        return appendDate(out, days);
    default:
        return appendDayAndTime(out, unit, units);
    }
}

void appendTimeDelta(QByteArray &out, const DateTimeUnit &unit, qint64 count)
{
    appendTimeCount(out, unit, count);
    if (count != notATime)
        out.append(' ').append(unitName(unit.unit));
}

void appendTimeCount(QByteArray &out, const DateTimeUnit &unit, qint64 count)
{
    if (count == notATime)
        out.append("NaT");
    else
        appendPadded(out, total(unit, count), 0);
}

} // namespace npeek
