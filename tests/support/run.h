#pragma once

#include <QFileInfo>
#include <QProcess>
#include <QStringList>

namespace npeek::test {

/// What a finished program said. status is -1 when it crashed, did not start or did not end in time.
struct Run {
    int status = -1;
    QByteArray out;
    QByteArray err;
};

inline Run run(const QString &program, const QStringList &arguments, const QString &folder = QString())
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    constexpr int milliseconds = 240'000;
    const bool isFinished = process.waitForFinished(milliseconds);
    Run result;
    if (isFinished && process.exitStatus() == QProcess::NormalExit)
        result.status = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

/// The built npeek, from the environment that ctest sets.
inline QString npeekProgram()
{
    return qEnvironmentVariable("NPEEK_PROGRAM");
}

/// A file of the source tree.
inline QString sourceFile(const QString &name)
{
    return qEnvironmentVariable("NPEEK_SOURCE_DIR") + QLatin1Char('/') + name;
}

} // namespace npeek::test
