#pragma once

#include "core/analysis/raster.h"
#include "core/array/array_view.h"
#include "core/export/output_file.h"

#include <optional>

namespace npeek {

/// A PNG of 8-bit RGB, written as its pixels come.
class PngWriter {
public:
    explicit PngWriter(Sink sink);
    ~PngWriter();

    /// InvalidInput for a picture without pixels and for sides over 2^31 - 1.
    Result<> begin(qint64 width, qint64 height);
    /// Pixels 0xffRRGGBB in reading order; a call may end anywhere in a row.
    Result<> write(std::span<const quint32> pixels);
    /// After the last pixel.
    Result<> end();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// One pixel an element of what view.as2d() shows, band by band. Without a range, from the smallest to the largest
/// finite value, which takes a pass before. The meter advances by nbytes() for every pass.
Result<> writePng(const ArrayView &view, ComplexPart part, const std::optional<ValueRange> &range,
                  const Colormap &colormap, const Sink &sink, ByteMeter &meter);

} // namespace npeek
