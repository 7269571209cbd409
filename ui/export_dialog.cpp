#include "ui/export_dialog.h"

#include "core/array/element.h"
#include "ui/display_text.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

namespace npeek {
namespace {

struct FormatChoice {
    ExportFormat format;
    const char *text;
    const char *suffix;
};

constexpr FormatChoice formats[] = {
    {ExportFormat::Npy, QT_TRANSLATE_NOOP("npeek::ExportDialog", "NumPy array (.npy)"), "npy"},
    {ExportFormat::Npz, QT_TRANSLATE_NOOP("npeek::ExportDialog", "NumPy archive (.npz)"), "npz"},
    {ExportFormat::Csv, QT_TRANSLATE_NOOP("npeek::ExportDialog", "Comma-separated values (.csv)"), "csv"},
    {ExportFormat::Tsv, QT_TRANSLATE_NOOP("npeek::ExportDialog", "Tab-separated values (.tsv)"), "tsv"},
    {ExportFormat::Raw, QT_TRANSLATE_NOOP("npeek::ExportDialog", "Raw element bytes (.raw)"), "raw"},
    {ExportFormat::Png, QT_TRANSLATE_NOOP("npeek::ExportDialog", "Picture (.png)"), "png"},
};

QString suffixOf(ExportFormat format)
{
    for (const FormatChoice &choice : formats) {
        if (choice.format == format)
            return QString::fromLatin1(choice.suffix);
    }
    return {};
}

bool isText(ExportFormat format)
{
    return format == ExportFormat::Csv || format == ExportFormat::Tsv;
}

} // namespace

ExportDialog::ExportDialog(const ExportSource &source, QWidget *parent)
    : QDialog(parent)
    , m_source(source)
    , m_scope(new QButtonGroup(this))
    , m_format(new QComboBox)
    , m_compress(new QCheckBox(tr("Compress")))
    , m_level(new QSpinBox)
    , m_pictureKind(new QComboBox)
    , m_note(new QLabel)
{
    setWindowTitle(tr("Export %1").arg(source.memberName));
    auto *slice =
        new QRadioButton(tr("The slice shown: %1 %2").arg(source.slice.title, shapeText(source.slice.view.shape())));
    auto *whole =
        new QRadioButton(tr("The whole array: %1 %2").arg(source.memberName, shapeText(source.array.shape())));
    m_scope->addButton(slice, 0);
    m_scope->addButton(whole, 1);
    (source.array.size() == source.slice.view.size() ? whole : slice)->setChecked(true);
    for (const FormatChoice &choice : formats)
        m_format->addItem(tr(choice.text), static_cast<int>(choice.format));
    m_compress->setChecked(true);
    m_level->setRange(1, 9);
    m_level->setValue(6);
    m_level->setPrefix(tr("level "));
    m_pictureKind->addItem(tr("One pixel for each element"));
    if (!source.shownPicture.isNull())
        m_pictureKind->addItem(
            tr("As shown, %1 × %2 pixels").arg(source.shownPicture.width()).arg(source.shownPicture.height()));
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);

    auto *compression = new QHBoxLayout;
    compression->addWidget(m_compress);
    compression->addWidget(m_level);
    compression->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_export = buttons->addButton(tr("Export…"), QDialogButtonBox::AcceptRole);
    auto *form = new QFormLayout(this);
    form->addRow(tr("What"), slice);
    form->addRow(QString(), whole);
    form->addRow(tr("Format"), m_format);
    form->addRow(QString(), compression);
    form->addRow(QString(), m_pictureKind);
    form->addRow(QString(), m_note);
    form->addRow(buttons);
    setMinimumWidth(440);

    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::updateOptions);
    connect(m_scope, &QButtonGroup::idClicked, this, &ExportDialog::updateOptions);
    connect(m_compress, &QCheckBox::toggled, m_level, &QWidget::setEnabled);
    connect(m_pictureKind, &QComboBox::currentIndexChanged, this, &ExportDialog::updateOptions);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::askForPath);
    updateOptions();
}

void ExportDialog::setFormat(ExportFormat format)
{
    m_format->setCurrentIndex(m_format->findData(static_cast<int>(format)));
}

ExportFormat ExportDialog::format() const
{
    return static_cast<ExportFormat>(m_format->currentData().toInt());
}

bool ExportDialog::isWhole() const
{
    return m_scope->checkedId() == 1;
}

bool ExportDialog::isAsShown() const
{
    return format() == ExportFormat::Png && m_pictureKind->currentIndex() == 1;
}

const ArrayView &ExportDialog::chosenView() const
{
    return isWhole() ? m_source.array : m_source.slice.view;
}

void ExportDialog::updateOptions()
{
    const bool isNpz = format() == ExportFormat::Npz;
    m_compress->setVisible(isNpz);
    m_level->setVisible(isNpz);
    m_pictureKind->setVisible(format() == ExportFormat::Png);
    const bool isFlat = isText(format()) || format() == ExportFormat::Png;
    const bool isTooDeep = isFlat && !isAsShown() && chosenView().ndim() > 2;
    const bool isNoPicture = format() == ExportFormat::Png && !isPlottable(m_source.array.dtype());
    m_export->setEnabled(!isTooDeep && !isNoPicture);
    if (isTooDeep)
        m_note->setText(tr("This format holds two axes; export the slice shown."));
    else if (isNoPicture)
        m_note->setText(tr("There is no picture of values that are no numbers."));
    else
        m_note->setText(isAsShown() ? QString()
                                    : tr("%1 elements, %2 before encoding")
                                          .arg(countText(chosenView().size()), bytesText(chosenView().nbytes())));
}

ExportRequest ExportDialog::request(const QString &path) const
{
    ExportRequest request;
    request.view = chosenView();
    request.path = path;
    request.options.format = format();
    request.options.compressionLevel = m_compress->isChecked() ? m_level->value() : 0;
    request.options.memberName = m_source.memberName;
    request.options.colormap = m_source.colormap;
    if (!m_source.shownPicture.isNull() && !isWhole())
        request.options.range = m_source.range;
    if (isAsShown())
        request.picture = m_source.shownPicture;
    return request;
}

void ExportDialog::askForPath()
{
    const QString suffix = suffixOf(format());
    const QString suggested = QDir(m_source.suggestedFolder).filePath(m_source.suggestedStem + u'.' + suffix);
    QString path = QFileDialog::getSaveFileName(this, tr("Export to"), suggested, QStringLiteral("*.%1").arg(suffix));
    if (path.isEmpty())
        return;
    if (!path.endsWith(u'.' + suffix, Qt::CaseInsensitive))
        path += u'.' + suffix;
    Q_EMIT requested(request(path));
    accept();
}

} // namespace npeek
