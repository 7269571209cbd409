#pragma once

#include "core/analysis/statistics.h"
#include "ui/job.h"
#include "ui/slice2d.h"

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

    /// array: the whole; slice: what is shown of it.
    void setViews(const ArrayView &array, const Slice2d &slice);
    void clear();
    bool isBusy() const { return m_job.isRunning(); }

Q_SIGNALS:
    void finished();
    void failed(const QString &message);

private:
    const ArrayView &chosen() const;
    void restart();
    void start();
    void stop(const QString &note);
    QString indexText(qint64 flat) const;
    void showStatistics(const Statistics &statistics);

    ArrayView m_array;
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
