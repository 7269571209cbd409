#include "ui/curve_envelope.h"
#include "ui/curve_plot.h"
#include "ui/curve_view.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace npeek;

namespace {

ArrayView columnOf(const std::vector<double> &values)
{
    DType dtype;
    dtype.kind = Kind::Float;
    dtype.itemsize = 8;
    const QByteArray bytes(reinterpret_cast<const char *>(values.data()), static_cast<qsizetype>(values.size() * 8));
    const auto count = static_cast<qint64>(values.size());
    return ArrayView::fromSource(dtype, {count}, false, 0, std::make_shared<MemorySource>(bytes))->as2d();
}

Slice2d sliceOf(const ArrayView &view)
{
    Slice2d slice;
    slice.view = view;
    slice.rows = {0, false, 0, 1, view.shape()[0]};
    slice.columns = {-1, true, 0, 1, 1};
    return slice;
}

std::vector<double> wave(qint64 count)
{
    std::vector<double> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = std::sin(static_cast<double>(i) / 1000);
    return values;
}

CurveEnvelope envelopeOf(const std::vector<double> &values, qint64 buckets)
{
    Progress progress;
    const auto count = static_cast<qint64>(values.size());
    return *computeEnvelope(columnOf(values), ComplexPart::Absolute, 0, count, buckets, {}, progress, {});
}

struct Shown {
    explicit Shown(const std::vector<double> &values)
    {
        view.resize(600, 300);
        view.setSlice(sliceOf(columnOf(values)));
        view.show();
    }
    bool settle()
    {
        return QTest::qWaitFor([this] { return !painted.isEmpty(); });
    }

    CurveView view;
    QSignalSpy painted{&view, &CurveView::painted};
    QSignalSpy hovers{&view, &CurveView::hovered};
    QSignalSpy clicks{&view, &CurveView::rowClicked};
    QSignalSpy failures{&view, &CurveView::failed};
};

} // namespace

class TestCurveView : public QObject {
    Q_OBJECT
public:
    static void initMain()
    {
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
    }

private Q_SLOTS:
    void bucketsCoverEveryElementOnce_data()
    {
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("count");
        QTest::addColumn<int>("buckets");
        QTest::newRow("one each") << 0ll << 10ll << 10;
        QTest::newRow("uneven") << 3ll << 10ll << 3;
        QTest::newRow("far out") << 999999999000ll << 1000ll << 7;
        QTest::newRow("so many that products overflow") << 0ll << 9000000000000000000ll << 4096;
    }

    void bucketsCoverEveryElementOnce()
    {
        QFETCH(qint64, first);
        QFETCH(qint64, count);
        QFETCH(int, buckets);
        CurveEnvelope envelope;
        envelope.first = first;
        envelope.count = count;
        envelope.low.resize(static_cast<std::size_t>(buckets));
        QCOMPARE(envelope.bucketStart(0), first);
        QCOMPARE(envelope.bucketStart(buckets), first + count);
        for (int b = 0; b < buckets; ++b) {
            QVERIFY(envelope.bucketStart(b) < envelope.bucketStart(b + 1));
            QCOMPARE(envelope.bucketOf(envelope.bucketStart(b)), b);
            QCOMPARE(envelope.bucketOf(envelope.bucketStart(b + 1) - 1), b);
        }
    }

    void losesNoSpike()
    {
        std::vector<double> values = wave(300001);
        values[123456] = 50;
        values[123457] = -70;
        const CurveEnvelope envelope = envelopeOf(values, 100);
        QCOMPARE(envelope.buckets(), 100);
        QVERIFY(envelope.isComplete());
        const CurveRange range = finiteRangeOf(envelope, 0, 300001);
        QCOMPARE(range.min, -70.0);
        QCOMPARE(range.max, 50.0);
        const auto bucket = static_cast<std::size_t>(envelope.bucketOf(123456));
        QCOMPARE(envelope.high[bucket], 50.0);
        for (std::size_t b = 0; b < 100; ++b)
            QVERIFY(b == bucket || envelope.high[b] <= 1);
    }

    void leavesNaNOut()
    {
        const double nan = qQNaN();
        const CurveEnvelope envelope = envelopeOf({nan, nan, 1, nan, 2, 3, qInf(), 4}, 4);
        QVERIFY(std::isnan(envelope.low[0]) && std::isnan(envelope.high[0]));
        QCOMPARE(envelope.low[1], 1.0);
        QCOMPARE(envelope.high[1], 1.0);
        QCOMPARE(envelope.high[3], qInf());
        QCOMPARE(finiteRangeOf(envelope, 0, 8).max, 4.0);
        QVERIFY(!finiteRangeOf(envelope, 0, 2).isValid);
        QVERIFY(!finiteRangeOf(envelope, 5, 5).isValid);
    }

    void stopsWhenCanceled()
    {
        struct Canceled : Progress {
            bool isCanceled() const override { return true; }
        } progress;
        const Result<CurveEnvelope> result =
            computeEnvelope(columnOf(wave(1000)), ComplexPart::Absolute, 0, 1000, 10, {}, progress, {});
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::Canceled);
    }

    void plotRanges_data()
    {
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::newRow("plain") << 0.0 << 1.0;
        QTest::newRow("constant") << 5.0 << 5.0;
        QTest::newRow("zero") << 0.0 << 0.0;
        QTest::newRow("all doubles") << -std::numeric_limits<double>::max() << std::numeric_limits<double>::max();
        QTest::newRow("tiny") << 1e-25 << 2e-25;
    }

    void plotRanges()
    {
        QFETCH(double, min);
        QFETCH(double, max);
        const CurveRange range = plotRange({min, max, true});
        QVERIFY(std::isfinite(range.min) && std::isfinite(range.max));
        QVERIFY(range.min < range.max && range.min <= min && range.max >= max);
        ViewAxis x;
        const CurvePlot plot(x, range, 100);
        QVERIFY(plot.yOf(min) >= plot.yOf(max) && plot.yOf(max) >= 0 && plot.yOf(min) <= 100);
        QVERIFY(plot.yOf(qInf()) < 0 && plot.yOf(-qInf()) > 100);
    }

    void drawsAnyCurve_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::newRow("one point") << QList<double>{1};
        QTest::newRow("all NaN") << QList<double>{qQNaN(), qQNaN()};
        QTest::newRow("infinite") << QList<double>{-qInf(), 0, qInf()};
        QTest::newRow("gaps") << QList<double>{1, qQNaN(), 2, 3, qQNaN()};
        QTest::newRow("constant") << QList<double>{7, 7, 7};
    }

    void drawsAnyCurve()
    {
        QFETCH(QList<double>, values);
        Shown shown(std::vector<double>(values.begin(), values.end()));
        QVERIFY(shown.settle());
        QVERIFY(shown.failures.isEmpty());
    }

    void zoomsPansAndClicks()
    {
        Shown shown(wave(1000000));
        QVERIFY(shown.settle());
        const QPoint pointer(300, 150);
        QTest::mouseMove(&shown.view, pointer);
        QTRY_VERIFY(!shown.hovers.isEmpty());
        const qint64 row = shown.hovers.last().at(0).toLongLong();
        QVERIFY(row > 400000 && row < 600000);
        for (int i = 0; i < 80; ++i) {
            QWheelEvent event(pointer, shown.view.mapToGlobal(QPointF(pointer)), {}, {0, 120}, {}, {},
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&shown.view, &event);
        }
        shown.painted.clear();
        QTRY_VERIFY(!shown.painted.isEmpty());
        QVERIFY(std::abs(shown.hovers.last().at(0).toLongLong() - row) <= 2000);
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, pointer);
        QCOMPARE(shown.clicks.count(), 1);
        const qint64 clicked = shown.clicks.last().at(0).toLongLong();
        QTest::mousePress(&shown.view, Qt::LeftButton, {}, pointer);
        QTest::mouseMove(&shown.view, pointer - QPoint(210, 0));
        QTest::mouseRelease(&shown.view, Qt::LeftButton, {}, pointer - QPoint(210, 0));
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, pointer);
        QCOMPARE(shown.clicks.count(), 2);
        QCOMPARE(shown.clicks.last().at(0).toLongLong(), clicked + 1); // 200 pixels an element
    }

    void saysWhyThereIsNoCurve()
    {
        DType text;
        text.kind = Kind::Bytes;
        text.itemsize = 4;
        CurveView view;
        view.resize(400, 200);
        QSignalSpy painted(&view, &CurveView::painted);
        const auto source = std::make_shared<MemorySource>(QByteArray(40, 'a'));
        view.setSlice(sliceOf(ArrayView::fromSource(text, {10}, false, 0, source)->as2d()));
        const QImage image = view.grab().toImage();
        const QRect middle(image.width() / 4, image.height() / 4, image.width() / 2, image.height() / 2);
        bool hasText = false;
        for (int x = middle.left(); x < middle.right(); ++x)
            for (int y = middle.top(); y < middle.bottom(); ++y)
                hasText |= image.pixel(x, y) != image.pixel(0, 0);
        QVERIFY(hasText);
        QVERIFY(painted.isEmpty());
    }
};

QTEST_MAIN(TestCurveView)
#include "tst_curve_view.moc"
