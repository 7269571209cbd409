#pragma once

#include "core/io/zip_directory.h"

#include <QStringList>

#include <vector>

namespace npeek {

/// All that is known of an archive before its members are looked at.
struct ZipListing {
    ZipDirectory directory;
    std::vector<ZipRecord> records; ///< with the position in this list as their entry's
    bool isSalvaged = false;
    QString incomplete; ///< salvaged only: what is missing of the last record; empty when it is whole
    QStringList notes; ///< of the archive as a whole, one sentence each

    void append(ZipRecord record);
};

/// Lists with QuaZip, and without it what it refuses or misreads though zipfile (and so NumPy) reads it. An archive
/// without an end record is salvaged by its local headers; offsets that lost their upper bits are put right.
Result<ZipListing> listZip(const ByteSourcePtr &file);

} // namespace npeek
