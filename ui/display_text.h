#pragma once

#include "core/base/shape_text.h"

#include <QString>

namespace npeek {

/// "762.9 MiB"; bytes below 1 KiB as "812 bytes".
QString bytesText(qint64 bytes);
/// Digits in groups of three, set apart by thin spaces: "16 777 216".
QString countText(qint64 count);
/// How many times smaller: "5.2×"; empty when it cannot be said.
QString ratioText(qint64 bytes, qint64 storedBytes);

} // namespace npeek
