#include "core/sparse/entry_order.h"

#include <algorithm>

namespace npeek {

static Error tooMany(qint64 count)
{
    return {ErrorCode::TooLarge,
            QStringLiteral("%1 stored elements that are not in order are more than the %2 that can be sorted at once")
                .arg(count)
                .arg(maxPlacedEntries)};
}

Result<std::vector<PlacedEntry>> placedEntries(const SparseStorage &storage, const SparseSelection &selection,
                                               qint64 low, qint64 high, Progress &progress)
{
    const auto ranges = positionsOf(storage, selection, progress);
    if (!ranges)
        return ranges.error();
    const SelectionMap map(selection);
    std::vector<PlacedEntry> entries;
    entries.reserve(static_cast<size_t>(std::min(countOf(*ranges), maxPlacedEntries)));
    auto walked = walkEntries(storage, *ranges, false, progress, [&](const EntryBlock &block) -> Result<> {
        for (qint64 k = 0; k < block.count; ++k) {
            const qint64 place = map.flat(block, static_cast<size_t>(k));
            if (place >= low && place < high)
                entries.push_back({place, block.first + k});
        }
        const auto count = static_cast<qint64>(entries.size());
        return count > maxPlacedEntries ? Result<>(tooMany(count)) : Result<>();
    });
    if (!walked)
        return walked.error();
    std::ranges::sort(entries);
    return entries;
}

Result<std::vector<qint64>> placeBounds(const SparseStorage &storage, const SparseSelection &selection,
                                        Progress &progress)
{
    constexpr qint64 buckets = 1 << 16;
    const qint64 size = elementCount(shapeOf(selection)).value_or(0);
    const auto ranges = positionsOf(storage, selection, progress);
    if (!ranges)
        return ranges.error();
    if (countOf(*ranges) <= maxPlacedEntries)
        return std::vector<qint64>{size};
    const qint64 width = size / buckets + 1;
    std::vector<qint64> counts(static_cast<size_t>(buckets), 0);
    const SelectionMap map(selection);
    auto walked = walkEntries(storage, *ranges, false, progress, [&](const EntryBlock &block) -> Result<> {
        for (size_t k = 0; k < static_cast<size_t>(block.count); ++k)
            if (const qint64 place = map.flat(block, k); place >= 0)
                ++counts[static_cast<size_t>(place / width)];
        return {};
    });
    if (!walked)
        return walked.error();
    std::vector<qint64> bounds;
    qint64 held = 0;
    for (qint64 bucket = 0; bucket < buckets; ++bucket) {
        const qint64 count = counts[static_cast<size_t>(bucket)];
        if (count > maxPlacedEntries)
            return tooMany(count);
        if (held + count > maxPlacedEntries) {
            bounds.push_back(bucket * width);
            held = 0;
        }
        held += count;
    }
    bounds.push_back(size);
    return bounds;
}

} // namespace npeek
