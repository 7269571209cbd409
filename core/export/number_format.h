#pragma once

#include "core/base/result.h"
#include "core/format/dtype.h"

#include <QByteArray>

namespace npeek {

/// Python's format mini-language for numbers: [[fill]align][sign][#][0][width][,|_][.precision][type].
struct NumberFormat {
    char32_t fill = ' ';
    char align = '>'; ///< < > ^ =
    char sign = '-'; ///< - + or space
    bool alternate = false;
    int width = 0;
    char grouping = '\0'; ///< , or _
    int precision = -1; ///< -1: none
    char type = '\0'; ///< e E f F g G % d x X o b; \0: none

    static constexpr int maxWidth = 1000; ///< also of precision

    /// InvalidInput when the spec is not one we know.
    static Result<NumberFormat> parse(QStringView spec);

    /// True when numbers of this type can be written so: x is not for floats, nor d.
    bool suits(Kind kind) const;
    /// One Bool, Int, UInt, Float or Complex element that suits().
    void append(QByteArray &out, const DType &dtype, const unsigned char *data) const;
};

} // namespace npeek
