#include "app/command.h"
#include "app/console.h"
#include "app/json_text.h"
#include "app/text_table.h"
#include "core/format/file_check.h"

#include <limits>

namespace npeek {

static QByteArray line(const QString &about, const Findings &found)
{
    const QString separator = QStringLiteral("; ");
    QString text = found.isOk() ? QStringLiteral("ok") : QStringLiteral("wrong: ") + found.problems.join(separator);
    if (!found.notes.isEmpty())
        text += QStringLiteral(" (%1)").arg(found.notes.join(separator));
    return printable(about + QLatin1String(": ") + text).toUtf8() + '\n';
}

static QString memberLabel(const FileCheck &check, const MemberCheck &member)
{
    const bool isPlain = check.format == FileFormat::Npy && member.name.isEmpty();
    return isPlain ? check.path : check.path + QLatin1String("::") + member.name;
}

static void printText(const FileCheck &check)
{
    for (const MemberCheck &member : check.members)
        print(line(memberLabel(check, member), member.found));
    if (!check.found.isOk() || !check.found.notes.isEmpty() || check.members.empty())
        print(line(check.path + QStringLiteral(" as a whole"), check.found));
}

static void addFindings(JsonObject &json, const Findings &found)
{
    json.add("problems", jsonStrings(found.problems)).add("notes", jsonStrings(found.notes));
}

static QByteArray checkJson(const FileCheck &check)
{
    QByteArrayList members;
    for (const MemberCheck &member : check.members) {
        JsonObject json;
        json.add("name", member.name).add("ok", jsonBool(member.found.isOk()));
        addFindings(json, member.found);
        members += json.text();
    }
    JsonObject json;
    json.add("path", check.path).add("ok", jsonBool(check.isOk()));
    addFindings(json, check.found);
    return json.add("members", jsonArray(members)).text();
}

/// One sentence for standard error.
static QString summary(const FileCheck &check)
{
    qsizetype bad = 0;
    for (const MemberCheck &member : check.members)
        bad += !member.found.isOk();
    if (bad == 0)
        return check.found.problems.join(QLatin1String("; "));
    return QStringLiteral("something is wrong with %1 of %2 members").arg(bad).arg(check.members.size());
}

static ExitStatus verifyFile(const QString &path, bool asJson, QByteArrayList &answers)
{
    TerminalProgress progress;
    auto check = checkFile(path, progress);
    if (!check)
        return failed(path, check.error());
    if (asJson)
        answers += checkJson(*check);
    else
        printText(*check);
    return check->isOk() ? Done : failed(path, {ErrorCode::Corrupt, summary(*check)});
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
    if (asJson && paths.size() > 1)
        print(jsonArray(answers) + '\n');
    else if (!answers.isEmpty())
        print(answers.front() + '\n');
    return status;
}

Command verifyCommand()
{
    Command command;
    command.name = QStringLiteral("verify");
    command.usage = QStringLiteral("[--json] FILE…");
    command.summary =
        QStringLiteral("Reads every byte, compares CRCs, sizes and headers, and reports one line a member.");
    command.details = QStringLiteral(
        "Damage, bytes that belong to nothing, members that overlap, and names that are unsafe or not unique are "
        "wrong\n"
        "and set the exit status to 1. What is only unusual (data that are not aligned, a header that NumPy would not\n"
        "write, gaps between members) is noted in parentheses and does no harm to the exit status.");
    command.options = {{QStringLiteral("json"),
                        QStringLiteral("Answer in JSON: one object for one FILE, an array of them for several.")}};
    command.maxFiles = std::numeric_limits<qsizetype>::max();
    command.run = run;
    return command;
}

} // namespace npeek
