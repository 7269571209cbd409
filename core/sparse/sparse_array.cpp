#include "core/sparse/sparse_array.h"

#include "core/base/shape_text.h"
#include "core/sparse/dense_source.h"
#include "core/sparse/element_sum.h"
#include "core/sparse/entry_order.h"

#include <algorithm>
#include <mutex>

namespace npeek {

using EntryOrder = std::shared_ptr<const std::vector<PlacedEntry>>;

struct SparseArray::Private {
    SparseStorage storage;
    mutable std::mutex mutex;
    mutable EntryOrder order; ///< of all elements, once it was needed

    Result<EntryOrder> findOrder(const SparseSelection &whole, Progress &progress) const
    {
        const std::lock_guard lock(mutex);
        if (order)
            return order;
        auto entries = placedEntries(storage, whole, 0, elementCount(storage.shape()).value_or(0), progress);
        if (!entries)
            return entries.error();
        order = std::make_shared<const std::vector<PlacedEntry>>(std::move(*entries));
        return order;
    }
};

Result<SparseArray> SparseArray::open(const ArrayFile &file, Progress &progress)
{
    const auto parts = openSparseParts(file);
    return parts ? fromParts(*parts, progress) : Result<SparseArray>(parts.error());
}

Result<SparseArray> SparseArray::fromParts(const SparseParts &parts, Progress &progress)
{
    auto storage = checkSparse(parts, progress);
    if (!storage)
        return storage.error();
    if (auto intact = checkIntact(*parts.data.source()); !intact)
        return intact.error();
    auto shared = std::make_shared<Private>();
    shared->storage = std::move(*storage);
    SparseArray array;
    array.d = std::move(shared);
    return array;
}

const SparseLayout &SparseArray::layout() const
{
    return d->storage.parts.layout;
}

const SparseStorage &SparseArray::storage() const
{
    return d->storage;
}

bool SparseArray::isIntact() const
{
    return d->storage.parts.data.source()->isIntact();
}

SparseSelection SparseArray::whole() const
{
    SparseSelection selection;
    for (size_t axis = 0; axis < shape().size(); ++axis)
        selection.push_back({static_cast<int>(axis), false, 0, 1, shape()[axis]});
    return selection;
}

SparseSelection SparseArray::page() const
{
    SparseSelection selection = whole();
    for (size_t axis = 0; axis + 2 < selection.size(); ++axis) {
        selection[axis].isIndex = true;
        selection[axis].length = std::min(shape()[axis], qint64(1));
    }
    return selection;
}

namespace {

/// Whether looking up the order of all elements pays, and whether it may be had.
bool wantsOrder(const SparseStorage &storage, qint64 covered)
{
    constexpr qint64 quickly = 1 << 18;
    const bool isScattered =
        storage.format() == SparseFormat::Csc || (storage.format() == SparseFormat::Coo && !storage.isRowMajor);
    return isScattered && covered > quickly && storage.nnz <= maxPlacedEntries && elementCount(storage.shape());
}

/// Sums elements up in packed cells.
class CellSums {
public:
    CellSums(const SparseStorage &storage, QByteArray &cells)
        : m_itemsize(storage.dtype().itemsize)
        , m_add(storage.isDistinct ? nullptr : addElementOf(storage.dtype()))
        , m_cells(reinterpret_cast<unsigned char *>(cells.data()))
    {
    }
    void add(qint64 place, const unsigned char *value)
    {
        unsigned char *cell = m_cells + place * m_itemsize;
        if (m_add)
            m_add(cell, value);
        else
            memcpy(cell, value, static_cast<size_t>(m_itemsize));
    }

private:
    qint64 m_itemsize;
    AddElement m_add; ///< nullptr: nothing is added to anything but zero
    unsigned char *m_cells;
};

/// The flat index in the array of the first (last) element of a selection.
qint64 cornerOf(const SparseSelection &selection, const Shape &shape, bool isLast)
{
    qint64 flat = 0;
    for (size_t axis = 0; axis < shape.size(); ++axis) {
        const AxisSlice &slice = selection[axis];
        const auto [low, high] = std::minmax({slice.start, slice.indexOf(std::max(slice.length, qint64(1)) - 1)});
        flat = flat * shape[axis] + (isLast ? high : low);
    }
    return flat;
}

} // namespace

/// Looks up what lies between the corners of a selection in the order of all elements.
Result<> SparseArray::addFromOrder(const SparseSelection &selection, QByteArray &cells, Progress &progress) const
{
    const auto order = d->findOrder(whole(), progress);
    if (!order)
        return order.error();
    const SelectionMap map(selection);
    CellSums sums(d->storage, cells);
    QuietProgress quiet(progress);
    EntryReader reader(d->storage, quiet);
    const qint64 last = cornerOf(selection, shape(), true);
    auto entry = std::ranges::lower_bound(**order, cornerOf(selection, shape(), false), {}, &PlacedEntry::place);
    EntryBlock block;
    block.resize(shape().size(), 1);
    for (; entry != (*order)->end() && entry->place <= last; ++entry) {
        qint64 flat = entry->place;
        for (size_t axis = shape().size(); axis-- > 0; flat /= shape()[axis])
            block.coords[axis][0] = flat % shape()[axis];
        const qint64 place = map.flat(block, 0);
        if (place < 0)
            continue;
        const auto value = reader.value(entry->position);
        if (!value)
            return value.error();
        sums.add(place, value->data());
    }
    return checkIntact(*d->storage.parts.data.source());
}

Result<QByteArray> SparseArray::cells(const SparseSelection &selection, Progress &progress) const
{
    const auto count = elementCount(shapeOf(selection));
    const auto size = count ? checkedMultiply(*count, dtype().itemsize) : std::nullopt;
    if (!size || *size > maxCellBytes)
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("the elements of the shape %1 take more than %2 bytes")
                         .arg(shapeText(shapeOf(selection)))
                         .arg(maxCellBytes)};
    QByteArray cells(*size, '\0');
    const bool isEmpty = std::ranges::any_of(selection, [](const AxisSlice &slice) { return slice.length == 0; });
    if (isEmpty)
        return cells;
    const auto ranges = positionsOf(d->storage, selection, progress);
    if (!ranges)
        return ranges.error();
    if (wantsOrder(d->storage, countOf(*ranges))) {
        auto added = addFromOrder(selection, cells, progress);
        return added ? Result<QByteArray>(cells) : added.error();
    }
    const SelectionMap map(selection);
    CellSums sums(d->storage, cells);
    const qint64 itemsize = dtype().itemsize;
    auto walked = walkEntries(d->storage, *ranges, true, progress, [&](const EntryBlock &block) -> Result<> {
        for (qint64 k = 0; k < block.count; ++k)
            if (const qint64 place = map.flat(block, static_cast<size_t>(k)); place >= 0)
                sums.add(place, block.values + k * itemsize);
        return {};
    });
    return walked ? Result<QByteArray>(cells) : walked.error();
}

Result<ArrayView> SparseArray::dense(const SparseSelection &selection, qint64 maxBytes) const
{
    const Shape shape = shapeOf(selection);
    const auto count = elementCount(shape);
    const auto size = count ? checkedMultiply(*count, dtype().itemsize) : std::nullopt;
    if (!size)
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("all elements of the shape %1 take more than 2^63 bytes").arg(shapeText(shape))};
    if (*size > maxBytes)
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("all elements of the shape %1 take %2 bytes, more than %3")
                         .arg(shapeText(shape))
                         .arg(*size)
                         .arg(maxBytes)};
    return ArrayView::fromSource(dtype(), shape, false, 0, std::make_shared<DenseSource>(*this, selection));
}

} // namespace npeek
