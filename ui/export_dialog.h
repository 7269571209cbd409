#pragma once

#include "ui/export_choice.h"

#include <QDialog>
#include <QImage>

#include <functional>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace npeek {

/// What can be exported of a document.
struct ExportSource {
    DocumentSource source;
    Slice2d slice;
    QString memberName;
    QString suggestedFolder;
    QString suggestedStem;
    Colormap colormap;
    ValueRange range;
    QImage shownPicture; ///< null when there is no heatmap
};

/// What the user chose: a path and what writes it, in a job.
struct ExportRequest {
    QString path;
    std::function<Result<>(Progress &)> write;
};

/// Asks what to export (slice or whole array), in which format and how; then for the file's name.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(const ExportSource &source, QWidget *parent);

    /// The first choice of that format; for a sparse array that is what it stores, where a format can tell it.
    void setFormat(ExportFormat format);
    void setWhole(bool isWhole);
    bool canExport() const;
    /// The request for a path, as the dialog stands.
    ExportRequest request(const QString &path) const;

Q_SIGNALS:
    void requested(const npeek::ExportRequest &request);

private:
    void createScope();
    void createOptions();
    void updateOptions();
    void askForPath();
    const ExportChoice &choice() const;
    ExportPart part() const;
    bool isWhole() const;
    bool isAsShown() const;
    QString summary() const;
    ExportOptions options() const;

    ExportSource m_source;
    QFormLayout *m_form;
    QButtonGroup *m_scope;
    QComboBox *m_format;
    QCheckBox *m_compress;
    QSpinBox *m_level;
    QComboBox *m_pictureKind;
    QLabel *m_note;
    QPushButton *m_export;
};

} // namespace npeek
