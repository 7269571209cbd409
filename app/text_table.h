#pragma once

#include <QList>
#include <QStringList>

namespace npeek {

/// Text that cannot move the cursor: control characters, line ends, bidi marks and lone surrogates become Python's
/// escapes.
QString printable(const QString &text);

/// Lines of cells in columns of one width each, two blanks apart.
struct TextTable {
    QList<QStringList> rows;
    QList<bool> isLeft; ///< per column: aligned left; columns that are not told are right
    QByteArray toUtf8() const;
};

} // namespace npeek
