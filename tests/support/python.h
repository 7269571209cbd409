#pragma once

#include <QProcess>
#include <QStringList>

namespace npeek::test {

/// A Python that can import NumPy: $NPEEK_PYTHON or the system's; empty when there is none.
inline QString pythonWithNumpy()
{
    static const QString found = [] {
        const QStringList candidates{qEnvironmentVariable("NPEEK_PYTHON"), QStringLiteral("/usr/bin/python3"),
                                     QStringLiteral("python3")};
        for (const QString &candidate : candidates) {
            QProcess python;
            python.start(candidate, {QStringLiteral("-c"), QStringLiteral("import numpy")});
            const bool isFinished = !candidate.isEmpty() && python.waitForFinished();
            if (isFinished && python.exitStatus() == QProcess::NormalExit && python.exitCode() == 0)
                return candidate;
        }
        return QString();
    }();
    return found;
}

} // namespace npeek::test
