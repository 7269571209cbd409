#include "ui/color_scale.h"

#include "ui/axis_ticks.h"
#include "ui/color_bar.h"
#include "ui/colormap_list.h"
#include "ui/limit_edit.h"
#include "ui/picture_style.h"

#include <QComboBox>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace npeek {

struct ColorScale::Private {
    explicit Private(ColorScale *scale);
    void lay();
    void connectAll();
    void showRange(const ValueRange &range, bool isAutomatic, const QString &note);
    void choose(const ValueRange &range);
    void applyLimits(LimitEdit *edited);

    ColorScale *const q;
    ColormapList *const maps;
    QComboBox *const combo;
    LimitEdit *const maximum;
    ColorBar *const bar;
    LimitEdit *const minimum;
    QToolButton *const automatic;
    QLabel *const note;
};

ColorScale::Private::Private(ColorScale *scale)
    : q(scale)
    , maps(new ColormapList(scale))
    , combo(new QComboBox(scale))
    , maximum(new LimitEdit(scale))
    , bar(new ColorBar(scale))
    , minimum(new LimitEdit(scale))
    , automatic(new QToolButton(scale))
    , note(new QLabel(scale))
{
    combo->setObjectName(QStringLiteral("colormap"));
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(6);
    combo->setIconSize({26, 12});
    combo->setModel(maps);
    combo->setToolTip(ColorScale::tr("Colour map"));
    maximum->setObjectName(QStringLiteral("maximum"));
    maximum->setToolTip(ColorScale::tr("Value of the uppermost colour"));
    minimum->setObjectName(QStringLiteral("minimum"));
    minimum->setToolTip(ColorScale::tr("Value of the lowest colour"));
    automatic->setObjectName(QStringLiteral("automatic"));
    automatic->setText(ColorScale::tr("Auto"));
    automatic->setCheckable(true);
    automatic->setToolTip(ColorScale::tr("Take the range from the values"));
    automatic->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    note->setObjectName(QStringLiteral("note"));
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setTextFormat(Qt::PlainText);
    note->setWordWrap(true);
    note->setFont(axisFont(note->font()));
    lay();
    connectAll();
}

void ColorScale::Private::lay()
{
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(combo);
    layout->addWidget(maximum);
    layout->addWidget(bar, 1);
    layout->addWidget(minimum);
    layout->addWidget(automatic);
    layout->addWidget(note);
    q->setFixedWidth(std::max(112, q->fontMetrics().horizontalAdvance(QStringLiteral("-1.23457e-25")) + 26));
}

void ColorScale::Private::connectAll()
{
    connect(combo, &QComboBox::activated, q, [this](int row) {
        const Result<Colormap> colormap = Colormap::named(maps->nameAt(row));
        if (!colormap)
            return;
        bar->setColormap(*colormap);
        Q_EMIT q->colormapChosen(*colormap);
    });
    connect(bar, &ColorBar::rangeChosen, q, [this](const ValueRange &range) { choose(range); });
    connect(bar, &ColorBar::automaticRangeChosen, q, &ColorScale::automaticRangeChosen);
    connect(automatic, &QToolButton::clicked, q, [this](bool isChecked) {
        if (isChecked)
            Q_EMIT q->automaticRangeChosen();
        else
            choose(bar->range()); // what shows now stays from here on
    });
    for (LimitEdit *edit : {maximum, minimum})
        connect(edit, &QLineEdit::editingFinished, q, [this, edit] { applyLimits(edit); });
}

void ColorScale::Private::showRange(const ValueRange &range, bool isAutomatic, const QString &text)
{
    bar->setRange(range);
    const double resolution = range.max / 2 - range.min / 2;
    maximum->setValue(range.max, resolution);
    minimum->setValue(range.min, resolution);
    automatic->setChecked(isAutomatic);
    note->setToolTip(text);
    note->setText(
        note->fontMetrics().elidedText(text, Qt::ElideRight, q->width() * 9 / 5)); // two lines, one not quite full
    note->setVisible(!text.isEmpty());
}

void ColorScale::Private::choose(const ValueRange &range)
{
    showRange(range, false, {});
    Q_EMIT q->rangeChosen(range);
}

void ColorScale::Private::applyLimits(LimitEdit *edited)
{
    if (!maximum->isModified() && !minimum->isModified())
        return;
    const std::optional<double> max = maximum->value();
    const std::optional<double> min = minimum->value();
    if (max && min && isUsable({*min, *max}))
        choose({*min, *max});
    else
        edited->setInvalid(true); // the other end may follow, so nothing is taken back
}

ColorScale::ColorScale(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
}

ColorScale::~ColorScale() = default;

void ColorScale::setColormap(const Colormap &colormap)
{
    d->maps->setReversed(colormap.name.endsWith(QLatin1String("_r")));
    d->combo->setCurrentIndex(d->maps->rowOf(colormap.name));
    d->bar->setColormap(colormap);
}

void ColorScale::setRange(const ValueRange &range, bool isAutomatic, const QString &note)
{
    d->showRange(range, isAutomatic, note);
}

} // namespace npeek

#include "moc_color_scale.cpp"
