#include "core/sparse/sparse_array.h"

#include "core/analysis/tally.h"
#include "core/array/element.h"
#include "core/base/shape_text.h"
#include "core/sparse/element_sum.h"
#include "core/sparse/entry_order.h"

#include <algorithm>

namespace npeek {

namespace {

/// The first place that nothing is stored at.
class FirstGap {
public:
    explicit FirstGap(qint64 stored)
        : m_isTaken(static_cast<size_t>(std::min(stored + 1, most)))
    {
    }

    void take(qint64 place)
    {
        if (place < static_cast<qint64>(m_isTaken.size()))
            m_isTaken[static_cast<size_t>(place)] = true;
    }
    /// -1 when it is further away than is kept in mind.
    qint64 find() const
    {
        const auto gap = std::ranges::find(m_isTaken, false);
        return gap == m_isTaken.end() ? -1 : gap - m_isTaken.begin();
    }

private:
    static constexpr qint64 most = qint64(1) << 30;
    std::vector<bool> m_isTaken;
};

/// Sums up what is stored, in any order of places, and then the zeros between.
class SparseTally {
public:
    SparseTally(const DType &dtype, qint64 total, qint64 stored)
        : m_dtype(dtype)
        , m_tally(Tally::create(dtype))
        , m_gap(stored)
    {
        m_statistics.total = total;
        m_statistics.isNumeric = true;
        m_elements.reserve(Tally::chunkElements * dtype.itemsize);
        m_places.reserve(Tally::chunkElements);
    }

    void add(qint64 place, const unsigned char *value)
    {
        m_elements.append(reinterpret_cast<const char *>(value), m_dtype.itemsize);
        m_places.push_back(place);
        m_gap.take(place);
        if (m_places.size() == static_cast<size_t>(Tally::chunkElements))
            flush();
    }
    Statistics finish();

private:
    using Find = int (Tally::*)(int) const;
    struct Extreme {
        QByteArray &bytes;
        double &value;
        qint64 &index;
    };
    void flush();
    void take(Change change, Find find, const Extreme &extreme);

    DType m_dtype;
    std::unique_ptr<Tally> m_tally;
    FirstGap m_gap;
    Statistics m_statistics;
    QByteArray m_elements; ///< a chunk
    std::vector<qint64> m_places;
};

void SparseTally::flush()
{
    if (m_places.empty())
        return;
    const auto *data = reinterpret_cast<const unsigned char *>(m_elements.constData());
    const Changes changes = m_tally->add(data, static_cast<int>(m_places.size()));
    Statistics &all = m_statistics;
    take(changes.min, &Tally::findMin, {all.min, all.minValue, all.argmin});
    take(changes.max, &Tally::findMax, {all.max, all.maxValue, all.argmax});
    all.count += static_cast<qint64>(m_places.size());
    m_places.clear();
    m_elements.resize(0);
}

/// Of equal extremes the first in C order counts, wherever it is stored.
void SparseTally::take(Change change, Find find, const Extreme &extreme)
{
    if (change == Change::None)
        return;
    const auto count = static_cast<int>(m_places.size());
    qint64 best = change == Change::Equal && extreme.index >= 0 ? extreme.index : m_statistics.total;
    int chosen = -1;
    for (int at = (*m_tally.*find)(0); at >= 0; at = at + 1 < count ? (*m_tally.*find)(at + 1) : -1) {
        if (m_places[static_cast<size_t>(at)] < best) {
            best = m_places[static_cast<size_t>(at)];
            chosen = at;
        }
    }
    if (chosen < 0)
        return;
    extreme.bytes = m_elements.mid(chosen * m_dtype.itemsize, m_dtype.itemsize);
    extreme.value = toDouble(m_dtype, reinterpret_cast<const unsigned char *>(extreme.bytes.constData()));
    extreme.index = best;
    m_statistics.hasRange = m_statistics.hasMean = true;
}

Statistics SparseTally::finish()
{
    flush();
    const qint64 zeros = m_statistics.total - m_statistics.count;
    if (zeros > 0) {
        const QByteArray zero(m_dtype.itemsize, '\0');
        const qint64 gap = m_gap.find();
        m_places.push_back(gap < 0 ? m_statistics.total - 1 : gap);
        m_elements = zero;
        flush();
        m_tally->addZeros(zeros - 1);
    }
    m_tally->write(m_statistics);
    m_statistics.count = m_statistics.total;
    return m_statistics;
}

Result<> addDistinct(const SparseStorage &storage, const SparseSelection &selection, SparseTally &tally,
                     Progress &progress)
{
    const auto ranges = positionsOf(storage, selection, progress);
    if (!ranges)
        return ranges.error();
    const SelectionMap map(selection);
    const qint64 itemsize = storage.dtype().itemsize;
    return walkEntries(storage, *ranges, true, progress, [&](const EntryBlock &block) -> Result<> {
        for (qint64 k = 0; k < block.count; ++k)
            if (const qint64 place = map.flat(block, static_cast<size_t>(k)); place >= 0)
                tally.add(place, block.values + k * itemsize);
        return {};
    });
}

/// Adds entries in order, those of one place as their sum.
Result<> addSums(const SparseStorage &storage, const std::vector<PlacedEntry> &entries, SparseTally &tally,
                 Progress &progress)
{
    const AddElement addElement = addElementOf(storage.dtype());
    QuietProgress quiet(progress);
    EntryReader reader(storage, quiet);
    QByteArray sum;
    for (auto entry = entries.begin(); entry != entries.end();) {
        const qint64 place = entry->place;
        sum.fill('\0', storage.dtype().itemsize);
        auto *bytes = reinterpret_cast<unsigned char *>(sum.data());
        for (; entry != entries.end() && entry->place == place; ++entry) {
            const auto value = reader.value(entry->position);
            if (!value)
                return value.error();
            addElement(bytes, value->data());
        }
        tally.add(place, bytes);
    }
    return checkIntact(*storage.parts.data.source());
}

/// Sorts as many entries at once as memory is meant for.
Result<> addSorted(const SparseStorage &storage, const SparseSelection &selection, SparseTally &tally,
                   Progress &progress)
{
    const auto bounds = placeBounds(storage, selection, progress);
    if (!bounds)
        return bounds.error();
    qint64 low = 0;
    for (const qint64 high : *bounds) {
        const auto entries = placedEntries(storage, selection, low, high, progress);
        if (!entries)
            return entries.error();
        if (auto added = addSums(storage, *entries, tally, progress); !added)
            return added;
        low = high;
    }
    return {};
}

} // namespace

Result<Statistics> SparseArray::statistics(const SparseSelection &selection, Progress &progress) const
{
    const auto total = elementCount(shapeOf(selection));
    if (!total)
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("the shape %1 has more than 2^63 elements to be counted")
                         .arg(shapeText(shapeOf(selection)))};
    SparseTally tally(dtype(), *total, std::min(nnz(), *total));
    if (*total > 0) {
        auto added = storage().isDistinct ? addDistinct(storage(), selection, tally, progress)
                                          : addSorted(storage(), selection, tally, progress);
        if (!added)
            return added.error();
    }
    return tally.finish();
}

} // namespace npeek
