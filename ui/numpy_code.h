#pragma once

#include "core/format/array_file.h"

namespace npeek {

/// The Python expression that reads a member of a file: np.load, or np.memmap for raw data. member nullptr: the sparse
/// array that the members are the parts of.
QString numpyCode(const ArrayFile &file, const Member *member);

} // namespace npeek
