#include "ui/heatmap_picture.h"

#include "ui/picture_style.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace npeek {

namespace {

constexpr double tolerance = 1e-6; // of a device pixel, so that rounding errors decide nothing
constexpr double gridScale = 8; // pixels an element from which on the grid shows

/// The element under the middle of each of count device pixels.
std::vector<qint64> elementsAt(const ViewAxis &axis, int first, int count, double ratio)
{
    std::vector<qint64> elements(static_cast<std::size_t>(std::max(count, 0)));
    for (std::size_t i = 0; i < elements.size(); ++i)
        elements[i] = axis.nearestIndexAt((first + static_cast<double>(i) + 0.5 + tolerance) / ratio);
    return elements;
}

/// Which of samples, spread over [first, first + count), stands for each element; -1 outside.
std::vector<int> samplesOf(const std::vector<qint64> &elements, qint64 first, qint64 count, int samples)
{
    std::vector<int> result(elements.size(), -1);
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const qint64 k = elements[i] - first;
        if (k < 0 || k >= count)
            continue;
        const double share = (static_cast<double>(k) + 0.5) / static_cast<double>(count); // k * samples might overflow
        result[i] = samples == count ? static_cast<int>(k) : std::min(static_cast<int>(share * samples), samples - 1);
    }
    return result;
}

/// One layer as it is looked up pixel by pixel.
struct Lookup {
    const Raster *raster = nullptr;
    std::vector<int> x, y;

    Lookup(const Plane &plane, const Raster &colors, const std::vector<qint64> &columns,
           const std::vector<qint64> &rows)
        : raster(&colors)
        , x(samplesOf(columns, plane.region.column, plane.region.columns, plane.width))
        , y(samplesOf(rows, plane.region.row, plane.region.rows, plane.height))
    {
    }

    void paintLine(QRgb *line, std::size_t row) const
    {
        if (y[row] < 0)
            return;
        const quint32 *colors = raster->pixels.data() + static_cast<qint64>(y[row]) * raster->width;
        for (std::size_t i = 0; i < x.size(); ++i) {
            if (x[i] >= 0)
                line[i] = colors[x[i]];
        }
    }
};

bool isSameLine(const std::vector<Lookup> &layers, std::size_t row)
{
    return std::all_of(layers.begin(), layers.end(),
                       [row](const Lookup &layer) { return layer.y[row] == layer.y[row - 1]; });
}

QImage paintLayers(const std::vector<Lookup> &layers, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    const auto bytes = static_cast<std::size_t>(image.bytesPerLine());
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        const auto row = static_cast<std::size_t>(y);
        if (y > 0 && isSameLine(layers, row)) {
            std::memcpy(line, image.constScanLine(y - 1), bytes);
            continue;
        }
        std::memset(line, 0x80, bytes);
        for (const Lookup &layer : layers)
            layer.paintLine(line, row);
    }
    return image;
}

void drawGrid(QPainter &painter, const std::vector<qint64> &columns, const std::vector<qint64> &rows)
{
    const QColor color(128, 128, 128, 70);
    const int width = static_cast<int>(columns.size());
    const int height = static_cast<int>(rows.size());
    for (int x = 1; x < width; ++x) {
        if (columns[static_cast<std::size_t>(x)] != columns[static_cast<std::size_t>(x) - 1])
            painter.fillRect(x, 0, 1, height, color);
    }
    for (int y = 1; y < height; ++y) {
        if (rows[static_cast<std::size_t>(y)] != rows[static_cast<std::size_t>(y) - 1])
            painter.fillRect(0, y, width, 1, color);
    }
}

bool contains(const Region &outer, const Region &inner)
{
    return outer.row <= inner.row && outer.column <= inner.column && outer.row + outer.rows >= inner.row + inner.rows
        && outer.column + outer.columns >= inner.column + inner.columns;
}

} // namespace

double snapped(double pixel, double ratio)
{
    return std::ceil(pixel * ratio - 0.5 - tolerance) / ratio;
}

QRectF snapped(const QRectF &rect, double ratio)
{
    return QRectF(QPointF(snapped(rect.left(), ratio), snapped(rect.top(), ratio)),
                  QPointF(snapped(rect.right(), ratio), snapped(rect.bottom(), ratio)));
}

void HeatmapPicture::clear()
{
    m_overview.reset();
    dropDetail();
}

void HeatmapPicture::setOverview(Plane plane)
{
    clear();
    Raster raster = rasterize(plane, m_range, m_colormap);
    m_overview = Layer{std::move(plane), std::move(raster)};
}

void HeatmapPicture::setDetail(HeatmapDetail detail)
{
    Raster raster = rasterize(detail.plane, m_range, m_colormap);
    m_detail = Layer{std::move(detail.plane), std::move(raster)};
    m_texts = std::move(detail.texts);
}

void HeatmapPicture::dropDetail()
{
    m_detail.reset();
    m_texts.clear();
}

void HeatmapPicture::setColors(const ValueRange &range, const Colormap &colormap)
{
    m_range = range;
    m_colormap = colormap;
    for (std::optional<Layer> *layer : {&m_overview, &m_detail}) {
        if (*layer)
            (*layer)->raster = rasterize((*layer)->plane, range, colormap);
    }
}

const Plane *HeatmapPicture::planeFor(const Region &region) const
{
    if (m_detail && contains(m_detail->plane.region, region))
        return &m_detail->plane;
    return m_overview ? &m_overview->plane : nullptr;
}

QRect HeatmapPicture::pixels(const HeatmapViewport &viewport, double ratio)
{
    const QRectF picture = viewport.picture();
    const auto edge = [ratio](double pixel) { return qRound(snapped(pixel, ratio) * ratio); };
    const QRect rect(QPoint(edge(picture.left()), edge(picture.top())),
                     QPoint(edge(picture.right()) - 1, edge(picture.bottom()) - 1));
    return QRect(rect.topLeft(), rect.size().expandedTo({1, 1}));
}

QImage HeatmapPicture::compose(const HeatmapViewport &viewport, double ratio, const QFont &font) const
{
    if (isEmpty())
        return {};
    const QRect target = pixels(viewport, ratio);
    const std::vector<qint64> columns = elementsAt(viewport.x(), target.left(), target.width(), ratio);
    const std::vector<qint64> rows = elementsAt(viewport.y(), target.top(), target.height(), ratio);
    std::vector<Lookup> layers;
    for (const std::optional<Layer> *layer : {&m_overview, &m_detail}) {
        if (*layer)
            layers.emplace_back((*layer)->plane, (*layer)->raster, columns, rows);
    }
    QImage image = paintLayers(layers, target.size());
    if (std::min(viewport.x().scale(), viewport.y().scale()) < gridScale)
        return image;
    QPainter painter(&image);
    drawGrid(painter, columns, rows);
    if (!m_texts.empty()) {
        painter.setFont(font);
        painter.scale(ratio, ratio);
        painter.translate(-QPointF(target.topLeft()) / ratio);
        drawTexts(painter, viewport);
    }
    return image;
}

void HeatmapPicture::drawTexts(QPainter &painter, const HeatmapViewport &viewport) const
{
    const Plane &plane = m_detail->plane;
    const QFontMetricsF metrics(painter.font());
    const double room = viewport.x().scale() - 6;
    if (room < metrics.averageCharWidth() * 3 || viewport.y().scale() < metrics.height())
        return;
    const QRectF picture = viewport.picture();
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        const qint64 row = plane.region.row + static_cast<qint64>(i) / plane.width;
        const qint64 column = plane.region.column + static_cast<qint64>(i) % plane.width;
        const QRectF cell = viewport.cellRect(row, column);
        const QRectF box = cell.intersected(picture);
        const QString text = metrics.elidedText(m_texts[i], Qt::ElideRight, room);
        const bool isCut = box.width() < metrics.horizontalAdvance(text) + 4 || box.height() < metrics.height();
        if (isCut) // by the edge of the picture; half a number would be a wrong one
            continue;
        painter.setPen(contrastingColor(m_detail->raster.pixels[i]));
        painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
    }
}

} // namespace npeek
