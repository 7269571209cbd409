#include "app/command_line.h"

#include "app/command.h"
#include "app/console.h"

#include <limits>
#include <new>

namespace npeek {

static const QStringList commandNames{QStringLiteral("info"),    QStringLiteral("show"),   QStringLiteral("stats"),
                                      QStringLiteral("convert"), QStringLiteral("render"), QStringLiteral("verify")};

static const QStringList helpNames{QStringLiteral("--help"), QStringLiteral("-h"), QStringLiteral("help")};
static const QStringList versionNames{QStringLiteral("--version"), QStringLiteral("-v")};

static Command commandNamed(const QString &name)
{
    static constexpr Command (*makers[])() = {infoCommand,    showCommand,   statsCommand,
                                              convertCommand, renderCommand, verifyCommand};
    return makers[commandNames.indexOf(name)]();
}

QCommandLineOption sliceOption()
{
    return {QStringLiteral("slice"), QStringLiteral("Take a part, in NumPy's basic indexing: \"0, ::2, -1\"."),
            QStringLiteral("EXPR")};
}

QCommandLineOption fieldOption()
{
    return {QStringLiteral("field"), QStringLiteral("Take one field of a structured array, before --slice."),
            QStringLiteral("NAME")};
}

QCommandLineOption viewAsOption()
{
    return {QStringLiteral("view-as"),
            QStringLiteral("Read elements as another type of the same size: bfloat16, float8_e4m3fn, float8_e5m2, "
                           "int4, x87, binary128 …, or any NumPy dtype. Two raw bytes (V2) are bfloat16 anyway; V2 "
                           "undoes it."),
            QStringLiteral("DTYPE")};
}

QCommandLineOption rawOption()
{
    return {QStringLiteral("raw"),
            QStringLiteral("FILE has no header: DTYPE,SHAPE[,ORDER][,OFFSET], as in \"<f4,(100,200),C,16\" or "
                           "\"u2,-1x3\" (-1: as many as there are)."),
            QStringLiteral("LAYOUT")};
}

QCommandLineOption outputOption()
{
    return {
        {QStringLiteral("o"), QStringLiteral("output")}, QStringLiteral("The file to write."), QStringLiteral("OUT")};
}

static QCommandLineOption helpOption()
{
    return {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Say this.")};
}

static ExitStatus printOverview()
{
    QString text =
        QStringLiteral("Usage: npeek [FILE[::MEMBER]…]\n       npeek COMMAND …\n\n"
                       "Looks at NumPy array files (.npy, .npz). Without a command it opens windows:\n"
                       "  --screenshot OUT.png [--size WxH] [--view table|heatmap|both] [--theme light|dark]\n"
                       "            write the window as it shows to a picture and quit\n"
                       "  --exit-after-paint\n"
                       "            quit after the first frame that shows data\n\n"
                       "Commands, which need no display (npeek COMMAND --help says more):\n");
    for (const QString &name : commandNames)
        text += QStringLiteral("  %1  %2\n").arg(name, -8).arg(commandNamed(name).summary);
    text += QStringLiteral("\nExit status: 0 done, 1 failed or refused, 2 wrong usage.\n");
    print(text.toUtf8());
    return Done;
}

static ExitStatus printHelp(const Command &command, const QCommandLineParser &parser)
{
    QString text = parser.helpText();
    text.remove(0, text.indexOf(QLatin1String("\n\n")) + 2);
    QString about = QStringLiteral("Usage: npeek %1 %2\n\n%3\n").arg(command.name, command.usage, command.summary);
    if (!command.details.isEmpty())
        about += QLatin1Char('\n') + command.details + QLatin1Char('\n');
    print((about + QLatin1Char('\n') + text).toUtf8());
    return Done;
}

/// QCommandLineParser knows no optional values: gives a bare --compress its level.
static QStringList withCompressLevel(QStringList arguments)
{
    const QString option = QStringLiteral("--compress");
    const qsizetype end =
        arguments.contains(QStringLiteral("--")) ? arguments.indexOf(QStringLiteral("--")) : arguments.size();
    const qsizetype i = arguments.indexOf(option);
    if (i < 0 || i >= end)
        return arguments;
    const bool hasLevel = i + 1 < end && arguments[i + 1].size() == 1 && arguments[i + 1].front().isDigit();
    arguments[i] = option + QLatin1Char('=') + (hasLevel ? arguments.takeAt(i + 1) : QStringLiteral("6"));
    return arguments;
}

static QString usageProblem(const Command &command, const QCommandLineParser &parser)
{
    const qsizetype files = parser.positionalArguments().size();
    if (files == 0)
        return QStringLiteral("%1 needs a FILE.").arg(command.name);
    if (files > command.maxFiles)
        return QStringLiteral("%1 takes one FILE at a time, not %2.").arg(command.name).arg(files);
    return {};
}

static ExitStatus runCommand(const Command &command, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions(command.options);
    parser.addOption(helpOption());
    const bool isParsed = parser.parse(withCompressLevel(arguments));
    if (parser.isSet(helpOption()))
        return printHelp(command, parser);
    QString problem = isParsed ? usageProblem(command, parser) : parser.errorText();
    const ExitStatus status = problem.isEmpty() ? command.run(parser) : wrongUsage(problem);
    if (status == WrongUsage)
        complainPlainly(QStringLiteral("Try 'npeek %1 --help'.").arg(command.name));
    return status;
}

bool isCommand(const QString &argument)
{
    return commandNames.contains(argument) || helpNames.contains(argument) || versionNames.contains(argument);
}

static ExitStatus dispatch(const QStringList &arguments)
{
    const QString name = arguments.value(0);
    if (versionNames.contains(name)) {
        print("npeek " NPEEK_VERSION "\n");
        return Done;
    }
    if (helpNames.contains(name) && commandNames.contains(arguments.value(1)))
        return runCommand(commandNamed(arguments[1]), {arguments[1], QStringLiteral("--help")});
    if (helpNames.contains(name))
        return printOverview();
    return runCommand(commandNamed(name), arguments);
}

int runCommandLine(const QStringList &arguments)
{
    cancelOnInterrupt();
    ExitStatus status = Failed;
    try {
        status = dispatch(arguments);
    } catch (const std::bad_alloc &) {
        complain(QStringLiteral("there is not enough memory for this"));
    }
    return flushOutput() ? status : Failed;
}

} // namespace npeek
