#include "core/analysis/plane.h"

#include "core/analysis/plane_pass.h"

#include <algorithm>
#include <limits>

namespace npeek {

namespace {

constexpr qint64 slowBytes = 64 << 20; // more than this takes long enough to show something before

bool isInside(qint64 first, qint64 count, qint64 length)
{
    return first >= 0 && count >= 0 && first <= length && count <= length - first;
}

Result<> checkRegion(const ArrayView &view, const Region &region)
{
    if (view.ndim() != 2)
        return Error{ErrorCode::InvalidInput, QStringLiteral("a picture needs 2 axes, not %1").arg(view.ndim())};
    const qint64 rows = view.shape()[0];
    const qint64 columns = view.shape()[1];
    if (isInside(region.row, region.rows, rows) && isInside(region.column, region.columns, columns))
        return {};
    return Error{ErrorCode::InvalidInput,
                 QStringLiteral("the region of %1 x %2 elements at row %3, column %4 is not inside the shape (%5, %6)")
                     .arg(region.rows)
                     .arg(region.columns)
                     .arg(region.row)
                     .arg(region.column)
                     .arg(rows)
                     .arg(columns)};
}

Plane emptyPlane(const Region &region, int maxWidth, int maxHeight, Sampling sampling)
{
    Plane plane{region, 0, 0, sampling, {}};
    plane.width = static_cast<int>(std::clamp(region.columns, qint64(0), qint64(std::max(maxWidth, 0))));
    plane.height = static_cast<int>(std::clamp(region.rows, qint64(0), qint64(std::max(maxHeight, 0))));
    if (plane.width == 0 || plane.height == 0)
        plane.width = plane.height = 0;
    plane.values.assign(static_cast<size_t>(plane.width) * static_cast<size_t>(plane.height),
                        std::numeric_limits<double>::quiet_NaN());
    return plane;
}

/// Bytes that a pass reads, roughly; Nearest reads a page at least around every sample.
qint64 expectedBytes(const ArrayView &view, const Plane &plane)
{
    const qint64 all = plane.region.rows * plane.region.columns;
    if (plane.sampling != Sampling::Nearest)
        return all * view.dtype().itemsize;
    return std::min(static_cast<qint64>(plane.values.size()), all * view.dtype().itemsize / 4096) * 4096;
}

/// Lets a preview be canceled but keeps its progress to itself.
class QuietProgress : public Progress {
public:
    explicit QuietProgress(const Progress &progress)
        : m_progress(progress)
    {
    }
    bool isCanceled() const override { return m_progress.isCanceled(); }

private:
    const Progress &m_progress;
};

/// A quick picture before a slow one: coarse for Nearest, from single elements for the others. Only where reading here
/// and there is cheap. Its failure is left to the pass that follows.
void publishPreview(const ArrayView &view, Plane &plane, ComplexPart part, const Progress &progress,
                    const PartialPlane &partial)
{
    if (!partial || !view.source()->isMapped() || expectedBytes(view, plane) < slowBytes)
        return;
    const int coarser = plane.sampling == Sampling::Nearest ? 8 : 1;
    Plane preview = emptyPlane(plane.region, (plane.width + coarser - 1) / coarser,
                               (plane.height + coarser - 1) / coarser, Sampling::Nearest);
    QuietProgress quiet(progress);
    if (!PlanePass(view, preview, part, quiet, {}).sampleNearest())
        return;
    partial(preview);
    if (preview.values.size() == plane.values.size())
        plane.values = std::move(preview.values);
}

} // namespace

Result<Plane> samplePlane(const ArrayView &view2d, const Region &region, int maxWidth, int maxHeight, Sampling sampling,
                          ComplexPart part, Progress &progress, const PartialPlane &partial)
{
    if (auto inside = checkRegion(view2d, region); !inside)
        return inside.error();
    if (view2d.dtype().itemsize == 0)
        return emptyPlane(region, 0, 0, sampling);
    Plane plane = emptyPlane(region, maxWidth, maxHeight, sampling);
    if (plane.values.empty() || !isPlottable(view2d.dtype()))
        return plane;
    publishPreview(view2d, plane, part, progress, partial);
    PlanePass pass(view2d, plane, part, progress, partial);
    const bool isEveryElement = sampling == Sampling::Nearest || plane.isExact();
    if (auto done = isEveryElement ? pass.sampleNearest() : pass.reduce(); !done)
        return done.error();
    return plane;
}

} // namespace npeek
