#pragma once

#include "core/format/dtype.h"

#include <QByteArray>

namespace npeek {

enum class TextStyle {
    Line, ///< one readable line: control characters, line breaks, bidi controls and what is no character are escaped
    Quoted, ///< Python's repr(): 'text', b'bytes'
    Plain ///< the text itself; only what UTF-8 cannot hold is escaped. Bytes: UTF-8 when they are that, else Latin-1
};

/// Str and Bytes elements as UTF-8. Trailing NULs are padding and left out. Nothing more is appended once out is longer
/// than limit.
void appendStr(QByteArray &out, const DType &dtype, const unsigned char *data, TextStyle style, qsizetype limit);
void appendBytes(QByteArray &out, const DType &dtype, const unsigned char *data, TextStyle style, qsizetype limit);
/// b'\x00\x01', every byte in hex, as NumPy shows raw void.
void appendVoid(QByteArray &out, const DType &dtype, const unsigned char *data, qsizetype limit);

} // namespace npeek
