#include "app/sparse_commands.h"

#include "app/console.h"
#include "app/json_text.h"
#include "app/text_table.h"
#include "core/base/shape_text.h"
#include "core/sparse/sparse_export.h"

#include <limits>

namespace npeek {

static constexpr qint64 unlimited = std::numeric_limits<qint64>::max();

Result<SparseArray> openSparse(const ArrayArgument &argument, const Cut &cut)
{
    if (cut.hasField)
        return Error{ErrorCode::InvalidInput, QStringLiteral("a sparse array has no fields")};
    TerminalProgress progress;
    return SparseArray::open(argument.file, progress);
}

QString sparseLabel(const ArrayArgument &argument)
{
    return argument.file.path() + QLatin1String("::") + QLatin1String(sparseMemberName);
}

QString sparseTitle(const ArrayArgument &argument, const SparseArray &array)
{
    return QStringLiteral("%1 %2, %3; its parts: FILE::MEMBER\n")
        .arg(printable(sparseLabel(argument)), array.layout().summary(), printable(array.dtype().name()));
}

Result<SparseSelection> sparsePage(const SparseArray &array, const Cut &cut)
{
    auto selection = cut.slice.resolve(array.shape());
    if (!selection)
        return selection;
    size_t kept = shapeOf(*selection).size();
    for (AxisSlice &slice : *selection) {
        if (slice.isIndex || kept <= 2)
            continue;
        slice.isIndex = true;
        slice.length = std::min(slice.length, qint64(1));
        --kept;
    }
    return selection;
}

QByteArray sparseJson(const SparseLayout &layout)
{
    return JsonObject()
        .add("format", layout.formatName())
        .add("shape", jsonShape(layout.shape))
        .add("dtype", layout.dtype.name())
        .add(layout.isNnzExact ? "nnz" : "nnz_at_most", layout.nnz)
        .add("is_array", jsonBool(layout.isArray))
        .text();
}

Result<> convertSparse(const ArrayArgument &argument, const Cut &cut, const ExportOptions &options, bool isDense,
                       const QString &path)
{
    const auto array = openSparse(argument, cut);
    if (!array)
        return array.error();
    const auto selection = cut.slice.resolve(array->shape());
    if (!selection)
        return selection.error();
    TerminalProgress progress;
    if (options.format == ExportFormat::Npz && !isDense) {
        if (!cut.isWhole())
            return Error{ErrorCode::InvalidInput, QStringLiteral("a slice of a sparse array does not go into an .npz")};
        return exportTriplets(*array, options.compressionLevel, path, progress);
    }
    const bool isText = options.format == ExportFormat::Csv || options.format == ExportFormat::Tsv;
    if (isText && !isDense)
        return exportEntries(*array, *selection, options, path, progress);
    auto done = exportDense(*array, *selection, options, isDense ? unlimited : maxDenseBytes, path, progress);
    if (!done && done.error().code == ErrorCode::TooLarge && !isDense)
        return Error{ErrorCode::TooLarge, done.error().message + QStringLiteral("; --dense writes them all the same")};
    return done;
}

static Raster enlarged(const Raster &small, const QSize &size)
{
    Raster raster{size.width(), size.height(), {}};
    raster.pixels.reserve(static_cast<size_t>(size.width()) * static_cast<size_t>(size.height()));
    for (qint64 y = 0; y < size.height(); ++y) {
        const qint64 row = y * small.height / size.height();
        for (qint64 x = 0; x < size.width(); ++x)
            raster.pixels.push_back(
                small.pixels[static_cast<size_t>(row * small.width + x * small.width / size.width())]);
    }
    return raster;
}

/// One pixel an element where that is not too many.
static QSize pictureSize(const Region &region)
{
    constexpr qint64 most = 4096;
    return {static_cast<int>(std::min(region.columns, most)), static_cast<int>(std::min(region.rows, most))};
}

Result<> renderSparse(const ArrayArgument &argument, const Cut &cut, const ExportOptions &png, const QSize &size,
                      bool isSpy, const QString &path)
{
    const auto array = openSparse(argument, cut);
    if (!array)
        return array.error();
    const auto selection = sparsePage(*array, cut);
    if (!selection)
        return selection.error();
    const Shape shape = shapeOf(*selection);
    const Region region{0, 0, shape.empty() ? 1 : shape[0], shape.size() < 2 ? 1 : shape[1]};
    if (region.rows == 0 || region.columns == 0)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("there are no elements: the shape is %1").arg(shapeText(shape))};
    const QSize pixels = size.isValid() ? size : pictureSize(region);
    if (!size.isValid() && (pixels.width() < region.columns || pixels.height() < region.rows))
        complain(QStringLiteral("%1: a pixel stands for up to %2 x %3 elements")
                     .arg(sparseLabel(argument))
                     .arg((region.rows - 1) / pixels.height() + 1)
                     .arg((region.columns - 1) / pixels.width() + 1));
    TerminalProgress progress;
    const auto plane = array->samplePlane(*selection, region, pixels.width(), pixels.height(),
                                          isSpy ? SparseSampling::Spy : SparseSampling::BlockMean, png.part, progress);
    if (!plane)
        return plane.error();
    const ValueRange range = png.range ? *png.range : finiteRange(plane->values);
    return exportRaster(enlarged(rasterize(*plane, range, png.colormap), pixels), path, progress);
}

} // namespace npeek
