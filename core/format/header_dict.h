#pragma once

#include "core/format/array_header.h"

namespace npeek {

/// What the text of a header says, all of it checked; dataOffset is left to the caller.
Result<ArrayHeader> headerFromText(const QString &text, const Version &version);

} // namespace npeek
