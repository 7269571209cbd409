#include "core/analysis/raster.h"
#include "ui/heatmap_view.h"
#include "ui/slice_reader.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>
#include <cstring>

using namespace npeek;

namespace {

DType float64()
{
    DType dtype;
    dtype.kind = Kind::Float;
    dtype.itemsize = 8;
    return dtype;
}

Slice2d sliceOf(const ArrayView &view)
{
    Slice2d slice;
    slice.view = view.as2d();
    slice.rows = {0, false, 0, 1, slice.view.shape()[0]};
    slice.columns = {1, false, 0, 1, slice.view.shape()[1]};
    return slice;
}

/// Element (row, column) is row * columns + column, or what change makes of it.
Slice2d counted(qint64 rows, qint64 columns, const std::function<void(double *)> &change = {})
{
    QByteArray bytes(static_cast<qsizetype>(rows * columns * 8), Qt::Uninitialized);
    auto *values = reinterpret_cast<double *>(bytes.data());
    for (qint64 i = 0; i < rows * columns; ++i)
        values[i] = static_cast<double>(i);
    if (change)
        change(values);
    return sliceOf(*ArrayView::fromSource(float64(), {rows, columns}, false, 0, std::make_shared<MemorySource>(bytes)));
}

/// Zeros without end, as far as memory is concerned.
class EndlessSource : public ByteSource {
public:
    explicit EndlessSource(qint64 size)
        : m_size(size)
    {
    }
    qint64 size() const override { return m_size; }
    Result<Bytes> read(qint64, qint64 size, QByteArray &scratch) const override
    {
        scratch.fill('\0', static_cast<qsizetype>(size));
        return Bytes(reinterpret_cast<const unsigned char *>(scratch.constData()), static_cast<std::size_t>(size));
    }

private:
    qint64 m_size;
};

class BrokenSource : public EndlessSource {
public:
    using EndlessSource::EndlessSource;
    Result<Bytes> read(qint64, qint64, QByteArray &) const override
    {
        return Error{ErrorCode::Io, QStringLiteral("the disk is gone")};
    }
};

struct Shown {
    explicit Shown(const Slice2d &slice, QSize size = {480, 360})
    {
        view.resize(size);
        view.setSlice(slice, false);
        view.show();
    }
    /// True once everything that was asked for is on screen.
    bool settle()
    {
        return QTest::qWaitFor([this] { return !painted.isEmpty(); }) && (QTest::qWait(0), true);
    }
    void drag(const QPoint &from, const QPoint &to)
    {
        QTest::mousePress(&view, Qt::LeftButton, {}, from);
        for (const QPoint &pos : {from, to}) {
            QMouseEvent move(QEvent::MouseMove, QPointF(pos), view.mapToGlobal(QPointF(pos)), Qt::NoButton,
                             Qt::LeftButton, {});
            QCoreApplication::sendEvent(&view, &move);
        }
        QTest::mouseRelease(&view, Qt::LeftButton, {}, to);
    }
    QRgb expected(double value) const { return colorOf(value, view.range(), view.colormap()); }

    HeatmapView view;
    QSignalSpy painted{&view, &HeatmapView::painted};
    QSignalSpy ranges{&view, &HeatmapView::rangeChanged};
    QSignalSpy failures{&view, &HeatmapView::failed};
    QSignalSpy clicks{&view, &HeatmapView::cellClicked};
    QSignalSpy hovers{&view, &HeatmapView::hovered};
};

/// A sparse slice: one element in a thousand of each row holds 1, in the middle.
class FakeReader : public SliceReader {
public:
    Result<QByteArray> cells(const Region &, Progress &) const override { return QByteArray(); }
    Result<Plane> plane(const Region &region, int maxWidth, int maxHeight, Sampling sampling, ComplexPart,
                        Progress &) const override
    {
        Plane plane{region, maxWidth, maxHeight, sampling, {}};
        const auto samples = static_cast<std::size_t>(maxWidth) * static_cast<std::size_t>(maxHeight);
        const double each = static_cast<double>(region.rows * region.columns) / static_cast<double>(samples);
        plane.values.assign(samples, 0.0);
        for (int y = 0; y < maxHeight; ++y)
            plane.values[static_cast<std::size_t>(y * maxWidth + maxWidth / 2)] =
                sampling == Sampling::Maximum ? 1 : 1 / each;
        return plane;
    }
    Result<Statistics> statistics(Progress &) const override { return Statistics(); }
    qint64 bytesToRead() const override { return 0; }
    bool isIntact() const override { return true; }
};

Slice2d sparseSlice(qint64 rows, qint64 columns)
{
    const qint64 size = rows * columns * 8;
    Slice2d slice =
        sliceOf(*ArrayView::fromSource(float64(), {rows, columns}, false, 0, std::make_shared<EndlessSource>(size)));
    slice.reader = std::make_shared<FakeReader>();
    return slice;
}

void wheel(HeatmapView &view, const QPointF &pos, int delta, Qt::KeyboardModifiers modifiers = {})
{
    QWheelEvent event(pos, view.mapToGlobal(pos), {}, {0, delta}, {}, modifiers, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view, &event);
}

} // namespace

class TestHeatmapView : public QObject {
    Q_OBJECT
public:
    static void initMain()
    {
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
            qputenv("QT_QPA_PLATFORM", "offscreen");
    }

private Q_SLOTS:
    void rangeOfMeansFollowsTheZoom()
    {
        HeatmapView view;
        view.setSampling(Sampling::Mean);
        view.resize(480, 360);
        view.setSlice(sparseSlice(100'000, 100'000), false);
        view.show();
        QTRY_VERIFY(view.range().max > 0 && view.range().max < 1e-4);
        const double far = view.range().max;
        view.zoomBy(50);
        QTRY_VERIFY(view.range().max > 100 * far);
        view.fit();
        QTRY_VERIFY(view.range().max < 2 * far);
        view.setRange(ValueRange{0, 5});
        view.zoomBy(50);
        QTest::qWait(0);
        QCOMPARE(view.range(), (ValueRange{0, 5})); // what was fixed stays
    }

    void patternHasTheRangeOfYesAndNo()
    {
        HeatmapView view;
        view.setSampling(Sampling::Maximum);
        view.resize(480, 360);
        view.setSlice(sparseSlice(100'000, 100'000), false);
        QSignalSpy ranges(&view, &HeatmapView::rangeChanged);
        view.show();
        QTRY_VERIFY(!ranges.isEmpty());
        QCOMPARE(view.range(), (ValueRange{0, 1}));
        QCOMPARE(ranges.back()[2].toLongLong(), 0);
        QTRY_VERIFY(!view.shownImage().isNull());
        const QImage image = view.shownImage();
        QCOMPARE(image.pixel(0, 0), colorOf(0, view.range(), view.colormap()));
    }

    void enlargesElementsWithExactEdges()
    {
        Shown shown(counted(3, 4));
        QVERIFY(shown.settle());
        const QImage image = shown.view.shownImage();
        QCOMPARE(image.width() * 3, image.height() * 4);
        const int side = image.width() / 4;
        QCOMPARE(shown.view.zoom() * shown.view.devicePixelRatioF(), double(side));
        for (int row = 0; row < 3; ++row) {
            for (int column = 0; column < 4; ++column) {
                const QRgb color = shown.expected(row * 4 + column);
                QCOMPARE(image.pixel(column * side + 3, row * side + 3), color);
                QCOMPARE(image.pixel(column * side + side - 1, row * side + side - 1), color);
            }
        }
    }

    void tellsAnExactRange()
    {
        Shown shown(counted(30, 40));
        QTRY_COMPARE(shown.ranges.count(), 1);
        const ValueRange range = shown.ranges.last().at(0).value<ValueRange>();
        QVERIFY(range.min >= 0 && range.max <= 1199 && range.min < 60 && range.max > 1100);
        QCOMPARE(shown.ranges.last().at(1).toBool(), true);
        QCOMPARE(shown.ranges.last().at(2).toLongLong(), 0);
    }

    void tellsASampledRange()
    {
        Shown shown(counted(1000, 1000));
        QTRY_VERIFY(!shown.ranges.isEmpty());
        const qint64 samples = shown.ranges.last().at(2).toLongLong();
        QVERIFY(samples > 0 && samples < 1000000);
    }

    void recoloursWithoutReading()
    {
        Shown shown(counted(3, 4));
        QVERIFY(shown.settle());
        shown.view.setRange(ValueRange{0, 100});
        QCOMPARE(shown.ranges.last().at(1).toBool(), false);
        QCOMPARE(shown.view.shownImage().pixel(3, 3), colorOf(0, {0, 100}, shown.view.colormap()));
        shown.view.setColormap(shown.view.colormap().reversed());
        QCOMPARE(shown.view.shownImage().pixel(3, 3), colorOf(0, {0, 100}, shown.view.colormap()));
        shown.view.setRange(std::nullopt);
        QVERIFY(shown.view.isRangeAutomatic());
        QCOMPARE(shown.ranges.last().at(1).toBool(), true);
        QVERIFY(shown.view.range().max < 100);
    }

    void showsSpecialValues_data()
    {
        QTest::addColumn<double>("value");
        QTest::newRow("NaN") << qQNaN();
        QTest::newRow("infinite") << qInf();
        QTest::newRow("constant") << 7.0;
        QTest::newRow("1e-25") << 1e-25;
        QTest::newRow("1e300") << 1e300;
    }

    void showsSpecialValues()
    {
        QFETCH(double, value);
        Shown shown(counted(5, 5, [value](double *values) { std::fill_n(values, 25, value); }));
        QVERIFY(shown.settle());
        const ValueRange range = shown.view.range();
        QVERIFY(std::isfinite(range.min) && std::isfinite(range.max) && range.min < range.max);
        const QRgb expected = std::isnan(value) ? shown.view.colormap().nanColor : shown.expected(value);
        QCOMPARE(shown.view.shownImage().pixel(3, 3), expected);
    }

    void zoomsToTheElementUnderThePointer()
    {
        Shown shown(counted(600, 800));
        QVERIFY(shown.settle());
        const QPointF pointer(200, 150);
        QTest::mouseMove(&shown.view, pointer.toPoint());
        QTRY_VERIFY(!shown.hovers.isEmpty());
        const qint64 row = shown.hovers.last().at(0).toLongLong();
        const double before = shown.view.zoom();
        for (int i = 0; i < 10; ++i)
            wheel(shown.view, pointer, 120);
        QVERIFY(shown.view.zoom() > before * 8);
        QVERIFY(std::abs(shown.hovers.last().at(0).toLongLong() - row) <= 2);
        for (int i = 0; i < 40; ++i)
            wheel(shown.view, pointer, 120);
        QCOMPARE(shown.view.zoom(), 200.0);
        QTest::keyClick(&shown.view, Qt::Key_F);
        QCOMPARE(shown.view.zoom(), before);
    }

    void detailFollowsTheZoom()
    {
        Shown shown(counted(600, 800));
        QVERIFY(shown.settle());
        for (int i = 0; i < 50; ++i)
            wheel(shown.view, {200, 150}, 120);
        shown.drag({200, 150}, {200000, 200000}); // to the first element
        shown.view.setRange(ValueRange{0, 4});
        const double ratio = shown.view.devicePixelRatioF();
        for (const int column : {1, 2, 0}) {
            const QPoint corner((QPointF(column * 200 + 5, 5) * ratio).toPoint());
            QTRY_COMPARE(shown.view.shownImage().pixel(corner), shown.expected(column));
        }
    }

    void clicksAndDrags()
    {
        Shown shown(counted(3, 4), {480, 360});
        QVERIFY(shown.settle());
        const QPoint middle(240, 190);
        QTest::mouseClick(&shown.view, Qt::LeftButton, {}, middle);
        QCOMPARE(shown.clicks.count(), 1);
        QCOMPARE(shown.clicks.last().at(0).toLongLong(), 1);
        QTest::mousePress(&shown.view, Qt::LeftButton, {}, middle);
        QTest::mouseMove(&shown.view, middle + QPoint(60, 0));
        QTest::mouseRelease(&shown.view, Qt::LeftButton, {}, middle + QPoint(60, 0));
        QCOMPARE(shown.clicks.count(), 1);
    }

    void boxesAZoom()
    {
        Shown shown(counted(600, 800));
        QVERIFY(shown.settle());
        const double before = shown.view.zoom();
        QTest::mousePress(&shown.view, Qt::LeftButton, Qt::ControlModifier, {200, 100});
        QMouseEvent move(QEvent::MouseMove, QPointF(250, 140), shown.view.mapToGlobal(QPointF(250, 140)), Qt::NoButton,
                         Qt::LeftButton, Qt::ControlModifier);
        QCoreApplication::sendEvent(&shown.view, &move);
        QTest::mouseRelease(&shown.view, Qt::LeftButton, Qt::ControlModifier, {250, 140});
        QVERIFY(shown.view.zoom() > before * 5);
        QTest::mouseDClick(&shown.view, Qt::LeftButton, {}, {200, 200});
        QCOMPARE(shown.view.zoom(), before);
    }

    void keepsTheViewForAnotherSliceOfTheShape()
    {
        Shown shown(counted(600, 800));
        QVERIFY(shown.settle());
        shown.view.zoomBy(4);
        const double zoom = shown.view.zoom();
        shown.view.setSlice(counted(600, 800, [](double *values) { std::fill_n(values, 480000, 5.0); }), true);
        QCOMPARE(shown.view.zoom(), zoom);
        QTRY_VERIFY(std::abs(shown.view.range().max - 5) < 4);
        QTRY_COMPARE(shown.view.shownImage().pixel(5, 5), shown.expected(5));
        shown.view.setSlice(counted(600, 800), false);
        QVERIFY(shown.view.zoom() < zoom);
    }

    void survivesAnySize_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::newRow("10^12 x 10^6") << 1000000000000ll << 1000000ll;
        QTest::newRow("(2139809, 1)") << 2139809ll << 1ll;
        QTest::newRow("(3, 100000)") << 3ll << 100000ll;
        QTest::newRow("(1, 1)") << 1ll << 1ll;
    }

    void survivesAnySize()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        DType byte = float64();
        byte.kind = Kind::UInt;
        byte.itemsize = 1;
        const auto source = std::make_shared<EndlessSource>(rows * columns);
        Shown shown(sliceOf(*ArrayView::fromSource(byte, {rows, columns}, false, 0, source)));
        QVERIFY(shown.settle());
        for (int i = 0; i < 200; ++i)
            wheel(shown.view, {400, 300}, 120);
        QVERIFY(shown.settle());
        QTest::mouseMove(&shown.view, {401, 301});
        QTest::mouseMove(&shown.view, {300, 200});
        QTRY_VERIFY(!shown.hovers.isEmpty());
        const qint64 row = shown.hovers.last().at(0).toLongLong();
        QVERIFY(row >= 0 && row < rows);
    }

    void saysWhyThereIsNoPicture_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<qint64>("rows");
        QTest::newRow("text") << int(Kind::Bytes) << 4ll;
        QTest::newRow("structured") << int(Kind::Struct) << 4ll;
        QTest::newRow("no elements") << int(Kind::Float) << 0ll;
    }

    void saysWhyThereIsNoPicture()
    {
        QFETCH(int, kind);
        QFETCH(qint64, rows);
        DType dtype = float64();
        dtype.kind = static_cast<Kind>(kind);
        const auto source = std::make_shared<EndlessSource>(4096);
        Shown shown(sliceOf(*ArrayView::fromSource(dtype, {rows, 4}, false, 0, source)));
        const QImage image = shown.view.grab().toImage();
        const QRgb background = image.pixel(0, 0);
        bool hasText = false;
        for (int x = 0; x < image.width() && !hasText; ++x)
            for (int y = 0; y < image.height(); ++y)
                hasText |= image.pixel(x, y) != background;
        QVERIFY(hasText);
        QTest::mouseMove(&shown.view, {100, 100});
        QVERIFY(shown.painted.isEmpty());
        QVERIFY(shown.view.shownImage().isNull());
    }

    void reportsFailure()
    {
        const auto source = std::make_shared<BrokenSource>(1000 * 1000 * 8);
        Shown shown(sliceOf(*ArrayView::fromSource(float64(), {1000, 1000}, false, 0, source)));
        QTRY_COMPARE(shown.failures.count(), 1);
        QCOMPARE(shown.failures.last().at(0).toString(), QStringLiteral("the disk is gone"));
        shown.view.setSlice(counted(3, 4), false);
        QVERIFY(shown.settle());
    }

    void marksTheCursorCell()
    {
        Shown shown(counted(3, 4));
        QVERIFY(shown.settle());
        const QImage before = shown.view.grab().toImage();
        shown.view.setCursorCell(1, 2);
        QVERIFY(shown.view.grab().toImage() != before);
        shown.view.setCursorCell(-1, -1);
        QCOMPARE(shown.view.grab().toImage(), before);
    }

    void clearsWhileReading()
    {
        Shown shown(counted(1000, 1000));
        shown.view.clear();
        QTest::qWait(0);
        QVERIFY(shown.view.shownImage().isNull());
    }
};

QTEST_MAIN(TestHeatmapView)
#include "tst_heatmap_view.moc"
