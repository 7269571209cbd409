#include "ui/heatmap_samples.h"

#include "core/export/cell_text.h"
#include "ui/axis_ticks.h"
#include "ui/cell_window.h"
#include "ui/slice_reader.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace npeek {

namespace {

constexpr qint64 exactElements = 1 << 18;
constexpr double pageBytes = 4096;
constexpr int firstPages = 1024; ///< touched in about 2 ms
constexpr qint64 sampledElements = 1 << 16;

bool hasExactText(Kind kind)
{
    return kind == Kind::Bool || kind == Kind::Int || kind == Kind::UInt || kind == Kind::DateTime
        || kind == Kind::TimeDelta;
}

/// Numbers of a plane, short enough for a cell.
std::vector<QString> planeTexts(const Plane &plane)
{
    std::vector<QString> texts;
    texts.reserve(plane.values.size());
    for (const double value : plane.values)
        texts.push_back(QString::number(value, 'g', 6));
    return texts;
}

/// Elements as they are, for an exact plane.
Result<std::vector<QString>> elementTexts(const Slice2d &slice, const Plane &plane, Progress &progress)
{
    const Region &region = plane.region;
    const auto window =
        readCells(slice, cellColumns(slice.view), {region.row, region.column, region.rows, region.columns}, progress);
    if (!window)
        return window.error();
    std::vector<QString> texts;
    texts.reserve(plane.values.size());
    for (std::size_t i = 0; i < plane.values.size(); ++i) {
        const unsigned char *data = window->data(region.row + static_cast<qint64>(i) / plane.width,
                                                 region.column + static_cast<qint64>(i) % plane.width);
        texts.push_back(cellText(slice.view.dtype(), data));
    }
    return texts;
}

/// A pattern says nothing of the numbers, so its cells tell them.
Result<std::vector<QString>> cellTexts(const Slice2d &slice, const Plane &plane, ComplexPart part, Progress &progress)
{
    if (hasExactText(slice.view.dtype().kind))
        return elementTexts(slice, plane, progress);
    const bool isPattern = slice.reader && plane.sampling == Sampling::Maximum;
    if (!isPattern)
        return planeTexts(plane);
    const auto numbers = samplePlane(slice, plane.region, plane.width, plane.height, Sampling::Nearest, part, progress);
    return numbers ? Result<std::vector<QString>>(planeTexts(*numbers)) : numbers.error();
}

} // namespace

QSize overviewSize(qint64 rows, qint64 columns)
{
    if (rows <= 0 || columns <= 0)
        return {0, 0};
    if (rows <= exactElements / columns)
        return {static_cast<int>(columns), static_cast<int>(rows)};
    const qint64 side = 256;
    const qint64 width = std::min(columns, std::max(side, sampledElements / std::min(rows, side)));
    const qint64 height = std::min(rows, std::max(side, sampledElements / std::min(columns, side)));
    return {static_cast<int>(width), static_cast<int>(height)};
}

QSize firstSize(const ArrayView &view2d)
{
    const qint64 rows = view2d.shape()[0], columns = view2d.shape()[1];
    QSize size = overviewSize(rows, columns);
    const qint64 rowStride = std::abs(view2d.strides()[0]), columnStride = std::abs(view2d.strides()[1]);
    const bool isRowMajor = columnStride <= rowStride;
    const double pagesInLine = 1
        + static_cast<double>(isRowMajor ? columns : rows) * static_cast<double>(std::min(rowStride, columnStride))
            / pageBytes;
    const auto touchedPages = [pagesInLine, isRowMajor](const QSize &s) {
        const int lines = isRowMajor ? s.height() : s.width(), inLine = isRowMajor ? s.width() : s.height();
        return lines * std::min<double>(inLine, pagesInLine);
    };
    while (touchedPages(size) > firstPages && size.width() > 1 && size.height() > 1)
        size = {size.width() / 2, size.height() / 2};
    return size;
}

Result<HeatmapDetail> sampleDetail(const Slice2d &slice, const DetailRequest &request, ComplexPart part,
                                   Progress &progress, const std::function<void(const Plane &)> &partial)
{
    Result<Plane> plane =
        samplePlane(slice, request.region, request.width, request.height, request.sampling, part, progress, partial);
    if (!plane)
        return plane.error();
    HeatmapDetail detail{std::move(*plane), {}};
    if (!request.withTexts || !detail.plane.isExact())
        return detail;
    Result<std::vector<QString>> texts = cellTexts(slice, detail.plane, part, progress);
    if (!texts)
        return texts.error();
    detail.texts = std::move(*texts);
    return detail;
}

QString samplingNote(const Plane &plane, bool isPattern)
{
    if (plane.isExact() || plane.values.empty())
        return {};
    const double elements = static_cast<double>(plane.region.rows) * static_cast<double>(plane.region.columns);
    const double each = elements / static_cast<double>(plane.values.size());
    const QString count =
        each < 9.95 ? QString::number(each, 'g', 2) : groupedNumber(std::llround(std::min(each, 1e18)));
    const auto text = [&](const char *source) {
        return QCoreApplication::translate("npeek::HeatmapView", source).arg(count);
    };
    if (isPattern)
        return text(QT_TRANSLATE_NOOP("npeek::HeatmapView", "1 where any of %1 values is not zero"));
    switch (plane.sampling) {
    case Sampling::Mean:
        return text(QT_TRANSLATE_NOOP("npeek::HeatmapView", "mean of %1 values a pixel"));
    case Sampling::Minimum:
        return text(QT_TRANSLATE_NOOP("npeek::HeatmapView", "smallest of %1 values a pixel"));
    case Sampling::Maximum:
        return text(QT_TRANSLATE_NOOP("npeek::HeatmapView", "largest of %1 values a pixel"));
    case Sampling::Nearest:
        break;
    }
    return text(QT_TRANSLATE_NOOP("npeek::HeatmapView", "1 of %1 values shown (nearest)"));
}

} // namespace npeek
