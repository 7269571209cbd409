#include "app/console.h"

#include "app/text_table.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace npeek {

static volatile std::sig_atomic_t interrupted = 0;

void print(const QByteArray &utf8)
{
    std::fwrite(utf8.constData(), 1, static_cast<size_t>(utf8.size()), stdout);
}

bool flushOutput()
{
    errno = 0;
    const bool isWritten = std::fflush(stdout) == 0 && !std::ferror(stdout);
    if (!isWritten && errno != EPIPE)
        complain(
            QStringLiteral("cannot write to standard output: %1").arg(QString::fromLocal8Bit(std::strerror(errno))));
    return isWritten;
}

void complainPlainly(const QString &message)
{
    const QByteArray line = printable(message).toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
}

void complain(const QString &message)
{
    complainPlainly(QStringLiteral("npeek: ") + message);
}

ExitStatus wrongUsage(const QString &message)
{
    complain(message);
    return WrongUsage;
}

ExitStatus failed(const QString &file, const Error &error)
{
    const bool isNamed = error.message.startsWith(file);
    complain(isNamed ? error.message : QStringLiteral("%1: %2").arg(file, error.message));
    return Failed;
}

extern "C" {
static void noteInterrupt(int signal)
{
    interrupted = 1;
    std::signal(signal, SIG_DFL);
}
}

void cancelOnInterrupt()
{
    std::signal(SIGINT, noteInterrupt);
    std::signal(SIGTERM, noteInterrupt);
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_DFL);
#endif
}

static bool isTerminal(FILE *file)
{
#ifdef Q_OS_WIN
    return _isatty(_fileno(file)) != 0;
#else
    return isatty(fileno(file)) != 0;
#endif
}

TerminalProgress::TerminalProgress()
    : m_isTerminal(isTerminal(stderr))
{
    m_timer.start();
}

TerminalProgress::~TerminalProgress()
{
    if (m_isShown)
        std::fputs("\r      \r", stderr);
}

bool TerminalProgress::isCanceled() const
{
    return interrupted != 0;
}

void TerminalProgress::report(qint64 done, qint64 total)
{
    if (!m_isTerminal || total <= 0 || m_timer.elapsed() < m_nextReport)
        return;
    m_nextReport = m_timer.elapsed() + 100;
    m_isShown = true;
    std::fprintf(stderr, "\r%3d %%", static_cast<int>(100.0 * static_cast<double>(done) / static_cast<double>(total)));
    std::fflush(stderr);
}

} // namespace npeek
