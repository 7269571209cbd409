#pragma once

#include "core/format/dtype.h"

namespace npeek {

/// The unit behind M8 and m8: "" and "[generic]" are generic, "[25s]", "[s/4]" (which is 250 ms).
Result<DateTimeUnit> dateTimeUnitFromString(QStringView text);

/// "[25s]" as NumPy writes it; empty for generic.
QString toString(const DateTimeUnit &unit);

} // namespace npeek
