#pragma once

#include "core/io/byte_source.h"

#include <QStringList>

#include <vector>

namespace npeek {

/// One entry of the central directory, in its order. Nothing of it is trusted: sizes are what the archive claims.
struct ZipEntry {
    QString name; ///< as Python's zipfile spells it: UTF-8 when flagged, else cp437
    quint16 method = 0; ///< 0 stored, 8 deflated
    quint16 flags = 0; ///< bit 0: encrypted
    quint32 crc32 = 0;
    qint64 compressedSize = 0;
    qint64 uncompressedSize = 0;
    qint64 position = 0; ///< where the archive finds the entry again; meaningless outside
};

struct ZipListing;

/// The members of a zip file. Thread-safe after open; sources stay valid when the archive is gone.
class ZipArchive {
public:
    /// Reads the central directory only. An archive without an end record, as when a download broke off, is salvaged:
    /// its members are found by walking their local headers. Corrupt when there is nothing that can be read.
    static Result<ZipArchive> open(ByteSourcePtr file);

    const std::vector<ZipEntry> &entries() const;
    /// The directory was missing. The last entry may be incomplete; its source is Corrupt then.
    bool isSalvaged() const;
    /// What is remarkable about the archive as a whole, one sentence each.
    QStringList notes() const;

    /// The entry's uncompressed bytes: a part of the file's own map when stored, an inflating source when deflated.
    /// Costs a look at the local header, no inflating. Unsupported for other methods and for encryption, Corrupt when
    /// the entry does not lie inside the file.
    Result<ByteSourcePtr> source(const ZipEntry &entry) const;

    /// The entry's first bytes, at most size: for headers. Inflates no more than that and keeps nothing.
    Result<QByteArray> head(const ZipEntry &entry, qint64 size) const;

    /// Where the entry's (compressed) bytes start in the file.
    Result<qint64> dataOffset(const ZipEntry &entry) const;

    /// What was read of the directory, and the file it is of: for checking it.
    const ZipListing &listing() const;
    const ByteSource &file() const;

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace npeek
