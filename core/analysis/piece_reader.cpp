#include "core/analysis/piece_reader.h"

#include <algorithm>

namespace npeek {

PieceReader::PieceReader(ByteSourcePtr source, Progress &progress, qint64 total)
    : m_source(std::move(source))
    , m_progress(progress)
    , m_total(total)
{
}

Result<Bytes> PieceReader::read(qint64 offset, qint64 size)
{
    constexpr qint64 checkBytes = 4 << 20;
    constexpr qint64 faultBytes = 64 << 10; // a page fault maps the cached pages around it as well
    if (m_touched >= checkBytes) {
        if (auto good = check(); !good)
            return good.error();
    }
    m_low = m_touched == 0 ? offset : std::min(m_low, offset);
    m_high = m_touched == 0 ? offset + size : std::max(m_high, offset + size);
    m_touched += std::max(size, faultBytes);
    return m_source->read(offset, size, m_scratch);
}

Result<> PieceReader::check()
{
    m_source->release(m_low, m_high - m_low);
    m_touched = 0;
    m_progress.report(m_done, m_total);
    if (m_progress.isCanceled())
        return Error{ErrorCode::Canceled, QStringLiteral("canceled after %1 of %2 elements").arg(m_done).arg(m_total)};
    return checkIntact(*m_source);
}

} // namespace npeek
