#include "ui/object_level.h"

#include "core/export/object_text.h"
#include "ui/display_text.h"

#include <QCoreApplication>

namespace npeek {
namespace {

constexpr qint64 maxText = 256 << 10; // characters that a text view takes without a hitch

QString typeName(const PyObject &object)
{
    if (!object.className().isEmpty())
        return object.className();
    switch (object.type()) {
    case PyObject::Type::Tuple:
        return QStringLiteral("tuple");
    case PyObject::Type::List:
        return QStringLiteral("list");
    case PyObject::Type::Set:
        return QStringLiteral("set");
    case PyObject::Type::FrozenSet:
        return QStringLiteral("frozenset");
    default:
        return QStringLiteral("dict");
    }
}

ObjectTablePtr tableOf(const PyObject &object)
{
    auto made = std::make_shared<ObjectTable>();
    ObjectTable &table = *made;
    table.typeName = typeName(object);
    table.array.dtype.kind = Kind::Object;
    table.array.dtype.itemsize = 8;
    if (object.is(PyObject::Type::Dict)) {
        table.index = ObjectTable::Index::Mapping;
        table.array.shape = {object.pairCount(), 2};
        for (qint64 i = 0; i < object.pairCount(); ++i) {
            table.array.elements.push_back(object.key(i));
            table.array.elements.push_back(object.value(i));
        }
        return made;
    }
    table.array.shape = {object.itemCount()};
    for (qint64 i = 0; i < object.itemCount(); ++i)
        table.array.elements.push_back(object.item(i));
    return made;
}

bool holdsObjects(const PyObject &array)
{
    return array.isStringDType() || array.dtype().hasObjects();
}

Result<ObjectLevel> openArray(const PyObject &object, const QString &label)
{
    if (holdsObjects(object)) {
        auto objects = objectArrayFromObject(object);
        if (!objects)
            return objects.error();
        return ObjectLevel{label, std::make_shared<ObjectTable>(ObjectTable{*std::move(objects)})};
    }
    const auto view = arrayFromObject(object);
    return view ? Result<ObjectLevel>(ObjectLevel{label, *view}) : view.error();
}

} // namespace

bool hasElements(const PyObject &object)
{
    switch (object.type()) {
    case PyObject::Type::Array:
        return true;
    case PyObject::Type::Tuple:
    case PyObject::Type::List:
    case PyObject::Type::Set:
    case PyObject::Type::FrozenSet:
        return object.itemCount() > 0;
    case PyObject::Type::Dict:
        return object.pairCount() > 0;
    default:
        return false;
    }
}

Result<ObjectLevel> openObject(const PyObject &object, const QString &label)
{
    if (object.is(PyObject::Type::Array))
        return openArray(object, label);
    return hasElements(object) ? ObjectLevel{label, tableOf(object)} : openText(object, label);
}

ObjectLevel openText(const PyObject &object, const QString &label)
{
    if (!object.is(PyObject::Type::Str))
        return {label, objectText(object, ObjectFormat{maxText, 100, 1000})};
    QString text = object.text(maxText);
    if (object.byteCount() > maxText)
        text += QCoreApplication::translate("npeek::DocumentView", "\n… the first %1 of %2")
                    .arg(bytesText(maxText), bytesText(object.byteCount()));
    return {label, text};
}

} // namespace npeek
