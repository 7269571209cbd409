#include "ui/header_panel.h"

#include "ui/display_text.h"
#include "ui/property_form.h"

#include <QFileInfo>
#include <QVBoxLayout>

namespace npeek {
namespace {

QString bytesWithCount(qint64 bytes)
{
    return bytes < 1024 ? bytesText(bytes) : HeaderPanel::tr("%1 (%2 bytes)").arg(bytesText(bytes), countText(bytes));
}

QString byteOrderText(const DType &dtype)
{
    if (dtype.itemsize <= 1 || dtype.kind == Kind::Bytes || dtype.kind == Kind::Void || dtype.kind == Kind::Struct)
        return HeaderPanel::tr("does not matter");
    return dtype.byteorder == std::endian::little ? HeaderPanel::tr("little-endian") : HeaderPanel::tr("big-endian");
}

PropertyForm::Rows arrayRows(const Member &member)
{
    if (!member.header)
        return {};
    const ArrayHeader &header = *member.header;
    PropertyForm::Rows rows{
        {HeaderPanel::tr("dtype"), header.dtype.name()},
        {HeaderPanel::tr("shape"), shapeText(header.shape)},
        {HeaderPanel::tr("elements"), countText(header.size())},
        {HeaderPanel::tr("itemsize"), bytesText(header.dtype.itemsize)},
        {HeaderPanel::tr("byte order"), byteOrderText(header.dtype)},
        {HeaderPanel::tr("order"),
         header.fortranOrder ? HeaderPanel::tr("Fortran (first axis fastest)")
                             : HeaderPanel::tr("C (last axis fastest)")},
        {HeaderPanel::tr("nbytes"), bytesWithCount(member.nbytes)},
        {HeaderPanel::tr("descr"), header.dtype.descr()},
    };
    for (const QString &oddity : header.oddities)
        rows.append({HeaderPanel::tr("oddity"), oddity});
    return rows;
}

PropertyForm::Rows storageRows(const ArrayFile &file, const Member &member)
{
    PropertyForm::Rows rows{
        {HeaderPanel::tr("file"), QFileInfo(file.path()).fileName()},
        {HeaderPanel::tr("folder"), QFileInfo(file.path()).absolutePath()},
        {HeaderPanel::tr("file size"), bytesWithCount(file.fileSize())},
    };
    if (member.header) {
        const Version version = member.header->version;
        rows.append({HeaderPanel::tr("npy version"), QStringLiteral("%1.%2").arg(version.major).arg(version.minor)});
        rows.append({HeaderPanel::tr("data offset"), countText(member.header->dataOffset)});
    }
    if (!member.entry)
        return rows;
    rows.append({HeaderPanel::tr("member"), member.entry->name});
    rows.append({HeaderPanel::tr("compression"),
                 member.isCompressed() ? HeaderPanel::tr("deflated") : HeaderPanel::tr("stored, read in place")});
    if (member.isCompressed()) {
        rows.append({HeaderPanel::tr("compressed"), bytesWithCount(member.storedBytes)});
        rows.append({HeaderPanel::tr("ratio"), ratioText(member.nbytes, member.storedBytes)});
    }
    rows.append({HeaderPanel::tr("CRC-32"), QStringLiteral("%1").arg(member.entry->crc32, 8, 16, QLatin1Char('0'))});
    return rows;
}

} // namespace

HeaderPanel::HeaderPanel(QWidget *parent)
    : QWidget(parent)
    , m_array(new PropertyForm(tr("Array")))
    , m_storage(new PropertyForm(tr("Storage")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(m_array);
    layout->addWidget(m_storage);
}

void HeaderPanel::setMember(const ArrayFile &file, const Member &member)
{
    m_array->setRows(arrayRows(member));
    m_array->setVisible(member.header.has_value());
    m_storage->setRows(storageRows(file, member));
}

} // namespace npeek
