#include "app/array_argument.h"
#include "app/command.h"
#include "app/console.h"
#include "app/json_text.h"
#include "app/text_table.h"

#include <limits>

namespace npeek {

/// What reading every byte of a member showed. Notes are about what can be read all the same.
struct Verdict {
    QString error;
    QStringList notes;
    bool isOk() const { return error.isEmpty(); }
};

static void noteHeader(Verdict &verdict, const Member &member, qint64 size)
{
    if (!member.header)
        return;
    for (const QString &oddity : member.header->oddities)
        verdict.notes += oddity;
    const qint64 trailing = size - member.header->dataOffset - member.nbytes;
    if (member.state == Member::State::Ok && trailing > 0)
        verdict.notes += QStringLiteral("%1 bytes follow the array").arg(trailing);
}

static Verdict verify(const ArrayFile &file, const Member &member, Progress &progress)
{
    if (member.state == Member::State::Refused)
        return {member.error.message, {}};
    Verdict verdict;
    auto source = file.bytes(member);
    if (!source)
        return {source.error().message, {}};
    noteHeader(verdict, member, (*source)->size());
    const std::optional<quint32> crc = member.entry ? std::optional(member.entry->crc32) : std::nullopt;
    if (auto read = readThrough(**source, crc, progress); !read)
        return {read.error().message, verdict.notes};
    if (member.state == Member::State::Ok)
        if (auto view = file.array(member); !view)
            return {view.error().message, verdict.notes};
    return verdict;
}

static QByteArray verdictText(const QString &about, const Verdict &verdict)
{
    QString line = verdict.isOk() ? QStringLiteral("ok") : QStringLiteral("damaged: ") + verdict.error;
    if (!verdict.notes.isEmpty())
        line += QStringLiteral(" (%1)").arg(verdict.notes.join(QLatin1String("; ")));
    return printable(about + QLatin1String(": ") + line).toUtf8() + '\n';
}

static QByteArray verdictJson(const ArrayFile &file, const Member &member, const Verdict &verdict)
{
    QByteArrayList notes;
    for (const QString &note : verdict.notes)
        notes += jsonString(note);
    JsonObject json;
    json.add("path", file.path()).add("member", member.name).add("ok", jsonBool(verdict.isOk()));
    json.add("error", verdict.isOk() ? QByteArray("null") : jsonString(verdict.error));
    json.add("notes", '[' + notes.join(", ") + ']');
    return json.text();
}

static ExitStatus verifyFile(const QString &path, bool asJson, QByteArrayList &answers)
{
    auto file = ArrayFile::open(path);
    if (!file)
        return failed(path, file.error());
    qsizetype damaged = 0;
    for (const Member &member : file->members()) {
        TerminalProgress progress;
        const Verdict verdict = verify(*file, member, progress);
        if (progress.isCanceled())
            return failed(path, {ErrorCode::Canceled, QStringLiteral("canceled")});
        damaged += !verdict.isOk();
        if (asJson)
            answers += verdictJson(*file, member, verdict);
        else
            print(verdictText(label(*file, member), verdict));
    }
    if (damaged == 0)
        return Done;
    return failed(
        path,
        {ErrorCode::Corrupt, QStringLiteral("%1 of %2 members are damaged").arg(damaged).arg(file->members().size())});
}

static ExitStatus run(const QCommandLineParser &arguments)
{
    const bool asJson = arguments.isSet(QStringLiteral("json"));
    ExitStatus status = Done;
    QByteArrayList answers;
    const QStringList paths = arguments.positionalArguments();
    for (const QString &path : paths)
        if (verifyFile(path, asJson, answers) != Done)
            status = Failed;
    if (asJson)
        print(jsonArray(answers) + '\n');
    return status;
}

Command verifyCommand()
{
    Command command;
    command.name = QStringLiteral("verify");
    command.usage = QStringLiteral("[--json] FILE…");
    command.summary = QStringLiteral("Reads every byte, checks CRCs and sizes, and reports one line a member.");
    command.details = QStringLiteral(
        "What is odd but can be read (bytes after an array, a header that NumPy would not write) is noted in\n"
        "parentheses and does no harm to the exit status.");
    command.options = {{QStringLiteral("json"), QStringLiteral("Answer in JSON: an array with an object a member.")}};
    command.maxFiles = std::numeric_limits<qsizetype>::max();
    command.run = run;
    return command;
}

} // namespace npeek
