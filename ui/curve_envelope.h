#pragma once

#include "core/array/array_view.h"
#include "core/array/element.h"
#include "core/base/progress.h"

#include <functional>

namespace npeek {

/// The elements [first, first + count) of a column in buckets of equal size: smallest and largest of each.
/// Bucket b holds the elements [bucketStart(b), bucketStart(b + 1)).
struct CurveEnvelope {
    qint64 first = 0;
    qint64 count = 0;
    std::vector<double> low; ///< NaN where every element is NaN
    std::vector<double> high;
    qint64 exactBuckets = 0; ///< so many from the start are worked out; the others know one of their elements

    qint64 buckets() const { return static_cast<qint64>(low.size()); }
    qint64 bucketStart(qint64 bucket) const;
    qint64 bucketOf(qint64 element) const; ///< element inside
    bool isComplete() const { return exactBuckets == buckets(); }
    bool isEachElement() const { return buckets() == count && isComplete(); }
    bool contains(qint64 begin, qint64 end) const { return first <= begin && end <= first + count; }
};

/// Smallest and largest finite value of the buckets that have any of [begin, end); an empty range when there is none.
struct CurveRange {
    double min = 0;
    double max = 0;
    bool isValid = false;
};
CurveRange finiteRangeOf(const CurveEnvelope &envelope, qint64 begin, qint64 end);

/// One element of each bucket: what can be shown at once.
Result<CurveEnvelope> glanceAtCurve(const ArrayView &column, ComplexPart part, qint64 first, qint64 count,
                                    qint64 buckets, Progress &progress);

/// Reads every element of [first, first + count) of a (n, 1) view once. At most so many buckets, never more than
/// elements. start (of the same elements and buckets, may be empty) stands for the buckets that are not reached yet in
/// what partial is told, a few times a second. Memory is bounded by the buckets.
Result<CurveEnvelope> computeEnvelope(const ArrayView &column, ComplexPart part, qint64 first, qint64 count,
                                      qint64 buckets, CurveEnvelope start, Progress &progress,
                                      const std::function<void(const CurveEnvelope &)> &partial);

} // namespace npeek
