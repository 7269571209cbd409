#include "core/format/builtin_pickle.h"

namespace npeek {

namespace {

using Type = PyObject::Type;

int at(const QByteArray &bytes, qsizetype index)
{
    return static_cast<unsigned char>(bytes[index]);
}

bool isIn(int value, int low, int high)
{
    return value >= low && value <= high;
}

/// Year, month and day in 4 bytes; the top bit of the month is the fold of a datetime.
bool readDate(const QByteArray &bytes, PyMoment &moment)
{
    moment.year = at(bytes, 0) * 256 + at(bytes, 1);
    moment.month = at(bytes, 2) & 0x7f;
    moment.day = at(bytes, 3);
    moment.fold = at(bytes, 2) > 0x7f;
    return isIn(moment.year, 1, 9999) && isIn(moment.month, 1, 12) && isIn(moment.day, 1, 31);
}

/// Hour, minute, second and microsecond in 6 bytes; the top bit of the hour is the fold of a time.
bool readTime(const QByteArray &bytes, qsizetype start, PyMoment &moment)
{
    moment.hour = at(bytes, start) & 0x7f;
    moment.minute = at(bytes, start + 1);
    moment.second = at(bytes, start + 2);
    moment.microsecond = (at(bytes, start + 3) * 256 + at(bytes, start + 4)) * 256 + at(bytes, start + 5);
    moment.fold = moment.fold || at(bytes, start) > 0x7f;
    return moment.hour < 24 && moment.minute < 60 && moment.second < 60 && moment.microsecond < 1000000;
}

std::optional<PyRef> addMoment(PyArena &arena, Type type, const PyMoment &moment, PyRef zone)
{
    arena.afford(sizeof(PyMomentPart));
    auto part = std::make_unique<PyMomentPart>();
    part->moment = moment;
    part->zone = zone;
    return arena.add(type, std::move(part));
}

std::optional<PyRef> makeTimeDelta(PyArena &arena, const PyRefs &args)
{
    const auto number = [&](size_t i) { return i < args.size() ? arena.integer(args[i]).value_or(-1) : 0; };
    const auto days = args.empty() ? std::nullopt : arena.integer(args[0]);
    const qint64 seconds = number(1);
    const qint64 microseconds = number(2);
    const bool isValid = days && args.size() <= 3 && qAbs(*days) <= 999999999 && seconds >= 0 && seconds < 86400
        && microseconds >= 0 && microseconds < 1000000;
    if (!isValid)
        return std::nullopt;
    PyMoment moment;
    moment.days = static_cast<int>(*days);
    moment.second = static_cast<int>(seconds);
    moment.microsecond = static_cast<int>(microseconds);
    return addMoment(arena, Type::TimeDelta, moment, PyArena::none);
}

bool readMoment(PyCallable callable, const QByteArray &bytes, PyMoment &moment)
{
    switch (callable) {
    case PyCallable::Date:
        return bytes.size() == 4 && readDate(bytes, moment);
    case PyCallable::Time:
        return bytes.size() == 6 && readTime(bytes, 0, moment);
    default:
        return bytes.size() == 10 && readDate(bytes, moment) && readTime(bytes, 4, moment);
    }
}

} // namespace

std::optional<PyRef> makeMoment(PyArena &arena, PyCallable callable, const PyRefs &args)
{
    if (callable == PyCallable::TimeDelta)
        return makeTimeDelta(arena, args);
    const bool isDate = callable == PyCallable::Date;
    if (args.empty() || args.size() > (isDate ? 1 : 2))
        return std::nullopt;
    PyMoment moment;
    const auto bytes = arena.shortText(args[0]) ? arena.bytes(args[0]) : std::nullopt;
    if (!bytes || !readMoment(callable, *bytes, moment))
        return std::nullopt;
    const Type type = isDate ? Type::Date : callable == PyCallable::Time ? Type::Time : Type::DateTime;
    return addMoment(arena, type, moment, args.size() > 1 ? args[1] : PyArena::none);
}

} // namespace npeek
