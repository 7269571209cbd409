#include "core/io/zip_archive.h"

#include "core/io/inflate_source.h"
#include "core/io/little_endian.h"
#include "core/io/zip_listing.h"
#include "core/io/zip_local_header.h"

#include <algorithm>

namespace npeek {

namespace {

Error memberError(ErrorCode code, const ZipEntry &entry, const QString &what)
{
    return Error{code, QStringLiteral("member “%1” %2").arg(entry.name, what)};
}

Result<> checkIsReadable(const ZipEntry &entry)
{
    if (entry.flags & 0x0041)
        return memberError(ErrorCode::Unsupported, entry, QStringLiteral("is encrypted"));
    if (entry.flags & 0x0020)
        return memberError(ErrorCode::Unsupported, entry, QStringLiteral("holds patch data (flag bit 5)"));
    if (entry.method != 0 && entry.method != 8) {
        return memberError(ErrorCode::Unsupported, entry,
                           QStringLiteral("is compressed with method %1; only 0 (stored) and 8 (deflated) are read")
                               .arg(entry.method));
    }
    if (entry.method == 0 && entry.compressedSize != entry.uncompressedSize) {
        return memberError(ErrorCode::Corrupt, entry,
                           QStringLiteral("is stored, but with two sizes: %1 and %2 bytes")
                               .arg(entry.compressedSize)
                               .arg(entry.uncompressedSize));
    }
    return {};
}

} // namespace

struct ZipArchive::Private {
    ByteSourcePtr file;
    ZipListing listing;
    std::vector<ZipEntry> entries;
    std::vector<qint64> starts; ///< of all local headers, sorted, then the directory's

    explicit Private(ByteSourcePtr source, ZipListing listed);
    qint64 dataEnd() const { return listing.directory.start; }
    bool isIncomplete(const ZipEntry &entry) const;
    qint64 endOfRoom(qint64 localOffset) const;
    Result<qint64> dataOffset(const ZipEntry &entry) const;
    Result<qint64> readLocalHeader(const ZipEntry &entry, const ZipRecord &record) const;
};

ZipArchive::Private::Private(ByteSourcePtr source, ZipListing listed)
    : file(std::move(source))
    , listing(std::move(listed))
{
    for (const ZipRecord &record : listing.records) {
        entries.push_back(record.entry);
        starts.push_back(record.localOffset);
    }
    starts.push_back(dataEnd());
    std::ranges::sort(starts);
}

bool ZipArchive::Private::isIncomplete(const ZipEntry &entry) const
{
    return !listing.incomplete.isEmpty() && entry.position + 1 == static_cast<qint64>(entries.size());
}

/// Where the next entry or the directory starts.
qint64 ZipArchive::Private::endOfRoom(qint64 localOffset) const
{
    const auto next = std::upper_bound(starts.begin(), starts.end(), localOffset);
    return next == starts.end() ? localOffset : *next;
}

/// The offset of the data behind the local header, of which only the lengths are used (its sizes may be wrong or
/// missing).
Result<qint64> ZipArchive::Private::readLocalHeader(const ZipEntry &entry, const ZipRecord &record) const
{
    QByteArray scratch;
    const qint64 start = record.localOffset;
    if (!checkRange(start, ZipLocalHeaderSize, dataEnd())) {
        return memberError(ErrorCode::Corrupt, entry,
                           QStringLiteral("is said to start at offset %1, outside of the file's %2 bytes")
                               .arg(start)
                               .arg(file->size()));
    }
    const auto header = file->read(start, ZipLocalHeaderSize, scratch);
    if (!header)
        return header.error();
    if (u32At(*header, 0) != 0x04034b50)
        return memberError(ErrorCode::Corrupt, entry, QStringLiteral("has no local header at offset %1").arg(start));
    const qint64 nameSize = u16At(*header, 26);
    const qint64 extraSize = u16At(*header, 28);
    if (!hasZipLocalHeader(*file, start, record.rawName))
        return memberError(ErrorCode::Corrupt, entry, QStringLiteral("has another name in its local header"));
    return start + ZipLocalHeaderSize + nameSize + extraSize;
}

Result<qint64> ZipArchive::Private::dataOffset(const ZipEntry &entry) const
{
    if (entry.position < 0 || entry.position >= static_cast<qint64>(entries.size()))
        return Error{ErrorCode::InvalidInput, QStringLiteral("this entry is not of this archive")};
    if (isIncomplete(entry))
        return memberError(ErrorCode::Corrupt, entry, listing.incomplete);
    const ZipRecord &record = listing.records[static_cast<size_t>(entry.position)];
    const auto offset = readLocalHeader(entry, record);
    if (!offset)
        return offset.error();
    if (!checkRange(*offset, entry.compressedSize, dataEnd())) {
        return memberError(ErrorCode::Corrupt, entry,
                           QStringLiteral("is said to have %1 bytes at offset %2, but the file's data end at %3")
                               .arg(entry.compressedSize)
                               .arg(*offset)
                               .arg(dataEnd()));
    }
    if (*offset + entry.compressedSize > endOfRoom(record.localOffset)) {
        return memberError(
            ErrorCode::Corrupt, entry,
            QStringLiteral("overlaps the next one, which starts at offset %1").arg(endOfRoom(record.localOffset)));
    }
    return *offset;
}

Result<ZipArchive> ZipArchive::open(ByteSourcePtr file)
{
    auto listing = listZip(file);
    if (!listing)
        return listing.error();
    ZipArchive archive;
    archive.d = std::make_shared<Private>(std::move(file), std::move(*listing));
    return archive;
}

const std::vector<ZipEntry> &ZipArchive::entries() const
{
    return d->entries;
}

const ZipListing &ZipArchive::listing() const
{
    return d->listing;
}

const ByteSource &ZipArchive::file() const
{
    return *d->file;
}

bool ZipArchive::isSalvaged() const
{
    return d->listing.isSalvaged;
}

QStringList ZipArchive::notes() const
{
    return d->listing.notes;
}

Result<qint64> ZipArchive::dataOffset(const ZipEntry &entry) const
{
    return d->dataOffset(entry);
}

Result<ByteSourcePtr> ZipArchive::source(const ZipEntry &entry) const
{
    if (auto readable = checkIsReadable(entry); !readable)
        return readable.error();
    const auto offset = d->dataOffset(entry);
    if (!offset)
        return offset.error();
    auto bytes = SubSource::create(d->file, *offset, entry.compressedSize);
    if (!bytes || entry.method == 0)
        return bytes;
    return InflateSource::create(std::move(*bytes), entry.uncompressedSize, entry.crc32);
}

Result<QByteArray> ZipArchive::head(const ZipEntry &entry, qint64 size) const
{
    if (auto readable = checkIsReadable(entry); !readable)
        return readable.error();
    const auto offset = d->dataOffset(entry);
    if (!offset)
        return offset.error();
    const qint64 wanted = std::clamp<qint64>(size, 0, entry.uncompressedSize);
    const auto bytes = SubSource::create(d->file, *offset, entry.compressedSize);
    if (!bytes)
        return bytes.error();
    if (entry.method == 8)
        return inflateHead(**bytes, wanted);
    QByteArray scratch;
    const auto head = (*bytes)->read(0, wanted, scratch);
    if (!head)
        return head.error();
    return QByteArray(reinterpret_cast<const char *>(head->data()), static_cast<qsizetype>(head->size()));
}

} // namespace npeek
