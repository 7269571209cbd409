#pragma once

#include <QCommandLineOption>
#include <QCommandLineParser>

namespace npeek {

enum ExitStatus { Done = 0, Failed = 1, WrongUsage = 2 };

/// One command of the program: what --help says about it, what it takes, and what it does.
struct Command {
    QString name;
    QString usage; ///< what follows the name
    QString summary; ///< one line for the list of commands
    QString details; ///< more lines for --help; may be empty
    QList<QCommandLineOption> options;
    qsizetype maxFiles = 1; ///< positional arguments; at least one is needed
    ExitStatus (*run)(const QCommandLineParser &arguments) = nullptr;
};

Command infoCommand();
Command showCommand();
Command statsCommand();
Command convertCommand();
Command renderCommand();
Command verifyCommand();

QCommandLineOption sliceOption();
QCommandLineOption fieldOption();
QCommandLineOption viewAsOption();
QCommandLineOption rawOption();
QCommandLineOption outputOption();

} // namespace npeek
