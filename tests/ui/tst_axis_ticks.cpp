#include "ui/axis_ticks.h"

#include <QTest>

using namespace npeek;

class TestAxisTicks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void labels_data()
    {
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("labels");

        QTest::newRow("zero to one") << 0.0 << 1.0 << 6 << "0 0.2 0.4 0.6 0.8 1.0";
        QTest::newRow("at most three") << 0.0 << 1.0 << 3 << "0 0.5 1.0";
        QTest::newRow("across zero") << -3.0 << 3.0 << 7 << "-3 -2 -1 0 1 2 3";
        QTest::newRow("bytes") << 0.0 << 255.0 << 6 << "0 100 200";
        QTest::newRow("tiny values") << 0.0 << 1e-25 << 3 << "0 5e-26 1e-25";
        QTest::newRow("huge values") << 0.0 << 1e25 << 3 << "0 5e+24 1e+25";
        QTest::newRow("1e-25 to 1e25") << 1e-25 << 1e25 << 3 << "0 5e+24 1e+25";
        QTest::newRow("under a millionth") << 1e-7 << 3e-7 << 3 << "1e-07 2e-07 3e-07";
        QTest::newRow("a narrow range far out") << 1e6 << 1e6 + 0.004 << 3 << "1000000 1000000.002 1000000.004";
        QTest::newRow("neighbouring doubles") << 1.0 << 1.0 + 2.3e-16 << 5 << "1 1.0000000000000002";
        QTest::newRow("all doubles there are") << -1.7e308 << 1.7e308 << 5 << "-1e+308 0 1e+308";
        QTest::newRow("subnormal") << 0.0 << 5e-324 << 5 << "0 4.94066e-324";
        QTest::newRow("empty") << 1.0 << 1.0 << 5 << "";
        QTest::newRow("upside down") << 2.0 << 1.0 << 5 << "";
        QTest::newRow("not a number") << qQNaN() << 1.0 << 5 << "";
        QTest::newRow("infinite") << 0.0 << qInf() << 5 << "";
    }

    void labels()
    {
        QFETCH(double, min);
        QFETCH(double, max);
        QFETCH(int, count);
        QFETCH(QString, labels);
        QStringList got;
        for (const ValueTick &tick : valueTicks(min, max, count)) {
            QVERIFY(tick.value >= min && tick.value <= max);
            got << tick.label;
        }
        QCOMPARE(got.join(u' '), labels);
        QVERIFY(got.size() <= std::max(count, 2));
    }

    void shortNumbers()
    {
        QCOMPARE(shortNumber(0.1), QStringLiteral("0.1"));
        QCOMPARE(shortNumber(1.0 / 3), QStringLiteral("0.333333"));
        QCOMPARE(shortNumber(1e-25), QStringLiteral("1e-25"));
        QCOMPARE(shortNumber(1000000.125, 0.25), QStringLiteral("1000000.125"));
        QVERIFY(shortNumber(1000000.002, 0.004) != shortNumber(1000000.006, 0.004));
    }

    void roundSteps()
    {
        QCOMPARE(roundStep(0.001), 1);
        QCOMPARE(roundStep(1), 1);
        QCOMPARE(roundStep(1.5), 2);
        QCOMPARE(roundStep(3), 5);
        QCOMPARE(roundStep(7), 10);
        QCOMPARE(roundStep(1000), 1000);
        QCOMPARE(roundStep(2.1e11), 500000000000);
        QCOMPARE(roundStep(qInf()), 1000000000000000000);
    }

    void indices_data()
    {
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("end");
        QTest::addColumn<qint64>("step");
        QTest::addColumn<qint64>("start");
        QTest::addColumn<qint64>("stride");
        QTest::addColumn<QList<qint64>>("indices");

        QTest::newRow("plain") << 0ll << 25ll << 10ll << 0ll << 1ll << QList<qint64>{0, 10, 20};
        QTest::newRow("scrolled") << 12ll << 41ll << 10ll << 0ll << 1ll << QList<qint64>{20, 30, 40};
        QTest::newRow("from 7 on") << 0ll << 25ll << 10ll << 7ll << 1ll << QList<qint64>{10, 20, 30};
        QTest::newRow("every second") << 0ll << 25ll << 10ll << 0ll << 2ll << QList<qint64>{0, 20, 40};
        QTest::newRow("every second from 3") << 0ll << 25ll << 10ll << 3ll << 2ll << QList<qint64>{21, 41};
        QTest::newRow("backwards") << 0ll << 25ll << 10ll << 24ll << -1ll << QList<qint64>{20, 10, 0};
        QTest::newRow("far out") << 999999999990ll << 1000000000000ll << 5ll << 0ll << 1ll
                                 << QList<qint64>{999999999990, 999999999995};
        QTest::newRow("none in sight") << 1ll << 3ll << 10ll << 0ll << 1ll << QList<qint64>{};
    }

    void indices()
    {
        QFETCH(qint64, first);
        QFETCH(qint64, end);
        QFETCH(qint64, step);
        QFETCH(qint64, start);
        QFETCH(qint64, stride);
        QFETCH(QList<qint64>, indices);
        QList<qint64> got;
        for (const qint64 i : indexTicks(first, end, step, start, stride)) {
            QVERIFY(i >= first && i < end);
            got << start + i * stride;
        }
        QCOMPARE(got, indices);
    }

    void grouping()
    {
        const QChar space(0x202f);
        QCOMPARE(groupedNumber(999), QStringLiteral("999"));
        QCOMPARE(groupedNumber(-1234567),
                 QStringLiteral("-1") + space + QStringLiteral("234") + space + QStringLiteral("567"));
    }
};

QTEST_APPLESS_MAIN(TestAxisTicks)
#include "tst_axis_ticks.moc"
