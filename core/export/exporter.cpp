#include "core/export/exporter.h"

#include "core/export/csv_writer.h"
#include "core/export/npy_writer.h"
#include "core/export/npz_writer.h"
#include "core/export/output_file.h"
#include "core/export/png_writer.h"
#include "core/export/raw_writer.h"

#include <QFileInfo>

namespace npeek {

namespace {

struct Suffix {
    const char *text;
    ExportFormat format;
};

constexpr Suffix suffixes[] = {{"npy", ExportFormat::Npy}, {"npz", ExportFormat::Npz}, {"csv", ExportFormat::Csv},
                               {"tsv", ExportFormat::Tsv}, {"raw", ExportFormat::Raw}, {"bin", ExportFormat::Raw},
                               {"png", ExportFormat::Png}};

Result<> writeStream(const ArrayView &view, const ExportOptions &options, const Sink &sink, ByteMeter &meter)
{
    switch (options.format) {
    case ExportFormat::Npy:
        return NpyWriter(view).write(sink, meter);
    case ExportFormat::Raw:
        return writeRaw(view, sink, meter);
    case ExportFormat::Csv:
        return writeCsv(view, ',', options.cell, sink, meter);
    case ExportFormat::Tsv:
        return writeCsv(view, '\t', options.cell, sink, meter);
    case ExportFormat::Png:
        return writePng(view, options.part, options.range, options.colormap, sink, meter);
    case ExportFormat::Npz: // seeks, so exportNpz() writes it
        break;
    }
    return {};
}

Result<> writeMembers(NpzWriter &npz, const std::vector<NamedArray> &arrays, int level, ByteMeter &meter)
{
    if (auto opened = npz.open(); !opened)
        return opened;
    for (const NamedArray &array : arrays) {
        if (auto added = npz.add(array.name, array.view, level, meter); !added)
            return added;
    }
    return npz.close();
}

} // namespace

Result<ExportFormat> exportFormatForPath(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    QStringList known;
    for (const Suffix &candidate : suffixes) {
        if (suffix == QLatin1String(candidate.text))
            return candidate.format;
        known.append(QLatin1Char('.') + QLatin1String(candidate.text));
    }
    return Error{ErrorCode::InvalidInput,
                 QStringLiteral("\"%1\" does not say the format: its name must end in one of %2")
                     .arg(path, known.join(QStringLiteral(", ")))};
}

Result<> exportArray(const ArrayView &view, const ExportOptions &options, const QString &path, Progress &progress)
{
    if (options.format == ExportFormat::Npz)
        return exportNpz({{options.memberName, view}}, options.compressionLevel, path, progress);
    if (auto exportable = checkExportable(view); !exportable)
        return exportable;
    const bool isTwoPass = options.format == ExportFormat::Png && !options.range;
    ByteMeter meter(progress, view.nbytes() * (isTwoPass ? 2 : 1));
    OutputFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    if (auto written = writeStream(view, options, file.sink(), meter); !written)
        return written;
    return file.commit();
}

Result<> exportNpz(const std::vector<NamedArray> &arrays, int compressionLevel, const QString &path, Progress &progress)
{
    qint64 total = 0;
    for (const NamedArray &array : arrays) {
        if (auto exportable = checkExportable(array.view); !exportable)
            return exportable;
        total += array.view.nbytes();
    }
    ByteMeter meter(progress, total);
    OutputFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    {
        NpzWriter npz(file.device()); // gone before the file is: QuaZip keeps the device
        auto written = writeMembers(npz, arrays, compressionLevel, meter);
        if (!written)
            return written.error().code == ErrorCode::Io ? file.reasonFor(written.error()) : written.error();
    }
    return file.commit();
}

Result<> exportRaster(const Raster &raster, const QString &path, Progress &progress)
{
    ByteMeter meter(progress, static_cast<qint64>(raster.pixels.size() * sizeof raster.pixels[0]));
    OutputFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    PngWriter png(file.sink());
    if (auto begun = png.begin(raster.width, raster.height); !begun)
        return begun;
    if (auto written = png.write(raster.pixels); !written)
        return written;
    if (auto ended = png.end(); !ended)
        return ended;
    return file.commit();
}

} // namespace npeek
