#include "core/format/dtype_parts.h"

namespace npeek {

namespace {

Error badField(const QString &what)
{
    return {ErrorCode::InvalidInput, QStringLiteral("a field of the dtype %1").arg(what)};
}

struct FieldName {
    QString name;
    QString title;
};

/// A name, or (title, name) where the title may be None.
Result<FieldName> fieldName(const PyValue &value)
{
    if (value.is(PyValue::Type::String))
        return FieldName{value.text, QString()};
    const bool isPair =
        value.is(PyValue::Type::Tuple) && value.items.size() == 2 && value.items[1].is(PyValue::Type::String);
    if (!isPair)
        return badField(QStringLiteral("has a name that is no text"));
    const PyValue &title = value.items[0];
    if (title.is(PyValue::Type::None))
        return FieldName{value.items[1].text, QString()};
    if (!title.is(PyValue::Type::String))
        return badField(QStringLiteral("has a title that is no text"));
    // An empty title is still a title: it must not be null.
    return FieldName{value.items[1].text, title.text.isEmpty() ? QStringLiteral("") : title.text};
}

PyValue letter(const QString &text, qsizetype index)
{
    PyValue value;
    value.type = PyValue::Type::String;
    value.text = text.mid(index, 1);
    return value;
}

/// The parts of a field. NumPy unpacks whatever has two or three items, even the text 'ab'.
std::vector<PyValue> fieldParts(const PyValue &field)
{
    std::vector<PyValue> parts;
    if (field.is(PyValue::Type::Tuple) || field.is(PyValue::Type::List))
        return field.items;
    if (field.is(PyValue::Type::String) && field.text.size() == 2)
        parts = {letter(field.text, 0), letter(field.text, 1)};
    return parts;
}

Result<> addField(StructBuilder &builder, const PyValue &field)
{
    const std::vector<PyValue> parts = fieldParts(field);
    if (parts.size() != 2 && parts.size() != 3)
        return badField(QStringLiteral("is not a name, a type and perhaps a shape"));
    const Result<FieldName> name = fieldName(parts[0]);
    if (!name)
        return name.error();
    Result<DType> dtype = dtypeFromDescr(parts[1]);
    if (dtype && parts.size() == 3)
        dtype = dtypeWithShape(*std::move(dtype), parts[2]);
    if (!dtype)
        return dtype.error();
    return builder.add(name->name, name->title, *std::move(dtype));
}

} // namespace

Result<DType> dtypeFromDescr(const PyValue &descr)
{
    if (descr.is(PyValue::Type::String))
        return dtypeFromString(descr.text);
    if (descr.is(PyValue::Type::Tuple)) {
        if (descr.items.size() < 2)
            return Error{ErrorCode::InvalidInput, QStringLiteral("a dtype tuple is not a type and a shape")};
        Result<DType> element = dtypeFromDescr(descr.items[0]);
        return element ? dtypeWithShape(*std::move(element), descr.items[1]) : element;
    }
    if (!descr.is(PyValue::Type::List))
        return Error{ErrorCode::InvalidInput, QStringLiteral("the dtype is neither a text nor a list of fields")};
    StructBuilder builder;
    for (const PyValue &field : descr.items) {
        if (auto added = addField(builder, field); !added)
            return added.error();
    }
    return builder.take();
}

} // namespace npeek
