#include "ui/axis_slider.h"

#include "ui/display_text.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>

namespace npeek {
namespace {

constexpr qint64 maxSliderSteps = 1'000'000; // longer axes move in larger steps on the slider; the box is exact

int sliderPosition(qint64 index, qint64 length)
{
    if (length <= maxSliderSteps)
        return static_cast<int>(index);
    return static_cast<int>(static_cast<double>(index) / static_cast<double>(length - 1) * maxSliderSteps);
}

qint64 indexAt(int position, qint64 length)
{
    if (length <= maxSliderSteps)
        return position;
    return position >= maxSliderSteps
        ? length - 1
        : static_cast<qint64>(static_cast<double>(position) / maxSliderSteps * static_cast<double>(length - 1));
}

} // namespace

AxisSlider::AxisSlider(int axis, qint64 length, QWidget *parent)
    : QWidget(parent)
    , m_axis(axis)
    , m_length(length)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_box(new QDoubleSpinBox)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *label = new QLabel(tr("axis %1").arg(axis));
    label->setBuddy(m_box);
    m_slider->setRange(0, sliderPosition(length - 1, length));
    m_slider->setPageStep(std::max(1, m_slider->maximum() / 10));
    m_slider->setAccessibleName(tr("Index on axis %1").arg(axis));
    m_box->setDecimals(0);
    m_box->setRange(static_cast<double>(-length), static_cast<double>(length - 1)); // from the end, as in Python
    m_box->setKeyboardTracking(false);
    m_box->setAccelerated(true);
    m_box->setWrapping(false);
    m_box->setAccessibleName(m_slider->accessibleName());
    layout->addWidget(label);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_box);
    layout->addWidget(new QLabel(tr("of %1").arg(countText(length))));

    connect(m_slider, &QSlider::valueChanged, this, [this](int position) { choose(indexAt(position, m_length)); });
    connect(m_box, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const qint64 typed = static_cast<qint64>(value);
        choose(typed < 0 && m_index > 0 ? typed + m_length : std::max<qint64>(typed, 0));
    });
}

void AxisSlider::setIndex(qint64 index)
{
    m_index = std::clamp<qint64>(index, 0, m_length - 1);
    const QSignalBlocker quietSlider(m_slider), quietBox(m_box);
    m_slider->setValue(sliderPosition(m_index, m_length));
    m_box->setValue(static_cast<double>(m_index));
}

void AxisSlider::choose(qint64 index)
{
    const qint64 before = m_index;
    setIndex(index);
    if (m_index != before)
        Q_EMIT indexChosen(m_axis, m_index);
}

} // namespace npeek
