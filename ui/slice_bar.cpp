#include "ui/slice_bar.h"

#include "ui/axis_slider.h"
#include "ui/display_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <functional>

namespace npeek {
namespace {

constexpr int announceDelay = 20; // ms
constexpr int visibleSliders = 3;

QComboBox *axisChooser(const QString &name, const QString &tip)
{
    auto *box = new QComboBox;
    box->setAccessibleName(name);
    box->setToolTip(tip);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return box;
}

void fillAxes(QComboBox *box, const Shape &shape, int current)
{
    const QSignalBlocker quiet(box);
    if (box->count() != static_cast<int>(shape.size())) {
        box->clear();
        for (size_t axis = 0; axis < shape.size(); ++axis)
            box->addItem(SliceBar::tr("axis %1 (%2)").arg(axis).arg(countText(shape[axis])));
    }
    box->setCurrentIndex(current);
}

} // namespace

SliceBar::SliceBar(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel)
    , m_expression(new QLineEdit)
    , m_rowsLabel(new QLabel(tr("Rows")))
    , m_columnsLabel(new QLabel(tr("Columns")))
    , m_rows(axisChooser(tr("Axis shown as rows"), tr("The axis that runs down")))
    , m_columns(axisChooser(tr("Axis shown as columns"), tr("The axis that runs across")))
    , m_swap(new QToolButton)
    , m_sliderArea(new QScrollArea)
{
    m_name->setTextFormat(Qt::PlainText);
    m_expression->setToolTip(tr("The slice in NumPy's indexing, such as 0, ::2, -1 or ..., 3"));
    m_expression->setAccessibleName(tr("Slice expression"));
    m_expression->setPlaceholderText(tr("everything"));
    m_swap->setText(QStringLiteral("⇄"));
    m_swap->setToolTip(tr("Swap rows and columns (T)"));
    m_swap->setAutoRaise(true);
    m_sliderArea->setFrameShape(QFrame::NoFrame);
    m_sliderArea->setWidgetResizable(true);
    m_sliderArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_announce.setSingleShot(true);

    auto *line = new QHBoxLayout;
    line->addWidget(m_name);
    line->addWidget(new QLabel(QStringLiteral("[")));
    line->addWidget(m_expression, 1);
    line->addWidget(new QLabel(QStringLiteral("]")));
    line->addSpacing(8);
    line->addWidget(m_rowsLabel);
    line->addWidget(m_rows);
    line->addWidget(m_swap);
    line->addWidget(m_columnsLabel);
    line->addWidget(m_columns);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_sliderArea);

    connect(m_expression, &QLineEdit::editingFinished, this, &SliceBar::applyExpression);
    connect(m_rows, &QComboBox::activated, this,
            [this](int axis) { change([axis](SliceState &s) { s.setRowAxis(axis); }); });
    connect(m_columns, &QComboBox::activated, this,
            [this](int axis) { change([axis](SliceState &s) { s.setColumnAxis(axis); }); });
    connect(m_swap, &QToolButton::clicked, this, &SliceBar::swapAxes);
    connect(&m_announce, &QTimer::timeout, this, [this] { Q_EMIT stateChanged(m_state); });
}

void SliceBar::setState(const SliceState &state, const QString &name)
{
    m_announce.stop();
    m_state = state;
    m_name->setText(fontMetrics().elidedText(name, Qt::ElideMiddle, 160));
    m_name->setToolTip(name);
    rebuild();
}

void SliceBar::rebuild()
{
    m_sliders.clear();
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (int axis : m_state.indexedAxes()) {
        auto *slider = new AxisSlider(axis, m_state.shape()[static_cast<size_t>(axis)]);
        connect(slider, &AxisSlider::indexChosen, this, [this](int changed, qint64 index) {
            change([changed, index](SliceState &s) { s.setIndex(changed, index); });
        });
        layout->addWidget(slider);
        m_sliders.push_back(slider);
    }
    m_sliderArea->setWidget(content);
    m_sliderArea->setVisible(!m_sliders.empty());
    const int rows = std::min<int>(visibleSliders, static_cast<int>(m_sliders.size()));
    if (rows > 0)
        m_sliderArea->setFixedHeight(rows * (m_sliders.front()->sizeHint().height() + 2));
    refresh();
}

void SliceBar::refresh()
{
    const QSignalBlocker quiet(m_expression);
    m_expression->setText(m_state.spec().toString());
    const bool hasChoice = m_state.columnAxis() >= 0;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_rowsLabel, m_rows, m_swap, m_columnsLabel, m_columns})
        widget->setVisible(hasChoice);
    fillAxes(m_rows, m_state.shape(), m_state.rowAxis());
    fillAxes(m_columns, m_state.shape(), m_state.columnAxis());
    for (AxisSlider *slider : m_sliders)
        slider->setIndex(m_state.axis(slider->axis()).start);
}

void SliceBar::change(const std::function<void(SliceState &)> &edit)
{
    const std::vector<int> before = m_state.indexedAxes();
    edit(m_state);
    if (m_state.indexedAxes() == before)
        refresh();
    else
        rebuild();
    if (!m_announce.isActive())
        m_announce.start(announceDelay);
}

void SliceBar::applyExpression()
{
    auto spec = SliceSpec::parse(m_expression->text());
    SliceState changed = m_state;
    const Result<> applied = spec ? changed.setSpec(*spec) : Result<>(spec.error());
    Q_EMIT expressionRefused(applied ? QString() : applied.error().message);
    if (applied && !(changed == m_state))
        change([&changed](SliceState &s) { s = changed; });
    else if (applied)
        refresh();
}

void SliceBar::stepIndex(int steps)
{
    if (m_sliders.empty())
        return;
    const int axis = m_sliders.back()->axis();
    const qint64 index = m_state.axis(axis).start + steps;
    change([axis, index](SliceState &s) { s.setIndex(axis, index); });
}

void SliceBar::editExpression()
{
    m_expression->setFocus(Qt::ShortcutFocusReason);
    m_expression->selectAll();
}

void SliceBar::swapAxes()
{
    change([](SliceState &s) { s.swapAxes(); });
}

} // namespace npeek
