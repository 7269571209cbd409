#pragma once

#include <QStyledItemDelegate>

namespace npeek {

/// Draws a member in three short lines: its name, dtype with shape, and sizes; red when it cannot be read.
class MemberDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace npeek
