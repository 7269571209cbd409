#include "ui/raw_dialog.h"

#include "ui/array_grid.h"
#include "ui/grid_view.h"
#include "ui/slice_state.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace npeek {
namespace {

constexpr int previewRows = 9; // in sight

const char *const knownTypes[] = {"float32",    "float64", "float16",  "int8",          "int16",       "int32",
                                  "int64",      "uint8",   "uint16",   "uint32",        "uint64",      "complex64",
                                  "complex128", "bool",    "bfloat16", "float8_e4m3fn", "float8_e5m2", "datetime64[ns]",
                                  "S8",         "U8",      "V16"};

} // namespace

RawDialog::RawDialog(const QString &path, ByteSourcePtr file, const RawChoice &choice, QWidget *parent)
    : QDialog(parent)
    , m_file(std::move(file))
    , m_dtype(new QComboBox)
    , m_byteOrder(new QComboBox)
    , m_shape(new QLineEdit)
    , m_order(new QComboBox)
    , m_offset(new QLineEdit)
    , m_summary(new QLabel)
    , m_previewName(new QLabel)
    , m_preview(new GridView)
    , m_cells(new ArrayGrid(m_preview))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Open %1 as raw data").arg(QFileInfo(path).fileName()));
    m_preview->setModel(m_cells);
    m_preview->setMinimumHeight((previewRows + 1) * (fontMetrics().height() + 6));
    m_previewName->setForegroundRole(QPalette::PlaceholderText);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setMinimumHeight(2 * fontMetrics().lineSpacing());
    m_summary->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *form = new QFormLayout;
    createFields(form);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addLayout(form);
    layout->addWidget(m_summary);
    layout->addWidget(m_previewName);
    layout->addWidget(m_preview, 1);
    layout->addWidget(m_buttons);
    resize(560, 540);
    fill(choice);
    connectFields();
    refresh();
}

void RawDialog::createFields(QFormLayout *form)
{
    m_dtype->setEditable(true);
    m_dtype->setInsertPolicy(QComboBox::NoInsert);
    for (const char *name : knownTypes)
        m_dtype->addItem(QString::fromLatin1(name));
    m_dtype->setToolTip(tr("A NumPy dtype, such as float32, >i2, S10 or datetime64[ns]"));
    m_byteOrder->addItems({tr("little-endian"), tr("big-endian")});
    m_order->addItems({tr("C (last axis fastest)"), tr("Fortran (first axis fastest)")});
    m_shape->setToolTip(tr("Lengths of the axes, such as 480, 640; one may be the word rest"));
    m_offset->setToolTip(tr("Bytes in front of the first element"));
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&dtype"), m_dtype);
    form->addRow(tr("&Byte order"), m_byteOrder);
    form->addRow(tr("&Shape"), m_shape);
    form->addRow(tr("O&rder"), m_order);
    form->addRow(tr("Byte o&ffset"), m_offset);
}

void RawDialog::fill(const RawChoice &choice)
{
    m_dtype->setCurrentText(choice.dtype);
    m_byteOrder->setCurrentIndex(choice.isBigEndian ? 1 : 0);
    m_shape->setText(choice.shape);
    m_order->setCurrentIndex(choice.fortranOrder ? 1 : 0);
    m_offset->setText(choice.offset);
}

void RawDialog::connectFields()
{
    connect(m_dtype, &QComboBox::currentTextChanged, this, &RawDialog::refresh);
    connect(m_byteOrder, &QComboBox::currentIndexChanged, this, &RawDialog::refresh);
    connect(m_shape, &QLineEdit::textChanged, this, &RawDialog::refresh);
    connect(m_order, &QComboBox::currentIndexChanged, this, &RawDialog::refresh);
    connect(m_offset, &QLineEdit::textChanged, this, &RawDialog::refresh);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(choice());
        accept();
    });
}

RawChoice RawDialog::choice() const
{
    return {m_dtype->currentText(), m_shape->text(), m_byteOrder->currentIndex() == 1, m_order->currentIndex() == 1,
            m_offset->text()};
}

bool RawDialog::isAcceptable() const
{
    return m_buttons->button(QDialogButtonBox::Open)->isEnabled();
}

void RawDialog::refresh()
{
    const RawChoice chosen = choice();
    m_byteOrder->setEnabled(chosen.ownByteOrder() == 0);
    const auto layout = chosen.layout();
    const auto header = layout ? layout->headerFor(m_file->size()) : Result<ArrayHeader>(layout.error());
    m_buttons->button(QDialogButtonBox::Open)->setEnabled(header.isOk());
    QPalette colors = palette();
    if (!header)
        colors.setColor(QPalette::WindowText, blend(QColor(0xd0, 0x3b, 0x3b), colors.color(QPalette::WindowText), 0.2));
    m_summary->setPalette(colors);
    if (!header) {
        const QString &message = header.error().message;
        m_summary->setText(message.left(1).toUpper() + message.mid(1) + u'.');
        clearPreview();
        return;
    }
    m_summary->setText(rawSummary(*header, m_file->size()));
    showPreview(*header);
}

void RawDialog::showPreview(const ArrayHeader &header)
{
    const auto view = ArrayView::fromSource(header.dtype, header.shape, header.fortranOrder, header.dataOffset, m_file);
    if (!view || view->size() == 0)
        return clearPreview();
    const SliceState state(view->shape());
    const Slice2d slice = state.slice(*view, tr("First values"));
    m_previewName->setText(slice.title);
    m_cells->setSlice(slice);
}

void RawDialog::clearPreview()
{
    m_previewName->setText(tr("First values"));
    m_cells->setSlice({});
}

} // namespace npeek
