#include "ui/export_dialog.h"

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
#include <QSaveFile>
#include <QSpinBox>

namespace npeek {
namespace {

Result<> writePicture(const QImage &picture, const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && picture.save(&file, "PNG") && file.commit())
        return {};
    return Error{ErrorCode::Io, ExportDialog::tr("%1 could not be written: %2").arg(path, file.errorString())};
}

} // namespace

ExportDialog::ExportDialog(const ExportSource &source, QWidget *parent)
    : QDialog(parent)
    , m_source(source)
    , m_form(new QFormLayout(this))
    , m_scope(new QButtonGroup(this))
    , m_format(new QComboBox)
    , m_compress(new QCheckBox(tr("Compress")))
    , m_level(new QSpinBox)
    , m_pictureKind(new QComboBox)
    , m_note(new QLabel)
{
    setWindowTitle(tr("Export %1").arg(source.memberName));
    createScope();
    createOptions();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_export = buttons->addButton(tr("Export…"), QDialogButtonBox::AcceptRole);
    m_form->addRow(buttons);
    setMinimumWidth(440);

    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::updateOptions);
    connect(m_scope, &QButtonGroup::idToggled, this, &ExportDialog::updateOptions);
    connect(m_compress, &QCheckBox::toggled, m_level, &QWidget::setEnabled);
    connect(m_pictureKind, &QComboBox::currentIndexChanged, this, &ExportDialog::updateOptions);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::askForPath);
    updateOptions();
}

void ExportDialog::createScope()
{
    const Slice2d &slice = m_source.slice;
    auto *shown = new QRadioButton(tr("The slice shown: %1 %2").arg(slice.title, shapeText(slice.view.shape())));
    auto *whole =
        new QRadioButton(tr("The whole array: %1 %2").arg(m_source.memberName, shapeText(m_source.source.shape())));
    m_scope->addButton(shown, 0);
    m_scope->addButton(whole, 1);
    (m_source.source.size() == slice.view.size() ? whole : shown)->setChecked(true);
    m_form->addRow(tr("What"), shown);
    m_form->addRow(QString(), whole);
}

void ExportDialog::createOptions()
{
    for (const ExportChoice &known : exportChoices(m_source.source.isSparse()))
        m_format->addItem(tr(known.text));
    m_compress->setChecked(true);
    m_level->setRange(1, 9);
    m_level->setValue(6);
    m_level->setPrefix(tr("level "));
    m_pictureKind->addItem(tr("One pixel for each element"));
    const QSize shown = m_source.shownPicture.size();
    if (!m_source.shownPicture.isNull())
        m_pictureKind->addItem(tr("As shown, %1 × %2 pixels").arg(shown.width()).arg(shown.height()));
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    auto *compression = new QHBoxLayout;
    compression->addWidget(m_compress);
    compression->addWidget(m_level);
    compression->addStretch(1);
    m_form->addRow(tr("Format"), m_format);
    m_form->addRow(QString(), compression);
    m_form->addRow(QString(), m_pictureKind);
    m_form->addRow(QString(), m_note);
}

void ExportDialog::setFormat(ExportFormat format)
{
    const auto choices = exportChoices(m_source.source.isSparse());
    for (size_t i = choices.size(); i-- > 0;) {
        if (choices[i].format == format)
            m_format->setCurrentIndex(static_cast<int>(i));
    }
}

void ExportDialog::setWhole(bool isWhole)
{
    m_scope->button(isWhole ? 1 : 0)->setChecked(true);
}

bool ExportDialog::canExport() const
{
    return m_export->isEnabled();
}

const ExportChoice &ExportDialog::choice() const
{
    return exportChoices(m_source.source.isSparse())[static_cast<size_t>(m_format->currentIndex())];
}

bool ExportDialog::isWhole() const
{
    return m_scope->checkedId() == 1 || choice().content == ExportChoice::Content::Coo;
}

bool ExportDialog::isAsShown() const
{
    return choice().format == ExportFormat::Png && m_pictureKind->currentIndex() == 1;
}

ExportPart ExportDialog::part() const
{
    return {m_source.source, m_source.slice, isWhole()};
}

void ExportDialog::updateOptions()
{
    const bool isNpz = choice().format == ExportFormat::Npz;
    m_compress->setVisible(isNpz);
    m_level->setVisible(isNpz);
    m_pictureKind->setVisible(choice().format == ExportFormat::Png);
    for (QAbstractButton *button : m_scope->buttons())
        button->setEnabled(choice().content != ExportChoice::Content::Coo);
    const QString reason = isAsShown() ? QString() : reasonAgainst(choice(), part());
    m_export->setEnabled(reason.isEmpty());
    m_note->setText(reason.isEmpty() ? summary() : reason);
}

QString ExportDialog::summary() const
{
    if (isAsShown())
        return {};
    const ExportPart chosen = part();
    const auto nbytes = chosen.nbytes();
    switch (choice().content) {
    case ExportChoice::Content::Coo:
        return tr("The whole array: %1 stored elements with their indices")
            .arg(countText(m_source.source.sparse().nnz()));
    case ExportChoice::Content::Stored:
        return chosen.isWhole ? tr("%1 stored elements, a line each").arg(countText(m_source.source.sparse().nnz()))
                              : tr("Of %1 stored elements those inside the slice, a line each")
                                    .arg(countText(m_source.source.sparse().nnz()));
    case ExportChoice::Content::Elements:
        break;
    }
    return tr("%1 elements, %2 before encoding")
        .arg(countText(elementCount(chosen.shape()).value_or(0)), bytesText(nbytes.value_or(0)));
}

ExportOptions ExportDialog::options() const
{
    ExportOptions options;
    options.format = choice().format;
    options.compressionLevel = m_compress->isChecked() ? m_level->value() : 0;
    options.memberName = m_source.memberName;
    options.colormap = m_source.colormap;
    if (!m_source.shownPicture.isNull() && !isWhole())
        options.range = m_source.range;
    return options;
}

ExportRequest ExportDialog::request(const QString &path) const
{
    if (isAsShown())
        return {path, [picture = m_source.shownPicture, path](Progress &) { return writePicture(picture, path); }};
    return {path, [choice = choice(), part = part(), options = options(), path](Progress &progress) {
                return writePart(choice, part, options, path, progress);
            }};
}

void ExportDialog::askForPath()
{
    const QString suffix = QString::fromLatin1(choice().suffix);
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
