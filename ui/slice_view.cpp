#include "ui/slice_view.h"

#include "core/array/element.h"
#include "ui/array_grid.h"
#include "ui/color_scale.h"
#include "ui/curve_view.h"
#include "ui/display_text.h"
#include "ui/grid_view.h"
#include "ui/value_line.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace npeek {
namespace {

constexpr qint64 maxSparseCurve = 1 << 26; // elements; a curve looks at every zero, a picture at what is stored only

QString cellName(const Slice2d &slice, const QString &name, qint64 row, qint64 column)
{
    QStringList indices;
    for (qint64 index : arrayIndex(slice, row, column))
        indices << QString::number(index);
    return QStringLiteral("%1[%2]").arg(name,
                                        indices.isEmpty() ? QStringLiteral("()") : indices.join(QStringLiteral(", ")));
}

} // namespace

SliceView::SliceView(QWidget *parent)
    : QWidget(parent)
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_table(new GridView)
    , m_cells(new ArrayGrid(m_table)) // dies with it, so that nothing is told of the loss
    , m_pictures(new QStackedWidget)
    , m_heatmap(new HeatmapView)
    , m_scaleColumn(new QVBoxLayout)
    , m_scale(new ColorScale)
    , m_curve(new CurveView)
    , m_value(new ValueLine)
{
    m_table->setModel(m_cells);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_heatmap->setContextMenuPolicy(Qt::CustomContextMenu);
    m_pictures->addWidget(createHeatmapPage());
    m_pictures->addWidget(m_curve);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_pictures);
    m_splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_value);
    connectViews();
    connectScale();
}

QWidget *SliceView::createHeatmapPage()
{
    auto *page = new QWidget;
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_scaleColumn->setSpacing(4);
    m_scaleColumn->addWidget(m_scale, 1);
    layout->addWidget(m_heatmap, 1);
    layout->addLayout(m_scaleColumn);
    return page;
}

/// In sight beside the picture, but only of use where most elements are zero.
void SliceView::showSamplingChoice()
{
    const bool isSparse = m_slice.reader != nullptr;
    if (isSparse && !m_sampling) {
        m_sampling = new QComboBox;
        m_sampling->setObjectName(QStringLiteral("sampling"));
        m_sampling->addItem(tr("Block means"), static_cast<int>(Sampling::Mean));
        m_sampling->addItem(tr("Spy pattern"), static_cast<int>(Sampling::Maximum));
        m_sampling->setItemData(0, tr("A pixel is the mean of its elements, zeros included"), Qt::ToolTipRole);
        m_sampling->setItemData(1, tr("A pixel tells whether any of its elements is not zero"), Qt::ToolTipRole);
        m_sampling->setToolTip(tr("What a pixel says of the elements it stands for"));
        m_sampling->setAccessibleName(tr("Kind of picture"));
        m_scaleColumn->insertWidget(0, m_sampling);
        connect(m_sampling, &QComboBox::activated, this, [this] {
            setAutomaticRange();
            showHeatmap(true);
        });
    }
    if (m_sampling)
        m_sampling->setVisible(isSparse);
}

void SliceView::showHeatmap(bool keepView)
{
    showSamplingChoice();
    const int sampling = m_slice.reader ? m_sampling->currentData().toInt() : static_cast<int>(Sampling::Nearest);
    m_heatmap->setSampling(static_cast<Sampling>(sampling));
    m_heatmap->setSlice(m_slice, keepView);
}

void SliceView::connectViews()
{
    connect(m_table, &GridView::currentChanged, this, [this](qint64 row, qint64 column) {
        m_heatmap->setCursorCell(row, column);
        m_curve->setCursorRow(row);
        showCell(row, column);
    });
    connect(m_heatmap, &HeatmapView::hovered, this, &SliceView::showCell);
    connect(m_heatmap, &HeatmapView::cellClicked, m_table, &GridView::setCurrentCell);
    connect(m_curve, &CurveView::hovered, this, [this](qint64 row) { showCell(row, row < 0 ? -1 : 0); });
    connect(m_curve, &CurveView::rowClicked, this, [this](qint64 row) { m_table->setCurrentCell(row, 0); });
    connect(m_cells, &ArrayGrid::failed, this, &SliceView::failed);
    connect(m_heatmap, &HeatmapView::failed, this, &SliceView::failed);
    connect(m_curve, &CurveView::failed, this, &SliceView::failed);
    connect(m_table, &GridView::painted, this, [this] { markPainted(m_table); });
    connect(m_heatmap, &HeatmapView::painted, this, [this] { markPainted(m_heatmap); });
    connect(m_curve, &CurveView::painted, this, [this] { markPainted(m_curve); });
    for (QWidget *view : std::initializer_list<QWidget *>{m_table, m_heatmap}) {
        connect(view, &QWidget::customContextMenuRequested, this,
                [this, view](const QPoint &position) { Q_EMIT menuRequested(view->mapToGlobal(position)); });
    }
}

void SliceView::connectScale()
{
    connect(m_heatmap, &HeatmapView::rangeChanged, this,
            [this](const ValueRange &range, bool isAutomatic, qint64 samples) {
                const QString origin = m_slice.reader ? tr("of %1 block means") : tr("from a sample of %1 values");
                m_scale->setRange(range, isAutomatic, samples > 0 ? origin.arg(countText(samples)) : QString());
            });
    connect(m_scale, &ColorScale::rangeChosen, this, [this](const ValueRange &range) { m_heatmap->setRange(range); });
    connect(m_scale, &ColorScale::automaticRangeChosen, this, &SliceView::setAutomaticRange);
    connect(m_scale, &ColorScale::colormapChosen, this, [this](const Colormap &colormap) {
        m_heatmap->setColormap(colormap);
        Q_EMIT colormapChosen(colormap);
    });
}

void SliceView::setColormap(const Colormap &colormap)
{
    m_heatmap->setColormap(colormap);
    m_scale->setColormap(colormap);
}

void SliceView::setAutomaticRange()
{
    m_heatmap->setRange(std::nullopt);
}

void SliceView::setSlice(const Slice2d &slice, const QString &name, bool keepView)
{
    m_slice = slice;
    m_name = name;
    m_value->clearValue();
    choosePicture();
    arrange();
    m_cells->setSlice(m_slice);
    if (m_picture == Picture::Heatmap)
        showHeatmap(keepView);
    else if (m_picture == Picture::Curve)
        m_curve->setSlice(m_slice);
}

void SliceView::choosePicture()
{
    const Picture before = m_picture;
    const bool isColumn = m_slice.view.ndim() == 2 && m_slice.view.shape()[1] == 1;
    const bool isTooLong = m_slice.reader && m_slice.view.size() > maxSparseCurve;
    if (!isPlottable(m_slice.view.dtype()) || m_slice.view.size() <= 1)
        m_picture = Picture::None;
    else
        m_picture = isColumn && !isTooLong ? Picture::Curve : Picture::Heatmap;
    if (m_picture != Picture::Heatmap)
        m_heatmap->clear();
    if (m_picture != before || m_unpainted.isEmpty())
        m_pictures->setCurrentIndex(m_picture == Picture::Curve ? 1 : 0);
}

void SliceView::arrange()
{
    const bool hasPicture = m_picture != Picture::None;
    m_table->setVisible(!hasPicture || m_views != Views::Picture);
    m_pictures->setVisible(hasPicture && m_views != Views::Table);
    if (m_picture != m_arranged) { // a width set by hand stays
        const int width = std::max(400, m_splitter->width());
        const int tableWidth = m_picture == Picture::Curve ? std::min(width / 2, 260) : width * 2 / 5;
        m_splitter->setSizes({tableWidth, width - tableWidth});
        m_splitter->setStretchFactor(0, m_picture == Picture::Curve ? 0 : 1);
        m_splitter->setStretchFactor(1, 1);
        m_arranged = m_picture;
    }
    if (!m_table->isHidden())
        m_unpainted.insert(m_table);
    if (!m_pictures->isHidden())
        m_unpainted.insert(m_picture == Picture::Curve ? static_cast<QWidget *>(m_curve) : m_heatmap);
}

void SliceView::setViews(Views views)
{
    m_views = views;
    m_unpainted.clear();
    arrange();
}

void SliceView::stopWaiting()
{
    m_unpainted.clear();
}

void SliceView::markPainted(QWidget *view)
{
    if (m_unpainted.remove(view) && m_unpainted.isEmpty())
        Q_EMIT painted();
}

void SliceView::showCell(qint64 row, qint64 column)
{
    if (row < 0 || column < 0 || row >= m_cells->rowCount() || column >= m_cells->columnCount()) {
        m_value->clearValue();
        return;
    }
    const bool hasFields =
        m_slice.view.dtype().kind == Kind::Struct && m_cells->columnCount() != m_slice.view.shape()[1];
    const QString field = hasFields ? QStringLiteral("['%1']").arg(m_cells->columnLabel(column)) : QString();
    const QString label = cellName(m_slice, m_name, row, hasFields ? 0 : column) + field;
    const GridCell cell = m_cells->cell(row, column);
    if (cell.state == GridCell::State::Pending && !hasFields)
        m_value->readValue(label, m_slice, row, column);
    else
        m_value->showValue(label, cell.text);
}

} // namespace npeek
