#pragma once

#include "core/base/checked_math.h"

#include <QString>

namespace npeek {

/// A shape or an index as Python writes a tuple: "()", "(3,)", "(2, 3)".
QString shapeText(const Shape &shape);

} // namespace npeek
