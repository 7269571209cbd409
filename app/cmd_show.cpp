#include "app/array_argument.h"
#include "app/command.h"
#include "app/console.h"
#include "app/element_table.h"
#include "app/sparse_commands.h"
#include "app/text_table.h"
#include "core/analysis/statistics.h"
#include "core/base/shape_text.h"
#include "core/export/object_text.h"
#include "core/format/object_array.h"

#include <algorithm>
#include <limits>

namespace npeek {

static constexpr qint64 maxCells = 1'000'000;

struct ShowOptions {
    Cut cut;
    TableOptions table;
};

/// The axes of the array that are left in a view of it.
static std::vector<AxisSlice> keptAxes(std::vector<AxisSlice> axes)
{
    std::erase_if(axes, [](const AxisSlice &axis) { return axis.isIndex; });
    return axes;
}

static QString title(const ArrayFile &file, const Member &member, const ArrayView &array)
{
    return QStringLiteral("%1 %2 %3\n")
        .arg(printable(label(file, member)), printable(array.dtype().name()), shapeText(array.shape()));
}

/// Makes the view of an array that a slice asks for.
using ViewOf = std::function<Result<ArrayView>(const std::vector<AxisSlice> &)>;

static Result<> showView(const Shape &shape, const ViewOf &viewOf, const ShowOptions &options)
{
    auto axes = options.cut.slice.resolve(shape);
    if (!axes)
        return axes.error();
    auto sliced = viewOf(*axes);
    if (!sliced)
        return sliced.error();
    ArrayView view = *sliced;
    std::vector<AxisSlice> kept = keptAxes(*axes);
    QString expression =
        options.cut.slice.items.empty() ? QString() : QStringLiteral("[%1]").arg(options.cut.slice.toString());
    if (view.size() == 0) {
        print(QStringLiteral("no elements: the shape is %1\n").arg(shapeText(view.shape())).toUtf8());
        return {};
    }
    if (view.ndim() > 2) {
        const SliceSpec spec = defaultSlice(view.ndim());
        auto last = view.slice(spec);
        if (!last)
            return last.error();
        view = *last;
        kept.erase(kept.begin(), kept.end() - 2);
        expression += QStringLiteral("[%1]").arg(spec.toString());
    }
    if (!expression.isEmpty())
        print((expression + QLatin1Char(' ') + shapeText(view.shape()) + QLatin1Char('\n')).toUtf8());
    auto table = elementTable(view, kept, options.table);
    if (!table)
        return table.error();
    print(*table);
    return {};
}

static Result<> showText(const ArrayFile &file, const Member &member)
{
    constexpr qint64 most = 4096;
    auto source = file.bytes(member);
    if (!source)
        return source.error();
    QByteArray scratch;
    auto bytes = (*source)->read(0, std::min(most, (*source)->size()), scratch);
    if (!bytes)
        return bytes.error();
    const QByteArray start(reinterpret_cast<const char *>(bytes->data()), static_cast<qsizetype>(bytes->size()));
    print(
        QStringLiteral("%1: no array, %2 bytes\n").arg(printable(label(file, member))).arg((*source)->size()).toUtf8());
    if (start.contains('\0')) {
        for (qsizetype i = 0; i < std::min<qsizetype>(start.size(), 512); i += 16)
            print(QByteArray::number(i, 16).rightJustified(8, '0') + "  " + start.mid(i, 16).toHex(' ') + '\n');
    } else {
        for (const QByteArray &line : start.split('\n'))
            print(printable(QString::fromUtf8(line)).toUtf8() + '\n');
    }
    return {};
}

static Result<> showObjects(const ArrayFile &file, const Member &member, const TableOptions &options)
{
    auto source = file.bytes(member);
    if (!source)
        return source.error();
    Progress progress;
    const auto array = readObjectArray(*member.header, **source, progress);
    if (!array)
        return array.error();
    const qint64 count = static_cast<qint64>(array->elements.size());
    print(QStringLiteral("%1: Python objects %2, nothing of them was executed\n")
              .arg(printable(label(file, member)), shapeText(array->shape))
              .toUtf8());
    TextTable table;
    table.isLeft = {false, true};
    for (qint64 i = 0; i < std::min(count, options.rows); ++i)
        table.rows +=
            {shapeText(unravelIndex(i, array->shape)), printable(objectText(array->elements[static_cast<size_t>(i)]))};
    if (count > options.rows)
        table.rows += {QStringLiteral("…"), QStringLiteral("%1 more").arg(count - options.rows)};
    print(table.toUtf8());
    return {};
}

static Result<> showMember(const ArrayFile &file, const Member &member, const ShowOptions &options)
{
    if (member.state == Member::State::Raw)
        return showText(file, member);
    if (member.state == Member::State::Object)
        return showObjects(file, member, options.table);
    auto array = elements(file, member);
    auto field = array ? options.cut.picked(*array) : array;
    if (!field)
        return field.error();
    print(title(file, member, options.cut.hasField ? *array : *field).toUtf8());
    const ViewOf slice = [&](const std::vector<AxisSlice> &axes) -> Result<ArrayView> { return field->slice(axes); };
    return showView(field->shape(), slice, options);
}

/// Of an array that is too large for one view, its first rows and columns.
static Result<> showSparse(const ArrayArgument &argument, ShowOptions options)
{
    const auto array = openSparse(argument, options.cut);
    if (!array)
        return array.error();
    print(sparseTitle(argument, *array).toUtf8());
    const ViewOf dense = [&](const SparseSelection &selection) {
        return array->dense(selection, std::numeric_limits<qint64>::max());
    };
    if (options.cut.slice.items.empty() && !dense(array->whole())) {
        auto start =
            SliceSpec::parse(QStringLiteral("..., :%1, :%2").arg(options.table.rows).arg(options.table.columns));
        if (!start)
            return start.error();
        options.cut.slice = *start;
    }
    return showView(array->shape(), dense, options);
}

static Result<qint64> limitOf(const QCommandLineParser &arguments, const QString &name, qint64 usual)
{
    if (!arguments.isSet(name))
        return usual;
    bool isNumber = false;
    const qint64 limit = arguments.value(name).toLongLong(&isNumber);
    if (isNumber && limit >= 1 && limit <= maxCells)
        return limit;
    return Error{ErrorCode::InvalidInput,
                 QStringLiteral("--%1 takes a number from 1 to %2, not '%3'")
                     .arg(name)
                     .arg(maxCells)
                     .arg(arguments.value(name))};
}

static Result<ShowOptions> parseOptions(const QCommandLineParser &arguments)
{
    auto cut = Cut::parse(arguments);
    if (!cut)
        return cut.error();
    auto format = CellFormat::parse(arguments.value(QStringLiteral("format")));
    if (!format)
        return format.error();
    auto rows = limitOf(arguments, QStringLiteral("rows"), 20);
    if (!rows)
        return rows.error();
    auto columns = limitOf(arguments, QStringLiteral("columns"), 12);
    if (!columns)
        return columns.error();
    if (*rows > maxCells / *columns)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("%1 rows of %2 columns are too many to show; convert writes them to a file")
                         .arg(*rows)
                         .arg(*columns)};
    return ShowOptions{*cut, {*format, *rows, *columns}};
}

static ExitStatus run(const QCommandLineParser &arguments)
{
    auto options = parseOptions(arguments);
    if (!options)
        return wrongUsage(options.error().message);
    const QString text = arguments.positionalArguments().front();
    auto argument = openArgument(text, options->cut.raw);
    if (!argument)
        return failed(text, argument.error());
    if (argument->sparse) {
        auto shown = showSparse(*argument, *options);
        return shown ? Done : failed(sparseLabel(*argument), shown.error());
    }
    const ArrayFile &file = argument->file;
    const Member *member = argument->member ? argument->member : defaultMember(file);
    if (!member)
        return failed(text, {ErrorCode::NotFound, QStringLiteral("there are no members in this file")});
    if (!argument->member)
        print(QStringLiteral("%1 members, of which this is '%2'; the others: FILE::MEMBER\n")
                  .arg(file.members().size())
                  .arg(printable(member->name))
                  .toUtf8());
    auto shown = showMember(file, *member, *options);
    return shown ? Done : failed(label(file, *member), shown.error());
}

Command showCommand()
{
    Command command;
    command.name = QStringLiteral("show");
    command.usage = QStringLiteral("FILE[::MEMBER] [--slice EXPR] [--field NAME] [--view-as DTYPE] [--raw LAYOUT]\n"
                                   "            [--rows N] [--columns N] [--format SPEC]");
    command.summary = QStringLiteral("Prints a slice as aligned text with the array's indices.");
    command.details =
        QStringLiteral("Of more than two axes it shows the last two, the others at 0. Only what is shown is read.");
    command.options = {
        sliceOption(),
        fieldOption(),
        viewAsOption(),
        rawOption(),
        {QStringLiteral("rows"), QStringLiteral("Show at most N rows (20), from both ends."), QStringLiteral("N")},
        {QStringLiteral("columns"), QStringLiteral("Show at most N columns (12), from both ends."),
         QStringLiteral("N")},
        {QStringLiteral("format"), QStringLiteral("Spell numbers as Python's format() does: \".3f\", \"e\", \"x\"."),
         QStringLiteral("SPEC")}};
    command.run = run;
    return command;
}

} // namespace npeek
