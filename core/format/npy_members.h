#pragma once

#include "core/format/array_file.h"

namespace npeek {

/// The arrays of an .npy file: the first has an empty name, those that were appended are "[1]", "[2]" ...
struct NpyMembers {
    std::vector<Member> members;
    QStringList notes; ///< about bytes that belong to no array
};

/// Reads a header an array and jumps over its elements; at most 100 000 arrays are listed. An appended array that
/// cannot be read is the last one and Refused; for a bad first one there is only the error.
Result<NpyMembers> readNpyMembers(const ByteSourcePtr &source);

} // namespace npeek
