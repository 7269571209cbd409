#include "core/io/byte_source.h"

namespace npeek {

Result<> checkRange(qint64 offset, qint64 size, qint64 total)
{
    if (offset >= 0 && size >= 0 && offset <= total && size <= total - offset)
        return {};
    return Error{
        ErrorCode::InvalidInput,
        QStringLiteral("cannot read %1 bytes at offset %2: there are only %3 bytes").arg(size).arg(offset).arg(total)};
}

unsigned char *prepareScratch(QByteArray &scratch, qint64 size)
{
    if (scratch.size() < size)
        scratch = QByteArray(static_cast<qsizetype>(size), Qt::Uninitialized);
    return reinterpret_cast<unsigned char *>(scratch.data());
}

Result<Bytes> MemorySource::read(qint64 offset, qint64 size, QByteArray &) const
{
    if (auto inside = checkRange(offset, size, m_bytes.size()); !inside)
        return inside.error();
    return Bytes(reinterpret_cast<const unsigned char *>(m_bytes.constData()) + offset, static_cast<size_t>(size));
}

SubSource::SubSource(ByteSourcePtr parent, qint64 offset, qint64 size)
    : m_parent(std::move(parent))
    , m_offset(offset)
    , m_size(size)
{
}

Result<ByteSourcePtr> SubSource::create(ByteSourcePtr parent, qint64 offset, qint64 size)
{
    if (auto inside = checkRange(offset, size, parent->size()); !inside)
        return inside.error();
    return ByteSourcePtr(new SubSource(std::move(parent), offset, size));
}

Result<Bytes> SubSource::read(qint64 offset, qint64 size, QByteArray &scratch) const
{
    if (auto inside = checkRange(offset, size, m_size); !inside)
        return inside.error();
    return m_parent->read(m_offset + offset, size, scratch);
}

} // namespace npeek
