#include "tests/support/temporary_arrays.h"
#include "ui/property_form.h"
#include "ui/slice_state.h"
#include "ui/statistics_panel.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <limits>

using namespace npeek;
using namespace npeek::test;

namespace {

/// A file that never ends: zeros of any size.
class EndlessSource : public ByteSource {
public:
    explicit EndlessSource(qint64 size)
        : m_size(size)
    {
    }
    qint64 size() const override { return m_size; }
    Result<Bytes> read(qint64, qint64 size, QByteArray &scratch) const override
    {
        scratch.fill('\0', size);
        return Bytes(reinterpret_cast<const unsigned char *>(scratch.constData()), static_cast<size_t>(size));
    }

private:
    qint64 m_size;
};

Slice2d sliceOf(const ArrayView &array, const QString &expression = {})
{
    SliceState state(array.shape());
    if (!state.setSpec(*SliceSpec::parse(expression)))
        return {};
    return state.slice(array, QStringLiteral("a"));
}

QString value(const StatisticsPanel &panel, const QString &name)
{
    const auto labels = panel.findChildren<QLabel *>();
    for (qsizetype i = 0; i + 1 < labels.size(); ++i) {
        if (labels[i]->text() == name)
            return labels[i + 1]->text();
    }
    return {};
}

} // namespace

class TestStatisticsPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsAllFigures()
    {
        StatisticsPanel panel;
        QSignalSpy finished(&panel, &StatisticsPanel::finished);
        const ArrayView array = arrayOf<double>(
            {3, -1, std::numeric_limits<double>::quiet_NaN(), 0, std::numeric_limits<double>::infinity(), 2}, {2, 3});
        panel.setViews(array, sliceOf(array));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(value(panel, QStringLiteral("count")), QStringLiteral("6"));
        QCOMPARE(value(panel, QStringLiteral("min")), QStringLiteral("-1.0"));
        QCOMPARE(value(panel, QStringLiteral("max")), QStringLiteral("inf"));
        QCOMPARE(value(panel, QStringLiteral("NaN")), QStringLiteral("1"));
        QCOMPARE(value(panel, QStringLiteral("+inf")), QStringLiteral("1"));
        QCOMPARE(value(panel, QStringLiteral("zeros")), QStringLiteral("1"));
        QCOMPARE(value(panel, QStringLiteral("argmin")), QStringLiteral("(0, 1)"));
    }

    void integersStayExact()
    {
        StatisticsPanel panel;
        QSignalSpy finished(&panel, &StatisticsPanel::finished);
        const ArrayView array = arrayOf<qint64>({9007199254740993, -9223372036854775807 - 1}, {2});
        panel.setViews(array, sliceOf(array));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(value(panel, QStringLiteral("max")), QStringLiteral("9007199254740993"));
        QCOMPARE(value(panel, QStringLiteral("min")), QStringLiteral("-9223372036854775808"));
    }

    void anotherViewOfTheSameBytesIsAnotherArray()
    {
        StatisticsPanel panel;
        QSignalSpy finished(&panel, &StatisticsPanel::finished);
        const ArrayView array = arrayOf<quint8>({0x0f, 0x01, 0xff, 0x02}, {2, 2});
        panel.setViews(array, sliceOf(array, QStringLiteral("0")));
        QTRY_COMPARE(finished.size(), 1);
        panel.findChildren<QToolButton *>()[1]->click(); // the whole array
        QTRY_COMPARE(value(panel, QStringLiteral("max")), QStringLiteral("255"));
        DType small = array.dtype();
        small.kind = Kind::Int;
        panel.setViews(*array.viewedAs(small), sliceOf(*array.viewedAs(small), QStringLiteral("0")));
        QTRY_COMPARE(value(panel, QStringLiteral("max")), QStringLiteral("15"));
        QCOMPARE(value(panel, QStringLiteral("min")), QStringLiteral("-1"));
    }

    void hugeArraysWaitForAClickAndCanBeStopped()
    {
        StatisticsPanel panel;
        const qint64 size = qint64(1) << 40;
        const ArrayView array =
            *ArrayView::fromSource(dtypeOf<quint8>(), {size}, false, 0, std::make_shared<EndlessSource>(size));
        panel.setViews(array, sliceOf(array));
        QVERIFY(!panel.isBusy());
        auto *button = panel.findChild<QPushButton *>();
        button->click();
        QVERIFY(panel.isBusy());
        QTRY_VERIFY(value(panel, QStringLiteral("count")).contains(QStringLiteral(" of "))); // what is known so far
        button->click();
        QVERIFY(!panel.isBusy());
    }

    void sliceOrWholeArray()
    {
        StatisticsPanel panel;
        QSignalSpy finished(&panel, &StatisticsPanel::finished);
        const ArrayView array = countingArray<qint32>({4, 5});
        panel.setViews(array, sliceOf(array, QStringLiteral("1")));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(value(panel, QStringLiteral("max")), QStringLiteral("9"));
        QCOMPARE(value(panel, QStringLiteral("argmax")), QStringLiteral("(1, 4)")); // in the whole array
        const auto buttons = panel.findChildren<QToolButton *>();
        buttons.last()->setChecked(true);
        QTRY_COMPARE(value(panel, QStringLiteral("max")), QStringLiteral("19"));
    }
};

QTEST_MAIN(TestStatisticsPanel)
#include "tst_statistics_panel.moc"
