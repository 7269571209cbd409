#include "app/array_argument.h"
#include "app/command.h"
#include "app/console.h"
#include "app/json_text.h"
#include "app/sparse_commands.h"
#include "app/text_table.h"
#include "core/base/shape_text.h"

#include <limits>

namespace npeek {

static QString stateName(Member::State state)
{
    switch (state) {
    case Member::State::Ok:
        return QStringLiteral("ok");
    case Member::State::Object:
        return QStringLiteral("object");
    case Member::State::Raw:
        return QStringLiteral("raw");
    case Member::State::Refused:
        break;
    }
    return QStringLiteral("refused");
}

static QString compressionName(const Member &member)
{
    if (member.isGzipped)
        return QStringLiteral("gzip");
    return member.isCompressed() ? QStringLiteral("deflated") : QStringLiteral("stored");
}

static QString formatName(const ArrayFile &file)
{
    if (file.isRaw())
        return QStringLiteral("raw");
    return file.format() == FileFormat::Npy ? QStringLiteral("npy") : QStringLiteral("npz");
}

static QString ratioText(const Member &member, qint64 size)
{
    return size > 0 ? QString::number(100.0 * double(member.storedBytes) / double(size), 'f', 1) + QLatin1Char('%')
                    : QStringLiteral("-");
}

static QStringList tableRow(const ArrayFile &file, const Member &member)
{
    const QString none = QStringLiteral("-");
    const bool isNpy = file.format() == FileFormat::Npy;
    const qint64 size = member.entry ? member.entry->uncompressedSize : member.nbytes;
    QString state = stateName(member.state);
    if (member.state == Member::State::Refused)
        state += QLatin1String(": ") + printable(member.error.message);
    return {isNpy && member.name.isEmpty() ? none : printable(member.name),
            member.header ? printable(member.header->dtype.name()) : none,
            member.header ? shapeText(member.header->shape) : none,
            QString::number(size),
            QString::number(member.storedBytes),
            ratioText(member, size),
            state};
}

static void printTable(const ArrayFile &file)
{
    const qsizetype count = static_cast<qsizetype>(file.members().size());
    print(QStringLiteral("%1: %2, %3 bytes, %4\n")
              .arg(printable(file.path()), formatName(file))
              .arg(file.fileSize())
              .arg(count == 1 ? QStringLiteral("1 member") : QStringLiteral("%1 members").arg(count))
              .toUtf8());
    TextTable table;
    table.isLeft = {true, true, true, false, false, false, true};
    table.rows += QStringLiteral("name dtype shape size compressed ratio state").split(QLatin1Char(' '));
    for (const Member &member : file.members())
        table.rows += tableRow(file, member);
    print(table.toUtf8());
    if (const auto sparse = recognizeSparse(file))
        print(QStringLiteral("the parts of %1: FILE::%2\n")
                  .arg(sparse->summary(), QLatin1String(sparseMemberName))
                  .toUtf8());
}

/// Of the first element: in the file, or in the member when that is compressed.
static Result<qint64> dataOffset(const ArrayFile &file, const Member &member)
{
    const qint64 inMember = member.header->dataOffset;
    if (member.isCompressed())
        return inMember;
    auto start = file.offset(member);
    return start ? Result<qint64>(*start + inMember) : start;
}

static void addHeader(JsonObject &json, const ArrayFile &file, const Member &member)
{
    const ArrayHeader &header = *member.header;
    json.add("dtype", header.dtype.name())
        .add("descr", header.dtype.descr())
        .add("shape", jsonShape(header.shape))
        .add("fortran_order", jsonBool(header.fortranOrder))
        .add("version", QStringLiteral("%1.%2").arg(header.version.major).arg(header.version.minor));
    if (auto offset = dataOffset(file, member))
        json.add("data_offset", *offset);
}

static QByteArray memberJson(const ArrayFile &file, const Member &member)
{
    JsonObject json;
    json.add("name", member.name).add("state", stateName(member.state));
    if (member.state == Member::State::Refused)
        json.add("error", member.error.message);
    if (member.header)
        addHeader(json, file, member);
    json.add("nbytes", member.nbytes)
        .add("mapped", jsonBool(member.isMapped))
        .add("compression", compressionName(member))
        .add("compressed_size", member.storedBytes);
    if (member.entry)
        json.add("crc32", qint64(member.entry->crc32));
    return json.text();
}

static QByteArray fileJson(const ArrayFile &file)
{
    QByteArrayList members;
    for (const Member &member : file.members())
        members += memberJson(file, member);
    JsonObject json;
    json.add("path", file.path()).add("format", formatName(file)).add("file_size", file.fileSize());
    if (!file.notes().isEmpty())
        json.add("notes", jsonStrings(file.notes()));
    if (const auto sparse = recognizeSparse(file))
        json.add("sparse", sparseJson(*sparse));
    return json.add("members", jsonArray(members)).text();
}

/// An .npy whose only array is refused is a refused file.
static Result<ArrayFile> openWhole(const QString &path, const std::optional<RawLayout> &raw)
{
    TerminalProgress progress;
    auto file = raw ? ArrayFile::openRaw(path, *raw) : ArrayFile::open(path, progress);
    if (file && file->format() == FileFormat::Npy && file->members().front().state == Member::State::Refused)
        return file->members().front().error;
    return file;
}

/// Notes go to standard error; a file that lost its end is listed, but is not whole.
static ExitStatus complainAbout(const ArrayFile &file)
{
    for (const QString &note : file.notes())
        complain(file.path() + QLatin1String(": ") + note);
    return file.isSalvaged() ? Failed : Done;
}

static ExitStatus run(const QCommandLineParser &arguments)
{
    const bool asJson = arguments.isSet(QStringLiteral("json"));
    auto raw = parseRaw(arguments);
    if (!raw)
        return wrongUsage(raw.error().message);
    const QStringList paths = arguments.positionalArguments();
    ExitStatus status = Done;
    QByteArrayList answers;
    for (const QString &path : paths) {
        auto file = openWhole(path, *raw);
        if (!file) {
            status = failed(path, file.error());
            continue;
        }
        if (asJson)
            answers += fileJson(*file);
        else
            printTable(*file);
        if (complainAbout(*file) != Done)
            status = Failed;
    }
    if (asJson && paths.size() > 1)
        print(jsonArray(answers) + '\n');
    else if (!answers.isEmpty())
        print(answers.front() + '\n');
    return status;
}

Command infoCommand()
{
    Command command;
    command.name = QStringLiteral("info");
    command.usage = QStringLiteral("[--json] [--raw LAYOUT] FILE…");
    command.summary = QStringLiteral("Lists the arrays of files: dtype, shape, sizes. Reads headers only.");
    command.details = QStringLiteral(
        "An archive that lost its end, as when a download broke off, is listed as far as it goes; the exit status is\n"
        "1 then. The arrays that were appended to an .npy are named [1], [2] and so on.");
    command.options = {{QStringLiteral("json"),
                        QStringLiteral("Answer in JSON: one object for one FILE, an array of them for several.")},
                       rawOption()};
    command.maxFiles = std::numeric_limits<qsizetype>::max();
    command.run = run;
    return command;
}

} // namespace npeek
