#pragma once

#include "core/io/zip_directory.h"

#include <vector>

namespace npeek {

/// The members of an archive that lost its directory.
struct ZipSalvage {
    std::vector<ZipRecord> records; ///< in the order of the file, with sizes and CRC completed from data descriptors
    qint64 end = 0; ///< where the walk ended: the file's end, the directory or something unknown
    QString incomplete; ///< what is missing of the last record; empty when it is whole
    QString reason; ///< why the walk ended before the file did; may be empty
};

/// Walks from local header to local header. The whole file is read only where sizes are missing: one pass, and no more
/// than 2 GiB are inflated to find ends. Corrupt when the file does not start with a local header.
Result<ZipSalvage> salvageZip(const ByteSourcePtr &file);

} // namespace npeek
