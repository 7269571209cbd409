#pragma once

#include "core/export/exporter.h"
#include "ui/slice2d.h"

#include <QDialog>
#include <QImage>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace npeek {

/// What can be exported of a document.
struct ExportSource {
    ArrayView array;
    Slice2d slice;
    QString memberName;
    QString suggestedFolder;
    QString suggestedStem;
    Colormap colormap;
    ValueRange range;
    QImage shownPicture; ///< null when there is no heatmap
};

/// What the user chose: an array with options, or the picture as it shows.
struct ExportRequest {
    ArrayView view;
    ExportOptions options;
    QImage picture; ///< not null: write this and nothing else
    QString path;
};

/// Asks what to export (slice or whole array), in which format and how; then for the file's name.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(const ExportSource &source, QWidget *parent);

    void setFormat(ExportFormat format);
    /// The request for a path, as the dialog stands.
    ExportRequest request(const QString &path) const;

Q_SIGNALS:
    void requested(const npeek::ExportRequest &request);

private:
    void updateOptions();
    void askForPath();
    ExportFormat format() const;
    bool isWhole() const;
    bool isAsShown() const;
    const ArrayView &chosenView() const;

    ExportSource m_source;
    QButtonGroup *m_scope;
    QComboBox *m_format;
    QCheckBox *m_compress;
    QSpinBox *m_level;
    QComboBox *m_pictureKind;
    QLabel *m_note;
    QPushButton *m_export;
};

} // namespace npeek
