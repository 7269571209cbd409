#include "core/sparse/sparse_array.h"

#include "core/analysis/sample_axis.h"
#include "core/base/shape_text.h"

#include <algorithm>
#include <limits>

namespace npeek {

namespace {

/// The axes of a selection that are rows and columns; an axis that is missing has one element.
struct PageAxes {
    int row = -1, column = -1;
};

PageAxes pageAxes(const SparseSelection &selection)
{
    PageAxes axes;
    for (size_t axis = 0; axis < selection.size(); ++axis) {
        if (selection[axis].isIndex)
            continue;
        (axes.row < 0 ? axes.row : axes.column) = static_cast<int>(axis);
    }
    return axes;
}

qint64 lengthOf(const SparseSelection &selection, int axis)
{
    return axis < 0 ? 1 : selection[static_cast<size_t>(axis)].length;
}

bool isInside(qint64 first, qint64 count, qint64 length)
{
    return first >= 0 && count >= 0 && first <= length && count <= length - first;
}

void narrow(SparseSelection &selection, int axis, qint64 first, qint64 count)
{
    if (axis < 0)
        return;
    AxisSlice &slice = selection[static_cast<size_t>(axis)];
    slice.start = first < slice.length ? slice.indexOf(first) : slice.start;
    slice.length = count;
}

Plane emptyPlane(const Region &region, int maxWidth, int maxHeight, SparseSampling sampling)
{
    const Sampling kind = sampling == SparseSampling::Nearest ? Sampling::Nearest
        : sampling == SparseSampling::Spy                     ? Sampling::Maximum
                                                              : Sampling::Mean;
    Plane plane{region, 0, 0, kind, {}};
    plane.width = static_cast<int>(std::clamp(region.columns, qint64(0), qint64(std::max(maxWidth, 0))));
    plane.height = static_cast<int>(std::clamp(region.rows, qint64(0), qint64(std::max(maxHeight, 0))));
    if (plane.width == 0 || plane.height == 0)
        plane.width = plane.height = 0;
    plane.values.assign(static_cast<size_t>(plane.width) * static_cast<size_t>(plane.height), 0.0);
    return plane;
}

/// Which sample an element of an axis falls into.
class Samples {
public:
    Samples(qint64 length, int samples)
        : m_axis(0, length, samples, 1)
        , m_edges(m_axis.edges())
    {
    }
    size_t at(qint64 element) const
    {
        return static_cast<size_t>(std::ranges::upper_bound(m_edges, element) - m_edges.begin()) - 1;
    }
    bool isMiddle(size_t sample, qint64 element) const { return m_axis.middle(static_cast<int>(sample)) == element; }
    double elements(size_t sample) const { return static_cast<double>(m_edges[sample + 1] - m_edges[sample]); }

private:
    SampleAxis m_axis;
    std::vector<qint64> m_edges;
};

/// Adds stored elements to the samples of a plane.
class SparsePass {
public:
    SparsePass(const SparseSelection &selection, Plane &plane, SparseSampling sampling)
        : m_map(selection)
        , m_axes(pageAxes(selection))
        , m_plane(plane)
        , m_sampling(sampling)
        , m_rows(plane.region.rows, plane.height)
        , m_columns(plane.region.columns, plane.width)
    {
    }

    void add(const EntryBlock &block, const std::vector<double> &values)
    {
        for (size_t k = 0; k < static_cast<size_t>(block.count); ++k)
            if (m_map.holds(block, k))
                addOne(along(m_axes.row, block, k), along(m_axes.column, block, k), values[k]);
    }

    void finish()
    {
        if (m_sampling != SparseSampling::BlockMean)
            return;
        const auto width = static_cast<size_t>(m_plane.width);
        for (size_t i = 0; i < m_plane.values.size(); ++i) {
            const double elements = m_rows.elements(i / width) * m_columns.elements(i % width);
            const double numbers = elements - (m_nans.empty() ? 0.0 : m_nans[i]);
            m_plane.values[i] = numbers > 0 ? m_plane.values[i] / numbers : std::numeric_limits<double>::quiet_NaN();
        }
    }

private:
    qint64 along(int axis, const EntryBlock &block, size_t k) const
    {
        return axis < 0 ? 0 : m_map.along(static_cast<size_t>(axis), block.coords[static_cast<size_t>(axis)][k]);
    }
    void addOne(qint64 row, qint64 column, double value)
    {
        const size_t y = m_rows.at(row), x = m_columns.at(column);
        const size_t sample = y * static_cast<size_t>(m_plane.width) + x;
        if (m_sampling == SparseSampling::Spy)
            m_plane.values[sample] = value != 0 ? 1 : m_plane.values[sample];
        else if (m_sampling == SparseSampling::Nearest)
            m_plane.values[sample] += m_rows.isMiddle(y, row) && m_columns.isMiddle(x, column) ? value : 0;
        else if (value == value)
            m_plane.values[sample] += value;
        else
            countNan(sample);
    }
    void countNan(size_t sample)
    {
        m_nans.resize(m_plane.values.size());
        ++m_nans[sample];
    }

    SelectionMap m_map;
    PageAxes m_axes;
    Plane &m_plane;
    SparseSampling m_sampling;
    Samples m_rows, m_columns;
    std::vector<double> m_nans; ///< a sample; empty while there is none
};

Result<SparseSelection> regionOf(const SparseSelection &selection, const Region &region)
{
    const PageAxes axes = pageAxes(selection);
    const qint64 rows = lengthOf(selection, axes.row), columns = lengthOf(selection, axes.column);
    if (shapeOf(selection).size() > 2)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("a picture needs 2 axes, not those of %1").arg(shapeText(shapeOf(selection)))};
    if (!isInside(region.row, region.rows, rows) || !isInside(region.column, region.columns, columns))
        return Error{
            ErrorCode::InvalidInput,
            QStringLiteral("the region of %1 x %2 elements at row %3, column %4 is not inside the shape (%5, %6)")
                .arg(region.rows)
                .arg(region.columns)
                .arg(region.row)
                .arg(region.column)
                .arg(rows)
                .arg(columns)};
    SparseSelection part = selection;
    narrow(part, axes.row, region.row, region.rows);
    narrow(part, axes.column, region.column, region.columns);
    return part;
}

/// Element by element: what the table shows, sums that wrap around included.
Result<> fillExactly(const SparseArray &array, const SparseSelection &shown, ComplexPart part, Plane &plane,
                     Progress &progress)
{
    const auto elements = array.cells(shown, progress);
    if (!elements)
        return elements.error();
    loadDoubles(array.dtype(), part, reinterpret_cast<const unsigned char *>(elements->constData()),
                array.dtype().itemsize, static_cast<qint64>(plane.values.size()), plane.values.data());
    return {};
}

Result<> fillFromStored(const SparseArray &array, const SparseSelection &shown, SparseSampling sampling,
                        ComplexPart part, Plane &plane, Progress &progress)
{
    const auto ranges = positionsOf(array.storage(), shown, progress);
    if (!ranges)
        return ranges.error();
    SparsePass pass(shown, plane, sampling);
    std::vector<double> values(static_cast<size_t>(EntryReader::blockEntries));
    auto walked = walkEntries(array.storage(), *ranges, true, progress, [&](const EntryBlock &block) -> Result<> {
        loadDoubles(array.dtype(), part, block.values, array.dtype().itemsize, block.count, values.data());
        pass.add(block, values);
        return {};
    });
    pass.finish();
    return walked;
}

} // namespace

Result<Plane> SparseArray::samplePlane(const SparseSelection &selection, const Region &region, int maxWidth,
                                       int maxHeight, SparseSampling sampling, ComplexPart part,
                                       Progress &progress) const
{
    const auto shown = regionOf(selection, region);
    if (!shown)
        return shown.error();
    Plane plane = emptyPlane(region, maxWidth, maxHeight, sampling);
    if (plane.values.empty())
        return plane;
    const bool isSpy = sampling == SparseSampling::Spy;
    const bool isSmall = static_cast<qint64>(plane.values.size()) <= maxCellBytes / dtype().itemsize;
    const bool isExact = plane.isExact() && !storage().isDistinct && !isSpy && isSmall;
    auto filled = isExact
        ? fillExactly(*this, *shown, part, plane, progress)
        : fillFromStored(*this, *shown, sampling, isSpy ? ComplexPart::Absolute : part, plane, progress);
    return filled ? Result<Plane>(plane) : filled.error();
}

} // namespace npeek
