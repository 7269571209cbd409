#pragma once

#include <QtGlobal>

namespace npeek {

/// The decimal digits of a number, 0.DIGITS * 10^exponent.
struct Decimal {
    char digits[40];
    int count = 0;
    int exponent = 0;
};

/// The shortest decimal that reads back as the binary128 number with these bits (the sign is passed over), the nearest
/// of these. For finite numbers that are not zero.
Decimal shortestQuad(quint64 high, quint64 low);

/// The finite binary128 number with these bits as NumPy spells a longdouble; to has room for maxNumberLength
/// characters.
char *writeQuad(char *to, quint64 high, quint64 low);

} // namespace npeek
