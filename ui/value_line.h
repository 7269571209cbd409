#pragma once

#include "ui/job.h"
#include "ui/slice2d.h"

#include <QLabel>

namespace npeek {

/// One line that names an element and says its value. A value that is not at hand is read in the background.
class ValueLine : public QLabel {
    Q_OBJECT
public:
    explicit ValueLine(QWidget *parent = nullptr);

    void clearValue();
    void showValue(const QString &name, const QString &value);
    void readValue(const QString &name, const Slice2d &slice, qint64 row, qint64 column);

private:
    void setValue(const QString &name, const QString &value);

    Job<QString> m_job;
};

} // namespace npeek
