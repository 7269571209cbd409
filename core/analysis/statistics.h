#pragma once

#include "core/array/array_view.h"
#include "core/base/progress.h"

#include <complex>
#include <functional>

namespace npeek {

/// What one pass over the elements of a view says. min, max, mean and std leave NaN (NaT) out, as numpy.nanmin etc. do;
/// infinities count. Complex numbers are ordered as NumPy orders them: by real part, then by imaginary part.
struct Statistics {
    qint64 count = 0; ///< elements seen, NaN included
    qint64 total = 0; ///< elements of the view; count < total while the pass runs
    bool isNumeric = false; ///< false for text, void, structured: then only count means something
    bool hasRange = false; ///< at least one element is not NaN; else min to argmax mean nothing
    qint64 nan = 0; ///< NaN, complex with a NaN part, NaT
    qint64 posinf = 0;
    qint64 neginf = 0;
    qint64 zeros = 0;
    QByteArray min, max; ///< the element's own bytes, so that its text is exact
    double minValue = 0, maxValue = 0; ///< the same as doubles, for ranges
    std::complex<double> mean; ///< imag 0 unless the dtype is complex. Integers: exact sum, then one division
    double std = 0; ///< population standard deviation (ddof 0)
    bool hasMean = false; ///< false for datetime64, which has neither mean nor std
    qint64 argmin = -1, argmax = -1; ///< flat C-order index in the view, the first one when there are several
};

/// Blocks until done; partial (may be empty) is told from time to time, in this thread, what is known so far.
Result<Statistics> computeStatistics(const ArrayView &view, Progress &progress,
                                     const std::function<void(const Statistics &)> &partial = {});

/// The index of a flat C-order position in a shape.
Shape unravelIndex(qint64 flat, const Shape &shape);

} // namespace npeek
