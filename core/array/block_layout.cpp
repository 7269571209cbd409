#include "core/array/block_layout.h"

#include <algorithm>

namespace npeek {

namespace {

using Axis = BlockLayout::Axis;

std::vector<Axis> axesOf(const ArrayView &view)
{
    std::vector<Axis> axes;
    qint64 step = 1;
    for (size_t axis = view.shape().size(); axis-- > 0;) {
        const qint64 length = view.shape()[axis];
        if (length > 1)
            axes.push_back({length, view.strides()[axis], step});
        step *= length;
    }
    std::ranges::reverse(axes);
    return axes;
}

std::vector<Axis> merged(const std::vector<Axis> &axes)
{
    std::vector<Axis> result;
    for (const Axis &axis : axes) {
        if (!result.empty() && result.back().stride == axis.stride * axis.length)
            result.back() = {result.back().length * axis.length, axis.stride, 0};
        else
            result.push_back({axis.length, axis.stride, 0});
    }
    return result;
}

} // namespace

BlockLayout BlockLayout::of(const ArrayView &view, Order order)
{
    BlockLayout layout;
    layout.offset = view.offset();
    layout.visited = axesOf(view);
    if (order == Order::Memory) {
        for (Axis &axis : layout.visited) {
            if (axis.stride > 0)
                continue;
            layout.offset += (axis.length - 1) * axis.stride;
            layout.firstIndex += (axis.length - 1) * axis.step;
            axis = {axis.length, -axis.stride, -axis.step};
        }
        std::ranges::stable_sort(layout.visited, std::greater(), &Axis::stride);
    }
    layout.outer = merged(layout.visited);
    if (!layout.outer.empty() && layout.outer.back().stride == view.dtype().itemsize) {
        layout.runLength = layout.outer.back().length;
        layout.outer.pop_back();
    }
    return layout;
}

qint64 BlockLayout::indexAt(qint64 position) const
{
    qint64 index = firstIndex;
    for (size_t axis = visited.size(); axis-- > 0;) {
        index += position % visited[axis].length * visited[axis].step;
        position /= visited[axis].length;
    }
    return index;
}

qint64 BlockLayout::offsetOfRun(qint64 run) const
{
    qint64 bytes = offset;
    for (size_t axis = outer.size(); axis-- > 0;) {
        bytes += run % outer[axis].length * outer[axis].stride;
        run /= outer[axis].length;
    }
    return bytes;
}

bool BlockLayout::isTransposed() const
{
    return std::ranges::any_of(
        outer, [this](const Axis &axis) { return std::abs(axis.stride) < std::abs(outer.back().stride); });
}

CopyBox BlockLayout::boxFrom(qint64 run, qint64 maxRuns, qint64 runBytes) const
{
    CopyBox box{{}, runBytes};
    qint64 inside = 1; // runs in one step of the axis
    size_t axis = outer.size() - 1;
    while (axis > 0 && outer[axis].length <= maxRuns / inside) {
        box.axes.push_back({outer[axis].length, outer[axis].stride, inside * runBytes});
        inside *= outer[axis].length;
        --axis;
    }
    const qint64 first = run / inside % outer[axis].length;
    const qint64 count = std::min(std::max<qint64>(maxRuns / inside, 1), outer[axis].length - first);
    box.axes.push_back({count, outer[axis].stride, inside * runBytes});
    return box;
}

} // namespace npeek
