#include "core/io/zip_check.h"

#include <QStringDecoder>

#include <algorithm>

namespace npeek {

namespace {

bool isControl(QChar letter)
{
    return letter.category() == QChar::Other_Control;
}

/// Marks that turn the direction of what follows, so that a name looks like another one.
bool isBidi(QChar letter)
{
    const ushort code = letter.unicode();
    return code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e)
        || (code >= 0x2066 && code <= 0x2069);
}

bool hasParentFolder(QString name)
{
    const QStringList parts = name.replace(QLatin1Char('\\'), QLatin1Char('/')).split(QLatin1Char('/'));
    return parts.contains(QLatin1String(".."));
}

bool hasDrive(const QString &name)
{
    return name.size() >= 2 && name[1] == QLatin1Char(':') && name[0].unicode() < 128 && name[0].isLetter();
}

bool isUtf8(const QByteArray &name)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString decoded = decoder(name);
    Q_UNUSED(decoded)
    return !decoder.hasError();
}

bool isAscii(const QByteArray &name)
{
    return std::ranges::all_of(name, [](char byte) { return static_cast<uchar>(byte) < 128; });
}

} // namespace

Findings checkZipName(const ZipRecord &record)
{
    Findings found;
    const QString &name = record.entry.name;
    const bool isFlagged = record.entry.flags & 0x800;
    const auto problem = [&found](bool is, const char *message) {
        if (is)
            found.problems += QString::fromLatin1(message);
    };
    problem(record.rawName.isEmpty(), "its name is empty");
    problem(record.rawName.contains('\0'), "its name goes on after a NUL");
    problem(name.startsWith(QLatin1Char('/')) || name.startsWith(QLatin1Char('\\')), "its name is an absolute path");
    problem(hasDrive(name), "its name starts with a drive letter");
    problem(hasParentFolder(name), "its name leads out of its folder (..)");
    problem(name.contains(QLatin1Char('\\')), "its name holds a backslash");
    problem(std::ranges::any_of(name, isControl), "its name holds control characters");
    problem(std::ranges::any_of(name, isBidi), "its name holds marks that turn the direction of writing");
    problem(isFlagged && !isUtf8(record.rawName), "its name is not the UTF-8 that it is said to be");
    if (!isFlagged && !isAscii(record.rawName))
        found.notes += QStringLiteral("its name is not ASCII and not flagged as UTF-8, so it is read as code page 437");
    return found;
}

} // namespace npeek
