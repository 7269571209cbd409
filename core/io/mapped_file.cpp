#include "core/io/mapped_file.h"

#include "core/io/file_source.h"
#include "core/io/mapping_guard.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace npeek {

namespace {

class MappedFile : public ByteSource {
public:
    MappedFile(std::unique_ptr<QFile> file, std::unique_ptr<MappingGuard> guard, const uchar *begin, qint64 size)
        : m_file(std::move(file))
        , m_guard(std::move(guard))
        , m_begin(begin)
        , m_size(size)
    {
    }

    qint64 size() const override { return m_size; }
    bool isMapped() const override { return true; }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override;
    bool isIntact() const override;
    void prefetch(qint64 offset, qint64 size) const override;
    void release(qint64 offset, qint64 size) const override;

private:
    // The guard goes before the file, whose destructor unmaps.
    std::unique_ptr<QFile> m_file;
    std::unique_ptr<MappingGuard> m_guard;
    const uchar *m_begin;
    qint64 m_size;
};

Result<Bytes> MappedFile::read(qint64 offset, qint64 size, QByteArray &) const
{
    if (auto inside = checkRange(offset, size, m_size); !inside)
        return inside.error();
    if (!m_guard->isIntact())
        return truncatedFileError(*m_file, m_size);
    return Bytes(m_begin + offset, static_cast<size_t>(size));
}

bool MappedFile::isIntact() const
{
    if (!m_guard->isIntact())
        return false;
    // The end of the last page that is left reads as zeros and never faults.
    const qint64 now = currentFileSize(m_file->handle());
    return now < 0 || now >= m_size;
}

void MappedFile::prefetch(qint64 offset, qint64 size) const
{
    if (offset >= 0 && offset < m_size)
        fetchPages(m_begin + offset, std::min(size, m_size - offset));
}

void MappedFile::release(qint64 offset, qint64 size) const
{
    if (checkRange(offset, size, m_size))
        discardPages(m_begin + offset, size);
}

Result<> checkIsReadableFile(const QString &path)
{
    const QFileInfo info(path);
    const QString name = QDir::toNativeSeparators(path);
    if (!info.exists())
        return Error{ErrorCode::NotFound, QStringLiteral("there is no file “%1”").arg(name)};
    if (info.isDir())
        return Error{ErrorCode::InvalidInput, QStringLiteral("“%1” is a folder, not a file").arg(name)};
    if (!info.isFile()) {
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("“%1” is a pipe or a device: only ordinary files can be read").arg(name)};
    }
    return {};
}

} // namespace

Result<ByteSourcePtr> openFile(const QString &path)
{
    if (auto readable = checkIsReadableFile(path); !readable)
        return readable.error();
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return Error{ErrorCode::Io,
                     QStringLiteral("cannot open “%1”: %2").arg(QDir::toNativeSeparators(path), file->errorString())};
    }
    const qint64 size = file->size();
    if (size == 0)
        return ByteSourcePtr(std::make_shared<MemorySource>(QByteArray()));
    if (const uchar *begin = file->map(0, size)) {
        expectScatteredReads(begin, size);
        if (auto guard = MappingGuard::create(begin, size))
            return ByteSourcePtr(std::make_shared<MappedFile>(std::move(file), std::move(guard), begin, size));
        file->unmap(const_cast<uchar *>(begin));
    }
    return ByteSourcePtr(std::make_shared<FileSource>(std::move(file)));
}

} // namespace npeek
