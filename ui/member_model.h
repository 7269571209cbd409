#pragma once

#include "core/sparse/sparse_layout.h"

#include <QAbstractListModel>
#include <QHash>

namespace npeek {

/// Stands for the sparse array that the members are the parts of, where an index of a member is expected.
inline constexpr int sparseMember = -2;
inline constexpr QLatin1String sparseName("(sparse)"); ///< where the name of a member is expected

/// The members of a file as a list: a row a member, in the file's order; in front of them the sparse array that they
/// are the parts of, if they are.
class MemberModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        DetailRole = Qt::UserRole, ///< dtype and shape, or what the member is instead
        SizeRole, ///< "31.2 KiB", with the compressed size and ratio where there is one
        StateRole ///< int(Member::State)
    };

    using QAbstractListModel::QAbstractListModel;
    void setFile(const ArrayFile &file, const std::optional<SparseLayout> &sparse = {});
    /// What the elements of a member are viewed as.
    void setDType(int member, const DType &dtype);

    /// Index into ArrayFile::members(), or sparseMember.
    int memberAt(int row) const { return m_sparse ? (row == 0 ? sparseMember : row - 1) : row; }
    int rowOf(int member) const { return m_sparse ? (member == sparseMember ? 0 : member + 1) : member; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QString name(const Member &member) const;
    QString detail(int member) const;
    QVariant sparseData(int role) const;

    std::optional<ArrayFile> m_file;
    std::optional<SparseLayout> m_sparse;
    QHash<int, DType> m_dtypes; ///< of members that are viewed as something else than the file says
};

/// The dtype's name, or how many fields it has.
QString shortTypeName(const DType &dtype);
/// "float32  (60, 80)".
QString arrayDetail(const DType &dtype, const Shape &shape);
/// "csr  float64  (1000, 2000)".
QString sparseDetail(const SparseLayout &layout);
/// "nnz 5 000".
QString sparseSizes(const SparseLayout &layout);
/// What the member is, in a few words: "float32  (60, 80)", "not an array", "Python objects  (3,)".
QString memberDetail(const Member &member);
/// "37.5 KiB", "37.5 KiB → 4.1 KiB, 9.1×".
QString memberSizes(const Member &member);
/// The largest numeric array with two axes or more, else the first array, else the first member; -1 when there is none.
int defaultMember(const std::vector<Member> &members);

} // namespace npeek
