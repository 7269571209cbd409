// The part of the document view that shows Python objects, level by level.
#include "ui/document_view.h"

#include "core/base/shape_text.h"
#include "ui/display_text.h"
#include "ui/grid_view.h"
#include "ui/member_model.h"
#include "ui/object_trail.h"
#include "ui/object_view.h"
#include "ui/slice_bar.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace npeek {

void DocumentView::createObjectViews()
{
    m_trail = new ObjectTrail;
    m_objects = new ObjectView;
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_trail);
    m_pages->addWidget(m_objects);
    connect(m_trail, &ObjectTrail::levelLeft, this, &DocumentView::clearNotes);
    connect(m_trail, &ObjectTrail::levelShown, this, &DocumentView::showLevel);
    connect(m_trail, &ObjectTrail::failed, this, [this](const QString &message) {
        if (m_trail->isEmpty())
            showMessage(tr("These Python objects cannot be shown."));
        showError(message);
    });
    connect(m_objects, &ObjectView::openRequested, m_trail, &ObjectTrail::open);
    connect(m_objects, &ObjectView::textRequested, m_trail, &ObjectTrail::openText);
    connect(m_objects, &ObjectView::copyRequested, this, &DocumentView::copyRequested);
}

void DocumentView::showObjects(const ArrayFile &file, const Member &member)
{
    if (!m_trail)
        createObjectViews();
    showMessage(tr("Reading Python objects…"));
    m_trail->read(file, member, m_name);
}

void DocumentView::showLevel()
{
    m_hasArray = false;
    m_sliceBar->hide();
    const ObjectLevel &level = m_trail->current();
    if (const auto *table = std::get_if<ObjectTablePtr>(&level.content)) {
        showTable(**table);
    } else if (const auto *array = std::get_if<ArrayView>(&level.content)) {
        m_type->setText(arrayDetail(array->dtype(), array->shape()));
        showSource(*array);
        m_sliceView->table()->setFocus();
    } else {
        m_type->setText(tr("text"));
        showText(std::get<QString>(level.content), true);
    }
    Q_EMIT levelShown();
    finish();
}

void DocumentView::showTable(const ObjectTable &table)
{
    const Shape &shape = table.array.shape;
    m_type->setText(table.isArray() ? tr("Python objects  %1").arg(shapeText(shape))
                                    : tr("%1, %2 items").arg(table.typeName, countText(shape[0])));
    if (table.array.elements.empty())
        return showMessage(tr("This array holds no objects."));
    const ObjectLevel &level = m_trail->current();
    m_objects->setTable(std::get<ObjectTablePtr>(level.content), m_trail->expression());
    m_objects->table()->setCurrentCell(level.row, level.column);
    m_pages->setCurrentWidget(m_objects);
    if (level.row >= 0 || !m_trail->isOnFirst()) // not when the list of members brought it up
        m_objects->table()->setFocus();
    if (!m_trail->isOnFirst())
        return;
    showNote(tr("These are Python objects. Nothing of them was executed: classes that Npeek does not know show as "
                "<module.Class …>. A double click opens what a cell holds."));
    for (const QString &oddity : table.array.oddities)
        showNote(oddity);
}

void DocumentView::goBack()
{
    if (m_trail)
        m_trail->goBack();
}

std::optional<std::pair<DType, Shape>> DocumentView::shownType() const
{
    if (m_hasArray)
        return std::pair(m_source.dtype(), m_source.shape());
    if (!m_trail || m_trail->isEmpty())
        return std::nullopt;
    const auto *table = std::get_if<ObjectTablePtr>(&m_trail->current().content);
    if (!table || !(*table)->isArray())
        return std::nullopt;
    return std::pair((*table)->array.dtype, (*table)->array.shape);
}

bool DocumentView::isInObjects() const
{
    return m_trail && !m_trail->isOnFirst();
}

} // namespace npeek
