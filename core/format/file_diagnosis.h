#pragma once

#include "core/io/byte_source.h"
#include "core/io/zip_archive.h"

#include <QStringList>

namespace npeek {

/// What a file is that is neither .npy nor .npz, told by its first bytes (some thousand, or all there are) and its
/// size: one sentence that names it and says what to do.
Error diagnoseFile(Bytes start, qint64 size);

/// What a zip archive is that is not meant as an .npz, told by its names: one sentence, or nothing.
QStringList notesOnArchive(const std::vector<ZipEntry> &entries);

} // namespace npeek
