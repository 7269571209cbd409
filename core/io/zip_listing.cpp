#include "core/io/zip_listing.h"

#include "core/io/source_device.h"
#include "core/io/zip_local_header.h"
#include "core/io/zip_salvage.h"

#include <quazip/quazip.h>
#include <quazip/unzip.h>

namespace npeek {

namespace {

constexpr qint64 Wrap = qint64(1) << 32;
constexpr qint64 MaxTries = 1 << 20; ///< for all members of an archive

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
std::optional<ZipListing> listWithQuaZip(const ByteSourcePtr &file, const ZipDirectory &directory)
{
    SourceDevice device(file);
    QuaZip zip(&device);
    if (!zip.open(QuaZip::mdUnzip))
        return std::nullopt;
    ZipListing listing;
    listing.directory = directory;
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
Result<ZipListing> listDirectly(const ByteSource &file, const ZipDirectory &directory)
{
    ZipListing listing;
    listing.directory = directory;
    for (qint64 offset = directory.start; offset < directory.start + directory.size;) {
        auto record = readZipRecord(file, directory, offset);
        if (!record)
            return record.error();
        offset += record->length;
        listing.append(std::move(*record));
    }
    return listing;
}

/// Neither zipfile nor minizip opens what has no end record.
Result<ZipListing> listSalvaged(const ByteSourcePtr &file)
{
    auto salvage = salvageZip(file);
    if (!salvage)
        return salvage.error();
    ZipListing listing;
    listing.directory.start = salvage->end;
    listing.records = std::move(salvage->records);
    listing.isSalvaged = true;
    listing.incomplete = salvage->incomplete;
    const size_t count = listing.records.size();
    QString note =
        QStringLiteral("the archive has no end record (truncated download?); %1 found by walking their headers")
            .arg(count == 1 ? QStringLiteral("1 member was") : QStringLiteral("%1 members were").arg(count));
    if (!listing.incomplete.isEmpty())
        note += QStringLiteral(", the last of which is incomplete");
    if (!salvage->reason.isEmpty())
        note += QStringLiteral("; ") + salvage->reason;
    listing.notes += note;
    return listing;
}

/// Where a header with the record's name starts: that many times 2^32 behind the beginning of its offset.
std::optional<qint64> findWrapped(const ByteSource &file, const ZipRecord &record, qint64 end, qint64 &tries)
{
    const qint64 first = ((record.localOffset % Wrap) + Wrap) % Wrap;
    for (qint64 offset = first; offset < end && tries > 0; offset += Wrap, --tries) {
        if (hasZipLocalHeader(file, offset, record.rawName))
            return offset;
    }
    return std::nullopt;
}

/// cnpy writes archives above 4 GiB without zip64, and so offsets without their upper bits.
void unwrapOffsets(const ByteSource &file, ZipListing &listing)
{
    if (listing.directory.isZip64 || file.size() <= Wrap)
        return;
    qint64 found = 0;
    qint64 tries = MaxTries;
    for (ZipRecord &record : listing.records) {
        if (tries == 0 || hasZipLocalHeader(file, record.localOffset, record.rawName))
            continue;
        if (const auto offset = findWrapped(file, record, listing.directory.start, tries)) {
            record.localOffset = *offset;
            ++found;
        }
    }
    if (found > 0) {
        listing.notes += QStringLiteral("the offsets of %1 members are wrong by multiples of %2 bytes, as without the "
                                        "zip64 format; they were found all the same")
                             .arg(found)
                             .arg(Wrap);
    }
}

} // namespace

void ZipListing::append(ZipRecord record)
{
    record.entry.position = static_cast<qint64>(records.size());
    records.push_back(std::move(record));
}

Result<ZipListing> listZip(const ByteSourcePtr &file)
{
    const auto directory = findZipDirectory(*file);
    if (!directory && !hasZipEndRecord(*file)) {
        auto salvaged = listSalvaged(file);
        return salvaged ? salvaged : Result<ZipListing>(directory.error());
    }
    if (!directory)
        return directory.error();
    auto listed = listWithQuaZip(file, *directory);
    auto listing = listed ? Result<ZipListing>(std::move(*listed)) : listDirectly(*file, *directory);
    if (listing)
        unwrapOffsets(*file, *listing);
    return listing;
}

} // namespace npeek
