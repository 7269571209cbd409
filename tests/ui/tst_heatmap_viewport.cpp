#include "ui/heatmap_viewport.h"

#include <QTest>

using namespace npeek;

namespace {

HeatmapViewport viewport(qint64 rows, qint64 columns, const QSizeF &area = {800, 600})
{
    HeatmapViewport view;
    view.setShape(rows, columns);
    view.setArea(area);
    return view;
}

} // namespace

class TestHeatmapViewport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fits_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<QRectF>("picture");
        QTest::addColumn<bool>("isSquare");

        QTest::newRow("square") << 600ll << 600ll << QRectF(100, 0, 600, 600) << true;
        QTest::newRow("wide") << 100ll << 800ll << QRectF(0, 250, 800, 100) << true;
        QTest::newRow("larger than the screen") << 6000ll << 6000ll << QRectF(100, 0, 600, 600) << true;
        QTest::newRow("few elements: equal cells") << 7ll << 7ll << QRectF(102, 2, 595, 595) << true;
        QTest::newRow("one") << 1ll << 1ll << QRectF(100, 0, 600, 600) << true;
        QTest::newRow("a column of 2139809") << 2139809ll << 1ll << QRectF(0, 0, 800, 600) << false;
        QTest::newRow("three rows of 100000") << 3ll << 100000ll << QRectF(0, 0, 800, 600) << false;
        QTest::newRow("10^12 x 10^6") << 1000000000000ll << 1000000ll << QRectF(0, 0, 800, 600) << false;
    }

    void fits()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QFETCH(bool, isSquare);
        const HeatmapViewport view = viewport(rows, columns);
        QTEST(view.picture(), "picture");
        QCOMPARE(view.isSquare(), isSquare);
        QVERIFY(view.isFitted());
        QCOMPARE(view.visible(), (Region{0, 0, rows, columns}));
        if (isSquare)
            QCOMPARE(view.x().scale(), view.y().scale());
    }

    void zoomsAtThePointer_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::newRow("small") << 50ll << 60ll;
        QTest::newRow("large") << 12028ll << 16222ll;
        QTest::newRow("10^12 x 10^6") << 1000000000000ll << 1000000ll;
    }

    void zoomsAtThePointer()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        HeatmapViewport view = viewport(rows, columns);
        const QPointF pointer(420, 260);
        const double x = view.x().elementAt(pointer.x());
        const double y = view.y().elementAt(pointer.y());
        for (int i = 0; i < 200; ++i)
            view.zoomAt(pointer, 1.25);
        QCOMPARE(view.x().scale(), ViewAxis::maxScale);
        QCOMPARE(view.y().scale(), ViewAxis::maxScale);
        QVERIFY(std::abs(view.x().pixelOf(x) - pointer.x()) < 0.5);
        QVERIFY(std::abs(view.y().pixelOf(y) - pointer.y()) < 0.5);
        QCOMPARE(view.x().indexAt(pointer.x()), static_cast<qint64>(x));
        QVERIFY(!view.isFitted());
        for (int i = 0; i < 200; ++i)
            view.zoomAt({0, 0}, 0.8);
        QVERIFY(view.isFitted());
        QCOMPARE(view.visible(), (Region{0, 0, rows, columns}));
    }

    void zoomsOneAxis()
    {
        HeatmapViewport view = viewport(600, 600);
        view.zoomAt({400, 300}, 2, Qt::Horizontal);
        QCOMPARE(view.x().scale(), 2.0);
        QCOMPARE(view.y().scale(), 1.0);
        view.zoomAt({400, 300}, 4, Qt::Vertical);
        QCOMPARE(view.x().scale(), 2.0);
        QCOMPARE(view.y().scale(), 4.0);
    }

    void pansUpToTheEdges()
    {
        HeatmapViewport view = viewport(1000000000000, 1000000);
        for (int i = 0; i < 200; ++i)
            view.zoomAt({400, 300}, 1.5);
        view.panBy({-1e18, -1e18});
        const Region last = view.visible();
        QCOMPARE(last, (Region{999999999997, 999996, 3, 4}));
        QCOMPARE(view.cellRect(999999999999, 999999).bottomRight(), QPointF(800, 600));
        view.panBy({0, 100});
        QCOMPARE(view.visible(), (Region{999999999996, 999996, 4, 4}));
        view.panBy({1e18, 1e18});
        QCOMPARE(view.visible(), (Region{0, 0, 3, 4}));
        QCOMPARE(view.cellRect(0, 0).topLeft(), QPointF(0, 0));
    }

    void showsABox()
    {
        HeatmapViewport view = viewport(600, 800);
        view.showBox({100, 100, 80, 60});
        QCOMPARE(view.visible(), (Region{100, 100, 60, 80}));
        view.fit();
        view.showBox({100, 100, 80, 10}); // squares stay squares
        QCOMPARE(view.x().scale(), view.y().scale());
        QCOMPARE(view.x().firstVisible(), 100);
        QCOMPARE(view.x().endVisible(), 180);
        const HeatmapViewport before = view;
        view.showBox({10, 10, 0, 0});
        QCOMPARE(view.visible(), before.visible());
    }

    void showsOneElementAPixel()
    {
        HeatmapViewport view = viewport(50, 60);
        view.setZoom(1);
        QCOMPARE(view.picture(), QRectF(370, 275, 60, 50));
        view.zoomAt({400, 300}, 0.5); // no smaller than that
        QCOMPARE(view.zoom(), 1.0);
        view.zoomAt({400, 300}, 2);
        QCOMPARE(view.zoom(), 2.0);
    }

    void staysWhereItIsWhenTheAreaGrows()
    {
        HeatmapViewport view = viewport(6000, 8000);
        view.setArea({1600, 1200});
        QVERIFY(view.isFitted());
        QCOMPARE(view.picture(), QRectF(0, 0, 1600, 1200));
        view.setZoom(10);
        const double middle = view.x().elementAt(800);
        view.setArea({400, 300});
        QCOMPARE(view.zoom(), 10.0);
        QCOMPARE(view.x().elementAt(200), middle);
    }

    void tellsWhatLiesUnderAPixel()
    {
        const HeatmapViewport view = viewport(6, 8);
        QCOMPARE(view.x().indexAt(0), 0);
        QCOMPARE(view.x().indexAt(99.9), 0);
        QCOMPARE(view.x().indexAt(100), 1);
        QCOMPARE(view.x().indexAt(800), -1);
        QCOMPARE(view.x().indexAt(-1), -1);
        QCOMPARE(view.x().nearestIndexAt(5000), 7);
        QCOMPARE(view.x().nearestIndexAt(-5000), 0);
    }

    void survivesNothingToShow()
    {
        HeatmapViewport view = viewport(0, 5, {0, 0});
        view.zoomAt({0, 0}, 2);
        view.panBy({5, 5});
        QCOMPARE(view.visible().rows, 0);
        QCOMPARE(view.y().indexAt(0), -1);
    }
};

QTEST_APPLESS_MAIN(TestHeatmapViewport)
#include "tst_heatmap_viewport.moc"
