// A zip archive from memory, and the same bytes as a file that the program opens.
#include "core/format/array_file.h"
#include "tests/fuzz/array_checks.h"
#include "tests/fuzz/require.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

using namespace npeek;
using namespace npeek::fuzz;

namespace {

constexpr size_t mostEntries = 40; ///< of an archive that are looked at

void checkEntry(const ZipArchive &archive, const ZipEntry &entry, const QByteArray &file)
{
    const Result<qint64> offset = archive.dataOffset(entry);
    require(!offset || (*offset >= 0 && *offset <= file.size()), "a member starts inside of the file");
    const Result<QByteArray> head = archive.head(entry, 100);
    const Result<ByteSourcePtr> source = archive.source(entry);
    if (!source)
        return;
    require((*source)->size() == entry.uncompressedSize, "a source has the size that was claimed");
    QByteArray scratch;
    const qint64 count = std::min<qint64>((*source)->size(), 100);
    const Result<Bytes> start = (*source)->read(0, count, scratch);
    require(!start || !head
                || (head->size() == count && std::memcmp(head->constData(), start->data(), start->size()) == 0),
            "the head is how the source starts");
    if (entry.method == 0)
        require(start && offset && std::memcmp(start->data(), file.constData() + *offset, start->size()) == 0,
                "what is stored is a part of the file");
    [[maybe_unused]] const Result<Bytes> end = (*source)->read((*source)->size() - count, count, scratch);
}

void checkArchive(const QByteArray &bytes)
{
    const Result<ZipArchive> archive = ZipArchive::open(std::make_shared<MemorySource>(bytes));
    if (!archive)
        return;
    for (size_t i = 0; i < std::min(archive->entries().size(), mostEntries); ++i)
        checkEntry(*archive, archive->entries()[i], bytes);
}

void checkMember(const ArrayFile &file, const Member &member)
{
    require(file.member(member.name) != nullptr, "a member is found by its name");
    require((member.state == Member::State::Refused) == !member.error.message.isEmpty(), "a refusal has a reason");
    const Result<ByteSourcePtr> bytes = file.bytes(member);
    const Result<qint64> offset = file.offset(member);
    require(!bytes || (offset && *offset >= 0 && *offset <= file.fileSize()), "a member is somewhere in the file");
    const Result<ArrayView> view = file.array(member);
    require(!view || (bytes && member.state == Member::State::Ok), "only what is an array is one");
    if (!view)
        return;
    require(member.header && view->size() == member.header->size(), "a view holds all elements");
    checkHeader(*member.header);
    // A damaged deflate stream shows only now.
    QByteArray scratch;
    if ((*bytes)->read(0, (*bytes)->size(), scratch))
        checkArray(*view);
}

void checkFile(const QString &path)
{
    const Result<ArrayFile> file = ArrayFile::open(path);
    if (!file) {
        require(!file.error().message.isEmpty(), "a refused file has a reason");
        return;
    }
    for (size_t i = 0; i < std::min(file->members().size(), mostEntries); ++i)
        checkMember(*file, file->members()[i]);
    require(file->isIntact(), "nobody truncated the file");
}

/// A file in memory, the same one for all runs.
const QString &fileOf(const uint8_t *data, size_t size)
{
    static const int handle = memfd_create("fuzz", 0);
    static const QString path = QStringLiteral("/proc/self/fd/%1").arg(handle);
    require(ftruncate(handle, 0) == 0 && pwrite(handle, data, size, 0) == static_cast<ssize_t>(size),
            "memory is there");
    return path;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    checkArchive(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    checkFile(fileOf(data, size));
    return 0;
}
