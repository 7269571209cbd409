#include "core/sparse/entry_source.h"

#include <algorithm>

namespace npeek {

/// Copies the part of a piece at pieceOffset that belongs to [offset, offset + size) to out, where offset belongs.
static void copyOverlap(unsigned char *out, qint64 offset, qint64 size, const void *piece, qint64 pieceOffset,
                        qint64 pieceSize)
{
    const qint64 low = std::max(offset, pieceOffset);
    const qint64 high = std::min(offset + size, pieceOffset + pieceSize);
    if (low < high)
        memcpy(out + (low - offset), static_cast<const unsigned char *>(piece) + (low - pieceOffset),
               static_cast<size_t>(high - low));
}

CoordinateSource::CoordinateSource(SparseArray array, int firstAxis, int axes)
    : m_array(std::move(array))
    , m_firstAxis(firstAxis)
    , m_axes(axes)
{
}

Result<Bytes> CoordinateSource::read(qint64 offset, qint64 size, QByteArray &scratch) const
{
    if (auto inside = checkRange(offset, size, this->size()); !inside)
        return inside.error();
    constexpr qint64 width = sizeof(qint64);
    unsigned char *out = prepareScratch(scratch, size);
    Progress progress;
    EntryReader reader(m_array.storage(), progress);
    EntryBlock block;
    const qint64 end = size == 0 ? 0 : (offset + size - 1) / width + 1;
    for (qint64 i = offset / width; i < end; i += block.count) {
        const qint64 position = i % m_array.nnz();
        if (auto done = reader.read(position, std::min(end - i, m_array.nnz() - position), false, block); !done)
            return done.error();
        const auto &coords = block.coords[static_cast<size_t>(m_firstAxis + i / m_array.nnz())];
        copyOverlap(out, offset, size, coords.data(), i * width, block.count * width);
    }
    return Bytes(out, static_cast<size_t>(size));
}

StoredValueSource::StoredValueSource(SparseArray array)
    : m_array(std::move(array))
    , m_itemsize(m_array.dtype().itemsize)
{
}

Result<Bytes> StoredValueSource::read(qint64 offset, qint64 size, QByteArray &scratch) const
{
    if (auto inside = checkRange(offset, size, this->size()); !inside)
        return inside.error();
    unsigned char *out = prepareScratch(scratch, size);
    Progress progress;
    EntryReader reader(m_array.storage(), progress);
    EntryBlock block;
    const qint64 end = size == 0 ? 0 : (offset + size - 1) / m_itemsize + 1;
    for (qint64 i = offset / m_itemsize; i < end; i += block.count) {
        if (auto done = reader.read(i, end - i, true, block); !done)
            return done.error();
        copyOverlap(out, offset, size, block.values, i * m_itemsize, block.count * m_itemsize);
    }
    return Bytes(out, static_cast<size_t>(size));
}

} // namespace npeek
