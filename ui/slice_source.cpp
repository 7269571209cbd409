#include "ui/slice_source.h"

#include <algorithm>
#include <cstring>

namespace npeek {
namespace {

constexpr qint64 pieceBytes = 32 << 20; // each costs the reader a look at what is stored of its rows

} // namespace

SliceSource::SliceSource(std::shared_ptr<const SliceReader> reader, qint64 rows, qint64 columns, qint64 itemsize)
    : m_reader(std::move(reader))
    , m_rows(rows)
    , m_columns(columns)
    , m_itemsize(itemsize)
{
}

/// Whole rows where several fit into a piece, else a part of one row.
Region SliceSource::regionAt(qint64 element) const
{
    const qint64 most = std::max<qint64>(1, pieceBytes / m_itemsize);
    const qint64 row = element / m_columns;
    if (m_columns > most) {
        const qint64 column = element % m_columns / most * most;
        return {row, column, 1, std::min(most, m_columns - column)};
    }
    const qint64 rows = most / m_columns;
    const qint64 first = row / rows * rows;
    return {first, 0, std::min(rows, m_rows - first), m_columns};
}

Result<SliceSource::PiecePtr> SliceSource::pieceAt(qint64 offset) const
{
    const std::lock_guard lock(m_mutex);
    if (m_piece && offset >= m_piece->offset && offset < m_piece->offset + m_piece->bytes.size())
        return m_piece;
    const Region region = regionAt(offset / m_itemsize);
    Progress progress;
    auto cells = m_reader->cells(region, progress);
    if (!cells)
        return cells.error();
    m_piece =
        std::make_shared<const Piece>(Piece{(region.row * m_columns + region.column) * m_itemsize, *std::move(cells)});
    return m_piece;
}

Result<Bytes> SliceSource::read(qint64 offset, qint64 size, QByteArray &scratch) const
{
    if (auto inside = checkRange(offset, size, this->size()); !inside)
        return inside.error();
    unsigned char *out = prepareScratch(scratch, size);
    for (qint64 done = 0; done < size;) {
        const auto piece = pieceAt(offset + done);
        if (!piece)
            return piece.error();
        const qint64 skipped = offset + done - (*piece)->offset;
        const qint64 count = std::min((*piece)->bytes.size() - skipped, size - done);
        std::memcpy(out + done, (*piece)->bytes.constData() + skipped, static_cast<size_t>(count));
        done += count;
    }
    return Bytes(out, static_cast<size_t>(size));
}

} // namespace npeek
