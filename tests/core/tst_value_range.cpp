#include "core/analysis/value_range.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace npeek;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();
using Values = QList<double>;

std::span<const double> spanOf(const Values &values)
{
    return {values.constData(), size_t(values.size())};
}

Values normal(int count, double scale)
{
    std::mt19937 random(7);
    std::normal_distribution<double> distribution(0, scale);
    Values values(count);
    for (double &value : values)
        value = distribution(random);
    return values;
}

Values ramp(int count)
{
    Values values(count);
    for (int i = 0; i < count; ++i)
        values[i] = i;
    return values;
}

} // namespace

class TestValueRange : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finite_data()
    {
        QTest::addColumn<Values>("values");
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::newRow("nothing") << Values{} << 0.0 << 1.0;
        QTest::newRow("all NaN") << Values{NaN, NaN} << 0.0 << 1.0;
        QTest::newRow("only infinities") << Values{inf, -inf} << 0.0 << 1.0;
        QTest::newRow("one inf is left out") << Values{3, inf, NaN, -2} << -2.0 << 3.0;
        QTest::newRow("constant") << Values{5, 5} << 5.0 << 5.0;
        QTest::newRow("the whole of double") << Values{-largest, largest} << -largest << largest;
    }
    void finite()
    {
        QFETCH(Values, values);
        const ValueRange range = finiteRange(spanOf(values));
        QTEST(range.min, "min");
        QTEST(range.max, "max");
    }

    void robust_data()
    {
        QTest::addColumn<Values>("values");
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::newRow("nothing") << Values{} << 0.0 << 1.0;
        QTest::newRow("all NaN") << Values{NaN, NaN} << 0.0 << 1.0;
        QTest::newRow("two values far apart") << Values{0, 1e300} << 0.0 << 1e300;
        QTest::newRow("a ramp as it is") << ramp(1000) << 0.0 << 999.0;
        QTest::newRow("a mask with few ones") << (Values(9990, 0.0) + Values(10, 1.0)) << 0.0 << 1.0;
        QTest::newRow("all the same but one") << (Values(100, 0.0) + Values{1e30}) << 0.0 << 1e30;
        QTest::newRow("infinities do not count") << (ramp(1000) + Values{inf, -inf, NaN}) << 0.0 << 999.0;
        QTest::newRow("1e-25 to 1e-20") << Values{1e-25, 1e-24, 1e-23, 1e-22, 1e-21, 1e-20} << 1e-25 << 1e-20;
        QTest::newRow("the whole of double") << Values{-largest, largest} << -largest << largest;
    }
    void robust()
    {
        QFETCH(Values, values);
        const ValueRange range = robustRange(spanOf(values));
        QTEST(range.min, "min");
        QTEST(range.max, "max");
    }

    void outliersAreCut_data()
    {
        QTest::addColumn<Values>("values");
        QTest::addColumn<double>("outerMin");
        QTest::addColumn<double>("outerMax");
        QTest::newRow("one hot pixel") << (ramp(1000) + Values{1e25}) << 0.0 << 1500.0;
        QTest::newRow("one cold pixel") << (ramp(1000) + Values{-1e25}) << -500.0 << 999.0;
        QTest::newRow("hot pixel over sparse data") << (Values(9950, 0.0) + ramp(50) + Values{1e30}) << 0.0 << 75.0;
        QTest::newRow("ten values") << (ramp(10) + Values{1e9}) << 0.0 << 15.0;
        QTest::newRow("difference overflows") << (ramp(1000) + Values{-largest, largest}) << -500.0 << 1500.0;
    }
    void outliersAreCut()
    {
        QFETCH(Values, values);
        const ValueRange range = robustRange(spanOf(values));
        QFETCH(double, outerMin);
        QFETCH(double, outerMax);
        QVERIFY2(range.min >= outerMin, qPrintable(QString::number(range.min)));
        QVERIFY2(range.max <= outerMax, qPrintable(QString::number(range.max)));
        QVERIFY2(range.max - range.min >= (outerMax - outerMin) / 3, qPrintable(QString::number(range.max)));
    }

    void normalDataKeepsItsEnds()
    {
        Values values = normal(300000, 1e-6);
        QCOMPARE(robustRange(spanOf(values)), finiteRange(spanOf(values)));
        values[1] = 1;
        const ValueRange range = robustRange(spanOf(values));
        QVERIFY(range.max < 1e-5);
        QVERIFY(range.min > -1e-5);
    }

    void constant_data()
    {
        QTest::addColumn<double>("value");
        const QList<double> values{0.0, -0.0, 1.0, -7.0, 1e300, 1e-300, -largest, largest, 5e-324, 9007199254740993.0};
        for (double value : values)
            QTest::newRow(qPrintable(QString::number(value))) << value;
    }
    void constant()
    {
        QFETCH(double, value);
        const ValueRange range = robustRange(spanOf(Values(20, value)));
        QVERIFY(range.min < range.max);
        QVERIFY(range.min <= value && value <= range.max);
        QVERIFY(std::isfinite(range.min) && std::isfinite(range.max));
    }
};

QTEST_APPLESS_MAIN(TestValueRange)
#include "tst_value_range.moc"
