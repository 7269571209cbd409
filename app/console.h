#pragma once

#include "app/command.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <QElapsedTimer>
#include <QString>

namespace npeek {

/// To standard output.
void print(const QByteArray &utf8);
/// False, with a word on standard error, when standard output could not be written. A closed pipe passes without a
/// word.
bool flushOutput();

/// One line on standard error: with "npeek: " in front, or plainly. Control characters are escaped.
void complain(const QString &message);
void complainPlainly(const QString &message);
ExitStatus wrongUsage(const QString &message);
/// Complains about a file (or FILE::MEMBER).
ExitStatus failed(const QString &file, const Error &error);

/// From now on the first interrupt cancels TerminalProgress, so that files are tidied up, and the second one kills.
void cancelOnInterrupt();

/// Shows percent on standard error once work lasts, when that is a terminal.
class TerminalProgress : public Progress {
public:
    TerminalProgress();
    ~TerminalProgress() override;
    bool isCanceled() const override;
    void report(qint64 done, qint64 total) override;

private:
    QElapsedTimer m_timer;
    qint64 m_nextReport = 1000; ///< milliseconds
    bool m_isTerminal = false;
    bool m_isShown = false;
};

} // namespace npeek
