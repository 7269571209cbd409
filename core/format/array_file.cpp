#include "core/format/array_file.h"

#include "core/array/long_double.h"
#include "core/format/file_diagnosis.h"
#include "core/format/gzip_content.h"
#include "core/format/npy_members.h"
#include "core/format/npz_members.h"
#include "core/io/mapped_file.h"

#include <QHash>

#include <algorithm>

namespace npeek {

struct ArrayFile::Private {
    QString path;
    FileFormat format = FileFormat::Npy;
    ByteSourcePtr file;
    ByteSourcePtr source; ///< the same, or what a gzip file holds
    bool isRaw = false;
    std::vector<Member> members;
    QStringList notes;
    std::optional<ZipArchive> archive; ///< npz only
    QHash<QString, size_t> byName;
    QHash<QString, size_t> byEntryName; ///< npz only: beats byName, as in NumPy

    Result<Bytes> readStart(QByteArray &scratch, Progress &progress);
    Result<> readNpy();
    Result<> readNpz();
    Result<> readOtherZip(Bytes start);
    void index();
};

namespace {

constexpr qint64 startLength = 4096; ///< bytes that tell what a file is

bool startsAsZip(Bytes start)
{
    const QByteArrayView view(start.data(), static_cast<qsizetype>(start.size()));
    return view.startsWith("PK\x03\x04") || view.startsWith("PK\x05\x06");
}

Error refusal(const Member &member)
{
    if (member.state == Member::State::Refused)
        return member.error;
    if (member.state == Member::State::Object)
        return {ErrorCode::Unsupported,
                QStringLiteral("the array %1 holds Python objects as a pickle, which is never executed")
                    .arg(member.name)
                    .simplified()};
    return {ErrorCode::InvalidInput, QStringLiteral("the member %1 is not an array").arg(member.name)};
}

} // namespace

/// The bytes that tell what the file is, or what it holds when it is a gzip file.
Result<Bytes> ArrayFile::Private::readStart(QByteArray &scratch, Progress &progress)
{
    const auto start = source->read(0, std::min(startLength, source->size()), scratch);
    if (!start || !isGzip(*start))
        return start;
    auto content = openGzipContent(file, progress);
    if (!content)
        return content.error();
    source = *content;
    return source->read(0, std::min(startLength, source->size()), scratch);
}

Result<> ArrayFile::Private::readNpy()
{
    Result<NpyMembers> read = readNpyMembers(source);
    if (!read)
        return read.error();
    members = std::move(read->members);
    notes = read->notes;
    const bool isGzipped = source != file;
    for (Member &member : members)
        member.isGzipped = isGzipped;
    if (isGzipped && members.size() == 1)
        members.front().storedBytes = file->size();
    return {};
}

Result<> ArrayFile::Private::readNpz()
{
    Result<ZipArchive> opened = ZipArchive::open(source);
    if (!opened)
        return opened.error();
    format = FileFormat::Npz;
    members = readNpzMembers(*opened, source->isMapped());
    notes = opened->notes() + notesOnArchive(opened->entries());
    archive = *std::move(opened);
    return {};
}

/// zipfile opens archives with something in front; numpy.load does not try.
Result<> ArrayFile::Private::readOtherZip(Bytes start)
{
    const Error diagnosis = diagnoseFile(start, source->size());
    const bool isPart = start.size() >= 2 && start[0] == 'P' && start[1] == 'K';
    return !isPart && readNpz() && !members.empty() ? Result<>() : diagnosis;
}

void ArrayFile::Private::index()
{
    for (size_t i = 0; i < members.size(); ++i) {
        byName.insert(members[i].name, i);
        if (members[i].entry)
            byEntryName.insert(members[i].entry->name, i);
    }
}

Result<ArrayFile> ArrayFile::open(const QString &path)
{
    Progress silent;
    return open(path, silent);
}

Result<ArrayFile> ArrayFile::open(const QString &path, Progress &progress)
{
    const Result<ByteSourcePtr> source = openFile(path);
    if (!source)
        return source.error();
    auto state = std::make_shared<Private>();
    state->path = path;
    state->source = state->file = *source;
    QByteArray scratch;
    const Result<Bytes> start = state->readStart(scratch, progress);
    if (!start)
        return start.error();
    const Result<> opened = startsAsZip(*start) ? state->readNpz()
        : ArrayHeader::hasMagic(*start)         ? state->readNpy()
                                                : state->readOtherZip(*start);
    if (!opened)
        return opened.error();
    state->index();
    ArrayFile file;
    file.d = std::move(state);
    return file;
}

Result<ArrayFile> ArrayFile::openRaw(const QString &path, const RawLayout &layout)
{
    const Result<ByteSourcePtr> source = openFile(path);
    if (!source)
        return source.error();
    Result<ArrayHeader> header = layout.headerFor((*source)->size());
    if (!header)
        return header.error();
    auto state = std::make_shared<Private>();
    state->path = path;
    state->source = state->file = *source;
    state->isRaw = true;
    Member member;
    member.state = Member::State::Ok;
    member.nbytes = member.storedBytes = header->byteCount().isOk() ? *header->byteCount() : 0;
    member.isMapped = (*source)->isMapped();
    member.header = *std::move(header);
    state->members.push_back(std::move(member));
    state->index();
    ArrayFile file;
    file.d = std::move(state);
    return file;
}

QString ArrayFile::path() const
{
    return d->path;
}

FileFormat ArrayFile::format() const
{
    return d->format;
}

bool ArrayFile::isRaw() const
{
    return d->isRaw;
}

qint64 ArrayFile::fileSize() const
{
    return d->file->size();
}

const std::vector<Member> &ArrayFile::members() const
{
    return d->members;
}

const Member *ArrayFile::member(const QString &name) const
{
    for (const auto *table : {&d->byEntryName, &d->byName}) {
        if (const auto found = table->find(name); found != table->end())
            return &d->members[*found];
    }
    return nullptr;
}

Result<ArrayView> ArrayFile::array(const Member &member) const
{
    if (member.state != Member::State::Ok)
        return refusal(member);
    Result<ByteSourcePtr> source = bytes(member);
    if (!source)
        return source.error();
    const Result<ArrayView> view = ArrayView::fromHeader(*member.header, *std::move(source));
    return view ? withLongDoublesRecognized(*view) : view;
}

Result<ByteSourcePtr> ArrayFile::bytes(const Member &member) const
{
    if (d->archive && member.entry)
        return d->archive->source(*member.entry);
    const qint64 size = member.header ? member.header->dataOffset + member.nbytes : member.storedBytes;
    return size == d->source->size() ? Result<ByteSourcePtr>(d->source)
                                     : SubSource::create(d->source, member.offset, size);
}

Result<qint64> ArrayFile::offset(const Member &member) const
{
    return d->archive && member.entry ? d->archive->dataOffset(*member.entry) : Result<qint64>(member.offset);
}

QStringList ArrayFile::notes() const
{
    return d->notes;
}

bool ArrayFile::isSalvaged() const
{
    return d->archive && d->archive->isSalvaged();
}

const ZipArchive *ArrayFile::archive() const
{
    return d->archive ? &*d->archive : nullptr;
}

bool ArrayFile::isIntact() const
{
    return d->source->isIntact();
}

} // namespace npeek
