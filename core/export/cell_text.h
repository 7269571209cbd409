#pragma once

#include "core/format/dtype.h"
#include "core/io/byte_source.h"

namespace npeek {

/// How values are spelled. Default: the shortest text that reads back to the same value, in NumPy's spelling (str() of
/// the scalar): True, 1.5, 1e-05, nan, inf, (1+2j), 2020-01-01T00:00, NaT.
struct CellFormat {
    QString spec; ///< Python format spec for numbers, such as ".3f", "e", "x", "08b"; empty: the default
    bool isPlainText = false; ///< Str and Bytes as they are, line breaks and all, for files; else one readable line
    qint64 maxLength = 64 * 1024; ///< bytes after which a text is cut off and ends in "…"; 0: never

    /// InvalidInput when the spec is not one we know.
    static Result<CellFormat> parse(const QString &spec);
};

/// Appends the text of one element as UTF-8. Str and Bytes come without quotes at the top level, and with Python's
/// quotes inside structured elements and sub-arrays. data may be unaligned; nothing here fails: what is no valid text
/// is escaped.
void appendCellText(QByteArray &out, const DType &dtype, const unsigned char *data, const CellFormat &format = {});
QString cellText(const DType &dtype, const unsigned char *data, const CellFormat &format = {});

/// Shortest round-trip text of a double in NumPy's spelling.
QByteArray numberText(double value);

} // namespace npeek
