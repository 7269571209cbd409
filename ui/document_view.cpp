#include "ui/document_view.h"

#include "core/array/element.h"
#include "core/export/cell_text.h"
#include "ui/banner.h"
#include "ui/display_text.h"
#include "ui/grid_view.h"
#include "ui/member_model.h"
#include "ui/message_page.h"
#include "ui/object_trail.h"
#include "ui/object_view.h"
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
    connect(m_message, &MessagePage::actionTriggered, this, &DocumentView::actionRequested);
}

void DocumentView::start(const QString &name)
{
    clearNotes();
    if (m_trail)
        m_trail->clear();
    m_name = name;
    m_hasArray = false;
    m_sliceView->stopWaiting();
    m_title->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, 320));
    m_title->setToolTip(name);
}

void DocumentView::finish()
{
    Q_EMIT sliceShown();
    if (hasPainted())
        Q_EMIT painted();
}

void DocumentView::showMember(const ArrayFile &file, const Member &member, const QString &name, const QString &viewType)
{
    start(name);
    m_type->setText(member.header ? memberDetail(member) : QString());
    switch (member.state) {
    case Member::State::Ok:
        showArray(file, member, viewType);
        break;
    case Member::State::Object:
        showObjects(file, member);
        break;
    case Member::State::Raw:
        showRaw(file, member);
        break;
    case Member::State::Refused:
        showError(member.error.message);
        showMessage(tr("This member cannot be read."));
        break;
    }
    finish();
}

void DocumentView::showArray(const ArrayFile &file, const Member &member, const QString &viewType)
{
    const auto array = viewedArray(file, member, viewType);
    if (!array) {
        showError(array.error().message);
        showMessage(tr("This array cannot be shown."));
        return;
    }
    m_type->setText(arrayDetail(array->dtype(), member.header->shape));
    showSource(*array);
}

void DocumentView::showSparse(const SparseArray &array, const QString &name)
{
    start(name);
    m_type->setText(QStringLiteral("%1, %2").arg(sparseDetail(array.layout()), sparseSizes(array.layout())));
    showSource(array);
    if (!(m_source.initialState() == SliceState(array.shape())))
        showNote(
            tr("Only a part of this array can show at a time, as all its elements would take more bytes than can be "
               "counted. Type another slice to see others."));
    finish();
}

void DocumentView::showSource(const DocumentSource &source)
{
    m_source = source;
    m_hasArray = true;
    const bool isSameShape = m_sliceBar->state().shape() == source.shape();
    if (!isSameShape)
        m_sliceView->setAutomaticRange();
    m_state = isSameShape ? m_sliceBar->state() : source.initialState();
    m_sliceBar->setState(m_state, memberName());
    m_sliceBar->setVisible(source.ndim() > 0 && source.size() > 0);
    if (source.size() == 0) {
        m_slice = {};
        showMessage(tr("This array is empty: shape %1 holds no elements.").arg(shapeText(source.shape())));
    } else if (source.ndim() == 0 && source.dtype().kind != Kind::Struct) {
        showValue();
    } else {
        applySlice(isSameShape);
    }
}

void DocumentView::showValue()
{
    QByteArray scratch;
    const auto element = m_source.array().element({}, scratch);
    if (!element) {
        showError(element.error().message);
        showMessage(tr("The value cannot be read."));
        return;
    }
    m_slice = m_state.slice(m_source.array(), memberName());
    const QString text = cellText(m_source.dtype(), element->data());
    showMessage(text.size() <= maxValueText ? text
                                            : tr("%1… (the first %2 of %3 characters)")
                                                  .arg(text.left(maxValueText))
                                                  .arg(maxValueText)
                                                  .arg(text.size()));
}

void DocumentView::showRaw(const ArrayFile &file, const Member &member)
{
    const auto bytes = file.bytes(member);
    const auto text = bytes ? previewText(**bytes) : Result<QString>(bytes.error());
    if (!text) {
        showError(text.error().message);
        showMessage(tr("This member cannot be read."));
        return;
    }
    m_type->setText(tr("not an array, %1").arg(bytesText((*bytes)->size())));
    m_sliceBar->hide();
    showText(*text, false);
}

void DocumentView::showText(const QString &text, bool isWrapped)
{
    if (!m_text) {
        m_text = new QPlainTextEdit;
        m_text->setReadOnly(true);
        m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        m_pages->addWidget(m_text);
    }
    m_text->setLineWrapMode(isWrapped ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    m_text->setPlainText(text);
    m_pages->setCurrentWidget(m_text);
}

bool DocumentView::isSettled() const
{
    return m_sliceView->isSettled() && !(m_trail && m_trail->isBusy());
}

QString DocumentView::memberName() const
{
    return m_trail && !m_trail->isEmpty() ? m_trail->expression() : m_name;
}

QString DocumentView::indexing() const
{
    return (m_hasArray ? m_slice.title : memberName()).mid(m_name.size());
}

GridView *DocumentView::table() const
{
    const bool showsObjects = m_objects && m_pages->currentWidget() == m_objects;
    return showsObjects ? m_objects->table() : m_sliceView->table();
}

bool DocumentView::hasTable() const
{
    const QWidget *page = m_pages->currentWidget();
    return (m_hasArray && page == m_sliceView) || (m_objects && page == m_objects);
}

void DocumentView::showWork(const QString &name, const QString &message)
{
    start(name);
    m_type->clear();
    showMessage(message);
}

void DocumentView::showMessage(const QString &message, const QString &action)
{
    m_sliceBar->hide();
    m_message->showMessage(message, action);
    m_pages->setCurrentWidget(m_message);
    m_sliceView->stopWaiting();
}

void DocumentView::showError(const QString &message)
{
    m_banner->showMessage(Banner::Severity::Error, message);
    m_sliceView->stopWaiting(); // nobody need wait for data that will not come
    Q_EMIT painted();
}

void DocumentView::clearNotes()
{
    m_banner->clear();
    m_notes.clear();
}

void DocumentView::showNote(const QString &message)
{
    m_notes << message;
    m_banner->showMessage(Banner::Severity::Note, m_notes.join(u'\n'));
}

void DocumentView::applySlice(bool keepView)
{
    auto slice = m_source.slice(m_sliceBar->state(), memberName());
    if (!slice) {
        showError(slice.error().message);
        m_sliceBar->setState(m_state, memberName()); // what is still on screen
        return;
    }
    m_slice = *std::move(slice);
    m_state = m_sliceBar->state();
    m_pages->setCurrentWidget(m_sliceView);
    m_sliceView->setSlice(m_slice, memberName(), keepView);
    Q_EMIT sliceShown();
}

} // namespace npeek
