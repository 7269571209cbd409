#pragma once

#include "core/io/byte_source.h"

#include <QFile>

#include <mutex>

namespace npeek {

/// A file that is read piece by piece, for those that cannot be mapped. Thread-safe.
class FileSource : public ByteSource {
public:
    /// Takes over a file that is open for reading; its size at this moment counts.
    explicit FileSource(std::unique_ptr<QFile> file);

    qint64 size() const override { return m_size; }
    /// FileChanged when the file ends before the range does.
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override;
    bool isIntact() const override;

private:
    qint64 readAt(qint64 offset, unsigned char *to, qint64 size) const;

    std::unique_ptr<QFile> m_file;
    qint64 m_size;
    mutable std::mutex m_mutex;
};

/// What to say of a file that became shorter while it was open.
Error truncatedFileError(const QFile &file, qint64 sizeBefore);

} // namespace npeek
