#pragma once

#include "core/format/array_file.h"

#include <QAbstractListModel>

namespace npeek {

/// The members of a file as a list: a row a member, in the file's order.
class MemberModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        DetailRole = Qt::UserRole, ///< dtype and shape, or what the member is instead
        SizeRole, ///< "31.2 KiB", with the compressed size and ratio where there is one
        StateRole ///< int(Member::State)
    };

    using QAbstractListModel::QAbstractListModel;
    void setFile(const ArrayFile &file);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QString name(const Member &member) const;

    std::optional<ArrayFile> m_file;
};

/// The dtype's name, or how many fields it has.
QString shortTypeName(const DType &dtype);
/// What the member is, in a few words: "float32 (60, 80)", "text or other data", "Python objects (3,)".
QString memberDetail(const Member &member);
/// "37.5 KiB", "37.5 KiB → 4.1 KiB, 9.1×".
QString memberSizes(const Member &member);
/// The largest numeric array with two axes or more, else the first array, else the first member; -1 when there is none.
int defaultMember(const std::vector<Member> &members);

} // namespace npeek
