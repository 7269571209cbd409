#pragma once

#include <QAbstractListModel>
#include <QIcon>

namespace npeek {

/// An icon that shows the colours of a map. Nothing is worked out before it is painted.
QIcon colormapIcon(const QString &name);

/// The names of all colour maps with their icons, for combo boxes.
class ColormapList : public QAbstractListModel {
public:
    explicit ColormapList(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// Whether all maps are offered from their last colour to their first.
    void setReversed(bool reversed);
    QString nameAt(int row) const; ///< as Colormap::named() takes it
    int rowOf(const QString &name) const; ///< with or without "_r"; -1 when it is none of them

private:
    QStringList m_names;
    bool m_isReversed = false;
};

} // namespace npeek
