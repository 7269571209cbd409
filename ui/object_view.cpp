#include "ui/object_view.h"

#include "ui/grid_view.h"
#include "ui/object_grid.h"
#include "ui/value_line.h"

#include <QMenu>
#include <QVBoxLayout>

namespace npeek {

ObjectView::ObjectView(QWidget *parent)
    : QWidget(parent)
    , m_table(new GridView)
    , m_objects(new ObjectGrid(m_table)) // dies with it, so that nothing is told of the loss
    , m_value(new ValueLine)
{
    m_table->setModel(m_objects);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_value);
    connect(m_table, &GridView::currentChanged, this, [this](qint64 row, qint64 column) {
        if (row < 0 || column < 0)
            m_value->clearValue();
        else
            m_value->showValue(m_name + m_objects->indexText(row, column), m_objects->cell(row, column).text);
    });
    connect(m_table, &GridView::cellActivated, this, &ObjectView::openCell);
    connect(m_table, &QWidget::customContextMenuRequested, this, &ObjectView::showMenu);
}

void ObjectView::setTable(const ObjectTablePtr &table, const QString &name)
{
    m_name = name;
    m_value->clearValue();
    m_objects->setTable(table);
    m_table->setModel(m_objects); // from its start, with columns measured anew
}

void ObjectView::openCell(qint64 row, qint64 column)
{
    Q_EMIT openRequested(m_objects->object(row, column), m_objects->indexText(row, column), row, column);
}

void ObjectView::showMenu(const QPoint &position)
{
    const qint64 row = m_table->currentRow(), column = m_table->currentColumn();
    if (row < 0 || column < 0)
        return;
    const PyObject object = m_objects->object(row, column);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (hasElements(object))
        menu->addAction(object.is(PyObject::Type::Array) ? tr("&Open array") : tr("&Open"), this,
                        [this, row, column] { openCell(row, column); });
    menu->addAction(tr("Show full &text"), this, [this, row, column] {
        Q_EMIT textRequested(m_objects->object(row, column), m_objects->indexText(row, column), row, column);
    });
    menu->addSeparator();
    menu->addAction(tr("&Copy selected cells"), this, &ObjectView::copyRequested);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

} // namespace npeek
