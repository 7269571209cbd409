#pragma once

#include "core/io/byte_source.h"

namespace npeek {

/// Opens a file as a source: mapped as a whole, read-only, where the system can map it (nothing is read then, whatever
/// its size), else read block by block (pipes and devices are refused, as their size is not known).
/// NotFound, Io (with the system's reason), or InvalidInput for a folder. The file may be replaced by rename meanwhile;
/// when it is truncated, reads give FileChanged and isIntact() is false.
Result<ByteSourcePtr> openFile(const QString &path);

} // namespace npeek
