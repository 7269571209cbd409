#include "core/format/dtype_parts.h"

namespace npeek {

namespace {

Error badShape(const QString &what)
{
    return {ErrorCode::InvalidInput, QStringLiteral("a sub-array %1").arg(what)};
}

bool isUnsized(const DType &dtype)
{
    return dtype.itemsize == 0 && (dtype.kind != Kind::Struct || !dtype.shape.empty());
}

/// numpy.dtype(('S', 5)) is S5. What NumPy makes of an empty sub-array here is no type that anyone means.
Result<DType> withItemsize(DType element, const PyValue &size)
{
    const qint64 unit = element.kind == Kind::Str ? 4 : 1;
    const bool takesSize = element.shape.empty() && size.is(PyValue::Type::Int);
    if (!takesSize || size.overflows || size.integer < 0 || size.integer > maxItemsize / unit)
        return badShape(QStringLiteral("of %1, whose elements have no size").arg(element.name()));
    element.itemsize = size.integer * unit;
    return element;
}

Result<Shape> subarrayShape(const PyValue &value)
{
    const bool isSequence = value.is(PyValue::Type::Tuple) || (value.is(PyValue::Type::List) && !value.items.empty());
    if (!isSequence && !value.is(PyValue::Type::Int))
        return badShape(QStringLiteral("needs whole numbers as its shape"));
    const std::vector<PyValue> single = isSequence ? std::vector<PyValue>{} : std::vector<PyValue>{value};
    Shape shape;
    for (const PyValue &length : isSequence ? value.items : single) {
        if (!length.is(PyValue::Type::Int))
            return badShape(QStringLiteral("needs whole numbers as its shape"));
        if (length.overflows || length.integer < 0 || length.integer > maxItemsize)
            return badShape(QStringLiteral("has a length that is negative or above %1").arg(maxItemsize));
        shape.push_back(length.integer);
    }
    return shape;
}

Result<DType> subarray(DType element, const Shape &lengths)
{
    Shape shape = lengths;
    shape.insert(shape.end(), element.shape.begin(), element.shape.end());
    if (shape.size() > maxDimensions)
        return badShape(QStringLiteral("has %1 dimensions, but %2 is the most").arg(shape.size()).arg(maxDimensions));
    const std::optional<qint64> count = elementCount(lengths);
    const std::optional<qint64> size = count ? checkedMultiply(*count, element.itemsize) : std::nullopt;
    if (!size || *size > maxItemsize)
        return badShape(QStringLiteral("is larger than %1 bytes").arg(maxItemsize));
    if (*size == 0 && element.itemsize > 0)
        element.emptyItemsize = element.base().itemsize;
    element.itemsize = *size;
    element.shape = std::move(shape);
    return element;
}

} // namespace

QString quoted(QStringView text)
{
    constexpr qsizetype longest = 40;
    return pythonRepr(text.left(longest).toString()) + (text.size() > longest ? QStringLiteral("...") : QString());
}

Result<DType> dtypeWithShape(DType element, const PyValue &shape)
{
    if (isUnsized(element))
        return withItemsize(std::move(element), shape);
    const Result<Shape> lengths = subarrayShape(shape);
    if (!lengths)
        return lengths.error();
    const bool isPlainOne = shape.is(PyValue::Type::Int) && shape.integer == 1;
    if (isPlainOne || lengths->empty())
        return element;
    return subarray(std::move(element), *lengths);
}

Result<> StructBuilder::claim(const QString &name)
{
    if (m_names.contains(name))
        return Error{ErrorCode::InvalidInput, QStringLiteral("the field name %1 occurs twice").arg(quoted(name))};
    m_names.insert(name);
    return {};
}

Result<> StructBuilder::add(const QString &name, const QString &title, DType dtype)
{
    const qint64 offset = m_dtype.itemsize;
    m_dtype.itemsize += dtype.itemsize;
    if (m_dtype.itemsize > maxItemsize)
        return Error{ErrorCode::TooLarge, QStringLiteral("an element is larger than %1 bytes").arg(maxItemsize)};
    const bool isVoid = dtype.kind == Kind::Void || !dtype.shape.empty();
    if (isVoid && name.isEmpty() && title.isNull())
        return {};
    if (auto isNew = claim(name); !isNew)
        return isNew;
    if (!title.isNull()) {
        if (auto isNew = claim(title); !isNew)
            return isNew;
    }
    m_dtype.fields.push_back({name, title, offset, std::move(dtype)});
    return {};
}

} // namespace npeek
