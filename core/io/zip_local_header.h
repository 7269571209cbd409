#pragma once

#include "core/io/zip_directory.h"

namespace npeek {

constexpr qint64 ZipLocalHeaderSize = 30; ///< without name and extra fields

/// Reads a local header (APPNOTE.TXT 4.3.7) with its zip64 field; its sizes may be missing or wrong. Corrupt when
/// there is none at the offset, or when the file ends inside of it.
Result<ZipRecord> readZipLocalHeader(const ByteSource &file, qint64 offset);

/// True when a local header with this name starts here.
bool hasZipLocalHeader(const ByteSource &file, qint64 offset, const QByteArray &rawName);

/// A data descriptor (APPNOTE.TXT 4.3.9): with or without signature, with sizes of 32 or 64 bits.
struct ZipDescriptor {
    qint64 length = 0;
    quint32 crc32 = 0;
    qint64 uncompressedSize = 0;
};

/// The descriptor behind data of this compressed size; nothing when what is there tells of another size.
std::optional<ZipDescriptor> readZipDescriptor(const ByteSource &file, qint64 offset, qint64 compressedSize,
                                               std::optional<qint64> uncompressedSize);

/// The same, but only one with a signature.
std::optional<ZipDescriptor> readSignedZipDescriptor(const ByteSource &file, qint64 offset, qint64 compressedSize,
                                                     std::optional<qint64> uncompressedSize);

} // namespace npeek
