#pragma once

#include "core/format/python_literal.h"
#include "core/format/text_cursor.h"

namespace npeek {

/// True when a string literal starts here, prefix included (f-strings too, so that they can be named in the error).
bool atString(const TextCursor &cursor);
/// Reads one string literal and appends it to value.text; sets the type to String or ByteString.
bool scanString(TextCursor &cursor, PyValue &value);

/// Reads an int or a float without sign. An int of 2^63 exactly is left as the smallest qint64 with overflows set.
bool scanNumber(TextCursor &cursor, PyValue &value);

/// True for what may stand inside a Python identifier (ASCII only).
bool isNameUnit(char16_t unit);

} // namespace npeek
