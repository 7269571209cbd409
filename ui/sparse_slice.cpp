#include "ui/sparse_slice.h"

#include "ui/slice_source.h"

#include <cstring>
#include <limits>

namespace npeek {
namespace {

constexpr qint64 unlimited = std::numeric_limits<qint64>::max();

/// Elements of itemsize bytes, rows x columns of them, as columns x rows.
QByteArray transposedCells(const QByteArray &cells, qint64 rows, qint64 columns, qint64 itemsize)
{
    QByteArray result(cells.size(), Qt::Uninitialized);
    const char *from = cells.constData();
    char *to = result.data();
    for (qint64 row = 0; row < rows; ++row)
        for (qint64 column = 0; column < columns; ++column, from += itemsize)
            std::memcpy(to + (column * rows + row) * itemsize, from, static_cast<size_t>(itemsize));
    return result;
}

Plane transposedPlane(const Plane &plane, const Region &region)
{
    Plane result{region, plane.height, plane.width, plane.sampling, {}};
    result.values.resize(plane.values.size());
    const auto width = static_cast<size_t>(plane.width), height = static_cast<size_t>(plane.height);
    for (size_t y = 0; y < height; ++y)
        for (size_t x = 0; x < width; ++x)
            result.values[x * height + y] = plane.values[y * width + x];
    return result;
}

SparseSampling sparseSampling(Sampling sampling)
{
    return sampling == Sampling::Maximum ? SparseSampling::Spy
        : sampling == Sampling::Nearest  ? SparseSampling::Nearest
                                         : SparseSampling::BlockMean;
}

class SparseSliceReader : public SliceReader {
public:
    SparseSliceReader(const SparseArray &array, const SliceState &state)
        : m_array(array)
        , m_selection(state.axes())
        , m_rowAxis(state.rowAxis())
        , m_columnAxis(state.columnAxis())
        , m_isSwapped(state.isSwapped())
    {
    }

    Result<QByteArray> cells(const Region &region, Progress &progress) const override
    {
        SparseSelection part = m_selection;
        narrow(part, m_rowAxis, region.row, region.rows);
        narrow(part, m_columnAxis, region.column, region.columns);
        auto cells = m_array.cells(part, progress);
        return cells && m_isSwapped ? transposedCells(*cells, region.columns, region.rows, m_array.dtype().itemsize)
                                    : cells;
    }

    Result<Plane> plane(const Region &region, int maxWidth, int maxHeight, Sampling sampling, ComplexPart part,
                        Progress &progress) const override
    {
        const SparseSampling kind = sparseSampling(sampling);
        if (!m_isSwapped)
            return m_array.samplePlane(m_selection, region, maxWidth, maxHeight, kind, part, progress);
        const Region turned{region.column, region.row, region.columns, region.rows};
        const auto plane = m_array.samplePlane(m_selection, turned, maxHeight, maxWidth, kind, part, progress);
        return plane ? transposedPlane(*plane, region) : plane;
    }

    Result<Statistics> statistics(Progress &progress) const override
    {
        auto statistics = m_array.statistics(m_selection, progress);
        if (statistics && m_isSwapped) {
            for (qint64 *flat : {&statistics->argmin, &statistics->argmax})
                *flat = swappedFlat(*flat);
        }
        return statistics;
    }

    qint64 bytesToRead() const override { return storedBytes(m_array); }
    bool isIntact() const override { return m_array.isIntact(); }

private:
    static void narrow(SparseSelection &selection, int axis, qint64 first, qint64 count)
    {
        if (axis < 0)
            return;
        AxisSlice &slice = selection[static_cast<size_t>(axis)];
        slice.start = slice.indexOf(first);
        slice.length = count;
    }
    /// A position in the order of the array's own axes, in that of the rows and columns on screen.
    qint64 swappedFlat(qint64 flat) const
    {
        if (flat < 0)
            return flat;
        const qint64 rows = m_selection[static_cast<size_t>(m_rowAxis)].length;
        const qint64 columns = m_selection[static_cast<size_t>(m_columnAxis)].length;
        return flat % rows * columns + flat / rows;
    }

    SparseArray m_array;
    SparseSelection m_selection;
    int m_rowAxis, m_columnAxis;
    bool m_isSwapped;
};

} // namespace

Result<Slice2d> sparseSlice(const SparseArray &array, const SliceState &state, const QString &name)
{
    const auto view = array.dense(state.axes(), unlimited);
    if (!view)
        return view.error();
    Slice2d slice = state.arranged(*view, name);
    slice.reader = std::make_shared<SparseSliceReader>(array, state);
    if (!state.isSwapped() || slice.view.size() == 0)
        return slice;
    // Across the order in which the dense view is made, every row of it would be made over and over
    const Shape shape = slice.view.shape();
    const auto source = std::make_shared<SliceSource>(slice.reader, shape[0], shape[1], array.dtype().itemsize);
    const auto turned = ArrayView::fromSource(array.dtype(), shape, false, 0, source);
    if (!turned)
        return turned.error();
    slice.view = *turned;
    return slice;
}

SliceState countableState(const SparseArray &array)
{
    constexpr qint64 most = qint64(1) << 28; // squared and 32 bytes an element: still under 2^63
    SliceState state(array.shape());
    if (array.dense(state.axes(), unlimited))
        return state;
    SliceSpec spec = state.spec();
    for (SliceSpec::Item &item : spec.items) {
        if (item.type == SliceSpec::Item::Type::Range)
            item.stop = most;
    }
    const auto cut = state.setSpec(spec);
    Q_UNUSED(cut) // stops beyond an axis are fine
    return state;
}

qint64 storedBytes(const SparseArray &array)
{
    const qint64 indices = static_cast<qint64>(array.shape().size()) * 8;
    return array.nnz() * (array.dtype().itemsize + indices);
}

} // namespace npeek
