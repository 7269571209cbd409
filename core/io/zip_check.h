#pragma once

#include "core/base/findings.h"
#include "core/io/zip_listing.h"

namespace npeek {

/// What is wrong with an archive beside the bytes of its members.
struct ZipFindings {
    Findings archive;
    std::vector<Findings> entries; ///< one per record of the listing
};

/// Compares the directory with the local headers and the end records: sizes, CRC, method, zip64, names, overlaps, gaps.
/// Reads headers only.
ZipFindings checkZip(const ByteSource &file, const ZipListing &listing);

/// What may do harm where a member's name becomes the name of a file, or is shown.
Findings checkZipName(const ZipRecord &record);

/// The end records against each other and against the directory, and what stands behind them.
Findings checkZipEnd(const ByteSource &file, const ZipListing &listing);

/// Sorts entries by their place: those that overlap have problems, bytes between them are noted for the archive.
/// Extents run from the local header to the end of the data.
struct ZipExtent {
    qint64 start = 0;
    qint64 end = 0;
    size_t record = 0;
};
void checkZipExtents(std::vector<ZipExtent> extents, const ZipListing &listing, ZipFindings &findings);

} // namespace npeek
