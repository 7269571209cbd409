#include "app/element_table.h"

#include "app/text_table.h"

#include <algorithm>
#include <array>

namespace npeek {

/// What is printed of a view: which of its indices, and what they are called.
struct ShownAxis {
    std::vector<qint64> indices; ///< gap stands for what is left out
    QStringList names;
};

static constexpr qint64 gap = -1;
static constexpr qint64 maxCellLength = 120; ///< bytes

static ShownAxis shownAxis(qint64 length, qint64 limit, const AxisSlice &axis)
{
    ShownAxis shown;
    const auto append = [&](qint64 i) {
        shown.indices.push_back(i);
        shown.names += i == gap ? QStringLiteral("…") : QString::number(axis.indexOf(i));
    };
    const qint64 head = length > limit ? (limit + 1) / 2 : length;
    const qint64 tail = length > limit ? limit / 2 : 0;
    for (qint64 i = 0; i < head; ++i)
        append(i);
    if (length > limit)
        append(gap);
    for (qint64 i = length - tail; i < length; ++i)
        append(i);
    return shown;
}

static QString cellOf(const DType &dtype, const unsigned char *data, const CellFormat &format)
{
    return printable(cellText(dtype, data, format));
}

static Result<QStringList> elementCells(const ArrayView &view, std::span<const qint64> index, const CellFormat &format)
{
    QByteArray scratch;
    auto bytes = view.element(index, scratch);
    if (!bytes)
        return bytes.error();
    const DType &dtype = view.dtype();
    QStringList cells;
    if (dtype.kind != Kind::Struct || dtype.fields.empty() || view.ndim() > 1)
        cells += cellOf(dtype, bytes->data(), format);
    else
        for (const Field &field : dtype.fields)
            cells += cellOf(field.dtype, bytes->data() + field.offset, format);
    return cells;
}

static Result<QStringList> rowCells(const ArrayView &view, qint64 row, const ShownAxis &columns,
                                    const CellFormat &format)
{
    if (view.ndim() < 2)
        return elementCells(view, std::span(&row, static_cast<size_t>(view.ndim())), format);
    QStringList cells;
    for (const qint64 column : columns.indices) {
        const std::array<qint64, 2> index{row, column};
        auto cell = column == gap ? Result<QStringList>({QStringLiteral("…")}) : elementCells(view, index, format);
        if (!cell)
            return cell;
        cells += *cell;
    }
    return cells;
}

static QStringList columnNames(const ArrayView &view, const ShownAxis &columns)
{
    QStringList names;
    if (view.ndim() == 2)
        return columns.names;
    if (view.dtype().kind == Kind::Struct)
        for (const Field &field : view.dtype().fields)
            names += printable(field.name);
    return names;
}

static bool isRightAligned(const DType &dtype)
{
    return dtype.shape.empty() && (dtype.isNumeric() || dtype.kind == Kind::TimeDelta || dtype.kind == Kind::DateTime);
}

static QList<bool> leftColumns(const ArrayView &view, qsizetype columns)
{
    QList<bool> isLeft{false};
    const DType &dtype = view.dtype();
    if (dtype.kind == Kind::Struct && view.ndim() < 2)
        for (const Field &field : dtype.fields)
            isLeft += !isRightAligned(field.dtype);
    else
        isLeft += QList<bool>(columns, !isRightAligned(dtype));
    return isLeft;
}

Result<QByteArray> elementTable(const ArrayView &view, const std::vector<AxisSlice> &axes, const TableOptions &options)
{
    const bool hasRows = view.ndim() > 0;
    const ShownAxis rows = hasRows ? shownAxis(view.shape()[0], options.rows, axes[0]) : ShownAxis{{0}, {QString()}};
    const ShownAxis columns = view.ndim() == 2 ? shownAxis(view.shape()[1], options.columns, axes[1]) : ShownAxis();
    CellFormat format = options.format;
    if (hasRows)
        format.maxLength = maxCellLength;
    TextTable table;
    const QStringList names = columnNames(view, columns);
    table.isLeft = leftColumns(view, columns.names.size() + 1);
    if (!names.isEmpty())
        table.rows += QStringList{QString()} + names;
    for (size_t i = 0; i < rows.indices.size(); ++i) {
        QStringList line{rows.names[static_cast<qsizetype>(i)]};
        if (rows.indices[i] != gap) {
            auto cells = rowCells(view, rows.indices[i], columns, format);
            if (!cells)
                return cells.error();
            line += *cells;
        }
        table.rows += line;
    }
    if (!hasRows && names.isEmpty())
        return table.rows.front().value(1).toUtf8() + '\n';
    return table.toUtf8();
}

} // namespace npeek
