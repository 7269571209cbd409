#include "ui/cell_column.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr qint64 shownBytes = 4096; // of an element, at most
constexpr qint64 shownCharacters = 1000; // of a cell, at most; a text that fills shownBytes is longer than that

CellColumn columnOf(const DType &dtype)
{
    CellColumn column;
    column.dtype = leadingType(dtype, shownBytes);
    column.isCut = column.dtype.itemsize < dtype.itemsize;
    const bool isTime = dtype.kind == Kind::DateTime || dtype.kind == Kind::TimeDelta;
    column.alignRight = dtype.isNumeric() || (isTime && dtype.shape.empty());
    return column;
}

DType leadingFields(DType dtype, qint64 limit)
{
    std::vector<Field> fields;
    for (Field &field : dtype.fields) {
        if (field.offset >= limit)
            continue;
        field.dtype = leadingType(field.dtype, limit - field.offset);
        if (field.dtype.itemsize <= limit - field.offset)
            fields.push_back(std::move(field));
    }
    dtype.fields = std::move(fields);
    dtype.itemsize = limit;
    return dtype;
}

DType leadingElements(const DType &dtype, qint64 limit)
{
    DType element = dtype.base();
    const qint64 count = limit / element.itemsize;
    if (count == 0)
        return leadingType(element, limit);
    element.shape = {count};
    element.itemsize *= count;
    return element;
}

/// What is not a value like the others: False counts too, so that True stands out.
bool isSpecialText(const DType &dtype, const QString &text)
{
    if (!dtype.shape.empty())
        return false;
    switch (dtype.kind) {
    case Kind::Bool:
        return text == QLatin1String("False");
    case Kind::Float:
    case Kind::Complex:
        return text.contains(u'n', Qt::CaseInsensitive); // nan and inf, in either case
    case Kind::DateTime:
    case Kind::TimeDelta:
        return text == QLatin1String("NaT");
    case Kind::Object:
        return true;
    default:
        return false;
    }
}

QString typicalInteger(qint64 itemsize)
{
    const qsizetype digits = itemsize <= 1 ? 4 : itemsize == 2 ? 6 : itemsize == 4 ? 11 : 12;
    return QString(digits, u'0');
}

QString typicalFloat(qint64 itemsize)
{
    const qsizetype digits = itemsize <= 2 ? 8 : itemsize == 4 ? 11 : 12;
    return QString(digits, u'0');
}

QString typicalTime(const DType &dtype)
{
    if (dtype.kind == Kind::TimeDelta)
        return QStringLiteral("86400 seconds");
    switch (dtype.unit.unit) {
    case TimeUnit::Year:
        return QStringLiteral("2026");
    case TimeUnit::Month:
        return QStringLiteral("2026-01");
    case TimeUnit::Week:
    case TimeUnit::Day:
        return QStringLiteral("2026-01-01");
    case TimeUnit::Hour:
    case TimeUnit::Minute:
        return QStringLiteral("2026-01-01T00:00");
    case TimeUnit::Generic:
    case TimeUnit::Second:
        return QStringLiteral("2026-01-01T00:00:00");
    case TimeUnit::Milli:
        return QStringLiteral("2026-01-01T00:00:00.000");
    default:
        return QStringLiteral("2026-01-01T00:00:00.000000");
    }
}

} // namespace

DType leadingType(const DType &dtype, qint64 limit)
{
    if (dtype.itemsize <= limit)
        return dtype;
    if (!dtype.shape.empty())
        return leadingElements(dtype, limit);
    if (dtype.kind == Kind::Struct)
        return leadingFields(dtype, limit);
    DType start = dtype;
    if (dtype.kind == Kind::Str)
        start.itemsize = limit / 4 * 4;
    else if (dtype.kind == Kind::Bytes || dtype.kind == Kind::Void)
        start.itemsize = limit;
    return start;
}

GridCell CellColumn::cell(const unsigned char *data, const CellFormat &format) const
{
    CellFormat limited = format;
    limited.maxLength = shownCharacters;
    GridCell cell;
    cell.text = cellText(dtype, data, limited);
    cell.alignRight = alignRight;
    cell.isSpecial = isSpecialText(dtype, cell.text);
    const bool isText = (dtype.kind == Kind::Str || dtype.kind == Kind::Bytes) && dtype.shape.empty();
    if (isCut && !isText && !cell.text.endsWith(u'…'))
        cell.text += u'…';
    return cell;
}

QString CellColumn::typicalText() const
{
    if (!dtype.shape.empty())
        return QString(24, u'0');
    switch (dtype.kind) {
    case Kind::Bool:
        return QStringLiteral("False");
    case Kind::Int:
    case Kind::UInt:
        return typicalInteger(dtype.itemsize);
    case Kind::Float:
        return typicalFloat(dtype.itemsize);
    case Kind::Complex:
        return typicalFloat(dtype.itemsize / 2).repeated(2);
    case Kind::DateTime:
    case Kind::TimeDelta:
        return typicalTime(dtype);
    case Kind::Bytes:
        return QString(std::clamp<qint64>(dtype.itemsize, 4, 24), u'0');
    case Kind::Str:
        return QString(std::clamp<qint64>(dtype.itemsize / 4, 4, 24), u'0');
    case Kind::Void:
        return QString(std::clamp<qint64>(4 * dtype.itemsize + 3, 4, 24), u'0');
    case Kind::Object:
        return QStringLiteral("<object>");
    case Kind::Struct:
        break;
    }
    return QString(24, u'0');
}

std::vector<CellColumn> cellColumns(const ArrayView &view)
{
    const DType &dtype = view.dtype();
    const bool isSpread = dtype.kind == Kind::Struct && dtype.shape.empty() && !dtype.fields.empty() && view.ndim() == 2
        && view.shape()[1] == 1;
    if (!isSpread)
        return {columnOf(dtype)};
    std::vector<CellColumn> columns;
    for (const Field &field : dtype.fields) {
        columns.push_back(columnOf(field.dtype));
        columns.back().isField = true;
        columns.back().fieldName = field.name;
        columns.back().offset = field.offset;
    }
    return columns;
}

} // namespace npeek
