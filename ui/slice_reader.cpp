#include "ui/slice_reader.h"

#include <array>

namespace npeek {

Result<Plane> samplePlane(const Slice2d &slice, const Region &region, int maxWidth, int maxHeight, Sampling sampling,
                          ComplexPart part, Progress &progress, const std::function<void(const Plane &)> &partial)
{
    return slice.reader ? slice.reader->plane(region, maxWidth, maxHeight, sampling, part, progress)
                        : samplePlane(slice.view, region, maxWidth, maxHeight, sampling, part, progress, partial);
}

Result<Statistics> computeStatistics(const Slice2d &slice, Progress &progress,
                                     const std::function<void(const Statistics &)> &partial)
{
    return slice.reader ? slice.reader->statistics(progress) : computeStatistics(slice.view, progress, partial);
}

Result<QByteArray> elementOf(const Slice2d &slice, qint64 row, qint64 column, Progress &progress)
{
    if (slice.reader)
        return slice.reader->cells({row, column, 1, 1}, progress);
    QByteArray scratch;
    const auto bytes = slice.view.element(std::array{row, column}, scratch);
    if (!bytes)
        return bytes.error();
    return QByteArray(reinterpret_cast<const char *>(bytes->data()), static_cast<qsizetype>(bytes->size()));
}

qint64 bytesToRead(const Slice2d &slice)
{
    return slice.reader ? slice.reader->bytesToRead() : slice.view.nbytes();
}

} // namespace npeek
