#include "core/format/file_check.h"

#include "core/io/read_through.h"
#include "core/io/zip_check.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr qint64 npyAlignment = 64; ///< what NumPy pads headers to

void noteAlignment(Findings &found, const ArrayFile &file, const Member &member)
{
    const ArrayHeader &header = *member.header;
    if (member.nbytes == 0)
        return;
    if (header.dataOffset % npyAlignment != 0)
        found.notes += QStringLiteral("its header has %1 bytes, which is no multiple of %2")
                           .arg(header.dataOffset)
                           .arg(npyAlignment);
    const Result<qint64> start = file.offset(member);
    const qint64 itemsize = header.dtype.itemsize;
    if (!start || member.isCompressed() || !header.dtype.isNumeric() || itemsize == 0)
        return;
    if ((*start + header.dataOffset) % itemsize != 0)
        found.notes += QStringLiteral("its elements start at offset %1 of the file, which is no multiple of their "
                                      "itemsize %2")
                           .arg(*start + header.dataOffset)
                           .arg(itemsize);
}

void checkArray(Findings &found, const ArrayFile &file, const Member &member, qint64 size)
{
    found.notes += member.header->oddities;
    if (member.state != Member::State::Ok)
        return;
    const qint64 behind = size - member.header->dataOffset - member.nbytes;
    if (behind > 0)
        found.problems += QStringLiteral("%1 bytes follow the array").arg(behind);
    noteAlignment(found, file, member);
    if (const auto view = file.array(member); !view)
        found.problems += view.error().message;
}

/// What reading all of a member shows.
Findings readMember(const ArrayFile &file, const Member &member, Progress &progress)
{
    if (member.state == Member::State::Refused)
        return {{member.error.message}, {}};
    const Result<ByteSourcePtr> source = file.bytes(member);
    if (!source)
        return {{source.error().message}, {}};
    Findings found;
    if (member.header)
        checkArray(found, file, member, (*source)->size());
    const auto crc = member.entry ? std::optional(member.entry->crc32) : std::nullopt;
    if (auto read = readThrough(**source, crc, progress); !read)
        found.problems += read.error().message;
    return found;
}

bool isOkMember(const MemberCheck &member)
{
    return member.found.isOk();
}

} // namespace

bool FileCheck::isOk() const
{
    return found.isOk() && std::ranges::all_of(members, isOkMember);
}

Result<FileCheck> checkFile(const QString &path, Progress &progress)
{
    FileCheck check{path, FileFormat::Npy, {}, {}};
    const Result<ArrayFile> file = ArrayFile::open(path);
    if (!file) {
        check.found.problems += file.error().message;
        return check;
    }
    check.format = file->format();
    check.found.problems += file->notes();
    const ZipArchive *archive = file->archive();
    const ZipFindings zip = archive ? checkZip(archive->file(), archive->listing()) : ZipFindings();
    check.found.add(zip.archive);
    for (const Member &member : file->members()) {
        MemberCheck answer{member.name, readMember(*file, member, progress)};
        if (progress.isCanceled())
            return Error{ErrorCode::Canceled, QStringLiteral("canceled")};
        if (member.entry)
            answer.found.add(zip.entries[static_cast<size_t>(member.entry->position)]);
        check.members.push_back(std::move(answer));
    }
    return check;
}

} // namespace npeek
