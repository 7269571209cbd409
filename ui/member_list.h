#pragma once

#include "core/sparse/sparse_layout.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace npeek {

class MemberModel;

/// The members of one file with a filter box. A row tells name, dtype, shape, bytes, compressed bytes and ratio.
class MemberList : public QWidget {
    Q_OBJECT
public:
    explicit MemberList(QWidget *parent = nullptr);

    void setFile(const ArrayFile &file, const std::optional<SparseLayout> &sparse = {});
    void setDType(int member, const DType &dtype); ///< that its elements are viewed as
    /// Index into ArrayFile::members(), or sparseMember; -1 for none.
    int currentMember() const;
    void setCurrentMember(int member);
    void stepCurrent(int rows);

Q_SIGNALS:
    void currentMemberChanged(int member);
    void contextMenuRequestedFor(int member, const QPoint &globalPosition);

private:
    void showCount();

    MemberModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_filter;
    QListView *m_view;
    QLabel *m_count;
};

} // namespace npeek
