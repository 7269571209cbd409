#include "ui/color_bar.h"
#include "ui/color_scale.h"
#include "ui/colormap_list.h"
#include "ui/limit_edit.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace npeek;

namespace {

/// Black to white.
Colormap ramp()
{
    Colormap map;
    map.name = QStringLiteral("gray");
    for (quint32 i = 0; i < 256; ++i)
        map.colors[i] = 0xff000000 | (i * 0x010101);
    return map;
}

struct Scale {
    Scale()
    {
        widget.resize(120, 400);
        widget.setColormap(ramp());
        widget.setRange({0, 10}, true, QStringLiteral("from all values"));
        widget.show();
    }
    template <class T> T *child(const char *name) const { return widget.findChild<T *>(QLatin1String(name)); }
    void type(const char *name, const char *text)
    {
        auto *edit = child<LimitEdit>(name);
        edit->selectAll();
        QTest::keyClicks(edit, QLatin1String(text));
        QTest::keyClick(edit, Qt::Key_Return);
    }

    ColorScale widget;
    QSignalSpy ranges{&widget, &ColorScale::rangeChosen};
    QSignalSpy automatic{&widget, &ColorScale::automaticRangeChosen};
};

ValueRange rangeOf(const QList<QVariant> &arguments)
{
    return arguments.at(0).value<ValueRange>();
}

} // namespace

class TestColorScale : public QObject {
    Q_OBJECT
public:
    static void initMain()
    {
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
    }
private Q_SLOTS:
    void numbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isValid");
        QTest::addColumn<double>("value");
        QTest::newRow("tiny") << "1e-25" << true << 1e-25;
        QTest::newRow("huge") << "-1E25" << true << -1e25;
        QTest::newRow("blanks around") << " 2.5 " << true << 2.5;
        QTest::newRow("decimal comma") << "2,5" << true << 2.5;
        QTest::newRow("minus sign") << QString(QChar(0x2212)) + u'3' << true << -3.0;
        QTest::newRow("empty") << "" << false << 0.0;
        QTest::newRow("a word") << "ten" << false << 0.0;
        QTest::newRow("half a number") << "1e" << false << 0.0;
        QTest::newRow("infinite") << "inf" << false << 0.0;
        QTest::newRow("not a number") << "nan" << false << 0.0;
        QTest::newRow("too large for a double") << "1e999" << false << 0.0;
    }

    void numbers()
    {
        QFETCH(QString, text);
        const std::optional<double> value = parseNumber(text);
        QTEST(value.has_value(), "isValid");
        QTEST(value.value_or(0), "value");
    }

    void pulls_data()
    {
        QTest::addColumn<int>("grip");
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::newRow("body up: smaller values") << int(RangeGrip::Body) << 0.5 << 0.7 << -2.0 << 8.0;
        QTest::newRow("body down") << int(RangeGrip::Body) << 0.5 << 0.3 << 2.0 << 12.0;
        QTest::newRow("maximum to the middle: twice the range") << int(RangeGrip::Maximum) << 1.0 << 0.5 << 0.0 << 20.0;
        QTest::newRow("minimum to the middle") << int(RangeGrip::Minimum) << 0.0 << 0.5 << -10.0 << 10.0;
        QTest::newRow("minimum out of the bar: half the range")
            << int(RangeGrip::Minimum) << 0.0 << -1.0 << 5.0 << 10.0;
        QTest::newRow("maximum past the minimum: no flip") << int(RangeGrip::Maximum) << 1.0 << -3.0 << 0.0 << 500.0;
    }

    void pulls()
    {
        QFETCH(int, grip);
        QFETCH(double, from);
        QFETCH(double, to);
        const ValueRange range = pulledRange({0, 10}, static_cast<RangeGrip>(grip), from, to);
        QTEST(range.min, "min");
        QTEST(range.max, "max");
    }

    void stretches()
    {
        QCOMPARE(stretchedRange({0, 10}, 0.5, 0.5), (ValueRange{2.5, 7.5}));
        QCOMPARE(stretchedRange({0, 10}, 0, 2), (ValueRange{0, 20}));
        QVERIFY(!isUsable(stretchedRange({-1.7e308, 1.7e308}, 0.5, 2)));
        QVERIFY(!isUsable({1, 1}));
        QVERIFY(!isUsable({2, 1}));
        QVERIFY(!isUsable({qQNaN(), 1}));
    }

    void appliesTypedLimits()
    {
        Scale scale;
        scale.type("maximum", "1e25");
        QCOMPARE(scale.ranges.count(), 1);
        QCOMPARE(rangeOf(scale.ranges.last()), (ValueRange{0, 1e25}));
        scale.type("minimum", "-1e-25");
        QCOMPARE(rangeOf(scale.ranges.last()), (ValueRange{-1e-25, 1e25}));
        QVERIFY(!scale.child<QToolButton>("automatic")->isChecked());
    }

    void refusesWhatIsNoRange()
    {
        Scale scale;
        scale.type("maximum", "ten");
        QVERIFY(scale.child<LimitEdit>("maximum")->isInvalid());
        QTest::keyClick(scale.child<LimitEdit>("maximum"), Qt::Key_Escape);
        QCOMPARE(scale.child<LimitEdit>("maximum")->text(), QStringLiteral("10"));
        QVERIFY(!scale.child<LimitEdit>("maximum")->isInvalid());
        scale.type("minimum", "20"); // above the maximum, until that follows
        QVERIFY(scale.child<LimitEdit>("minimum")->isInvalid());
        QCOMPARE(scale.ranges.count(), 0);
        scale.type("maximum", "30");
        QCOMPARE(rangeOf(scale.ranges.last()), (ValueRange{20, 30}));
        QVERIFY(!scale.child<LimitEdit>("minimum")->isInvalid());
    }

    void leavesUntouchedLimitsExact()
    {
        Scale scale;
        const double third = 1.0 / 3;
        scale.widget.setRange({third, 10}, true, {});
        QTest::keyClick(scale.child<LimitEdit>("minimum"), Qt::Key_Return);
        QCOMPARE(scale.ranges.count(), 0);
        scale.type("maximum", "20");
        QCOMPARE(rangeOf(scale.ranges.last()).min, third);
    }

    void dragsTheBar()
    {
        Scale scale;
        auto *bar = scale.child<QWidget>("maximum")->parentWidget()->findChild<ColorBar *>();
        const QRect colors = bar->barRect();
        const QPoint middle = colors.center();
        QTest::mousePress(bar, Qt::LeftButton, {}, middle);
        QTest::mouseMove(bar, middle - QPoint(0, colors.height() / 4));
        QTest::mouseRelease(bar, Qt::LeftButton, {}, middle - QPoint(0, colors.height() / 4));
        QVERIFY(!scale.ranges.isEmpty());
        const ValueRange shifted = rangeOf(scale.ranges.last());
        QVERIFY(std::abs(shifted.min + 2.5) < 0.1 && std::abs(shifted.max - 7.5) < 0.1);
        QTest::mouseDClick(bar, Qt::LeftButton, {}, middle);
        QCOMPARE(scale.automatic.count(), 1);
    }

    void wheelChangesContrast()
    {
        Scale scale;
        auto *bar = scale.widget.findChild<ColorBar *>();
        const QPointF middle = QRectF(bar->barRect()).center();
        QWheelEvent event(middle, bar->mapToGlobal(middle), {}, {0, 120}, {}, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(bar, &event);
        QCOMPARE(scale.ranges.count(), 1);
        const ValueRange range = rangeOf(scale.ranges.last());
        QCOMPARE((range.min + range.max) / 2, 5.0);
        QCOMPARE(range.max - range.min, 10 / 1.1);
    }

    void autoButton()
    {
        Scale scale;
        auto *button = scale.child<QToolButton>("automatic");
        QVERIFY(button->isChecked());
        button->click();
        QCOMPARE(rangeOf(scale.ranges.last()), (ValueRange{0, 10}));
        QVERIFY(!button->isChecked());
        button->click();
        QCOMPARE(scale.automatic.count(), 1);
    }

    void saysWhereTheRangeComesFrom()
    {
        Scale scale;
        const QString note = QStringLiteral("from a sample of 65 536 values of this slice");
        scale.widget.setRange({0, 1}, true, note);
        auto *label = scale.child<QLabel>("note");
        QCOMPARE(label->toolTip(), note);
        QVERIFY(label->isVisible() && label->text().endsWith(QChar(0x2026)));
        scale.widget.setRange({0, 1}, false, {});
        QVERIFY(!label->isVisible());
    }

    void showsTheColours()
    {
        Scale scale;
        auto *bar = scale.widget.findChild<ColorBar *>();
        const QImage image = bar->grab().toImage();
        const double ratio = image.devicePixelRatio();
        const auto grayAt = [&](double share) {
            const QRect colors = bar->barRect();
            return qGray(image.pixel(
                QPointF(colors.center().x() * ratio, (colors.top() + share * colors.height()) * ratio).toPoint()));
        };
        QVERIFY(grayAt(0.02) > 240);
        QVERIFY(std::abs(grayAt(0.5) - 127) < 4);
        QVERIFY(grayAt(0.98) < 15);
    }

    void choosesAColormap()
    {
        Scale scale;
        QSignalSpy chosen(&scale.widget, &ColorScale::colormapChosen);
        auto *combo = scale.child<QComboBox>("colormap");
        QVERIFY(combo->count() > 1);
        QCOMPARE(combo->currentText(), QStringLiteral("gray"));
        combo->setFocus();
        QTest::keyClick(combo, combo->currentIndex() == 0 ? Qt::Key_Down : Qt::Key_Up);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.last().at(0).value<Colormap>().name, combo->currentText());
        Colormap reversed = ramp();
        reversed.name = QStringLiteral("gray_r");
        scale.widget.setColormap(reversed);
        QCOMPARE(combo->currentText(), QStringLiteral("gray_r"));
    }
};

QTEST_MAIN(TestColorScale)
#include "tst_color_scale.moc"
