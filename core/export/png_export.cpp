#include "core/array/block_reader.h"
#include "core/export/png_writer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace npeek {

namespace {

constexpr qint64 bandPixels = 1 << 20;

/// Regions of at most bandPixels elements that cover rows x columns in reading order: whole rows, or parts of one.
std::vector<Region> bandsOfRow(qint64 row, qint64 rows, qint64 columns)
{
    if (columns <= bandPixels)
        return {{row, 0, std::min(rows - row, bandPixels / columns), columns}};
    std::vector<Region> bands;
    for (qint64 column = 0; column < columns; column += bandPixels)
        bands.push_back({row, column, 1, std::min(bandPixels, columns - column)});
    return bands;
}

Result<ValueRange> finiteRangeOf(const ArrayView &view, ComplexPart part, ByteMeter &meter)
{
    constexpr double infinity = std::numeric_limits<double>::infinity();
    ValueRange range{infinity, -infinity};
    std::vector<double> values;
    BlockReader reader(view, Order::Memory);
    Block block;
    for (;;) {
        const auto more = reader.next(block);
        if (!more)
            return more.error();
        if (!*more)
            return range.min <= range.max ? range : ValueRange{};
        values.resize(static_cast<size_t>(block.count));
        loadDoubles(view.dtype(), part, block.data, view.dtype().itemsize, block.count, values.data());
        for (const double value : values) {
            if (!std::isfinite(value))
                continue;
            range.min = std::min(range.min, value);
            range.max = std::max(range.max, value);
        }
        if (auto counted = meter.advance(block.count * view.dtype().itemsize); !counted)
            return counted.error();
    }
}

Result<> checkPicture(const ArrayView &view)
{
    if (!isPlottable(view.dtype()))
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("%1 has no picture: it is no number").arg(view.dtype().name())};
    const int outer = std::max(view.ndim() - 2, 0);
    if (std::any_of(view.shape().begin(), view.shape().begin() + outer, [](qint64 length) { return length != 1; }))
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("a picture has 2 axes, the array has %1: choose a slice such as \"0, ..., :, :\"")
                         .arg(view.ndim())};
    return {};
}

/// Progress of one band would go back to zero with every band: only cancel is passed on.
class CancelOnly : public Progress {
public:
    explicit CancelOnly(const ByteMeter &meter)
        : m_meter(meter)
    {
    }
    bool isCanceled() const override { return m_meter.isCanceled(); }

private:
    const ByteMeter &m_meter;
};

} // namespace

Result<> writePng(const ArrayView &view, ComplexPart part, const std::optional<ValueRange> &range,
                  const Colormap &colormap, const Sink &sink, ByteMeter &meter)
{
    if (auto checked = checkPicture(view); !checked)
        return checked;
    const ArrayView view2d = view.as2d();
    const qint64 rows = view2d.shape()[0], columns = view2d.shape()[1];
    PngWriter png(sink);
    if (auto begun = png.begin(columns, rows); !begun)
        return begun;
    const Result<ValueRange> used = range ? Result<ValueRange>(*range) : finiteRangeOf(view2d, part, meter);
    if (!used)
        return used.error();
    CancelOnly progress(meter);
    for (qint64 row = 0; row < rows; row += std::max<qint64>(1, bandPixels / columns)) {
        for (const Region &band : bandsOfRow(row, rows, columns)) {
            const auto plane = samplePlane(view2d, band, static_cast<int>(band.columns), static_cast<int>(band.rows),
                                           Sampling::Nearest, part, progress);
            if (!plane)
                return plane.error();
            if (auto written = png.write(rasterize(*plane, *used, colormap).pixels); !written)
                return written;
            if (auto counted = meter.advance(band.rows * band.columns * view.dtype().itemsize); !counted)
                return counted;
        }
    }
    return png.end();
}

} // namespace npeek
