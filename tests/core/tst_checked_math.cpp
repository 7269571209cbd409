#include "core/base/checked_math.h"

#include <QTest>

using namespace npeek;

class TestCheckedMath : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void elementCount_data()
    {
        QTest::addColumn<QList<qint64>>("shape");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<qint64>("count");
        const qint64 big = qint64(1) << 32; // its square wraps to 0
        QTest::newRow("no axes is one element") << QList<qint64>{} << true << qint64(1);
        QTest::newRow("a table") << QList<qint64>{3, 4} << true << qint64(12);
        QTest::newRow("a zero makes it empty") << QList<qint64>{3, 0, 4} << true << qint64(0);
        QTest::newRow("zero beats overflow")
            << QList<qint64>{0, std::numeric_limits<qint64>::max()} << true << qint64(0);
        QTest::newRow("wraps to 0 in 64 bits") << QList<qint64>{big, big} << false << qint64(0);
        QTest::newRow("wraps to a small number") << QList<qint64>{2305843009213693953, 8} << false << qint64(0);
        QTest::newRow("negative") << QList<qint64>{-1, -1} << false << qint64(0);
        QTest::newRow("negative with zero") << QList<qint64>{-1, 0} << false << qint64(0);
    }
    void elementCount()
    {
        QFETCH(QList<qint64>, shape);
        QFETCH(bool, valid);
        QFETCH(qint64, count);
        const auto result = npeek::elementCount(Shape(shape.begin(), shape.end()));
        QCOMPARE(result.has_value(), valid);
        if (valid)
            QCOMPARE(*result, count);
    }
};

QTEST_APPLESS_MAIN(TestCheckedMath)
#include "tst_checked_math.moc"
