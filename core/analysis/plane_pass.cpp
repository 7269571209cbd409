#include "core/analysis/plane_pass.h"

#include <cstring>

namespace npeek {

namespace {

constexpr qint64 partialInterval = 100; // ms

/// The axis with the larger steps goes outside; one of length 1 is no use inside.
bool isRowsOuter(const ArrayView &view, const Region &region)
{
    if (region.rows == 1 || region.columns == 1)
        return region.rows == 1;
    return qAbs(view.strides()[0]) >= qAbs(view.strides()[1]);
}

SampleAxis axisOf(const ArrayView &view, const Plane &plane, bool isRows)
{
    const Region &region = plane.region;
    return isRows ? SampleAxis(region.row, region.rows, plane.height, view.strides()[0])
                  : SampleAxis(region.column, region.columns, plane.width, view.strides()[1]);
}

template <size_t Size>
void gatherSized(const unsigned char *data, const qint64 *offsets, size_t count, unsigned char *out)
{
    for (size_t i = 0; i < count; ++i)
        memcpy(out + i * Size, data + (offsets[i] - offsets[0]), Size);
}

/// Elements at offsets (data is the first of them) side by side.
void gather(const unsigned char *data, const qint64 *offsets, size_t count, size_t itemsize, unsigned char *out)
{
    switch (itemsize) {
    case 1:
        return gatherSized<1>(data, offsets, count, out);
    case 2:
        return gatherSized<2>(data, offsets, count, out);
    case 4:
        return gatherSized<4>(data, offsets, count, out);
    case 8:
        return gatherSized<8>(data, offsets, count, out);
    case 16:
        return gatherSized<16>(data, offsets, count, out);
    default:
        for (size_t i = 0; i < count; ++i)
            memcpy(out + i * itemsize, data + (offsets[i] - offsets[0]), itemsize);
    }
}

} // namespace

PlanePass::PlanePass(const ArrayView &view2d, Plane &plane, ComplexPart part, Progress &progress,
                     const PartialPlane &partial)
    : m_view(view2d)
    , m_plane(plane)
    , m_part(part)
    , m_partial(partial)
    , m_isRowsOuter(isRowsOuter(view2d, plane.region))
    , m_outer(axisOf(view2d, plane, m_isRowsOuter))
    , m_inner(axisOf(view2d, plane, !m_isRowsOuter))
    , m_origin(view2d.offset() + m_outer.origin() + m_inner.origin())
    , m_reader(view2d.source(), progress,
               plane.sampling == Sampling::Nearest ? static_cast<qint64>(plane.values.size())
                                                   : plane.region.rows * plane.region.columns)
{
    m_sincePartial.start();
}

Result<> PlanePass::sampleNearest()
{
    const std::vector<qint64> offsets = m_inner.middleOffsets();
    const std::vector<Run> runs = runsOf(offsets);
    std::vector<double> values(offsets.size());
    for (int i = 0; i < m_outer.samples(); ++i) {
        const qint64 lineOffset = m_origin + m_outer.middle(i) * m_outer.step();
        for (const Run &run : runs) {
            if (auto read = readSamples(lineOffset, offsets, run, &values[run.first]); !read)
                return read;
        }
        store(i, values);
    }
    return m_reader.finish();
}

std::vector<PlanePass::Run> PlanePass::runsOf(const std::vector<qint64> &offsets) const
{
    std::vector<Run> runs;
    for (size_t i = 0; i < offsets.size(); ++i) {
        const bool fits = !runs.empty()
            && offsets[i] - offsets[runs.back().first] <= PieceReader::pieceBytes - m_view.dtype().itemsize;
        if (fits)
            runs.back().end = i + 1;
        else
            runs.push_back({i, i + 1});
    }
    return runs;
}

Result<> PlanePass::readSamples(qint64 lineOffset, const std::vector<qint64> &offsets, const Run &run, double *values)
{
    const qint64 itemsize = m_view.dtype().itemsize;
    const size_t count = run.end - run.first;
    const qint64 span = offsets[run.end - 1] - offsets[run.first] + itemsize;
    const auto bytes = m_reader.read(lineOffset + offsets[run.first], span);
    if (!bytes)
        return bytes.error();
    m_packed.resize(count * static_cast<size_t>(itemsize));
    gather(bytes->data(), &offsets[run.first], count, static_cast<size_t>(itemsize), m_packed.data());
    loadDoubles(m_view.dtype(), m_part, m_packed.data(), itemsize, static_cast<qint64>(count), values);
    m_reader.done(static_cast<qint64>(count));
    return {};
}

void PlanePass::store(int outerSample, const std::vector<double> &values)
{
    const qint64 line = m_outer.target(outerSample);
    const qint64 first = m_isRowsOuter ? line * m_plane.width : line;
    const qint64 step = m_isRowsOuter ? 1 : m_plane.width;
    for (int i = 0; i < m_inner.samples(); ++i)
        m_plane.values[static_cast<size_t>(first + m_inner.target(i) * step)] = values[static_cast<size_t>(i)];
    if (m_partial && m_sincePartial.hasExpired(partialInterval) && outerSample + 1 < m_outer.samples()) {
        m_partial(m_plane);
        m_sincePartial.restart();
    }
}

} // namespace npeek
