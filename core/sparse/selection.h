#pragma once

#include "core/array/slice_spec.h"
#include "core/sparse/entry_reader.h"

#include <functional>

namespace npeek {

/// What is looked at of a sparse array: one AxisSlice for every axis, as SliceSpec::resolve() gives them.
using SparseSelection = std::vector<AxisSlice>;

/// Lengths of the axes that are kept.
Shape shapeOf(const SparseSelection &selection);

/// Where in a selection stored elements are.
class SelectionMap {
public:
    explicit SelectionMap(const SparseSelection &selection);

    /// The place of an index of the array's along an axis of the selection; -1 when it is not in it.
    qint64 along(size_t axis, qint64 index) const
    {
        const AxisSlice &slice = m_selection[axis];
        if (index < 0)
            return -1;
        const qint64 distance = index - slice.start;
        if (slice.step == 1)
            return distance >= 0 && distance < slice.length ? distance : -1;
        const qint64 place = distance / slice.step;
        return place >= 0 && place < slice.length && place * slice.step == distance ? place : -1;
    }
    /// The flat C-order place of element k of a block in the selection, or -1. Only when the selection's size fits.
    qint64 flat(const EntryBlock &block, size_t k) const
    {
        qint64 place = 0;
        for (size_t axis = 0; axis < m_selection.size(); ++axis) {
            const qint64 part = along(axis, block.coords[axis][k]);
            if (part < 0)
                return -1;
            place = place * m_selection[axis].length + part;
        }
        return place;
    }

    bool holds(const EntryBlock &block, size_t k) const
    {
        for (size_t axis = 0; axis < m_selection.size(); ++axis)
            if (along(axis, block.coords[axis][k]) < 0)
                return false;
        return true;
    }

private:
    SparseSelection m_selection;
};

/// Positions [first, end) of stored elements.
struct PositionRange {
    qint64 first = 0, end = 0;
};

/// Ascending ranges of positions that hold all that is stored of a selection, and as little else as can be told
/// quickly.
Result<std::vector<PositionRange>> positionsOf(const SparseStorage &storage, const SparseSelection &selection,
                                               Progress &progress);
qint64 countOf(const std::vector<PositionRange> &ranges);

/// Hands over what is stored in the ranges, block by block. At the end the file was intact.
Result<> walkEntries(const SparseStorage &storage, const std::vector<PositionRange> &ranges, bool withValues,
                     Progress &progress, const std::function<Result<>(const EntryBlock &)> &visit);

} // namespace npeek
