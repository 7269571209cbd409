#include "core/io/file_source.h"

#include "core/io/mapping_guard.h"

#include <QDir>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <unistd.h>
#endif

namespace npeek {

FileSource::FileSource(std::unique_ptr<QFile> file)
    : m_file(std::move(file))
    , m_size(m_file->size())
{
}

Result<Bytes> FileSource::read(qint64 offset, qint64 size, QByteArray &scratch) const
{
    if (auto inside = checkRange(offset, size, m_size); !inside)
        return inside.error();
    unsigned char *const to = prepareScratch(scratch, size);
    for (qint64 done = 0; done < size;) {
        const qint64 count = readAt(offset + done, to + done, size - done);
        if (count < 0) {
            return Error{ErrorCode::Io,
                         QStringLiteral("cannot read %1 bytes at offset %2 of “%3”: %4")
                             .arg(size - done)
                             .arg(offset + done)
                             .arg(QDir::toNativeSeparators(m_file->fileName()), qt_error_string())};
        }
        if (count == 0)
            return truncatedFileError(*m_file, m_size);
        done += count;
    }
    return Bytes(to, static_cast<size_t>(size));
}

bool FileSource::isIntact() const
{
    const qint64 now = currentFileSize(m_file->handle());
    return now < 0 || now >= m_size;
}

#ifdef Q_OS_UNIX
qint64 FileSource::readAt(qint64 offset, unsigned char *to, qint64 size) const
{
    ssize_t count;
    do {
        count = pread(m_file->handle(), to, static_cast<size_t>(size), static_cast<off_t>(offset));
    } while (count < 0 && errno == EINTR);
    return count;
}
#else
qint64 FileSource::readAt(qint64 offset, unsigned char *to, qint64 size) const
{
    const std::lock_guard lock(m_mutex);
    return m_file->seek(offset) ? m_file->read(reinterpret_cast<char *>(to), size) : -1;
}
#endif

Error truncatedFileError(const QFile &file, qint64 sizeBefore)
{
    return Error{ErrorCode::FileChanged,
                 QStringLiteral("the file was truncated to %1 bytes while it was open (it had %2)")
                     .arg(currentFileSize(file.handle()))
                     .arg(sizeBefore)};
}

} // namespace npeek
