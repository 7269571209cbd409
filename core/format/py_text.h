#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace npeek {

/// True for UTF-8 in which lone surrogates are allowed, as pickles spell str ("surrogatepass").
bool isPickleUtf8(QByteArrayView bytes);
/// Text from such bytes; U+FFFD for what is wrong or cut.
QString fromPickleUtf8(QByteArrayView bytes);
/// The bytes of text, valid as above, whose characters are all below 256.
std::optional<QByteArray> latin1FromPickleUtf8(QByteArrayView bytes);

/// A line of protocol 0: Latin-1 with \uXXXX and \UXXXXXXXX. At most twice as long; nothing when an escape is bad.
std::optional<QByteArray> utf8FromRawUnicodeEscape(QByteArrayView line);
/// A Python 2 string literal with its quotes and escapes; nothing when it is none.
std::optional<QByteArray> bytesFromQuoted(QByteArrayView line);

/// The decimal digits of a little-endian two's complement number; hexadecimal, cut in the middle, above 2 KiB.
QString integerFromTwosComplement(QByteArrayView bytes);

} // namespace npeek
