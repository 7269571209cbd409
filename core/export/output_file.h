#pragma once

#include "core/base/progress.h"
#include "core/io/byte_source.h"

#include <QSaveFile>

#include <functional>

namespace npeek {

/// Where a writer puts its bytes, piece by piece.
using Sink = std::function<Result<>(Bytes)>;

inline Bytes asBytes(QByteArrayView text)
{
    return {reinterpret_cast<const unsigned char *>(text.data()), static_cast<size_t>(text.size())};
}

/// Counts bytes towards a total, for Progress.
class ByteMeter {
public:
    ByteMeter(Progress &progress, qint64 total)
        : m_progress(progress)
        , m_total(total)
    {
    }

    /// Reports; Canceled when that was asked for.
    Result<> advance(qint64 bytes);
    bool isCanceled() const { return m_progress.isCanceled(); }

private:
    Progress &m_progress;
    qint64 m_total;
    qint64 m_done = 0;
};

/// A file that appears complete at commit() or not at all; until then an old file of that name stays. Errors are Io and
/// say which file and why.
class OutputFile {
public:
    explicit OutputFile(const QString &path);

    Result<> open();
    Result<> write(Bytes bytes);
    Result<> commit();

    Sink sink();
    /// For writers that seek; not to be mixed with write().
    QIODevice &device() { return m_file; }
    /// After a writer on device() failed: what the system says about that, else failure itself. Nothing can be written
    /// then.
    Error reasonFor(const Error &failure);

private:
    Result<> flush();
    Error error() const;

    QSaveFile m_file;
    QByteArray m_buffer;
};

} // namespace npeek
