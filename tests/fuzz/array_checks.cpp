#include "tests/fuzz/array_checks.h"

#include "core/analysis/raster.h"
#include "core/analysis/statistics.h"
#include "core/array/block_reader.h"
#include "core/export/cell_text.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace npeek::fuzz {

namespace {

constexpr qint64 fewElements = 2000;

void checkCell(const ArrayView &view, qint64 flat)
{
    QByteArray scratch;
    const Result<Bytes> bytes = view.element(unravelIndex(flat, view.shape()), scratch);
    require(bytes && static_cast<qint64>(bytes->size()) == view.dtype().itemsize, "an element inside can be read");
    for (const char *spec : {"", ".3f", "e", "x", "+08.2%"}) {
        if (const Result<CellFormat> format = CellFormat::parse(QLatin1String(spec)))
            require(cellText(view.dtype(), bytes->data(), *format).size() <= format->maxLength + 100,
                    "a cell is bounded");
    }
}

std::vector<unsigned char> contentOf(const ArrayView &view, Order order)
{
    const auto itemsize = static_cast<size_t>(view.dtype().itemsize);
    std::vector<unsigned char> content(static_cast<size_t>(view.size()) * itemsize);
    BlockReader reader(view, order, 100);
    Block block;
    for (Result<bool> more = reader.next(block); more && *more; more = reader.next(block)) {
        for (qint64 k = 0; itemsize > 0 && k < block.count; ++k)
            std::memcpy(content.data() + static_cast<size_t>(reader.indexOf(block, k)) * itemsize,
                        block.data + static_cast<size_t>(k) * itemsize, itemsize);
    }
    require(reader.done() == view.size(), "every element is read");
    return content;
}

void checkBlocks(const ArrayView &view)
{
    const std::vector<unsigned char> content = contentOf(view, Order::C);
    require(content == contentOf(view, Order::Memory), "both orders give the same elements");
    QByteArray scratch;
    for (qint64 flat = 0; flat < view.size(); flat += 1 + view.size() / 16) {
        const Result<Bytes> bytes = view.element(unravelIndex(flat, view.shape()), scratch);
        const auto itemsize = static_cast<size_t>(view.dtype().itemsize);
        require(bytes && std::equal(bytes->begin(), bytes->end(), content.begin() + flat * view.dtype().itemsize)
                    && bytes->size() == itemsize,
                "a block holds what its cells hold");
    }
}

Statistics statisticsOf(const ArrayView &view)
{
    Progress progress;
    Result<Statistics> statistics = computeStatistics(view, progress);
    require(statistics && statistics->count == view.size(), "statistics see every element");
    return *std::move(statistics);
}

void checkStatistics(const ArrayView &view)
{
    const Statistics here = statisticsOf(view);
    const Statistics there = statisticsOf(view.transposed());
    require(here.nan == there.nan && here.zeros == there.zeros && here.posinf == there.posinf
                && here.neginf == there.neginf && here.hasRange == there.hasRange,
            "transposing changes no count");
    if (!here.hasRange)
        return;
    require(here.argmin >= 0 && here.argmin < view.size() && here.argmax >= 0 && here.argmax < view.size(),
            "the extremes are in the array");
    require(here.minValue == there.minValue && here.maxValue == there.maxValue, "transposing changes no extreme");
    QByteArray scratch;
    const Result<Bytes> least = view.element(unravelIndex(here.argmin, view.shape()), scratch);
    require(least
                && std::equal(least->begin(), least->end(), here.min.begin(), here.min.end(),
                              [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); }),
            "the least element is where it is said to be");
}

void checkPlanes(const ArrayView &view)
{
    const ArrayView plain = view.as2d();
    const Region all{0, 0, plain.shape()[0], plain.shape()[1]};
    Progress progress;
    for (const Sampling sampling : {Sampling::Nearest, Sampling::Mean, Sampling::Minimum, Sampling::Maximum}) {
        const Result<Plane> plane = samplePlane(plain, all, 5, 3, sampling, ComplexPart::Absolute, progress);
        if (!plane)
            continue;
        require(plane->width <= 5 && plane->height <= 3
                    && plane->values.size() == static_cast<size_t>(plane->width) * static_cast<size_t>(plane->height),
                "a plane fits");
        const Raster raster = rasterize(*plane, {-1, 1}, *Colormap::named(QStringLiteral("viridis")));
        require(raster.pixels.size() == plane->values.size(), "a sample is a pixel");
    }
}

/// The first index on all axes but the last two.
ArrayView lastTwoAxes(const ArrayView &view)
{
    SliceSpec spec;
    for (int i = 0; i + 2 < view.ndim(); ++i)
        spec.items.push_back({.type = SliceSpec::Item::Type::Index});
    const Result<ArrayView> slice = view.slice(spec);
    require(slice.isOk(), "the first index is inside");
    return *slice;
}

void checkElements(const ArrayView &view, int depth)
{
    if (view.size() == 0)
        return;
    checkCell(view, 0);
    checkCell(view, view.size() - 1);
    if (view.size() <= fewElements) {
        checkBlocks(view);
        checkStatistics(view);
        checkPlanes(lastTwoAxes(view));
    }
    for (size_t i = 0; i < std::min<size_t>(view.dtype().fields.size(), 4) && depth < 3; ++i) {
        const Result<ArrayView> field = view.field(view.dtype().fields[i].name);
        if (field)
            checkElements(*field, depth + 1);
    }
}

} // namespace

void checkArray(const ArrayView &view)
{
    require(elementCount(view.shape()) == view.size(), "the size is that of the shape");
    if (view.dtype().hasObjects())
        return;
    checkElements(view, 0);
    checkElements(view.transposed(), 2);
    const Result<SliceSpec> backwards = SliceSpec::parse(QStringLiteral("::-2, ..."));
    require(backwards.isOk(), "a slice is understood");
    if (view.ndim() > 0)
        checkElements(*view.slice(*backwards), 2);
}

void checkHeader(const ArrayHeader &header)
{
    const QByteArray bytes = header.encode();
    require(bytes.size() % 64 == 0, "a header is padded to 64 bytes");
    const Result<ArrayHeader> again = ArrayHeader::read(MemorySource(bytes));
    require(again.isOk(), "a written header can be read");
    require(again->shape == header.shape && again->fortranOrder == header.fortranOrder
                && again->dtype.itemsize == header.dtype.itemsize,
            "a written header says the same");
    require(again->dtype.descr() == header.dtype.descr() && again->encode() == bytes, "it is written the same again");
    require(again->dataOffset == bytes.size() && again->oddities.size() <= header.oddities.size(),
            "it is an ordinary one");
    require(!header.dtype.name().isEmpty(), "a dtype has a name");
}

} // namespace npeek::fuzz
