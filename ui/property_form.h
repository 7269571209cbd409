#pragma once

#include <QWidget>

class QGridLayout;
class QLabel;

namespace npeek {

/// Names and values in two columns. Values can be selected and copied; long ones wrap.
class PropertyForm : public QWidget {
    Q_OBJECT
public:
    explicit PropertyForm(const QString &title, QWidget *parent = nullptr);

    using Rows = QList<QPair<QString, QString>>;
    void setRows(const Rows &rows);
    /// Something to choose, above the rows.
    void setControl(const QString &name, QWidget *control);
    void setControlVisible(bool isVisible);

private:
    void addRow(int row);

    QGridLayout *m_layout;
    QLabel *m_controlName = nullptr;
    QWidget *m_control = nullptr;
    QList<QPair<QLabel *, QLabel *>> m_labels;
};

} // namespace npeek
