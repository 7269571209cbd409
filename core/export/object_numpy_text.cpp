#include "core/base/shape_text.h"
#include "core/export/cell_text.h"
#include "core/export/object_writer.h"
#include "core/format/python_literal.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace npeek {

using Type = PyObject::Type;

namespace {

constexpr qint64 edgeItems = 3;

const unsigned char *bytesAt(const QByteArray &data, qint64 offset)
{
    return reinterpret_cast<const unsigned char *>(data.constData()) + offset;
}

QString elementText(const DType &dtype, const unsigned char *data, qint64 limit)
{
    CellFormat format;
    format.maxLength = std::max<qint64>(limit, 1) * 4;
    const QString text = cellText(dtype, data, format);
    if (dtype.kind == Kind::Complex && dtype.shape.empty() && text.startsWith(u'('))
        return text.sliced(1).chopped(1);
    return dtype.kind == Kind::Str && dtype.shape.empty() ? pythonRepr(text)
        : dtype.kind == Kind::Bytes                       ? u'b' + pythonRepr(text)
        : dtype.kind == Kind::DateTime                    ? u'\'' + text + u'\''
                                                          : text;
}

/// What NumPy writes before the parenthesis; without order and size for text.
QString scalarName(const DType &dtype)
{
    switch (dtype.kind) {
    case Kind::Str:
        return QStringLiteral("str_");
    case Kind::Bytes:
        return QStringLiteral("bytes_");
    case Kind::Void:
    case Kind::Struct:
        return QStringLiteral("void");
    case Kind::DateTime:
        return QStringLiteral("datetime64");
    case Kind::TimeDelta:
        return QStringLiteral("timedelta64");
    default:
        break;
    }
    DType native = dtype;
    native.byteorder = std::endian::little;
    return native.name();
}

/// The types that an array shows by its elements alone.
bool isImplied(const DType &dtype)
{
    const bool isLittle = dtype.byteorder == std::endian::little;
    const bool isWide = dtype.itemsize == 8 && dtype.encoding == Encoding::Plain;
    return dtype.kind == Kind::Bool || (isLittle && isWide && (dtype.kind == Kind::Int || dtype.kind == Kind::Float))
        || (isLittle && dtype.kind == Kind::Complex && dtype.itemsize == 16);
}

/// Steps along the axes of a shape with elements, counted in elements.
Shape stridesOf(const Shape &shape, bool isFortran)
{
    Shape strides(shape.size(), 1);
    qint64 step = 1;
    for (size_t i = 0; i < strides.size(); ++i) {
        const size_t axis = isFortran ? i : strides.size() - 1 - i;
        strides[axis] = step;
        step *= shape[axis];
    }
    return strides;
}

QString dtypeText(const PyObject &object)
{
    if (object.isStringDType())
        return QStringLiteral("StringDType()");
    const DType dtype = object.dtype();
    const bool isName = dtype.kind <= Kind::Complex && dtype.byteorder == std::endian::little;
    return dtype.kind == Kind::Object ? QStringLiteral("object") : isName ? dtype.name() : dtype.descr();
}

} // namespace

void ObjectWriter::appendScalar(const PyObject &object)
{
    const DType dtype = object.dtype();
    const QByteArray data = object.bytes();
    const QString text = elementText(dtype, bytesAt(data, 0), room());
    const QString unit = dtype.kind == Kind::TimeDelta ? dtype.name() : QString();
    if (dtype.kind == Kind::Bool)
        return append(QStringLiteral("np.%1_").arg(text));
    if (dtype.kind == Kind::TimeDelta) {
        const QString name = unit.mid(unit.indexOf(u'[') + 1).chopped(unit.contains(u'[') ? 1 : 0);
        const QString count = text.left(text.indexOf(u' '));
        return append(unit.contains(u'[') ? QStringLiteral("np.timedelta64(%1, '%2')").arg(count, name)
                                          : QStringLiteral("np.timedelta64(%1)").arg(count));
    }
    append(QStringLiteral("np.%1(%2)").arg(scalarName(dtype), text));
}

void ObjectWriter::appendElement(const PyObject &array, const DType &dtype, qint64 index)
{
    if (dtype.hasObjects())
        return append(array.item(index));
    const QByteArray data = array.bytes();
    append(elementText(dtype, bytesAt(data, index * dtype.itemsize), room()));
}

/// Elements of one axis and all behind it; strides count elements.
void ObjectWriter::appendAxis(const PyObject &array, const DType &dtype, const Shape &strides, size_t axis,
                              qint64 index)
{
    if (axis == m_shape.size())
        return appendElement(array, dtype, index);
    const qint64 length = m_shape[axis];
    append(QLatin1String("["));
    for (qint64 i = 0; i < length && !isFull(); ++i) {
        if (i > 0)
            append(QLatin1String(", "));
        if (m_isAbridged && i == edgeItems && length > 2 * edgeItems) {
            append(QLatin1String("..., "));
            i = length - edgeItems;
        }
        appendAxis(array, dtype, strides, axis + 1, index + i * strides[axis]);
    }
    append(QLatin1String("]"));
}

void ObjectWriter::appendArray(const PyObject &object)
{
    const Shape outer = std::exchange(m_shape, object.shape());
    const DType dtype = object.dtype();
    const qint64 count = elementCount(m_shape).value_or(0);
    const bool wasAbridged = std::exchange(m_isAbridged, count > m_format.arrayItems);
    const QString name = object.className();
    append(name.isEmpty() ? QStringLiteral("array(") : name.mid(name.lastIndexOf(u'.') + 1) + u'(');
    if (count > 0)
        appendAxis(object, dtype, stridesOf(m_shape, object.fortranOrder() && !dtype.hasObjects()), 0, 0);
    else
        append(QLatin1String("[]"));
    if (count == 0 && m_shape.size() > 1)
        append(QStringLiteral(", shape=%1").arg(shapeText(m_shape)));
    const bool isPlain = isImplied(dtype) && count > 0;
    append(isPlain ? QStringLiteral(")") : QStringLiteral(", dtype=%1)").arg(dtypeText(object)));
    m_shape = outer;
    m_isAbridged = wasAbridged;
}

/// <csr_matrix (3, 4), dtype float64, 5 stored elements>, by what its state tells.
void ObjectWriter::appendSparse(const PyObject &object)
{
    const QString name = object.className();
    append(QLatin1String("<") + name);
    if (object.state()) {
        const auto shape = object.state()->find(QStringLiteral("_shape"));
        const auto data = object.state()->find(QStringLiteral("data"));
        if (shape) {
            append(QLatin1String(" of shape "));
            append(*shape);
        }
        if (data && data->is(Type::Array)) {
            const qint64 stored = data->itemCount() > 0 ? data->itemCount() : elementCount(data->shape()).value_or(0);
            append(QStringLiteral(", dtype %1, %2 stored elements").arg(data->dtype().name()).arg(stored));
        }
    }
    append(QLatin1String(">"));
}

} // namespace npeek
