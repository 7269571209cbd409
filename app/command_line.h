#pragma once

#include <QStringList>

namespace npeek {

/// True when a first argument asks for a command (info, --help …), which needs no display, and not for a window.
bool isCommand(const QString &argument);

/// Runs a command; arguments start with its name. Returns the exit status: 0 done, 1 failed or refused, 2 wrong usage.
int runCommandLine(const QStringList &arguments);

} // namespace npeek
