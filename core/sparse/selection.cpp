#include "core/sparse/selection.h"

#include <algorithm>

namespace npeek {

namespace {

/// The first and the last index of an axis that a slice takes.
struct Span {
    qint64 low = 0, high = -1;
};

Span spanOf(const AxisSlice &slice)
{
    if (slice.length == 0)
        return {};
    const auto [low, high] = std::minmax({slice.start, slice.indexOf(slice.length - 1)});
    return {low, high};
}

void append(std::vector<PositionRange> &ranges, qint64 first, qint64 end)
{
    if (end <= first)
        return;
    if (!ranges.empty() && ranges.back().end == first)
        ranges.back().end = end;
    else
        ranges.push_back({first, end});
}

Result<> appendLines(std::vector<PositionRange> &ranges, const SparseStorage &storage, LineReader &lines, Span span)
{
    const auto first = lines.start(span.low / storage.lineLength());
    if (!first)
        return first.error();
    const auto end = lines.start(span.high / storage.lineLength() + 1);
    if (!end)
        return end.error();
    const qint64 units = storage.nnz / storage.unit; // what a changed file says may be anything
    append(ranges, std::clamp(*first, qint64(0), units) * storage.unit,
           std::clamp(*end, qint64(0), units) * storage.unit);
    return {};
}

/// Lines far from each other are looked up one by one, if there are not too many of them.
Result<std::vector<PositionRange>> compressedPositions(const SparseStorage &storage, const AxisSlice &slice,
                                                       Progress &progress)
{
    constexpr qint64 mostLookups = 4096;
    std::vector<PositionRange> ranges;
    LineReader lines(storage.parts.indptr, progress);
    const bool isScattered =
        (slice.step > storage.lineLength() || slice.step < -storage.lineLength()) && slice.length <= mostLookups;
    if (!isScattered) {
        auto done = appendLines(ranges, storage, lines, spanOf(slice));
        return done ? Result<std::vector<PositionRange>>(ranges) : done.error();
    }
    for (qint64 i = 0; i < slice.length; ++i) {
        const qint64 line = slice.indexOf(slice.step > 0 ? i : slice.length - 1 - i);
        if (auto done = appendLines(ranges, storage, lines, {line, line}); !done)
            return done.error();
    }
    return ranges;
}

/// The first position whose coordinate on the first axis is not less than index; they ascend.
Result<qint64> lowerBound(IndexReader &reader, qint64 index)
{
    qint64 low = 0, high = reader.size();
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        const auto found = reader.at(middle);
        if (!found)
            return found;
        if (*found < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Result<std::vector<PositionRange>> orderedPositions(const SparseStorage &storage, Span span, Progress &progress)
{
    IndexReader reader(storage.parts.coords[0], progress);
    const auto first = lowerBound(reader, span.low);
    if (!first)
        return first.error();
    const auto end = lowerBound(reader, span.high + 1);
    if (!end)
        return end.error();
    std::vector<PositionRange> ranges;
    append(ranges, *first, *end);
    return ranges;
}

std::vector<PositionRange> diagonalPositions(const SparseStorage &storage, Span rows, Span columns)
{
    std::vector<PositionRange> ranges;
    for (const Diagonal &diagonal : storage.diagonals) {
        const qint64 low = std::max({columns.low, rows.low + diagonal.offset, diagonal.firstColumn});
        const qint64 high =
            std::min({columns.high, rows.high + diagonal.offset, diagonal.firstColumn + diagonal.length - 1});
        const qint64 start = diagonal.firstPosition - diagonal.firstColumn;
        append(ranges, start + low, start + high + 1);
    }
    return ranges;
}

} // namespace

Shape shapeOf(const SparseSelection &selection)
{
    Shape shape;
    for (const AxisSlice &slice : selection)
        if (!slice.isIndex)
            shape.push_back(slice.length);
    return shape;
}

SelectionMap::SelectionMap(const SparseSelection &selection)
    : m_selection(selection)
{
    for (AxisSlice &slice : m_selection)
        if (slice.length == 1)
            slice.step = 1; // also of an index, whose step says nothing
}

Result<std::vector<PositionRange>> positionsOf(const SparseStorage &storage, const SparseSelection &selection,
                                               Progress &progress)
{
    QuietProgress quiet(progress);
    const bool isEmpty = std::ranges::any_of(selection, [](const AxisSlice &slice) { return slice.length == 0; });
    if (isEmpty || storage.nnz == 0)
        return std::vector<PositionRange>();
    if (storage.isCompressed() && storage.lineAxis() >= 0)
        return compressedPositions(storage, selection[static_cast<size_t>(storage.lineAxis())], quiet);
    if (storage.format() == SparseFormat::Dia)
        return diagonalPositions(storage, spanOf(selection[0]), spanOf(selection[1]));
    if (storage.format() == SparseFormat::Coo && storage.isRowMajor)
        return orderedPositions(storage, spanOf(selection[0]), quiet);
    return std::vector<PositionRange>{{0, storage.nnz}};
}

qint64 countOf(const std::vector<PositionRange> &ranges)
{
    qint64 count = 0;
    for (const PositionRange &range : ranges)
        count += range.end - range.first;
    return count;
}

Result<> walkEntries(const SparseStorage &storage, const std::vector<PositionRange> &ranges, bool withValues,
                     Progress &progress, const std::function<Result<>(const EntryBlock &)> &visit)
{
    constexpr int reportEvery = 32; // blocks
    QuietProgress quiet(progress);
    EntryReader reader(storage, quiet);
    EntryBlock block;
    const qint64 total = countOf(ranges);
    qint64 done = 0;
    int blocks = 0;
    for (const PositionRange &range : ranges) {
        for (qint64 first = range.first; first < range.end; first += block.count) {
            if (auto read = reader.read(first, range.end - first, withValues, block); !read)
                return read;
            if (auto visited = visit(block); !visited)
                return visited;
            done += block.count;
            if (++blocks % reportEvery != 0)
                continue;
            progress.report(done, total);
            if (progress.isCanceled())
                return Error{ErrorCode::Canceled,
                             QStringLiteral("canceled after %1 of %2 stored elements").arg(done).arg(total)};
        }
    }
    return checkIntact(*storage.parts.data.source());
}

} // namespace npeek
