#include "core/format/header_dict.h"

#include "core/base/shape_text.h"
#include "core/format/dtype_parts.h"
#include "core/format/view_type.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr qsizetype numpyHeaderLimit = 10000; // characters, numpy.load's max_header_size
constexpr size_t numpyDimensionLimit = 32; // of NumPy 1

Error badHeader(const QString &what)
{
    return {ErrorCode::Corrupt, QStringLiteral("the header %1").arg(what)};
}

/// The literal as NumPy reads it, else by more lenient rules, which are then named in oddities.
Result<PyValue> parseText(const QString &text, const Version &version, QStringList &oddities)
{
    Result<PyValue> strict = parsePythonLiteral(text);
    if (strict)
        return strict;
    LiteralOptions options;
    options.dropLongSuffix = true;
    if (version.major < 3) {
        if (Result<PyValue> old = parsePythonLiteral(text, options)) {
            oddities += QStringLiteral("Numbers end in L, as Python 2 wrote them.");
            return old;
        }
    }
    options.lenient = true;
    Result<PyValue> lenient = parsePythonLiteral(text, options);
    if (!lenient)
        return badHeader(QStringLiteral("is not the Python dict that it should be: %1").arg(strict.error().message));
    oddities += QStringLiteral("NumPy cannot read the header: %1.").arg(strict.error().message);
    return lenient;
}

Result<> checkKeys(const PyValue &dict)
{
    static const QStringList keys{QStringLiteral("descr"), QStringLiteral("fortran_order"), QStringLiteral("shape")};
    if (!dict.is(PyValue::Type::Dict))
        return badHeader(QStringLiteral("is not a dict"));
    for (size_t i = 0; i < dict.items.size(); i += 2) {
        const PyValue &key = dict.items[i];
        if (!key.is(PyValue::Type::String))
            return badHeader(QStringLiteral("has a key that is no text"));
        if (!keys.contains(key.text))
            return badHeader(QStringLiteral("has an unknown key %1").arg(quoted(key.text)));
    }
    for (const QString &key : keys) {
        if (!dict.find(key))
            return badHeader(QStringLiteral("has no key '%1'").arg(key));
    }
    return {};
}

Result<Shape> lengths(const std::vector<PyValue> &items)
{
    if (items.size() > maxDimensions)
        return Error{
            ErrorCode::Unsupported,
            QStringLiteral("the shape has %1 dimensions, but %2 is the most").arg(items.size()).arg(maxDimensions)};
    Shape shape;
    for (const PyValue &item : items) {
        if (!item.is(PyValue::Type::Int))
            return badHeader(QStringLiteral("has a shape that is not made of whole numbers"));
        if (item.overflows)
            return Error{ErrorCode::TooLarge, QStringLiteral("the shape has a length that 63 bits cannot hold")};
        if (item.integer < 0)
            return badHeader(QStringLiteral("has a shape with the negative length %1").arg(item.integer));
        shape.push_back(item.integer);
    }
    return shape;
}

Result<Shape> readShape(const PyValue &value, QStringList &oddities)
{
    if (value.is(PyValue::Type::Int)) {
        oddities += QStringLiteral("The shape is a number and not a tuple: NumPy cannot read that.");
        return lengths({value});
    }
    if (value.is(PyValue::Type::List))
        oddities += QStringLiteral("The shape is a list and not a tuple: NumPy cannot read that.");
    else if (!value.is(PyValue::Type::Tuple))
        return badHeader(QStringLiteral("has a shape that is no tuple"));
    return lengths(value.items);
}

Result<DType> readDType(const PyValue &descr)
{
    Result<DType> dtype = dtypeFromDescr(descr);
    if (!dtype)
        return Error{dtype.error().code, QStringLiteral("the dtype cannot be read: %1").arg(dtype.error().message)};
    if (!dtype->shape.empty())
        return Error{
            ErrorCode::Unsupported,
            QStringLiteral("the dtype is a sub-array, %1, which only a field may be").arg(dtype->descr().left(80))};
    return dtype;
}

/// As in NumPy: also where a zero makes the array empty, the other lengths must make sense, for the sake of the
/// strides.
Result<> checkSize(const ArrayHeader &header)
{
    std::optional<qint64> bytes = std::max<qint64>(header.dtype.itemsize, 1);
    for (qint64 length : header.shape) {
        if (bytes && length > 0)
            bytes = checkedMultiply(*bytes, length);
    }
    if (bytes)
        return {};
    return Error{ErrorCode::TooLarge,
                 QStringLiteral("the shape %1 of %2-byte elements is more than 63 bits can count")
                     .arg(shapeText(header.shape))
                     .arg(header.dtype.itemsize)};
}

bool isForeign(const DType &dtype)
{
    const DType element = dtype.base();
    if (element.kind == Kind::Struct)
        return std::ranges::any_of(element.fields, [](const Field &field) { return isForeign(field.dtype); });
    const bool isLong32 = (element.kind == Kind::Float && element.itemsize == 12)
        || (element.kind == Kind::Complex && element.itemsize == 24);
    return isLong32 || element.encoding >= Encoding::BFloat16;
}

void noteOddities(const QString &text, ArrayHeader &header)
{
    if (isForeign(header.dtype))
        header.oddities += QStringLiteral("NumPy here does not know this dtype.");
    if (header.shape.size() > numpyDimensionLimit)
        header.oddities +=
            QStringLiteral("The array has %1 dimensions: NumPy 1 reads up to 32.").arg(header.shape.size());
    if (text.size() > numpyHeaderLimit)
        header.oddities +=
            QStringLiteral("The header has %1 characters: NumPy wants max_header_size for more than 10000.")
                .arg(text.size());
}

QString withoutPadding(const QString &text)
{
    const auto isPadding = [](QChar c) { return c.isSpace() || c.isNull(); };
    const auto end = std::find_if_not(text.crbegin(), text.crend(), isPadding).base();
    return text.left(end - text.cbegin()).trimmed();
}

} // namespace

Result<ArrayHeader> headerFromText(const QString &text, const Version &version)
{
    ArrayHeader header;
    header.version = version;
    const Result<PyValue> dict = parseText(text, version, header.oddities);
    if (!dict)
        return dict.error();
    if (auto keys = checkKeys(*dict); !keys)
        return keys.error();
    Result<DType> dtype = readDType(*dict->find(QStringLiteral("descr")));
    if (!dtype)
        return dtype.error();
    const PyValue &order = *dict->find(QStringLiteral("fortran_order"));
    if (!order.is(PyValue::Type::Bool))
        return badHeader(QStringLiteral("has a fortran_order that is neither True nor False"));
    Result<Shape> shape = readShape(*dict->find(QStringLiteral("shape")), header.oddities);
    if (!shape)
        return shape.error();
    header.dtype = *std::move(dtype);
    header.fortranOrder = order.boolean;
    header.shape = *std::move(shape);
    header.text = withoutPadding(text);
    noteOddities(text, header);
    header.dtype = defaultViewType(std::move(header.dtype));
    if (auto size = checkSize(header); !size)
        return size.error();
    return header;
}

} // namespace npeek
