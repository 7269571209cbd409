#include "core/sparse/dense_source.h"

#include "core/sparse/entry_order.h"

#include <algorithm>

namespace npeek {

/// True when a few rows can be made without looking at all that is stored.
static bool hasQuickRows(const SparseStorage &storage)
{
    const bool isOrdered =
        storage.format() == SparseFormat::Coo ? storage.isRowMajor : storage.format() != SparseFormat::Csc;
    return isOrdered || (storage.nnz <= maxPlacedEntries && elementCount(storage.shape()));
}

DenseSource::DenseSource(SparseArray array, SparseSelection selection)
    : m_array(std::move(array))
    , m_selection(std::move(selection))
    , m_itemsize(m_array.dtype().itemsize)
    , m_size(elementCount(shapeOf(m_selection)).value_or(0) * m_itemsize)
{
    constexpr qint64 quickBytes = 2 << 20;
    constexpr qint64 slowBytes = 64 << 20;
    m_slabElements = (hasQuickRows(m_array.storage()) ? quickBytes : slowBytes) / m_itemsize;
}

/// A slab is as many whole items as fit along the outermost axis of which one item fits, at one index of the axes
/// before.
Result<DenseSource::SlabPtr> DenseSource::makeSlab(qint64 element) const
{
    SparseSelection part = m_selection;
    qint64 itemElements = 1; // of one item along axis
    size_t axis = part.size();
    while (axis > 0 && itemElements * part[axis - 1].length <= m_slabElements)
        itemElements *= part[--axis].length;
    qint64 first = 0;
    if (axis > 0) {
        AxisSlice &cut = part[axis - 1];
        qint64 item = element / itemElements;
        const qint64 items = m_slabElements / itemElements;
        const qint64 start = item % cut.length / items * items;
        first = (item - item % cut.length + start) * itemElements;
        item /= cut.length;
        cut.start = cut.indexOf(start);
        cut.length = std::min(items, cut.length - start);
        for (size_t i = axis - 1; i-- > 0;) {
            AxisSlice &fixed = part[i];
            const qint64 at = item % fixed.length;
            item /= fixed.length;
            fixed.start = fixed.indexOf(at);
            fixed.length = 1;
        }
    }
    Progress progress;
    auto cells = m_array.cells(part, progress);
    if (!cells)
        return cells.error();
    return std::make_shared<const Slab>(Slab{first * m_itemsize, std::move(*cells)});
}

Result<DenseSource::SlabPtr> DenseSource::slabAt(qint64 offset) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_slab && offset >= m_slab->offset && offset < m_slab->offset + m_slab->bytes.size())
            return m_slab;
    }
    auto made = makeSlab(offset / m_itemsize);
    if (made) {
        const std::lock_guard lock(m_mutex);
        m_slab = *made;
    }
    return made;
}

Result<Bytes> DenseSource::read(qint64 offset, qint64 size, QByteArray &scratch) const
{
    if (auto inside = checkRange(offset, size, m_size); !inside)
        return inside.error();
    unsigned char *out = prepareScratch(scratch, size);
    for (qint64 done = 0; done < size;) {
        const auto slab = slabAt(offset + done);
        if (!slab)
            return slab.error();
        const qint64 skipped = offset + done - (*slab)->offset;
        const qint64 count = std::min((*slab)->bytes.size() - skipped, size - done);
        memcpy(out + done, (*slab)->bytes.constData() + skipped, static_cast<size_t>(count));
        done += count;
    }
    return Bytes(out, static_cast<size_t>(size));
}

} // namespace npeek
