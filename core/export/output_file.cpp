#include "core/export/output_file.h"

#include <QDir>
#include <QFileInfo>

namespace npeek {

namespace {

constexpr qsizetype bufferSize = 1 << 20;

} // namespace

Result<> ByteMeter::advance(qint64 bytes)
{
    m_done += bytes;
    m_progress.report(m_done, m_total);
    if (m_progress.isCanceled())
        return Error{ErrorCode::Canceled, QStringLiteral("canceled; nothing was written")};
    return {};
}

OutputFile::OutputFile(const QString &path)
    : m_file(path)
{
}

Result<> OutputFile::open()
{
    const QFileInfo existing(m_file.fileName());
    if (existing.exists() && !existing.isFile()) // renaming onto a device would remove it
        return Error{ErrorCode::Io,
                     QStringLiteral("cannot write \"%1\": it is a folder or a device, not a file")
                         .arg(QDir::toNativeSeparators(m_file.fileName()))};
    if (!m_file.open(QIODevice::WriteOnly))
        return error();
    return {};
}

Result<> OutputFile::write(Bytes bytes)
{
    m_buffer.append(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    return m_buffer.size() < bufferSize ? Result<>() : flush();
}

Result<> OutputFile::flush()
{
    qint64 done = 0;
    while (done < m_buffer.size()) { // only the write after a partial one says what is wrong
        const qint64 written = m_file.write(m_buffer.constData() + done, m_buffer.size() - done);
        if (written <= 0)
            return error();
        done += written;
    }
    m_buffer.resize(0); // keeps the memory
    return {};
}

Result<> OutputFile::commit()
{
    if (auto flushed = flush(); !flushed)
        return flushed;
    if (!m_file.commit())
        return error();
    return {};
}

Sink OutputFile::sink()
{
    return [this](Bytes bytes) { return write(bytes); };
}

Error OutputFile::reasonFor(const Error &failure)
{
    if (m_file.error() == QFileDevice::NoError && m_file.seek(m_file.size())) {
        m_file.write("\0", 1);
        m_file.flush();
    }
    return m_file.error() == QFileDevice::NoError ? failure : error();
}

Error OutputFile::error() const
{
    return {ErrorCode::Io,
            QStringLiteral("cannot write \"%1\": %2")
                .arg(QDir::toNativeSeparators(m_file.fileName()), m_file.errorString())};
}

} // namespace npeek
