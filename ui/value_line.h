#pragma once

#include "core/array/array_view.h"
#include "ui/job.h"

#include <QLabel>

namespace npeek {

/// One line that names an element and says its value. A value that is not at hand is read in the background.
class ValueLine : public QLabel {
    Q_OBJECT
public:
    explicit ValueLine(QWidget *parent = nullptr);

    void clearValue();
    void showValue(const QString &name, const QString &value);
    void readValue(const QString &name, const ArrayView &view2d, qint64 row, qint64 column);

private:
    void setValue(const QString &name, const QString &value);

    Job<QString> m_job;
};

} // namespace npeek
