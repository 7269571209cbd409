#include "ui/member_model.h"

#include "ui/display_text.h"

#include <QFileInfo>

namespace npeek {

QString shortTypeName(const DType &dtype)
{
    const int fields = static_cast<int>(dtype.fields.size());
    if (dtype.kind != Kind::Struct)
        return dtype.name();
    return fields == 1 ? MemberModel::tr("structured, 1 field") : MemberModel::tr("structured, %1 fields").arg(fields);
}

QString arrayDetail(const DType &dtype, const Shape &shape)
{
    return QStringLiteral("%1  %2").arg(shortTypeName(dtype), shapeText(shape));
}

QString sparseDetail(const SparseLayout &layout)
{
    return QStringLiteral("%1  %2").arg(layout.formatName(), arrayDetail(layout.dtype, layout.shape));
}

QString sparseSizes(const SparseLayout &layout)
{
    const QString stored = layout.isNnzExact ? MemberModel::tr("nnz %1") : MemberModel::tr("nnz at most %1");
    return stored.arg(countText(layout.nnz));
}

QString memberDetail(const Member &member)
{
    switch (member.state) {
    case Member::State::Ok:
        return arrayDetail(member.header->dtype, member.header->shape);
    case Member::State::Object:
        return MemberModel::tr("Python objects  %1").arg(shapeText(member.header->shape));
    case Member::State::Raw:
        return MemberModel::tr("not an array");
    case Member::State::Refused:
        break;
    }
    return MemberModel::tr("cannot be read");
}

QString memberSizes(const Member &member)
{
    if (member.state == Member::State::Refused)
        return {};
    if (!member.isCompressed())
        return bytesText(member.nbytes);
    const QString ratio = ratioText(member.nbytes, member.storedBytes);
    return QStringLiteral("%1 → %2%3")
        .arg(bytesText(member.nbytes), bytesText(member.storedBytes),
             ratio.isEmpty() ? ratio : QStringLiteral(", ") + ratio);
}

int defaultMember(const std::vector<Member> &members)
{
    int best = -1;
    int firstArray = -1;
    for (int i = 0; i < static_cast<int>(members.size()); ++i) {
        const Member &member = members[static_cast<size_t>(i)];
        if (member.state != Member::State::Ok)
            continue;
        if (firstArray < 0)
            firstArray = i;
        const bool isPicture = member.header->shape.size() >= 2 && member.header->dtype.isNumeric();
        if (isPicture && (best < 0 || member.nbytes > members[static_cast<size_t>(best)].nbytes))
            best = i;
    }
    if (best >= 0 || firstArray >= 0)
        return best >= 0 ? best : firstArray;
    return members.empty() ? -1 : 0;
}

void MemberModel::setFile(const ArrayFile &file, const std::optional<SparseLayout> &sparse)
{
    beginResetModel();
    m_file = file;
    m_sparse = sparse;
    m_dtypes.clear();
    endResetModel();
}

void MemberModel::setDType(int member, const DType &dtype)
{
    m_dtypes.insert(member, dtype);
    const QModelIndex changed = index(rowOf(member));
    Q_EMIT dataChanged(changed, changed);
}

int MemberModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_file ? 0 : static_cast<int>(m_file->members().size()) + (m_sparse ? 1 : 0);
}

QString MemberModel::detail(int member) const
{
    const Member &shown = m_file->members()[static_cast<size_t>(member)];
    const auto viewed = m_dtypes.find(member);
    return viewed == m_dtypes.end() ? memberDetail(shown) : arrayDetail(*viewed, shown.header->shape);
}

QVariant MemberModel::sparseData(int role) const
{
    const QString name = sparseName;
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case DetailRole:
        return sparseDetail(*m_sparse);
    case SizeRole:
        return sparseSizes(*m_sparse);
    case StateRole:
        return static_cast<int>(Member::State::Ok);
    case Qt::ToolTipRole:
        return tr("The sparse array that the members are the parts of\n%1\n%2")
            .arg(sparseDetail(*m_sparse), sparseSizes(*m_sparse));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(name, sparseDetail(*m_sparse), sparseSizes(*m_sparse));
    default:
        return {};
    }
}

QString MemberModel::name(const Member &member) const
{
    return m_file->format() == FileFormat::Npy ? QFileInfo(m_file->path()).fileName() : member.name;
}

QVariant MemberModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int at = memberAt(index.row());
    if (at == sparseMember)
        return sparseData(role);
    const Member &member = m_file->members()[static_cast<size_t>(at)];
    switch (role) {
    case Qt::DisplayRole:
        return name(member);
    case DetailRole:
        return detail(at);
    case SizeRole:
        return memberSizes(member);
    case StateRole:
        return static_cast<int>(member.state);
    case Qt::ToolTipRole:
        return member.state == Member::State::Refused
            ? member.error.message
            : QStringLiteral("%1\n%2\n%3").arg(name(member), detail(at), memberSizes(member));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(name(member), detail(at), memberSizes(member));
    default:
        return {};
    }
}

} // namespace npeek
