#pragma once

#include "core/analysis/plane.h"
#include "core/analysis/statistics.h"
#include "ui/slice2d.h"

namespace npeek {

/// The way to the elements of a slice whose view is not made for it: a sparse array answers from what it stores.
/// Thread-safe; all functions block.
class SliceReader {
public:
    virtual ~SliceReader() = default;

    /// The elements of a rectangle of cells, packed row by row.
    virtual Result<QByteArray> cells(const Region &region, Progress &progress) const = 0;
    /// Like npeek::samplePlane(). Sampling::Maximum is a spy pattern: 1 where any element is not zero, else 0.
    virtual Result<Plane> plane(const Region &region, int maxWidth, int maxHeight, Sampling sampling, ComplexPart part,
                                Progress &progress) const = 0;
    virtual Result<Statistics> statistics(Progress &progress) const = 0;
    /// What statistics() has to read, about.
    virtual qint64 bytesToRead() const = 0;
    virtual bool isIntact() const = 0; ///< false once the file lost bytes under us
};

/// npeek::samplePlane() of a slice, by its reader or its view.
Result<Plane> samplePlane(const Slice2d &slice, const Region &region, int maxWidth, int maxHeight, Sampling sampling,
                          ComplexPart part, Progress &progress, const std::function<void(const Plane &)> &partial = {});
/// npeek::computeStatistics() likewise.
Result<Statistics> computeStatistics(const Slice2d &slice, Progress &progress,
                                     const std::function<void(const Statistics &)> &partial = {});
/// The bytes of one element likewise.
Result<QByteArray> elementOf(const Slice2d &slice, qint64 row, qint64 column, Progress &progress);
qint64 bytesToRead(const Slice2d &slice);

} // namespace npeek
