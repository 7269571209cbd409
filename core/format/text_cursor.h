#pragma once

#include <QString>

namespace npeek {

/// Where a parser of Python text stands, and the first thing that stopped it. The text holds no NUL.
struct TextCursor {
    QStringView text;
    qsizetype position = 0;
    QString error = {};

    bool atEnd() const { return position >= text.size(); }
    /// The UTF-16 unit ahead, 0 behind the end.
    char16_t peek(qsizetype ahead = 0) const
    {
        return position + ahead < text.size() ? text[position + ahead].unicode() : u'\0';
    }
    bool skip(char16_t unit)
    {
        const bool found = !atEnd() && peek() == unit;
        position += found ? 1 : 0;
        return found;
    }
    /// Remembers what is wrong and where, unless something was wrong before. Always false.
    bool fail(const QString &what)
    {
        if (error.isEmpty())
            error = QStringLiteral("%1 at character %2").arg(what).arg(position + 1);
        return false;
    }
};

} // namespace npeek
