#pragma once

#include "ui/slice_state.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QScrollArea;
class QToolButton;

namespace npeek {

class AxisSlider;

/// The choice of the slice: which axis is down and which across, an index for every other axis, and the NumPy
/// expression of it all, each in step with the others.
class SliceBar : public QWidget {
    Q_OBJECT
public:
    explicit SliceBar(QWidget *parent = nullptr);

    /// name: what stands before the brackets.
    void setState(const SliceState &state, const QString &name);
    const SliceState &state() const { return m_state; }

    /// The next or previous index of the innermost axis that has one.
    void stepIndex(int steps);
    void editExpression();
    void swapAxes();

Q_SIGNALS:
    void stateChanged(const npeek::SliceState &state);
    /// What is wrong with the typed expression; empty when it is right again.
    void expressionRefused(const QString &message);

private:
    void applyExpression();
    void rebuild();
    void refresh();
    void change(const std::function<void(SliceState &)> &edit);

    SliceState m_state;
    QTimer m_announce; // sliders move faster than slices can be shown
    QLabel *m_name;
    QLineEdit *m_expression;
    QLabel *m_rowsLabel;
    QLabel *m_columnsLabel;
    QComboBox *m_rows;
    QComboBox *m_columns;
    QToolButton *m_swap;
    QScrollArea *m_sliderArea;
    std::vector<AxisSlider *> m_sliders;
};

} // namespace npeek
