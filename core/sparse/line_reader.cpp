#include "core/sparse/line_reader.h"

#include <algorithm>

namespace npeek {

LineReader::LineReader(const ArrayView &indptr, Progress &progress)
    : m_reader(indptr, progress)
{
}

/// The last line that starts at a position or before it.
Result<> LineReader::seek(qint64 position)
{
    qint64 low = 0, high = m_reader.size() - 1;
    while (high - low > 1) {
        const qint64 middle = low + (high - low) / 2;
        const auto start = m_reader.at(middle);
        if (!start)
            return start.error();
        (*start <= position ? low : high) = middle;
    }
    m_line = low;
    m_window.clear();
    return {};
}

Result<qint64> LineReader::end(qint64 line)
{
    const qint64 wanted = line + 1;
    if (wanted >= m_reader.size())
        return Error{ErrorCode::FileChanged, QStringLiteral("indptr has changed since it was checked")};
    if (wanted < m_windowFirst || wanted >= m_windowFirst + static_cast<qint64>(m_window.size())) {
        const qint64 room = m_window.empty() ? 64 : IndexReader::pieceCount;
        m_windowFirst = wanted;
        m_window.resize(static_cast<size_t>(std::min(room, m_reader.size() - wanted)));
        if (auto done = m_reader.read(wanted, static_cast<qint64>(m_window.size()), m_window.data()); !done)
            return done.error();
    }
    return m_window[static_cast<size_t>(wanted - m_windowFirst)];
}

Result<> LineReader::read(qint64 first, qint64 count, qint64 *lines)
{
    if (first != m_next)
        if (auto found = seek(first); !found)
            return found;
    for (qint64 k = 0; k < count;) {
        const auto lineEnd = end(m_line);
        if (!lineEnd)
            return lineEnd.error();
        const qint64 length = std::min(*lineEnd - (first + k), count - k);
        if (length > 0) {
            std::fill_n(lines + k, length, m_line);
            k += length;
        }
        if (*lineEnd <= first + k)
            ++m_line;
    }
    m_next = first + count;
    return {};
}

} // namespace npeek
