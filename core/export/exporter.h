#pragma once

#include "core/analysis/colormap.h"
#include "core/analysis/raster.h"
#include "core/analysis/value_range.h"
#include "core/array/array_view.h"
#include "core/array/element.h"
#include "core/base/progress.h"
#include "core/export/cell_text.h"

#include <optional>

namespace npeek {

enum class ExportFormat { Npy, Npz, Csv, Tsv, Raw, Png };

/// By the suffix of a path; InvalidInput lists the suffixes.
Result<ExportFormat> exportFormatForPath(const QString &path);

struct ExportOptions {
    ExportFormat format = ExportFormat::Npy;
    int compressionLevel = 0; ///< Npz: 0 stored, 1 to 9 deflated
    QString memberName = QStringLiteral("arr_0"); ///< Npz: key, without ".npy"
    CellFormat cell; ///< Csv, Tsv
    Colormap colormap; ///< Png
    std::optional<ValueRange> range; ///< Png; nothing: finite min to max of the slice
    ComplexPart part = ComplexPart::Absolute; ///< Png
};

/// Writes all elements of view to path: complete and atomically, or not at all (the old file stays). Reading from a
/// file that is being replaced is safe. Csv and Tsv take up to 2 axes, Png exactly what as2d() takes. Canceled leaves
/// nothing behind.
Result<> exportArray(const ArrayView &view, const ExportOptions &options, const QString &path, Progress &progress);

/// One array for exportNpz.
struct NamedArray {
    QString name; ///< key, without ".npy"
    ArrayView view;
};

/// All arrays into one .npz. InvalidInput for equal names.
Result<> exportNpz(const std::vector<NamedArray> &arrays, int compressionLevel, const QString &path,
                   Progress &progress);

/// A picture as it is, as PNG.
Result<> exportRaster(const Raster &raster, const QString &path, Progress &progress);

} // namespace npeek
