#pragma once

#include "core/array/block_reader.h"
#include "core/array/strided_copy.h"

namespace npeek {

/// How the elements of a view follow each other in an order of visits: as runs of packed elements.
/// Axes that continue each other in the source are one, so that a contiguous view is a single run.
struct BlockLayout {
    struct Axis {
        qint64 length = 1;
        qint64 stride = 0; ///< bytes
        qint64 step = 0; ///< in the view's flat C order; of visited only
    };
    std::vector<Axis> visited; ///< the view's axes longer than 1, slowest first
    qint64 firstIndex = 0; ///< flat C-order index of what is visited first
    std::vector<Axis> outer; ///< the axes round the runs, merged
    qint64 runLength = 1; ///< elements
    qint64 offset = 0; ///< bytes in the source of what is visited first

    /// The view must have bytes.
    static BlockLayout of(const ArrayView &view, Order order);

    /// Flat C-order index in the view of the element visited at a position.
    qint64 indexAt(qint64 position) const;
    /// Bytes in the source of the start of a run.
    qint64 offsetOfRun(qint64 run) const;
    /// True when the source holds the runs in another order than they are visited.
    bool isTransposed() const;
    /// As many whole rows, planes ... of runs from run on as fit in maxRuns, to be packed together.
    CopyBox boxFrom(qint64 run, qint64 maxRuns, qint64 runBytes) const;
};

} // namespace npeek
