#include "ui/document_view.h"

#include "core/array/element.h"
#include "core/export/cell_text.h"
#include "ui/banner.h"
#include "ui/display_text.h"
#include "ui/grid_view.h"
#include "ui/member_model.h"
#include "ui/message_page.h"
#include "ui/object_grid.h"
#include "ui/raw_preview.h"
#include "ui/slice_bar.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace npeek {
namespace {

constexpr qint64 previewBytes = 64 << 10;
constexpr qsizetype maxValueText = 4000; // characters of a single value

QLabel *headingLabel(bool isBold)
{
    auto *label = new QLabel;
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setBold(isBold);
    label->setFont(font);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

DocumentView::DocumentView(QWidget *parent)
    : QWidget(parent)
    , m_title(headingLabel(true))
    , m_type(headingLabel(false))
    , m_banner(new Banner(this))
    , m_sliceBar(new SliceBar)
    , m_pages(new QStackedWidget)
    , m_sliceView(new SliceView)
    , m_message(new MessagePage)
{
    m_pages->addWidget(m_sliceView);
    m_pages->addWidget(m_message);
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

    connect(m_sliceBar, &SliceBar::stateChanged, this, [this] { applySlice(true); });
    connect(m_sliceBar, &SliceBar::expressionRefused, this, [this](const QString &message) {
        message.isEmpty() ? m_banner->clear() : m_banner->showMessage(Banner::Severity::Error, message);
    });
    connect(m_sliceView, &SliceView::failed, this, &DocumentView::showError);
    connect(m_sliceView, &SliceView::painted, this, &DocumentView::painted);
    connect(m_sliceView, &SliceView::colormapChosen, this, &DocumentView::colormapChosen);
    connect(m_sliceView, &SliceView::menuRequested, this, &DocumentView::exportRequested);
}

void DocumentView::showMember(const ArrayFile &file, const Member &member, const QString &name)
{
    m_banner->clear();
    m_objectJob.cancel();
    m_name = name;
    m_hasArray = false;
    m_sliceView->stopWaiting();
    m_title->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, 320));
    m_title->setToolTip(name);
    m_type->setText(member.header ? memberDetail(member) : QString());
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
    if (hasPainted())
        Q_EMIT painted();
}

void DocumentView::showArray(const Member &member)
{
    m_hasArray = true;
    const bool isSameShape = m_sliceBar->state().shape() == m_array.shape();
    if (!isSameShape)
        m_sliceView->setAutomaticRange();
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
    m_sliceBar->hide();
    showText(previewText(text, (*bytes)->size()));
}

void DocumentView::showText(const QString &text)
{
    if (!m_text) {
        m_text = new QPlainTextEdit;
        m_text->setReadOnly(true);
        m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
        m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        m_pages->addWidget(m_text);
    }
    m_text->setPlainText(text);
    m_pages->setCurrentWidget(m_text);
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
    if (!m_objectTable) {
        m_objects = new ObjectGrid(this);
        m_objectTable = new GridView;
        m_objectTable->setModel(m_objects);
        m_pages->addWidget(m_objectTable);
    }
    m_objects->setArray(*array);
    m_pages->setCurrentWidget(m_objectTable);
    showNote(tr("These are Python objects. Nothing of them was executed: classes that Npeek does not know show as "
                "<module.Class …>."));
}

void DocumentView::showMessage(const QString &message)
{
    m_sliceBar->hide();
    m_message->showMessage(message);
    m_pages->setCurrentWidget(m_message);
    m_sliceView->stopWaiting();
}

void DocumentView::showError(const QString &message)
{
    m_banner->showMessage(Banner::Severity::Error, message);
    m_sliceView->stopWaiting(); // nobody need wait for data that will not come
    Q_EMIT painted();
}

void DocumentView::showNote(const QString &message)
{
    m_banner->showMessage(Banner::Severity::Note, message);
}

void DocumentView::applySlice(bool keepView)
{
    m_slice = m_sliceBar->state().slice(m_array, m_name);
    m_pages->setCurrentWidget(m_sliceView);
    m_sliceView->setSlice(m_slice, m_name, keepView);
    Q_EMIT sliceShown();
}

} // namespace npeek
