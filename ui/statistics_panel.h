#pragma once

#include "ui/document_source.h"
#include "ui/job.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace npeek {

class PropertyForm;

/// Count, extremes, mean, spread and special values of the slice shown or of the whole array, worked out in the
/// background: what is known so far shows while the rest is read. Arrays above a size wait for a click.
class StatisticsPanel : public QWidget {
    Q_OBJECT
public:
    explicit StatisticsPanel(QWidget *parent = nullptr);

    /// source: the whole; slice: what is shown of it.
    void setViews(const DocumentSource &source, const Slice2d &slice);
    void clear();
    bool isBusy() const { return m_job.isRunning(); }

Q_SIGNALS:
    void finished();
    void failed(const QString &message);

private:
    bool isWhole() const;
    qint64 chosenSize() const; ///< elements
    qint64 chosenBytes() const; ///< to read
    void restart();
    void start();
    void stop(const QString &note);
    QString indexText(qint64 flat) const;
    void showStatistics(const Statistics &statistics);

    DocumentSource m_source;
    Slice2d m_slice;
    Job<Statistics> m_job;
    PropertyForm *m_form;
    QWidget *m_scope;
    QToolButton *m_wholeArray;
    QProgressBar *m_progress;
    QPushButton *m_button;
    QLabel *m_note;
};

} // namespace npeek
