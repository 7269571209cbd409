#pragma once

#include "core/array/array_view.h"

namespace npeek {

/// In which order elements are visited.
enum class Order {
    C, ///< last axis fastest: what writers need
    Memory ///< whatever reads the source forward; for sums and extremes, where order does not matter
};

/// A run of elements, tightly packed: element k is at data + k * itemsize.
struct Block {
    const unsigned char *data = nullptr;
    qint64 count = 0; ///< elements
    qint64 firstIndex =
        0; ///< flat C-order index, in the view, of the first element (Order::C only; see indexOf for Memory)
};

/// Reads all elements of a view as a sequence of blocks of about blockBytes: straight from the map where they lie
/// packed there, gathered into a buffer of its own otherwise. Pages that were read are released, so memory stays
/// bounded for any size.
class BlockReader {
public:
    explicit BlockReader(ArrayView view, Order order, qint64 blockBytes = 1 << 20);

    /// True with the next block, false at the end. FileChanged when the file was truncated, or what the source says.
    /// The block is valid until the next call. Views with itemsize 0 give blocks with a count and no bytes to read.
    Result<bool> next(Block &block);

    /// Flat C-order index in the view of element k of the last block, for either order.
    qint64 indexOf(const Block &block, qint64 k) const;
    /// Elements delivered so far.
    qint64 done() const;

private:
    struct Private;
    std::shared_ptr<Private> d;
};

} // namespace npeek
