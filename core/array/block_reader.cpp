#include "core/array/block_reader.h"

#include "core/array/block_layout.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr qint64 fetchBytes = 8 * mebi; ///< the system is told ahead what is read next
constexpr qint64 maxElementBytes = 1024 * mebi; // of a source that has to fill a buffer
constexpr qint64 maxPanelBytes = 64 * mebi;
constexpr qint64 maxEmptyCount = qint64(1) << 62;

/// Bytes to gather at once. Where source and target disagree about order, each pass over the source should yield much.
qint64 panelBytesFor(const BlockLayout &layout, bool isMapped, qint64 blockBytes)
{
    if (!layout.isTransposed())
        return blockBytes;
    return std::max(blockBytes, std::min(maxPanelBytes, blockBytes * (isMapped ? 16 : 64)));
}

} // namespace

struct BlockReader::Private {
    ArrayView view;
    qint64 blockBytes;
    BlockLayout layout;
    bool keepsOrder = true; ///< positions are flat C-order indices
    bool isDirect = true; ///< runs are long enough to be handed out as they lie
    qint64 panelBytes = 0;

    qint64 done = 0;
    QByteArray scratch;
    std::unique_ptr<unsigned char[]> panel;
    qint64 panelCapacity = 0;
    qint64 panelEnd = 0; ///< position behind the last element gathered
    qint64 panelSize = 0; ///< elements gathered
    qint64 fetchedEnd = 0; ///< of the source, as far as it was told what comes
    qint64 lentOffset = 0;
    qint64 lentBytes = 0; ///< of the source, handed out with the last block

    Private(ArrayView v, Order order, qint64 wantedBytes);
    qint64 itemsize() const { return view.dtype().itemsize; }
    qint64 runBytes() const { return layout.runLength * itemsize(); }
    qint64 itemsPerBlock() const { return std::max<qint64>(blockBytes / itemsize(), 1); }
    void fetchAhead();
    void releaseLent();
    Result<> nextDirect(Block &block);
    Result<> nextGathered(Block &block);
    Result<> gather();
};

BlockReader::Private::Private(ArrayView v, Order order, qint64 wantedBytes)
    : view(std::move(v))
    , blockBytes(std::clamp<qint64>(wantedBytes, 1, maxPanelBytes))
{
    if (view.nbytes() == 0)
        return;
    layout = BlockLayout::of(view, order);
    keepsOrder = order == Order::C;
    const bool isMapped = view.source()->isMapped();
    panelBytes = panelBytesFor(layout, isMapped, blockBytes);
    // Decoding sources go through everything between two runs, so that those are better gathered unless they are long.
    const qint64 longRun = layout.isTransposed() && !isMapped ? mebi : 64 << 10;
    isDirect = layout.outer.empty() || runBytes() >= std::min(blockBytes, longRun);
}

void BlockReader::Private::releaseLent()
{
    if (lentBytes > 0)
        view.source()->release(lentOffset, lentBytes);
    lentBytes = 0;
}

void BlockReader::Private::fetchAhead()
{
    const qint64 run = done / layout.runLength;
    const qint64 runEnd = layout.offsetOfRun(run) + layout.runLength * itemsize();
    if (lentOffset + lentBytes <= fetchedEnd && lentOffset >= fetchedEnd - fetchBytes)
        return;
    fetchedEnd = std::min(runEnd, lentOffset + fetchBytes);
    view.source()->prefetch(lentOffset, fetchedEnd - lentOffset);
}

Result<> BlockReader::Private::nextDirect(Block &block)
{
    if (itemsize() > maxElementBytes && !view.source()->isMapped())
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("one element has %1 bytes, too many to be decoded at once").arg(itemsize())};
    const qint64 inRun = done % layout.runLength;
    block.count = std::min(layout.runLength - inRun, itemsPerBlock());
    lentOffset = layout.offsetOfRun(done / layout.runLength) + inRun * itemsize();
    lentBytes = block.count * itemsize();
    fetchAhead();
    const Result<Bytes> bytes = view.source()->read(lentOffset, lentBytes, scratch);
    if (!bytes) {
        lentBytes = 0;
        return bytes.error();
    }
    block.data = bytes->data();
    return checkIntact(*view.source());
}

Result<> BlockReader::Private::gather()
{
    const qint64 run = done / layout.runLength;
    const CopyBox box = layout.boxFrom(run, std::max<qint64>(panelBytes / runBytes(), 1), runBytes());
    const qint64 bytes = box.size() * runBytes();
    if (bytes > panelCapacity) {
        panel = std::make_unique_for_overwrite<unsigned char[]>(static_cast<size_t>(bytes));
        panelCapacity = bytes;
    }
    const qint64 offset = layout.offsetOfRun(run);
    if (Result<> copied = copyFromSource(box, *view.source(), offset, panel.get(), scratch); !copied)
        return copied;
    panelSize = bytes / itemsize();
    panelEnd = done + panelSize;
    return checkIntact(*view.source());
}

Result<> BlockReader::Private::nextGathered(Block &block)
{
    if (done == panelEnd) {
        if (Result<> gathered = gather(); !gathered)
            return gathered;
    }
    block.count = std::min(panelEnd - done, itemsPerBlock());
    block.data = panel.get() + (panelSize - (panelEnd - done)) * itemsize();
    return {};
}

BlockReader::BlockReader(ArrayView view, Order order, qint64 blockBytes)
    : d(std::make_shared<Private>(std::move(view), order, blockBytes))
{
}

Result<bool> BlockReader::next(Block &block)
{
    d->releaseLent();
    block = {nullptr, 0, d->done};
    if (d->done == d->view.size())
        return false;
    if (d->itemsize() == 0) {
        block.count = std::min(d->view.size() - d->done, maxEmptyCount);
    } else if (Result<> read = d->isDirect ? d->nextDirect(block) : d->nextGathered(block); !read) {
        return read.error();
    }
    d->done += block.count;
    return true;
}

qint64 BlockReader::indexOf(const Block &block, qint64 k) const
{
    return d->keepsOrder ? block.firstIndex + k : d->layout.indexAt(block.firstIndex + k);
}

qint64 BlockReader::done() const
{
    return d->done;
}

} // namespace npeek
