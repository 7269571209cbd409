#include "ui/slice_state.h"

#include <algorithm>

namespace npeek {
namespace {

AxisSlice wholeAxis(int axis, qint64 length)
{
    return {axis, false, 0, 1, length};
}

AxisSlice indexedAxis(int axis, qint64 index)
{
    return {axis, true, index, 1, 1};
}

SliceSpec::Item itemOf(const AxisSlice &axis, qint64 axisLength)
{
    SliceSpec::Item item;
    if (axis.isIndex) {
        item.type = SliceSpec::Item::Type::Index;
        item.index = axis.start;
        return item;
    }
    if (axis.step != 1)
        item.step = axis.step;
    const bool isForward = axis.step > 0;
    if (axis.start != (isForward ? 0 : axisLength - 1))
        item.start = axis.start;
    if (axis.length == 0) {
        item.start = item.stop = 0;
        return item;
    }
    const qint64 last = axis.indexOf(axis.length - 1);
    const qint64 room =
        isForward ? axisLength - 1 - last : last; // another step would not fit in it when nothing was cut off
    if (room >= (isForward ? axis.step : -axis.step))
        item.stop = isForward ? last + 1 : last - 1;
    return item;
}

} // namespace

SliceState::SliceState(Shape shape)
    : m_shape(std::move(shape))
{
    for (int i = 0; i < static_cast<int>(m_shape.size()); ++i)
        m_axes.push_back(wholeAxis(i, m_shape[static_cast<size_t>(i)]));
    chooseAxes();
}

void SliceState::chooseAxes()
{
    std::vector<int> longer, shorter;
    for (const AxisSlice &axis : m_axes) {
        if (!axis.isIndex)
            (axis.length != 1 ? longer : shorter).push_back(axis.axis);
    }
    std::vector<int> shown(longer.end() - std::min<std::ptrdiff_t>(2, std::ssize(longer)), longer.end());
    while (shown.size() < 2 && !shorter.empty()) {
        shown.push_back(shorter.back());
        shorter.pop_back();
    }
    std::ranges::sort(shown);
    m_rowAxis = shown.empty() ? -1 : shown.front();
    m_columnAxis = shown.size() < 2 ? -1 : shown.back();
    for (AxisSlice &axis : m_axes) {
        if (!axis.isIndex && axis.axis != m_rowAxis && axis.axis != m_columnAxis && axis.length > 0)
            axis = indexedAxis(axis.axis, axis.start);
    }
}

std::vector<int> SliceState::indexedAxes() const
{
    std::vector<int> axes;
    for (const AxisSlice &axis : m_axes) {
        if (axis.axis != m_rowAxis && axis.axis != m_columnAxis && m_shape[static_cast<size_t>(axis.axis)] > 1)
            axes.push_back(axis.axis);
    }
    return axes;
}

void SliceState::show(int axis, int &place, int &other)
{
    if (axis == place)
        return;
    if (axis == other) {
        std::swap(place, other);
        return;
    }
    if (place >= 0 && m_shape[static_cast<size_t>(place)] > 0)
        m_axes[static_cast<size_t>(place)] = indexedAxis(place, 0);
    m_axes[static_cast<size_t>(axis)] = wholeAxis(axis, m_shape[static_cast<size_t>(axis)]);
    place = axis;
}

void SliceState::setRowAxis(int axis)
{
    show(axis, m_rowAxis, m_columnAxis);
}

void SliceState::setColumnAxis(int axis)
{
    show(axis, m_columnAxis, m_rowAxis);
}

void SliceState::swapAxes()
{
    if (m_columnAxis >= 0)
        std::swap(m_rowAxis, m_columnAxis);
}

void SliceState::setIndex(int axis, qint64 index)
{
    const qint64 length = m_shape[static_cast<size_t>(axis)];
    if (length > 0)
        m_axes[static_cast<size_t>(axis)] = indexedAxis(axis, std::clamp<qint64>(index, 0, length - 1));
}

Result<> SliceState::setSpec(const SliceSpec &spec)
{
    auto axes = spec.resolve(m_shape);
    if (!axes)
        return axes.error();
    const bool wasSwapped = isSwapped();
    m_axes = std::move(*axes);
    chooseAxes();
    if (wasSwapped)
        swapAxes();
    return {};
}

SliceSpec SliceState::spec() const
{
    SliceSpec spec;
    for (const AxisSlice &axis : m_axes)
        spec.items.push_back(itemOf(axis, m_shape[static_cast<size_t>(axis.axis)]));
    return spec;
}

Slice2d SliceState::slice(const ArrayView &array, const QString &name) const
{
    return arranged(array.slice(m_axes), name);
}

Slice2d SliceState::arranged(const ArrayView &cut, const QString &name) const
{
    Slice2d slice;
    if (cut.size() > 0) // an empty array may keep more than two axes
        slice.view = (isSwapped() ? cut.transposed() : cut).as2d();
    slice.spec = spec();
    const AxisSlice none{-1, false, 0, 1, 1};
    slice.rows = m_rowAxis >= 0 ? axis(m_rowAxis) : none;
    slice.columns = m_columnAxis >= 0 ? axis(m_columnAxis) : none;
    const bool isWhole =
        std::ranges::all_of(slice.spec.items, [](const SliceSpec::Item &item) { return item == SliceSpec::Item{}; });
    slice.title = (isWhole ? name : QStringLiteral("%1[%2]").arg(name, slice.spec.toString()))
        + (isSwapped() ? QStringLiteral(".T") : QString());
    return slice;
}

bool SliceState::operator==(const SliceState &other) const
{
    return m_shape == other.m_shape && m_rowAxis == other.m_rowAxis && m_columnAxis == other.m_columnAxis
        && spec() == other.spec();
}

} // namespace npeek
