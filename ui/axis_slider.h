#pragma once

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace npeek {

/// The index of one axis that is not on screen: a slider and a box. Lengths up to 2^53.
class AxisSlider : public QWidget {
    Q_OBJECT
public:
    AxisSlider(int axis, qint64 length, QWidget *parent = nullptr);

    int axis() const { return m_axis; }
    qint64 index() const { return m_index; }
    void setIndex(qint64 index); ///< clamped; announces nothing

Q_SIGNALS:
    void indexChosen(int axis, qint64 index);

private:
    void choose(qint64 index);

    int m_axis;
    qint64 m_length;
    qint64 m_index = 0;
    QSlider *m_slider;
    QDoubleSpinBox *m_box;
};

} // namespace npeek
