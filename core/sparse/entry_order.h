#pragma once

#include "core/sparse/selection.h"

namespace npeek {

/// A stored element by where it belongs and where it is.
struct PlacedEntry {
    qint64 place = 0; ///< flat C-order index in a selection
    qint64 position = 0;
    auto operator<=>(const PlacedEntry &) const = default;
};

/// The most that are held in memory at once: 192 MB.
inline constexpr qint64 maxPlacedEntries = 12 << 20;

/// What is stored of a selection at the places [low, high), by place and then by position. There must not be more than
/// maxPlacedEntries of them: TooLarge. The size of the selection must fit.
Result<std::vector<PlacedEntry>> placedEntries(const SparseStorage &storage, const SparseSelection &selection,
                                               qint64 low, qint64 high, Progress &progress);

/// Bounds 0 < ... < size that cut the places of a selection into pieces of at most maxPlacedEntries each. TooLarge when
/// elements are so close to each other that this fails.
Result<std::vector<qint64>> placeBounds(const SparseStorage &storage, const SparseSelection &selection,
                                        Progress &progress);

} // namespace npeek
