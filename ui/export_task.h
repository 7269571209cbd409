#pragma once

#include "ui/export_dialog.h"
#include "ui/job.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace npeek {

/// One export under way, in the status bar: its file, its progress, and a way to stop it.
class ExportTask : public QWidget {
    Q_OBJECT
public:
    explicit ExportTask(const ExportRequest &request, QWidget *parent = nullptr);

Q_SIGNALS:
    /// error is empty when the file was written.
    void finished(const QString &path, const QString &error);

private:
    QString m_path;
    Job<std::monostate> m_job;
    QLabel *m_label;
    QProgressBar *m_progress;
};

} // namespace npeek
