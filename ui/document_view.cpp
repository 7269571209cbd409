#include "ui/document_view.h"

#include "core/array/element.h"
#include "core/export/cell_text.h"
#include "ui/array_grid.h"
#include "ui/banner.h"
#include "ui/color_scale.h"
#include "ui/curve_view.h"
#include "ui/display_text.h"
#include "ui/grid_view.h"
#include "ui/member_model.h"
#include "ui/object_grid.h"
#include "ui/raw_preview.h"
#include "ui/slice_bar.h"
#include "ui/value_line.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace npeek {
namespace {

constexpr qint64 previewBytes = 64 << 10;
constexpr qsizetype maxValueText = 4000; // characters of a single value

QLabel *scaledLabel(double factor, bool isBold)
{
    auto *label = new QLabel;
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(isBold);
    label->setFont(font);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

DocumentView::DocumentView(QWidget *parent)
    : QWidget(parent)
    , m_title(scaledLabel(1.25, true))
    , m_type(scaledLabel(1.25, false))
    , m_banner(new Banner(this))
    , m_sliceBar(new SliceBar)
    , m_pages(new QStackedWidget)
    , m_message(scaledLabel(1.25, false))
    , m_preview(new QPlainTextEdit)
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_cells(new ArrayGrid(this))
    , m_objects(new ObjectGrid(this))
    , m_table(new GridView)
    , m_pictures(new QStackedWidget)
    , m_heatmap(new HeatmapView)
    , m_scale(new ColorScale)
    , m_curve(new CurveView)
    , m_status(new ValueLine)
{
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_preview->setReadOnly(true);
    m_preview->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_preview->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_table->setModel(m_cells);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_heatmap->setContextMenuPolicy(Qt::CustomContextMenu);
    m_pictures->addWidget(createPicturePage());
    m_pictures->addWidget(m_curve);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_pictures);
    m_splitter->setChildrenCollapsible(false);
    m_pages->addWidget(m_splitter);
    m_pages->addWidget(m_message);
    m_pages->addWidget(m_preview);

    auto *heading = new QHBoxLayout;
    heading->setSpacing(12);
    heading->addWidget(m_title);
    heading->addWidget(m_type);
    heading->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 6);
    layout->setSpacing(6);
    layout->addLayout(heading);
    layout->addWidget(m_banner);
    layout->addWidget(m_sliceBar);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_status);
    connectViews();
}

QWidget *DocumentView::createPicturePage()
{
    auto *page = new QWidget;
    auto *layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_heatmap, 1);
    layout->addWidget(m_scale);
    return page;
}

void DocumentView::connectViews()
{
    connect(m_sliceBar, &SliceBar::stateChanged, this, [this] { applySlice(true); });
    connect(m_sliceBar, &SliceBar::expressionRefused, this, [this](const QString &message) {
        message.isEmpty() ? m_banner->clear() : m_banner->showMessage(Banner::Severity::Error, message);
    });
    connect(m_table, &GridView::currentChanged, this, [this](qint64 row, qint64 column) {
        m_heatmap->setCursorCell(row, column);
        m_curve->setCursorRow(row);
        showCell(row, column);
    });
    connect(m_heatmap, &HeatmapView::hovered, this, &DocumentView::showCell);
    connect(m_heatmap, &HeatmapView::cellClicked, m_table, &GridView::setCurrentCell);
    connect(m_curve, &CurveView::hovered, this, [this](qint64 row) { showCell(row, row < 0 ? -1 : 0); });
    connect(m_curve, &CurveView::rowClicked, this, [this](qint64 row) { m_table->setCurrentCell(row, 0); });

    connect(m_heatmap, &HeatmapView::rangeChanged, this,
            [this](const ValueRange &range, bool isAutomatic, qint64 samples) {
                m_scale->setRange(range, isAutomatic,
                                  samples > 0 ? tr("from a sample of %1 values").arg(countText(samples)) : QString());
            });
    connect(m_scale, &ColorScale::rangeChosen, this, [this](const ValueRange &range) { m_heatmap->setRange(range); });
    connect(m_scale, &ColorScale::automaticRangeChosen, this, [this] { m_heatmap->setRange(std::nullopt); });
    connect(m_scale, &ColorScale::colormapChosen, this, [this](const Colormap &colormap) {
        m_heatmap->setColormap(colormap);
        Q_EMIT colormapChosen(colormap);
    });

    connect(m_cells, &ArrayGrid::failed, this, &DocumentView::showError);
    connect(m_heatmap, &HeatmapView::failed, this, &DocumentView::showError);
    connect(m_curve, &CurveView::failed, this, &DocumentView::showError);
    connect(m_table, &GridView::painted, this, [this] { markPainted(m_table); });
    connect(m_heatmap, &HeatmapView::painted, this, [this] { markPainted(m_heatmap); });
    connect(m_curve, &CurveView::painted, this, [this] { markPainted(m_curve); });
    for (QWidget *view : std::initializer_list<QWidget *>{m_table, m_heatmap}) {
        connect(view, &QWidget::customContextMenuRequested, this,
                [this, view](const QPoint &position) { Q_EMIT exportRequested(view->mapToGlobal(position)); });
    }
}

void DocumentView::setColormap(const Colormap &colormap)
{
    m_heatmap->setColormap(colormap);
    m_scale->setColormap(colormap);
}

void DocumentView::showMember(const ArrayFile &file, const Member &member, const QString &name)
{
    m_banner->clear();
    m_objectJob.cancel();
    m_name = name;
    m_hasArray = false;
    m_unpainted.clear();
    m_title->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, 320));
    m_title->setToolTip(name);
    m_type->setText(member.header ? memberDetail(member) : QString());
    m_status->clearValue();
    switch (member.state) {
    case Member::State::Ok:
        if (auto array = file.array(member)) {
            m_array = *array;
            showArray(member);
        } else {
            showError(array.error().message);
            showMessage(tr("This array cannot be shown."));
        }
        break;
    case Member::State::Object:
        readObjects(file, member);
        break;
    case Member::State::Raw:
        showRaw(file, member);
        break;
    case Member::State::Refused:
        showError(member.error.message);
        showMessage(tr("This member cannot be read."));
        break;
    }
    Q_EMIT sliceShown();
    if (m_unpainted.isEmpty())
        Q_EMIT painted();
}

void DocumentView::showArray(const Member &member)
{
    m_hasArray = true;
    const bool isSameShape = m_sliceBar->state().shape() == m_array.shape();
    if (!isSameShape)
        m_heatmap->setRange(std::nullopt);
    const SliceState state = isSameShape ? m_sliceBar->state() : SliceState(m_array.shape());
    m_sliceBar->setState(state, m_name);
    m_sliceBar->setVisible(m_array.ndim() > 0 && m_array.size() > 0);
    if (m_array.size() == 0) {
        m_slice = {};
        showMessage(tr("This array is empty: shape %1 holds no elements.").arg(shapeText(member.header->shape)));
        return;
    }
    if (m_array.ndim() == 0 && m_array.dtype().kind != Kind::Struct)
        showValue();
    else
        applySlice(isSameShape);
}

void DocumentView::showValue()
{
    QByteArray scratch;
    const auto element = m_array.element({}, scratch);
    if (!element) {
        showError(element.error().message);
        showMessage(tr("The value cannot be read."));
        return;
    }
    m_slice = m_sliceBar->state().slice(m_array, m_name);
    const QString text = cellText(m_array.dtype(), element->data());
    showMessage(text.size() <= maxValueText ? text
                                            : tr("%1… (the first %2 of %3 characters)")
                                                  .arg(text.left(maxValueText))
                                                  .arg(maxValueText)
                                                  .arg(text.size()));
}

void DocumentView::showRaw(const ArrayFile &file, const Member &member)
{
    auto bytes = file.bytes(member);
    QByteArray scratch;
    auto start =
        bytes ? (*bytes)->read(0, std::min(previewBytes, (*bytes)->size()), scratch) : Result<Bytes>(bytes.error());
    if (!start) {
        showError(start.error().message);
        showMessage(tr("This member cannot be read."));
        return;
    }
    const QByteArray text(reinterpret_cast<const char *>(start->data()), static_cast<qsizetype>(start->size()));
    m_type->setText(tr("not an array, %1").arg(bytesText((*bytes)->size())));
    m_preview->setPlainText(previewText(text, (*bytes)->size()));
    m_sliceBar->hide();
    m_pages->setCurrentWidget(m_preview);
}

void DocumentView::readObjects(const ArrayFile &file, const Member &member)
{
    showMessage(tr("Reading Python objects…"));
    Job<ObjectArray>::Handlers handlers;
    handlers.done = [this](const Result<ObjectArray> &array) { showObjects(array); };
    m_objectJob.start(
        [file, member](JobProgress<ObjectArray> &progress) -> Result<ObjectArray> {
            auto bytes = file.bytes(member);
            return bytes ? readObjectArray(*member.header, **bytes, progress) : Result<ObjectArray>(bytes.error());
        },
        std::move(handlers));
}

void DocumentView::showObjects(const Result<ObjectArray> &array)
{
    if (!array || array->elements.empty()) {
        if (!array)
            showError(array.error().message);
        showMessage(array ? tr("This array holds no objects.") : tr("These Python objects cannot be shown."));
        return;
    }
    m_objects->setArray(*array);
    m_table->setModel(m_objects);
    m_table->show();
    m_pictures->hide();
    m_pages->setCurrentWidget(m_splitter);
    showNote(tr("These are Python objects. Nothing of them was executed: classes that Npeek does not know show as "
                "<module.Class …>."));
}

void DocumentView::showMessage(const QString &message)
{
    m_sliceBar->hide();
    m_message->setText(message);
    m_pages->setCurrentWidget(m_message);
    m_unpainted.clear();
}

void DocumentView::showError(const QString &message)
{
    m_banner->showMessage(Banner::Severity::Error, message);
    m_unpainted.clear(); // nobody need wait for data that will not come
    Q_EMIT painted();
}

void DocumentView::showNote(const QString &message)
{
    m_banner->showMessage(Banner::Severity::Note, message);
}

void DocumentView::applySlice(bool keepView)
{
    m_slice = m_sliceBar->state().slice(m_array, m_name);
    m_status->clearValue();
    choosePicture();
    m_pages->setCurrentWidget(m_splitter);
    arrange();
    m_cells->setSlice(m_slice);
    if (m_table->model() != m_cells)
        m_table->setModel(m_cells);
    if (m_picture == Picture::Heatmap)
        m_heatmap->setSlice(m_slice, keepView);
    else if (m_picture == Picture::Curve)
        m_curve->setSlice(m_slice);
    Q_EMIT sliceShown();
}

void DocumentView::choosePicture()
{
    const Picture before = m_picture;
    const Shape &shape = m_slice.view.shape();
    if (!isPlottable(m_array.dtype()) || m_slice.view.size() <= 1)
        m_picture = Picture::None;
    else
        m_picture = shape[1] == 1 ? Picture::Curve : Picture::Heatmap;
    if (m_picture != Picture::Heatmap)
        m_heatmap->clear();
    if (m_picture != before || m_unpainted.isEmpty())
        m_pictures->setCurrentIndex(m_picture == Picture::Curve ? 1 : 0);
}

void DocumentView::arrange()
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

void DocumentView::setViews(Views views)
{
    m_views = views;
    m_unpainted.clear();
    arrange();
    Q_EMIT viewsChanged();
}

bool DocumentView::hasPicture() const
{
    return m_hasArray && m_picture == Picture::Heatmap;
}

bool DocumentView::hasPainted() const
{
    return m_unpainted.isEmpty();
}

void DocumentView::markPainted(QWidget *view)
{
    if (m_unpainted.remove(view) && m_unpainted.isEmpty())
        Q_EMIT painted();
}

QString DocumentView::indexText(qint64 row, qint64 column) const
{
    QStringList indices;
    for (qint64 index : arrayIndex(m_slice, row, column))
        indices << QString::number(index);
    return QStringLiteral("%1[%2]").arg(m_name,
                                        indices.isEmpty() ? QStringLiteral("()") : indices.join(QStringLiteral(", ")));
}

void DocumentView::showCell(qint64 row, qint64 column)
{
    if (!m_hasArray || row < 0 || column < 0 || row >= m_cells->rowCount() || column >= m_cells->columnCount()) {
        m_status->clearValue();
        return;
    }
    const bool hasFields = m_array.dtype().kind == Kind::Struct && m_cells->columnCount() != m_slice.view.shape()[1];
    const QString field = hasFields ? QStringLiteral("['%1']").arg(m_cells->columnLabel(column)) : QString();
    const QString label = indexText(row, hasFields ? 0 : column) + field;
    const GridCell cell = m_cells->cell(row, column);
    if (cell.state == GridCell::State::Pending && !hasFields)
        m_status->readValue(label, m_slice.view, row, column);
    else
        m_status->showValue(label, cell.text);
}

} // namespace npeek
