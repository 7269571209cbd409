#pragma once

#include "core/format/dtype.h"

#include <QByteArray>

namespace npeek {

/// Room that the shortest text of any real number needs.
inline constexpr qsizetype maxNumberLength = 48;

/// Writes the shortest text that reads back to value in its own type, as str() of the NumPy scalar spells it, and
/// returns its end. to has room for maxNumberLength characters.
char *writeNumber(char *to, double value);
char *writeNumber(char *to, float value);
char *writeNumber(char *to, long double value);

/// One Float element of any encoding.
void appendFloat(QByteArray &out, const DType &dtype, const unsigned char *data);
/// One Complex element, as in "(1+2j)" and "1j".
void appendComplex(QByteArray &out, const DType &dtype, const unsigned char *data);

/// The Float dtype of the parts of a complex one.
DType complexPartDType(const DType &dtype);

} // namespace npeek
