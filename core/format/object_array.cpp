#include "core/format/object_array.h"

#include "core/base/shape_text.h"

namespace npeek {

namespace {

bool hasObjects(const PyObject &object)
{
    return object.isStringDType() || object.dtype().hasObjects();
}

QString orderName(bool fortranOrder)
{
    return fortranOrder ? QStringLiteral("Fortran") : QStringLiteral("C");
}

ObjectArray singleObject(const PyObject &object)
{
    ObjectArray array;
    array.dtype.kind = Kind::Object;
    array.dtype.itemsize = 8;
    array.elements = {object};
    return array;
}

QStringList disagreements(const ArrayHeader &header, const ObjectArray &array)
{
    QStringList list;
    if (header.shape != array.shape)
        list += QStringLiteral("the header says shape %1, the pickle %2")
                    .arg(shapeText(header.shape), shapeText(array.shape));
    if (header.fortranOrder != array.fortranOrder && array.shape.size() > 1)
        list += QStringLiteral("the header says %1 order, the pickle %2 order")
                    .arg(orderName(header.fortranOrder), orderName(array.fortranOrder));
    if (header.dtype != array.dtype)
        list +=
            QStringLiteral("the header says dtype %1, the pickle %2").arg(header.dtype.descr(), array.dtype.descr());
    return list;
}

} // namespace

Result<ObjectArray> objectArrayFromObject(const PyObject &object)
{
    if (!object.is(PyObject::Type::Array) || !hasObjects(object))
        return Error{ErrorCode::InvalidInput, QStringLiteral("this object is no array of objects")};
    ObjectArray array;
    array.dtype = object.dtype();
    array.isStringDType = object.isStringDType();
    array.shape = object.shape();
    array.fortranOrder = object.fortranOrder();
    array.elements.reserve(static_cast<size_t>(object.itemCount()));
    for (qint64 i = 0; i < object.itemCount(); ++i)
        array.elements.push_back(object.item(i));
    return array;
}

Result<ArrayView> arrayFromObject(const PyObject &object)
{
    if (!object.is(PyObject::Type::Array) || hasObjects(object))
        return Error{ErrorCode::InvalidInput, QStringLiteral("this object is no array of plain elements")};
    return ArrayView::fromSource(object.dtype(), object.shape(), object.fortranOrder(), 0,
                                 std::make_shared<MemorySource>(object.bytes()));
}

Result<ObjectArray> readObjectArray(const ArrayHeader &header, const ByteSource &source, Progress &progress,
                                    const PickleLimits &limits)
{
    const Result<PyObject> object = readPickle(source, header.dataOffset, limits, progress);
    if (!object)
        return object.error();
    if (!object->is(PyObject::Type::Array) || !hasObjects(*object)) {
        ObjectArray array = singleObject(*object);
        array.oddities += QStringLiteral("the pickle holds no array of objects but one other value");
        return array;
    }
    Result<ObjectArray> array = objectArrayFromObject(*object);
    if (array)
        array->oddities = disagreements(header, *array);
    return array;
}

} // namespace npeek
