#include "ui/export_task.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace npeek {

ExportTask::ExportTask(const ExportRequest &request, QWidget *parent)
    : QWidget(parent)
    , m_path(request.path)
    , m_label(new QLabel(tr("Writing %1").arg(QFileInfo(request.path).fileName())))
    , m_progress(new QProgressBar)
{
    auto *stop = new QToolButton;
    stop->setText(tr("Cancel"));
    stop->setToolTip(tr("Stop; a file that was there before stays as it is"));
    m_progress->setRange(0, 1000);
    m_progress->setFixedWidth(140);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_label);
    layout->addWidget(m_progress);
    layout->addWidget(stop);
    connect(stop, &QToolButton::clicked, this, [this] {
        m_job.cancel();
        Q_EMIT finished(m_path, tr("Export of %1 was canceled; no file was changed.").arg(m_path));
    });

    Job<std::monostate>::Handlers handlers;
    handlers.progress = [this](int permille) { m_progress->setValue(permille); };
    handlers.done = [this](const Result<> &result) {
        Q_EMIT finished(m_path, result ? QString() : result.error().message);
    };
    m_job.start([write = request.write](JobProgress<std::monostate> &progress) { return write(progress); },
                std::move(handlers));
}

} // namespace npeek
