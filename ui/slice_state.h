#pragma once

#include "ui/slice2d.h"

namespace npeek {

/// Which rows and columns of an array are shown: one axis down, one across, every other one at an index. No widget;
/// values only.
class SliceState {
public:
    /// The last two axes longer than 1 on screen (shorter ones only when there are no others), the others at 0.
    explicit SliceState(Shape shape = {});

    const Shape &shape() const { return m_shape; }
    int rowAxis() const { return m_rowAxis; } ///< -1: there is none (0-d, or every axis at an index)
    int columnAxis() const { return m_columnAxis; } ///< -1: there is none (1-D)
    const AxisSlice &axis(int axis) const { return m_axes[static_cast<size_t>(axis)]; }
    const std::vector<AxisSlice> &axes() const { return m_axes; } ///< all, in the array's order
    bool isSwapped() const { return m_columnAxis >= 0 && m_rowAxis > m_columnAxis; } ///< transposed on screen
    /// Axes that are neither down nor across and have a choice to make.
    std::vector<int> indexedAxes() const;

    /// The axis comes on screen; the one it replaces goes to index 0, or the two swap.
    void setRowAxis(int axis);
    void setColumnAxis(int axis);
    void swapAxes();
    void setIndex(int axis, qint64 index);

    /// What the user typed. More than two ranges: the last two longer than 1 are shown, the others stay at their first
    /// element.
    Result<> setSpec(const SliceSpec &spec);
    SliceSpec spec() const;

    /// The rows and columns of array, which has this shape. name is what the title starts with.
    Slice2d slice(const ArrayView &array, const QString &name) const;
    /// The same of what was already cut out of the array along axes().
    Slice2d arranged(const ArrayView &cut, const QString &name) const;

    bool operator==(const SliceState &other) const;

private:
    void chooseAxes();
    void show(int axis, int &place, int &other);

    Shape m_shape;
    std::vector<AxisSlice> m_axes;
    int m_rowAxis = -1;
    int m_columnAxis = -1;
};

} // namespace npeek
