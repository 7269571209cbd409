#include "app/array_argument.h"
#include "app/command.h"
#include "app/console.h"
#include "app/sparse_commands.h"

#include "core/export/exporter.h"

#include <QFileInfo>
#include <QSaveFile>

#include <limits>

namespace npeek {

/// What is to be written where, checked as far as it can be without opening a file.
struct Conversion {
    QStringList inputs;
    QString output;
    Cut cut;
    ExportOptions options;
    bool isDense = false; ///< sparse arrays with all their zeros, of any size
};

/// A refusal and whom it is about.
struct Refusal {
    QString about;
    Error error;
};
using Outcome = std::optional<Refusal>;

static Error wrong(const QString &message)
{
    return {ErrorCode::InvalidInput, message};
}

static bool isText(ExportFormat format)
{
    return format == ExportFormat::Csv || format == ExportFormat::Tsv;
}

static Result<int> compressionLevel(const QCommandLineParser &arguments)
{
    const QString name = QStringLiteral("compress");
    if (!arguments.isSet(name))
        return 0;
    bool isNumber = false;
    const int level = arguments.value(name).toInt(&isNumber);
    if (isNumber && level >= 0 && level <= 9)
        return level;
    return wrong(QStringLiteral("--compress takes a level from 0 to 9, not '%1'").arg(arguments.value(name)));
}

static Result<ExportOptions> exportOptions(const QCommandLineParser &arguments, const QString &output)
{
    auto format = exportFormatForPath(output);
    if (!format)
        return format.error();
    auto level = compressionLevel(arguments);
    if (!level)
        return level.error();
    auto cell = CellFormat::parse(arguments.value(QStringLiteral("format")));
    if (!cell)
        return cell.error();
    auto colormap = Colormap::named(QStringLiteral("viridis"));
    if (!colormap)
        return colormap.error();
    if (arguments.isSet(QStringLiteral("compress")) && *format != ExportFormat::Npz)
        return wrong(QStringLiteral("--compress is for .npz only"));
    if (arguments.isSet(QStringLiteral("format")) && !isText(*format))
        return wrong(QStringLiteral("--format is for .csv and .tsv only"));
    ExportOptions options;
    options.format = *format;
    options.compressionLevel = *level;
    options.cell = *cell;
    options.colormap = *colormap;
    return options;
}

static Result<Conversion> parseConversion(const QCommandLineParser &arguments)
{
    const QString output = arguments.value(QStringLiteral("output"));
    if (output.isEmpty())
        return wrong(QStringLiteral("convert needs -o OUT"));
    auto cut = Cut::parse(arguments);
    if (!cut)
        return cut.error();
    auto options = exportOptions(arguments, output);
    if (!options)
        return options.error();
    const QStringList inputs = arguments.positionalArguments();
    if (inputs.size() > 1 && options->format != ExportFormat::Npz)
        return wrong(QStringLiteral("only an .npz takes several arrays, not '%1'").arg(output));
    return Conversion{inputs, output, *cut, *options, arguments.isSet(QStringLiteral("dense"))};
}

static Result<ArrayView> cutElements(const ArrayFile &file, const Member &member, const Cut &cut)
{
    auto array = elements(file, member);
    return array ? cut.of(*array) : array;
}

/// Checks the bytes that reading elements would not check, when all of them are wanted.
static Result<ArrayView> checkedElements(const ArrayFile &file, const Member &member, const Cut &cut,
                                         Progress &progress)
{
    auto view = cutElements(file, member, cut);
    if (view && cut.isWhole())
        if (auto whole = checkStoredCrc(file, member, progress); !whole)
            return whole.error();
    return view;
}

static Result<> copyBytes(const ArrayFile &file, const Member &member, const QString &output, Progress &progress)
{
    auto source = file.bytes(member);
    if (!source)
        return source.error();
    QSaveFile out(output);
    const auto ioError = [&] {
        return Error{ErrorCode::Io, QStringLiteral("cannot write %1: %2").arg(output, out.errorString())};
    };
    if (!out.open(QIODevice::WriteOnly))
        return ioError();
    const auto append = [&](Bytes bytes) -> Result<> {
        const auto size = static_cast<qint64>(bytes.size());
        return out.write(reinterpret_cast<const char *>(bytes.data()), size) == size ? Result<>() : ioError();
    };
    const std::optional<quint32> crc = member.entry ? std::optional(member.entry->crc32) : std::nullopt;
    if (auto copied = readThrough(**source, crc, progress, append); !copied)
        return copied;
    return out.commit() ? Result<>() : ioError();
}

static Outcome convertOne(const Conversion &conversion)
{
    const QString &input = conversion.inputs.front();
    auto argument = openArgument(input, conversion.cut.raw);
    if (!argument)
        return Refusal{input, argument.error()};
    if (argument->sparse) {
        auto done = convertSparse(*argument, conversion.cut, conversion.options, conversion.isDense, conversion.output);
        return done ? Outcome() : Refusal{sparseLabel(*argument), done.error()};
    }
    const ArrayFile &file = argument->file;
    const Member *member = argument->member;
    if (!member)
        return Refusal{input,
                       wrong(QStringLiteral("there are several arrays, name one of them as FILE::MEMBER: %1")
                                 .arg(memberNames(file)))};
    TerminalProgress progress;
    const bool isCopy = member->state == Member::State::Raw && conversion.options.format == ExportFormat::Raw;
    if (isCopy && conversion.cut.isWhole()) {
        auto copied = copyBytes(file, *member, conversion.output, progress);
        return copied ? Outcome() : Refusal{label(file, *member), copied.error()};
    }
    auto view = checkedElements(file, *member, conversion.cut, progress);
    if (!view)
        return Refusal{label(file, *member), view.error()};
    auto done = exportArray(*view, conversion.options, conversion.output, progress);
    return done ? Outcome() : Refusal{label(file, *member), done.error()};
}

/// The key of an array in a new .npz: its member's name, or the name of its .npy file.
static QString keyOf(const ArrayFile &file, const Member &member)
{
    return file.format() == FileFormat::Npz ? member.name : QFileInfo(file.path()).completeBaseName();
}

static Outcome addArray(std::vector<NamedArray> &arrays, const ArrayFile &file, const Member &member, const Cut &cut,
                        Progress &progress)
{
    auto view = checkedElements(file, member, cut, progress);
    if (!view)
        return Refusal{label(file, member), view.error()};
    const QString key = keyOf(file, member);
    for (const NamedArray &other : arrays)
        if (other.name == key)
            return Refusal{label(file, member), wrong(QStringLiteral("there are two arrays named '%1'").arg(key))};
    arrays.push_back({key, *view});
    return {};
}

static Outcome addInput(std::vector<NamedArray> &arrays, const QString &input, const Cut &cut, Progress &progress)
{
    auto argument = openArgument(input, cut.raw);
    if (!argument)
        return Refusal{input, argument.error()};
    const ArrayFile &file = argument->file;
    if (argument->isSparseNamed)
        return Refusal{input, wrong(QStringLiteral("a sparse array goes into an .npz on its own only"))};
    if (argument->member)
        return addArray(arrays, file, *argument->member, cut, progress);
    for (const Member &member : file.members()) {
        if (member.state == Member::State::Raw)
            complain(QStringLiteral("%1: left out, it is no array").arg(label(file, member)));
        else if (auto refusal = addArray(arrays, file, member, cut, progress))
            return refusal;
    }
    return {};
}

static Outcome convertAll(const Conversion &conversion)
{
    TerminalProgress progress;
    std::vector<NamedArray> arrays;
    for (const QString &input : conversion.inputs)
        if (auto refusal = addInput(arrays, input, conversion.cut, progress))
            return refusal;
    auto done = exportNpz(arrays, conversion.options.compressionLevel, conversion.output, progress);
    return done ? Outcome() : Refusal{conversion.output, done.error()};
}

static ExitStatus run(const QCommandLineParser &arguments)
{
    auto conversion = parseConversion(arguments);
    if (!conversion)
        return wrongUsage(conversion.error().message);
    const bool isSparse = conversion->inputs.size() == 1
        && splitMemberPath(conversion->inputs.front()).member == QLatin1String(sparseMemberName);
    const bool isMany = conversion->options.format == ExportFormat::Npz && !isSparse;
    const Outcome refusal = isMany ? convertAll(*conversion) : convertOne(*conversion);
    return refusal ? failed(refusal->about, refusal->error) : Done;
}

Command convertCommand()
{
    Command command;
    command.name = QStringLiteral("convert");
    command.usage =
        QStringLiteral("IN[::MEMBER]… -o OUT [--slice EXPR] [--field NAME] [--view-as DTYPE] [--raw LAYOUT]\n"
                       "            [--compress [LEVEL]] [--format SPEC]");
    command.summary = QStringLiteral("Writes arrays or parts of them to another file.");
    command.details = QStringLiteral(
        "The suffix of OUT decides: .npy .npz .csv .tsv .raw .png. An .npz takes several arrays, and all of an\n"
        ".npz that names no member. .raw is the elements' bytes in C order and in the file's byte order, or the\n"
        "bytes of a member that is no array. OUT is written completely or not at all.\n"
        "FILE::(sparse) is the sparse array that the members of an .npz are the parts of: .csv and .tsv get a line "
        "for\n"
        "every stored element, an .npz a coo array.");
    command.options = {
        outputOption(),
        sliceOption(),
        fieldOption(),
        viewAsOption(),
        rawOption(),
        {QStringLiteral("compress"), QStringLiteral("Deflate the members of an .npz: 1 to 9, or 6 without a LEVEL."),
         QStringLiteral("LEVEL")},
        {QStringLiteral("dense"), QStringLiteral("Write a sparse array with all its zeros, whatever the size.")},
        {QStringLiteral("format"), QStringLiteral("Spell numbers as Python's format() does: \".3f\" (.csv and .tsv)."),
         QStringLiteral("SPEC")}};
    command.maxFiles = std::numeric_limits<qsizetype>::max();
    command.run = run;
    return command;
}

} // namespace npeek
