#pragma once

#include "core/format/dtype.h"

namespace npeek {

/// Adds one element to another in place, both in the dtype's own bytes: integers wrap around, booleans are or'ed.
using AddElement = void (*)(unsigned char *sum, const unsigned char *value);

/// nullptr for dtypes that are not summed up.
AddElement addElementOf(const DType &dtype);
bool canSum(const DType &dtype);

} // namespace npeek
