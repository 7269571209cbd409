#include "core/analysis/raster.h"

#include <QTest>

#include <limits>

using namespace npeek;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr double largest = std::numeric_limits<double>::max();

} // namespace

class TestRaster : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void index_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::addColumn<int>("index");
        QTest::newRow("the start") << 0.0 << 0.0 << 1.0 << 0;
        QTest::newRow("the end") << 1.0 << 0.0 << 1.0 << 255;
        QTest::newRow("the middle") << 0.5 << 0.0 << 1.0 << 128;
        QTest::newRow("just under the middle") << 0.49999 << 0.0 << 1.0 << 127;
        QTest::newRow("every byte is its colour: 0") << 0.0 << 0.0 << 256.0 << 0;
        QTest::newRow("every byte is its colour: 255") << 255.0 << 0.0 << 256.0 << 255;
        QTest::newRow("below") << -5.0 << 0.0 << 1.0 << 0;
        QTest::newRow("above") << 5.0 << 0.0 << 1.0 << 255;
        QTest::newRow("inf") << inf << 0.0 << 1.0 << 255;
        QTest::newRow("-inf") << -inf << 0.0 << 1.0 << 0;
        QTest::newRow("inf in the widest range") << inf << -largest << largest << 255;
        QTest::newRow("-inf in the widest range") << -inf << -largest << largest << 0;
        QTest::newRow("1e-25 to 1e25, low") << 1e-25 << 1e-25 << 1e25 << 0;
        QTest::newRow("1e-25 to 1e25, middle") << 5.001e24 << 1e-25 << 1e25 << 128;
        QTest::newRow("1e-25 to 1e25, high") << 1e25 << 1e-25 << 1e25 << 255;
        QTest::newRow("all tiny") << 3e-25 << 1e-25 << 5e-25 << 128;
        QTest::newRow("subnormal") << 10e-324 << 0.0 << 20e-324 << 128;
        QTest::newRow("max - min overflows, middle") << 0.0 << -largest << largest << 128;
        QTest::newRow("max - min overflows, quarter") << -largest / 2 << -largest << largest << 64;
        QTest::newRow("value - min overflows") << largest << -largest << 0.0 << 255;
        QTest::newRow("empty range, below") << 1.0 << 2.0 << 2.0 << 0;
        QTest::newRow("empty range, above") << 3.0 << 2.0 << 2.0 << 0;
        QTest::newRow("empty range, inf") << inf << 2.0 << 2.0 << 0;
        QTest::newRow("unbounded range") << 3.0 << 0.0 << inf << 0;
        QTest::newRow("range that is no number") << 3.0 << NaN << NaN << 0;
        QTest::newRow("turned range, its start") << 10.0 << 10.0 << 0.0 << 0;
        QTest::newRow("turned range, its end") << 0.0 << 10.0 << 0.0 << 255;
    }
    void index()
    {
        QFETCH(double, value);
        QFETCH(double, min);
        QFETCH(double, max);
        QTEST(colorIndex(value, {min, max}), "index");
    }

    void rasterAgreesWithIndex()
    {
        const Colormap map = *Colormap::named("viridis");
        const QList<double> values{0, 0.5, 1, -1, 1e-25, 5e24, 1e25, largest, -largest, inf, -inf, 127.99, 10e-324};
        const QList<ValueRange> ranges{{0, 1}, {1e-25, 1e25}, {-largest, largest}, {2, 2}, {0, 20e-324}, {-1, 256}};
        for (const ValueRange &range : ranges) {
            Plane plane;
            plane.width = int(values.size());
            plane.height = 1;
            plane.values.assign(values.begin(), values.end());
            const Raster raster = rasterize(plane, range, map);
            for (qsizetype i = 0; i < values.size(); ++i)
                QCOMPARE(raster.pixels[size_t(i)], map.colors[size_t(colorIndex(values[i], range))]);
        }
    }

    void nanHasItsColour()
    {
        const Colormap map = *Colormap::named("gray");
        Plane plane;
        plane.width = 2;
        plane.height = 2;
        plane.values = {NaN, 0, 1, NaN};
        const std::vector<quint32> expected{map.nanColor, 0xff000000, 0xffffffff, map.nanColor};
        QCOMPARE(rasterize(plane, {0, 1}, map).pixels, expected);
        QCOMPARE(colorOf(NaN, {0, 1}, map), map.nanColor);
        QCOMPARE(colorOf(1, {0, 1}, map), 0xffffffffu);
        QCOMPARE(rasterize(plane, {3, 3}, map).pixels.front(), map.nanColor);
    }

    void longRowsAreComplete()
    {
        const Colormap map = *Colormap::named("turbo");
        Plane plane;
        plane.width = 4099;
        plane.height = 3;
        for (int i = 0; i < 4099 * 3; ++i)
            plane.values.push_back(i % 257);
        const Raster raster = rasterize(plane, {0, 256}, map);
        QCOMPARE(raster.width, 4099);
        QCOMPARE(raster.height, 3);
        for (size_t i = 0; i < plane.values.size(); ++i)
            QCOMPARE(raster.pixels[i], map.colors[std::min(i % 257, size_t(255))]);
    }

    void emptyPlane() { QVERIFY(rasterize(Plane{}, {0, 1}, *Colormap::named("gray")).pixels.empty()); }

    void fullHd()
    {
        Plane plane;
        plane.width = 1920;
        plane.height = 1080;
        plane.values.resize(1920 * 1080);
        for (size_t i = 0; i < plane.values.size(); ++i)
            plane.values[i] = double(i);
        const Colormap map = *Colormap::named("viridis");
        QBENCHMARK
        {
            rasterize(plane, {0, 2e6}, map);
        }
    }
};

QTEST_APPLESS_MAIN(TestRaster)
#include "tst_raster.moc"
