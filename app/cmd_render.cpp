#include "app/array_argument.h"
#include "app/command.h"
#include "app/console.h"
#include "app/sparse_commands.h"
#include "app/text_table.h"
#include "core/array/block_reader.h"
#include "core/base/shape_text.h"
#include "core/export/exporter.h"

#include <QSize>

#include <cmath>
#include <limits>

namespace npeek {

struct RenderOptions {
    QString output;
    Cut cut;
    Colormap colormap;
    std::optional<ValueRange> range;
    QSize size; ///< invalid: one pixel per element
    bool isSpy = false; ///< of a sparse array: what is not zero
};

static constexpr qint64 maxPixels = 1 << 26;

static Error wrong(const QString &message)
{
    return {ErrorCode::InvalidInput, message};
}

static Result<QSize> parseSize(const QString &text)
{
    const QStringList parts = text.toLower().split(QLatin1Char('x'));
    bool isWidth = false, isHeight = false;
    const int width = parts.value(0).toInt(&isWidth);
    const int height = parts.value(1).toInt(&isHeight);
    if (parts.size() == 2 && isWidth && isHeight && width > 0 && height > 0 && width <= maxPixels / height)
        return QSize(width, height);
    return wrong(QStringLiteral("--size takes WIDTHxHEIGHT of at most %1 pixels, not '%2'").arg(maxPixels).arg(text));
}

static Result<ValueRange> parseRange(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char(':'));
    bool isMin = false, isMax = false;
    const ValueRange range{parts.value(0).toDouble(&isMin), parts.value(1).toDouble(&isMax)};
    const bool isFinite = std::isfinite(range.min) && std::isfinite(range.max);
    if (parts.size() == 2 && isMin && isMax && isFinite && range.min <= range.max)
        return range;
    return wrong(QStringLiteral("--range takes MIN:MAX, two numbers in order, not '%1'").arg(text));
}

static Result<RenderOptions> parseOptions(const QCommandLineParser &arguments)
{
    RenderOptions options;
    options.output = arguments.value(QStringLiteral("output"));
    if (!options.output.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
        return wrong(QStringLiteral("render needs -o OUT.png"));
    auto cut = Cut::parse(arguments);
    if (!cut)
        return cut.error();
    auto colormap = Colormap::named(arguments.value(QStringLiteral("colormap")));
    if (!colormap)
        return colormap.error();
    options.cut = *cut;
    options.colormap = *colormap;
    options.isSpy = arguments.isSet(QStringLiteral("spy"));
    if (arguments.isSet(QStringLiteral("range"))) {
        auto range = parseRange(arguments.value(QStringLiteral("range")));
        if (!range)
            return range.error();
        options.range = *range;
    }
    if (arguments.isSet(QStringLiteral("size"))) {
        auto size = parseSize(arguments.value(QStringLiteral("size")));
        if (!size)
            return size.error();
        options.size = *size;
    }
    return options;
}

/// Finite min to max of all elements, as for a picture of one pixel per element.
static Result<ValueRange> finiteRangeOf(const ArrayView &view, Progress &progress)
{
    ValueRange range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    std::vector<double> values;
    BlockReader reader(view, Order::Memory);
    Block block;
    for (;;) {
        if (progress.isCanceled())
            return Error{ErrorCode::Canceled, QStringLiteral("canceled")};
        auto more = reader.next(block);
        if (!more)
            return more.error();
        if (!*more)
            break;
        values.resize(static_cast<size_t>(block.count));
        loadDoubles(view.dtype(), ComplexPart::Absolute, block.data, view.dtype().itemsize, block.count, values.data());
        for (const double value : values)
            if (std::isfinite(value))
                range = {std::min(range.min, value), std::max(range.max, value)};
    }
    return range.min <= range.max ? range : ValueRange();
}

/// Pixels by their nearest element: fewer or repeated. Reads only the elements that it takes.
static Result<Raster> resampled(const ArrayView &view2d, const RenderOptions &options, Progress &progress)
{
    const QSize size = options.size;
    auto range = options.range ? Result<ValueRange>(*options.range) : finiteRangeOf(view2d, progress);
    if (!range)
        return range.error();
    const Region whole{0, 0, view2d.shape()[0], view2d.shape()[1]};
    auto plane =
        samplePlane(view2d, whole, size.width(), size.height(), Sampling::Nearest, ComplexPart::Absolute, progress);
    if (!plane)
        return plane.error();
    const Raster small = rasterize(*plane, *range, options.colormap);
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

static Result<ArrayView> picture(const ArrayFile &file, const Member &member, const Cut &cut)
{
    auto array = elements(file, member);
    auto view = array ? cut.of(*array) : array;
    if (!view)
        return view;
    if (!isPlottable(view->dtype()))
        return wrong(QStringLiteral("elements of %1 have no colours").arg(view->dtype().name()));
    if (view->size() == 0)
        return wrong(QStringLiteral("there are no elements: the shape is %1").arg(shapeText(view->shape())));
    auto last = view->ndim() > 2 ? view->slice(defaultSlice(view->ndim())) : view;
    return last ? Result<ArrayView>(last->as2d()) : last;
}

static Result<> render(const ArrayFile &file, const Member &member, const RenderOptions &options)
{
    auto view = picture(file, member, options.cut);
    if (!view)
        return view.error();
    TerminalProgress progress;
    ExportOptions png;
    png.format = ExportFormat::Png;
    png.colormap = options.colormap;
    png.range = options.range;
    if (!options.size.isValid())
        return exportArray(*view, png, options.output, progress);
    auto raster = resampled(*view, options, progress);
    return raster ? exportRaster(*raster, options.output, progress) : Result<>(raster.error());
}

static ExitStatus run(const QCommandLineParser &arguments)
{
    auto options = parseOptions(arguments);
    if (!options)
        return wrongUsage(options.error().message);
    const QString text = arguments.positionalArguments().front();
    auto argument = openArgument(text, options->cut.raw);
    if (!argument)
        return failed(text, argument.error());
    if (argument->sparse) {
        ExportOptions png;
        png.colormap = options->colormap;
        png.range = options->range;
        auto done = renderSparse(*argument, options->cut, png, options->size, options->isSpy, options->output);
        return done ? Done : failed(sparseLabel(*argument), done.error());
    }
    if (!argument->member)
        return failed(text,
                      wrong(QStringLiteral("there are several arrays, name one of them as FILE::MEMBER: %1")
                                .arg(memberNames(argument->file))));
    auto rendered = render(argument->file, *argument->member, *options);
    return rendered ? Done : failed(label(argument->file, *argument->member), rendered.error());
}

Command renderCommand()
{
    Command command;
    command.name = QStringLiteral("render");
    command.usage =
        QStringLiteral("FILE[::MEMBER] -o OUT.png [--slice EXPR] [--field NAME] [--view-as DTYPE] [--raw LAYOUT]\n"
                       "            [--colormap NAME] [--range MIN:MAX] [--size WxH]");
    command.summary = QStringLiteral("Writes a slice as a picture in the colours of a colour map.");
    command.details =
        QStringLiteral(
            "Without --size one pixel per element. Of more than two axes it takes the last two, the others at 0.\n"
            "Colour maps: %1; with _r at the end for reversed.")
            .arg(Colormap::names().join(QLatin1String(", ")));
    command.options = {
        outputOption(),
        sliceOption(),
        fieldOption(),
        viewAsOption(),
        rawOption(),
        {QStringLiteral("colormap"), QStringLiteral("The colours (viridis)."), QStringLiteral("NAME"),
         QStringLiteral("viridis")},
        {QStringLiteral("range"), QStringLiteral("The values at the ends of the colours; else the finite min and max."),
         QStringLiteral("MIN:MAX")},
        {QStringLiteral("size"), QStringLiteral("Pixels of the picture, each with its nearest element."),
         QStringLiteral("WxH")},
        {QStringLiteral("spy"), QStringLiteral("Of a sparse array, where it is not zero; else block means.")}};
    command.run = run;
    return command;
}

} // namespace npeek
