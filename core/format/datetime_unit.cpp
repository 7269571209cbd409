#include "core/format/datetime_unit.h"

#include "core/format/dtype_parts.h"

#include <array>
#include <limits>

namespace npeek {

namespace {

constexpr qint64 maxMultiple = std::numeric_limits<int>::max(); // NumPy keeps it in an int

constexpr std::array<const char *, 14> unitNames{"generic", "Y",  "M",  "W",  "D",  "h",  "m",
                                                 "s",       "ms", "us", "ns", "ps", "fs", "as"};

struct Smaller {
    TimeUnit unit;
    qint64 count; ///< of them in the larger one, by NumPy's reckoning
};

/// The lower units that a divisor is tried on, in NumPy's order.
std::vector<Smaller> smallerUnits(TimeUnit unit)
{
    using enum TimeUnit;
    switch (unit) {
    case Generic:
    case Atto:
        return {};
    case Year:
        return {{Month, 12}, {Week, 52}, {Day, 365}};
    case Month:
        return {{Week, 4}, {Day, 30}, {Hour, 720}};
    case Week:
        return {{Day, 7}, {Hour, 168}, {Minute, 10080}};
    case Day:
        return {{Hour, 24}, {Minute, 1440}, {Second, 86400}};
    case Hour:
        return {{Minute, 60}, {Second, 3600}};
    case Minute:
        return {{Second, 60}, {Milli, 60000}};
    case Femto:
        return {{Atto, 1000}};
    default:
        break;
    }
    const auto next = [unit](int steps) { return static_cast<TimeUnit>(static_cast<int>(unit) + steps); };
    return {{next(1), 1000}, {next(2), 1000000}};
}

Error badUnit(QStringView text)
{
    return {ErrorCode::InvalidInput, QStringLiteral("%1 is no unit of time").arg(quoted(text))};
}

/// The digits at the start of text, or -1 when the number is too large; text is left behind them.
qint64 takeNumber(QStringView &text)
{
    qint64 number = 0;
    while (!text.isEmpty() && text.front() >= u'0' && text.front() <= u'9') {
        if (number >= 0)
            number = number * 10 + (text.front().unicode() - u'0');
        if (number > maxMultiple)
            number = -1;
        text = text.sliced(1);
    }
    return number;
}

std::optional<TimeUnit> unitFromName(QStringView name)
{
    if (name == u"\u03bcs")
        return TimeUnit::Micro;
    for (size_t i = 0; i < unitNames.size(); ++i) {
        if (name == QLatin1String(unitNames[i]))
            return static_cast<TimeUnit>(i);
    }
    return std::nullopt;
}

/// NumPy 1 and 2 up to date die of a divisor 0 (SIGFPE) and make negative multiples of negative ones.
Result<DateTimeUnit> divided(DateTimeUnit unit, qint64 divisor, QStringView text)
{
    if (divisor <= 0)
        return badUnit(text);
    if (divisor == 1)
        return unit;
    for (const Smaller &smaller : smallerUnits(unit.unit)) {
        if (smaller.count % divisor == 0) {
            unit = {smaller.unit, unit.multiple * (smaller.count / divisor)};
            return unit.multiple <= maxMultiple ? Result<DateTimeUnit>(unit) : badUnit(text);
        }
    }
    return Error{ErrorCode::InvalidInput, QStringLiteral("%1 cannot be told in whole units of time").arg(quoted(text))};
}

} // namespace

Result<DateTimeUnit> dateTimeUnitFromString(QStringView text)
{
    if (text.isEmpty())
        return DateTimeUnit{};
    if (text.size() < 3 || text.front() != u'[' || text.back() != u']')
        return badUnit(text);
    QStringView rest = text.sliced(1, text.size() - 2);
    const bool hasMultiple = rest.front().unicode() >= u'0' && rest.front().unicode() <= u'9';
    const qint64 multiple = hasMultiple ? takeNumber(rest) : 1;
    const qsizetype slash = rest.indexOf(u'/');
    const std::optional<TimeUnit> name = unitFromName(slash < 0 ? rest : rest.first(slash));
    if (!name || multiple < 0)
        return badUnit(text);
    const DateTimeUnit unit{*name, multiple};
    if (slash >= 0) {
        rest = rest.sliced(slash + 1);
        const qint64 divisor = rest.isEmpty() ? -1 : takeNumber(rest);
        return rest.isEmpty() ? divided(unit, divisor, text) : badUnit(text);
    }
    return unit.unit == TimeUnit::Generic ? DateTimeUnit{} : unit;
}

QString toString(const DateTimeUnit &unit)
{
    if (unit.unit == TimeUnit::Generic)
        return {};
    const QString multiple = unit.multiple == 1 ? QString() : QString::number(unit.multiple);
    return QStringLiteral("[%1%2]").arg(multiple, QLatin1String(unitNames[static_cast<size_t>(unit.unit)]));
}

} // namespace npeek
