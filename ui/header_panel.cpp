#include "ui/header_panel.h"

#include "core/format/view_type.h"
#include "ui/display_text.h"
#include "ui/property_form.h"

#include <QComboBox>
#include <QFileInfo>
#include <QPushButton>
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

PropertyForm::Rows typeRows(const DType &dtype, const Shape &shape)
{
    return {
        {HeaderPanel::tr("dtype"), dtype.name()},
        {HeaderPanel::tr("shape"), shapeText(shape)},
        {HeaderPanel::tr("elements"), countText(elementCount(shape).value_or(0))},
        {HeaderPanel::tr("itemsize"), bytesText(dtype.itemsize)},
        {HeaderPanel::tr("byte order"), byteOrderText(dtype)},
    };
}

PropertyForm::Rows arrayRows(const ArrayFile &file, const Member &member, const DType &dtype)
{
    const ArrayHeader &header = *member.header;
    PropertyForm::Rows rows = typeRows(dtype, header.shape);
    rows.append({HeaderPanel::tr("order"),
                 header.fortranOrder ? HeaderPanel::tr("Fortran (first axis fastest)")
                                     : HeaderPanel::tr("C (last axis fastest)")});
    rows.append({HeaderPanel::tr("nbytes"), bytesWithCount(member.nbytes)});
    if (!file.isRaw())
        rows.append({HeaderPanel::tr("descr"), header.dtype.descr()});
    for (const QString &oddity : header.oddities)
        rows.append({HeaderPanel::tr("oddity"), oddity});
    return rows;
}

QString densityText(const SparseLayout &layout)
{
    double elements = 1;
    for (const qint64 length : layout.shape)
        elements *= static_cast<double>(length);
    return elements > 0 ? QStringLiteral("%1 %").arg(100 * static_cast<double>(layout.nnz) / elements, 0, 'g', 3)
                        : QString();
}

PropertyForm::Rows sparseRows(const SparseLayout &layout)
{
    const auto elements = elementCount(layout.shape);
    PropertyForm::Rows rows{
        {HeaderPanel::tr("format"), layout.formatName()},
        {HeaderPanel::tr("dtype"), layout.dtype.name()},
        {HeaderPanel::tr("shape"), shapeText(layout.shape)},
        {HeaderPanel::tr("elements"), elements ? countText(*elements) : HeaderPanel::tr("more than 2^63")},
        {layout.isNnzExact ? HeaderPanel::tr("nnz") : HeaderPanel::tr("nnz at most"), countText(layout.nnz)},
        {HeaderPanel::tr("density"), densityText(layout)},
    };
    if (layout.format == SparseFormat::Bsr)
        rows.append({HeaderPanel::tr("block shape"), shapeText(layout.blockShape)});
    rows.append({HeaderPanel::tr("saved from"),
                 layout.isArray ? HeaderPanel::tr("a sparse array") : HeaderPanel::tr("a sparse matrix")});
    return rows;
}

PropertyForm::Rows fileRows(const ArrayFile &file)
{
    return {
        {HeaderPanel::tr("file"), QFileInfo(file.path()).fileName()},
        {HeaderPanel::tr("folder"), QFileInfo(file.path()).absolutePath()},
        {HeaderPanel::tr("file size"), bytesWithCount(file.fileSize())},
    };
}

PropertyForm::Rows memberRows(const ArrayFile &file, const Member &member)
{
    PropertyForm::Rows rows;
    if (member.header) {
        const Version version = member.header->version;
        rows.append(file.isRaw() ? qMakePair(HeaderPanel::tr("header"), HeaderPanel::tr("none, opened as raw data"))
                                 : qMakePair(HeaderPanel::tr("npy version"),
                                             QStringLiteral("%1.%2").arg(version.major).arg(version.minor)));
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

void HeaderPanel::setMember(const ArrayFile &file, const Member &member, const DType *shown)
{
    m_array->setVisible(member.header.has_value());
    if (member.header) {
        m_array->setRows(arrayRows(file, member, shown ? *shown : member.header->dtype));
        offerViewTypes(member.header->dtype, shown);
    }
    showStorage(file, &member);
}

void HeaderPanel::setSparse(const ArrayFile &file, const SparseLayout &layout)
{
    m_array->show();
    m_array->setRows(sparseRows(layout));
    m_array->setControlVisible(false);
    showStorage(file, nullptr);
}

void HeaderPanel::setObject(const ArrayFile &file, const Member &member,
                            const std::optional<std::pair<DType, Shape>> &type)
{
    m_array->setVisible(type.has_value());
    m_array->setRows(type ? typeRows(type->first, type->second) : PropertyForm::Rows());
    m_array->setControlVisible(false);
    showStorage(file, &member);
}

/// A list where the file leaves a choice; it stands at what shows.
void HeaderPanel::offerViewTypes(const DType &stored, const DType *shown)
{
    const QStringList names = shown ? viewTypes(stored) : QStringList();
    if (!m_viewAs && !names.isEmpty()) {
        m_viewAs = new QComboBox;
        m_viewAs->setObjectName(QStringLiteral("viewAs"));
        m_viewAs->setToolTip(tr("What the elements are: the file cannot say it"));
        m_array->setControl(tr("view as"), m_viewAs);
        connect(m_viewAs, &QComboBox::activated, this,
                [this] { Q_EMIT viewTypeChosen(m_viewAs->currentData().toString()); });
    }
    m_array->setControlVisible(!names.isEmpty());
    if (names.isEmpty())
        return;
    m_viewAs->clear();
    for (const QString &name : names) {
        const auto dtype = viewType(stored, name);
        m_viewAs->addItem(name, name);
        if (dtype && *dtype == *shown)
            m_viewAs->setCurrentIndex(m_viewAs->count() - 1);
    }
}

void HeaderPanel::showStorage(const ArrayFile &file, const Member *member)
{
    m_storage->setRows(member ? fileRows(file) + memberRows(file, *member) : fileRows(file));
    if (file.isRaw() && !m_changeLayout) {
        m_changeLayout = new QPushButton(tr("Change…"));
        m_changeLayout->setObjectName(QStringLiteral("changeLayout"));
        m_changeLayout->setToolTip(tr("Read the bytes of this file as another array"));
        m_storage->setControl(tr("layout"), m_changeLayout);
        connect(m_changeLayout, &QPushButton::clicked, this, &HeaderPanel::layoutChangeRequested);
    }
    m_storage->setControlVisible(file.isRaw());
}

} // namespace npeek
