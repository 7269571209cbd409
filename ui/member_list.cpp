#include "ui/member_list.h"

#include "ui/member_delegate.h"
#include "ui/member_model.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace npeek {

MemberList::MemberList(QWidget *parent)
    : QWidget(parent)
    , m_model(new MemberModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit)
    , m_view(new QListView)
    , m_count(new QLabel)
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Filter members"));
    m_filter->setClearButtonEnabled(true);
    m_view->setModel(m_filtered);
    m_view->setItemDelegate(new MemberDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Members of the file"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setContentsMargins(8, 2, 8, 4);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *filterLine = new QVBoxLayout;
    filterLine->setContentsMargins(6, 6, 6, 6);
    filterLine->addWidget(m_filter);
    layout->addLayout(filterLine);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_count);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filtered->setFilterFixedString(text);
        showCount();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { Q_EMIT currentMemberChanged(currentMember()); });
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint &position) {
        const QModelIndex index = m_filtered->mapToSource(m_view->indexAt(position));
        if (index.isValid())
            Q_EMIT contextMenuRequestedFor(m_model->memberAt(index.row()), m_view->viewport()->mapToGlobal(position));
    });
}

void MemberList::setDType(int member, const DType &dtype)
{
    m_model->setDType(member, dtype);
}

void MemberList::setFile(const ArrayFile &file, const std::optional<SparseLayout> &sparse)
{
    m_model->setFile(file, sparse);
    m_filter->setVisible(file.members().size() > 1);
    showCount();
}

int MemberList::currentMember() const
{
    const QModelIndex index = m_filtered->mapToSource(m_view->currentIndex());
    return index.isValid() ? m_model->memberAt(index.row()) : -1;
}

void MemberList::setCurrentMember(int member)
{
    m_view->setCurrentIndex(m_filtered->mapFromSource(m_model->index(m_model->rowOf(member))));
}

void MemberList::stepCurrent(int rows)
{
    const QModelIndex next = m_filtered->index(m_view->currentIndex().row() + rows, 0);
    if (next.isValid())
        m_view->setCurrentIndex(next);
}

void MemberList::showCount()
{
    const bool hasSparse = m_model->memberAt(0) == sparseMember; // which is none of the members
    const int total = m_model->rowCount() - (hasSparse ? 1 : 0);
    const bool showsSparse = hasSparse && m_filtered->mapFromSource(m_model->index(0)).isValid();
    const int shown = m_filtered->rowCount() - (showsSparse ? 1 : 0);
    const QString members = total == 1 ? tr("1 member") : tr("%1 members").arg(total);
    m_count->setText(shown == total ? members : tr("%1 of %2").arg(shown).arg(members));
}

} // namespace npeek
