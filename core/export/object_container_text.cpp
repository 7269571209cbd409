#include "core/export/object_writer.h"
#include "core/format/python_literal.h"

#include <QStringList>

namespace npeek {

using Type = PyObject::Type;

void ObjectWriter::appendItems(const PyObject &object, const char *open, const char *close)
{
    append(QLatin1String(open));
    for (qint64 i = 0; i < object.itemCount() && !isFull(); ++i) {
        if (i > 0)
            append(QLatin1String(", "));
        append(object.item(i));
    }
    append(QLatin1String(close));
}

void ObjectWriter::appendPairs(const PyObject &object)
{
    append(QLatin1String("{"));
    for (qint64 i = 0; i < object.pairCount() && !isFull(); ++i) {
        if (i > 0)
            append(QLatin1String(", "));
        append(object.key(i));
        append(QLatin1String(": "));
        append(object.value(i));
    }
    append(QLatin1String("}"));
}

void ObjectWriter::appendSet(const PyObject &object)
{
    const bool isFrozen = object.is(Type::FrozenSet);
    if (object.itemCount() == 0)
        return append(QLatin1String(isFrozen ? "frozenset()" : "set()"));
    appendItems(object, isFrozen ? "frozenset({" : "{", isFrozen ? "})" : "}");
}

/// A list, or a deque with its greatest length.
void ObjectWriter::appendList(const PyObject &object)
{
    if (!object.callee())
        return appendItems(object, "[", "]");
    appendItems(object, "deque([", "]");
    const PyObject args = object.args();
    if (args.itemCount() == 2 && !args.item(1).is(Type::None)) {
        append(QLatin1String(", maxlen="));
        append(args.item(1));
    }
    append(QLatin1String(")"));
}

/// A dict, or OrderedDict, Counter or defaultdict with what it makes.
void ObjectWriter::appendDict(const PyObject &object)
{
    const QString name = object.className();
    append(name.mid(name.lastIndexOf(u'.') + 1));
    if (!name.isEmpty())
        append(QLatin1String("("));
    const bool hasFactory = name == QLatin1String("collections.defaultdict");
    if (const PyObject args = object.args(); hasFactory) {
        append(args.itemCount() > 0 ? args.item(0) : PyObject());
        append(QLatin1String(", "));
    }
    if (name.isEmpty() || object.pairCount() > 0 || hasFactory)
        appendPairs(object);
    if (!name.isEmpty())
        append(QLatin1String(")"));
}

void ObjectWriter::appendRange(const PyObject &object)
{
    const bool isPlain = object.item(2).toInt64() == 1;
    append(QLatin1String("range("));
    for (qint64 i = 0; i < (isPlain ? 2 : 3); ++i) {
        if (i > 0)
            append(QLatin1String(", "));
        append(object.item(i));
    }
    append(QLatin1String(")"));
}

void ObjectWriter::appendTimeDelta(const PyMoment &moment)
{
    QStringList parts;
    if (moment.days != 0)
        parts += QStringLiteral("days=%1").arg(moment.days);
    if (moment.second != 0)
        parts += QStringLiteral("seconds=%1").arg(moment.second);
    if (moment.microsecond != 0)
        parts += QStringLiteral("microseconds=%1").arg(moment.microsecond);
    if (parts.isEmpty())
        parts += QStringLiteral("0");
    append(QStringLiteral("datetime.timedelta(%1)").arg(parts.join(QLatin1String(", "))));
}

/// Dates as Python constructs them: trailing zero seconds are left out.
void ObjectWriter::appendMoment(const PyObject &object)
{
    const PyMoment moment = object.moment();
    if (object.is(Type::TimeDelta))
        return appendTimeDelta(moment);
    QStringList parts;
    if (!object.is(Type::Time))
        parts = QStringList{QString::number(moment.year), QString::number(moment.month), QString::number(moment.day)};
    if (!object.is(Type::Date))
        parts += {QString::number(moment.hour), QString::number(moment.minute)};
    if (moment.second != 0 || moment.microsecond != 0)
        parts += QString::number(moment.second);
    if (moment.microsecond != 0)
        parts += QString::number(moment.microsecond);
    if (moment.fold)
        parts += QStringLiteral("fold=1");
    const char *name = object.is(Type::Date) ? "date" : object.is(Type::Time) ? "time" : "datetime";
    append(QStringLiteral("datetime.%1(%2").arg(QLatin1String(name), parts.join(QLatin1String(", "))));
    if (const PyObject zone = object.zone(); !zone.is(Type::None)) {
        append(QLatin1String(", tzinfo="));
        append(zone);
    }
    append(QLatin1String(")"));
}

void ObjectWriter::appendClass(const PyObject &object)
{
    QString name = object.text(4 * room());
    for (const QLatin1String module : {QLatin1String("builtins."), QLatin1String("__builtin__.")}) {
        if (name.startsWith(module))
            name = name.mid(module.size());
    }
    const bool isValue = name == QLatin1String("Ellipsis") || name == QLatin1String("NotImplemented");
    append(isValue ? name : QStringLiteral("<class %1>").arg(pythonRepr(name)));
}

/// A call that was not made: <module.Class(args) state>.
void ObjectWriter::appendOpaque(const PyObject &object)
{
    append(QLatin1String("<"));
    if (const PyObject callee = *object.callee(); callee.is(Type::Class))
        append(callee.text(4 * room()));
    else
        append(callee);
    if (const PyObject args = object.args(); args.is(Type::Tuple) && args.itemCount() > 0)
        appendItems(args, "(", ")");
    const auto part = [this](const PyObject &value) {
        append(QLatin1String(" "));
        append(value);
    };
    if (const auto keywords = object.keywords(); keywords && !isFull())
        part(*keywords);
    if (object.itemCount() > 0 && !isFull())
        appendItems(object, " [", "]");
    if (object.pairCount() > 0 && !isFull()) {
        append(QLatin1String(" "));
        appendPairs(object);
    }
    if (const auto state = object.state(); state && !isFull())
        part(*state);
    append(QLatin1String(">"));
}

} // namespace npeek
