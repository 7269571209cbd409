#include "core/io/zip_archive.h"

#include "core/io/inflate_source.h"
#include "core/io/source_device.h"
#include "core/io/zip_directory.h"

#include <QtEndian>

#include <quazip/quazip.h>
#include <quazip/unzip.h>

#include <algorithm>

namespace npeek {

namespace {

constexpr qint64 LocalHeaderSize = 30;

/// What the archive keeps of an entry for itself.
struct Location {
    QByteArray rawName;
    qint64 localOffset;
};

struct Listing {
    std::vector<ZipEntry> entries;
    std::vector<Location> locations;

    void append(ZipRecord record)
    {
        record.entry.position = static_cast<qint64>(entries.size());
        entries.push_back(std::move(record.entry));
        locations.push_back({std::move(record.rawName), record.localOffset});
    }
};

/// The current entry of minizip; the local header's offset, which minizip keeps for itself, comes from the record.
std::optional<ZipRecord> currentRecord(unzFile zip, const ByteSource &file, const ZipDirectory &directory,
                                       qint64 offset)
{
    unz_file_info64 info;
    QByteArray name(0xffff + 1, Qt::Uninitialized);
    if (unzGetCurrentFileInfo64(zip, &info, name.data(), static_cast<uLong>(name.size()), nullptr, 0, nullptr, 0)
        != UNZ_OK)
        return std::nullopt;
    auto record = readZipRecord(file, directory, offset);
    if (!record || offset != static_cast<qint64>(unzGetOffset64(zip)) + directory.shift)
        return std::nullopt;
    name.truncate(static_cast<qsizetype>(info.size_filename));
    const ZipEntry &entry = record->entry;
    if (name != record->rawName || info.compressed_size != static_cast<ZPOS64_T>(entry.compressedSize)
        || info.uncompressed_size != static_cast<ZPOS64_T>(entry.uncompressedSize) || info.crc != entry.crc32
        || info.compression_method != entry.method || info.flag != entry.flags)
        return std::nullopt;
    return std::move(*record);
}

/// Lists with QuaZip; nothing when it refuses the archive, or does not end where the directory does.
std::optional<Listing> listWithQuaZip(const ByteSourcePtr &file, const ZipDirectory &directory)
{
    SourceDevice device(file);
    QuaZip zip(&device);
    if (!zip.open(QuaZip::mdUnzip))
        return std::nullopt;
    Listing listing;
    qint64 offset = directory.start;
    const qint64 end = directory.start + directory.size;
    int status = offset < end ? unzGoToFirstFile(zip.getUnzFile()) : UNZ_END_OF_LIST_OF_FILE;
    while (status == UNZ_OK) {
        auto record = currentRecord(zip.getUnzFile(), *file, directory, offset);
        if (!record)
            return std::nullopt;
        offset += record->length;
        listing.append(std::move(*record));
        status = unzGoToNextFile(zip.getUnzFile());
    }
    if (status != UNZ_END_OF_LIST_OF_FILE || offset != end)
        return std::nullopt;
    return listing;
}

/// Lists without QuaZip what zipfile (and so NumPy) reads and minizip does not: a wrong number of entries in the end
/// record, a directory that is not where the end record says, more than 65535 entries without zip64.
Result<Listing> listDirectly(const ByteSource &file, const ZipDirectory &directory)
{
    Listing listing;
    for (qint64 offset = directory.start; offset < directory.start + directory.size;) {
        auto record = readZipRecord(file, directory, offset);
        if (!record)
            return record.error();
        offset += record->length;
        listing.append(std::move(*record));
    }
    return listing;
}

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
        return memberError(ErrorCode::Corrupt, entry, QStringLiteral("is stored, but with two sizes: %1 and %2 bytes")
                                                          .arg(entry.compressedSize).arg(entry.uncompressedSize));
    }
    return {};
}

} // namespace

struct ZipArchive::Private {
    ByteSourcePtr file;
    ZipDirectory directory;
    Listing listing;
    std::vector<qint64> starts; ///< of all local headers, sorted, then the directory's

    qint64 endOfRoom(qint64 localOffset) const;
    Result<qint64> dataOffset(const ZipEntry &entry) const;
    Result<qint64> readLocalHeader(const ZipEntry &entry, const Location &location) const;
};

/// Where the next entry or the directory starts.
qint64 ZipArchive::Private::endOfRoom(qint64 localOffset) const
{
    const auto next = std::upper_bound(starts.begin(), starts.end(), localOffset);
    return next == starts.end() ? localOffset : *next;
}

/// The offset of the data behind the local header, of which only the lengths are used (its sizes may be wrong or
/// missing).
Result<qint64> ZipArchive::Private::readLocalHeader(const ZipEntry &entry, const Location &location) const
{
    QByteArray scratch;
    if (!checkRange(location.localOffset, LocalHeaderSize, directory.start)) {
        return memberError(ErrorCode::Corrupt, entry,
                           QStringLiteral("is said to start at offset %1, outside of the file's %2 bytes")
                               .arg(location.localOffset)
                               .arg(file->size()));
    }
    const auto header = file->read(location.localOffset, LocalHeaderSize, scratch);
    if (!header)
        return header.error();
    if (qFromLittleEndian<quint32>(header->data()) != 0x04034b50) {
        return memberError(ErrorCode::Corrupt, entry,
                           QStringLiteral("has no local header at offset %1").arg(location.localOffset));
    }
    const qint64 nameSize = qFromLittleEndian<quint16>(header->data() + 26);
    const qint64 extraSize = qFromLittleEndian<quint16>(header->data() + 28);
    const auto name = file->read(location.localOffset + LocalHeaderSize, nameSize, scratch);
    if (!name)
        return name.error();
    if (!std::ranges::equal(*name, location.rawName, [](uchar a, char b) { return a == static_cast<uchar>(b); }))
        return memberError(ErrorCode::Corrupt, entry, QStringLiteral("has another name in its local header"));
    return location.localOffset + LocalHeaderSize + nameSize + extraSize;
}

Result<qint64> ZipArchive::Private::dataOffset(const ZipEntry &entry) const
{
    if (entry.position < 0 || entry.position >= static_cast<qint64>(listing.locations.size()))
        return Error{ErrorCode::InvalidInput, QStringLiteral("this entry is not of this archive")};
    const Location &location = listing.locations[static_cast<size_t>(entry.position)];
    const auto offset = readLocalHeader(entry, location);
    if (!offset)
        return offset.error();
    if (!checkRange(*offset, entry.compressedSize, directory.start)) {
        return memberError(ErrorCode::Corrupt, entry,
                           QStringLiteral("is said to have %1 bytes at offset %2, but the file's data end at %3")
                               .arg(entry.compressedSize)
                               .arg(*offset)
                               .arg(directory.start));
    }
    if (*offset + entry.compressedSize > endOfRoom(location.localOffset)) {
        return memberError(ErrorCode::Corrupt, entry, QStringLiteral("overlaps the next one, which starts at offset %1")
                                                          .arg(endOfRoom(location.localOffset)));
    }
    return *offset;
}

Result<ZipArchive> ZipArchive::open(ByteSourcePtr file)
{
    const auto directory = findZipDirectory(*file);
    if (!directory)
        return directory.error();
    auto listing = listWithQuaZip(file, *directory);
    if (!listing) {
        auto direct = listDirectly(*file, *directory);
        if (!direct)
            return direct.error();
        listing = std::move(*direct);
    }
    ZipArchive archive;
    archive.d = std::make_shared<Private>(Private{std::move(file), *directory, std::move(*listing), {}});
    std::vector<qint64> &starts = archive.d->starts;
    for (const Location &location : archive.d->listing.locations)
        starts.push_back(location.localOffset);
    starts.push_back(directory->start);
    std::ranges::sort(starts);
    return archive;
}

const std::vector<ZipEntry> &ZipArchive::entries() const
{
    return d->listing.entries;
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
