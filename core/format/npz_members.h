#pragma once

#include "core/format/array_file.h"

namespace npeek {

/// One member per entry of the archive, in its order; isMapped tells whether the file's bytes are. A member that
/// cannot be read is Refused. Deflated members are inflated no further than their header, and all headers together
/// are bounded, so that a small archive cannot ask for much memory.
std::vector<Member> readNpzMembers(const ZipArchive &archive, bool isMapped);

/// The refusal when needed bytes of elements do not fit behind the header in a file or member of total bytes.
Error tooShort(qint64 needed, qint64 dataOffset, qint64 total);

} // namespace npeek
