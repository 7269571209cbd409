#pragma once

#include "core/io/zip_archive.h"

namespace npeek {

/// Where the central directory lies, by the archive's end records (APPNOTE.TXT 4.3.14 to 4.3.16).
struct ZipDirectory {
    qint64 start = 0; ///< in the file
    qint64 size = 0; ///< in bytes
    qint64 shift = 0; ///< what to add to the archive's own offsets, as when bytes were put before it
    bool isZip64 = false;
    qint64 end = 0; ///< where the end record stands (the one without 64 bits)
};

/// An entry and where its local header lies in the file; of the central directory, or read from the local header.
struct ZipRecord {
    ZipEntry entry;
    QByteArray rawName;
    qint64 localOffset = 0;
    qint64 length = 0; ///< of the record in the directory, or of the local header
};

/// False when a file has none, as when its end is missing; true as well when it cannot be read.
bool hasZipEndRecord(const ByteSource &file);

/// Finds the end records as Python's zipfile does: the last signature counts, and the directory ends where they start.
/// Corrupt when there are none, or when they point outside of the file.
Result<ZipDirectory> findZipDirectory(const ByteSource &file);

/// The record of the directory at this offset of the file. Corrupt when there is none that fits in the directory.
Result<ZipRecord> readZipRecord(const ByteSource &file, const ZipDirectory &directory, qint64 offset);

/// Takes the values whose 32-bit slot is FFFFFFFF from the zip64 field of these extra fields, when there is one.
void readZip64Extra(Bytes extra, ZipRecord &record);

/// A member's name as Python's zipfile spells it: UTF-8 when flagged, else code page 437; up to the first NUL.
QString decodeZipName(const QByteArray &rawName, bool isUtf8);

} // namespace npeek
