#include "ui/grid_geometry.h"

#include <QTest>

#include <random>

using namespace npeek;
using Part = GridGeometry::Part;

namespace {

constexpr qint64 trillion = 1'000'000'000'000;
constexpr qint64 huge = qint64(1) << 62;

/// 10 rows of 20 pixels and 6 columns of 100 below and beside headers of 20 and 50 pixels; 5 pixels more than that.
GridGeometry example(qint64 rows, qint64 columns)
{
    GridGeometry geometry;
    geometry.setHeaderSize({50, 20});
    geometry.setRowHeight(20);
    geometry.setDefaultColumnWidth(100);
    geometry.setViewportSize({50 + 600 + 5, 20 + 200 + 5});
    geometry.setCounts(rows, columns);
    return geometry;
}

} // namespace

class TestGridGeometry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void projection_data()
    {
        QTest::addColumn<qint64>("maximum");
        QTest::newRow("nothing to scroll") << qint64(0);
        QTest::newRow("one step") << qint64(1);
        QTest::newRow("a small table") << qint64(990);
        QTest::newRow("the last exact one") << (qint64(1) << 30);
        QTest::newRow("the first lossy one") << (qint64(1) << 30) + 1;
        QTest::newRow("10^12 rows") << trillion;
        QTest::newRow("2^62 rows") << huge;
        QTest::newRow("the largest number") << std::numeric_limits<qint64>::max();
    }
    void projection()
    {
        QFETCH(qint64, maximum);
        const ScrollProjection projection(maximum);
        QCOMPARE(projection.toBar(0), 0);
        QCOMPARE(projection.fromBar(0), qint64(0));
        QCOMPARE(projection.toBar(maximum), projection.barMaximum());
        QCOMPARE(projection.fromBar(projection.barMaximum()), maximum);
        QVERIFY(projection.pageStep(50) >= 1);
        std::mt19937_64 random(1);
        std::uniform_int_distribution<qint64> positions(0, maximum);
        for (int i = 0; i < 1000; ++i) {
            const auto [low, high] = std::minmax({positions(random), positions(random)});
            QVERIFY(projection.toBar(low) <= projection.toBar(high));
            const int value = projection.toBar(low);
            QVERIFY(projection.fromBar(value) <= low);
            QCOMPARE(projection.toBar(projection.fromBar(value)), value);
            if (maximum <= 1 << 30)
                QCOMPARE(projection.fromBar(value), low);
        }
    }

    void maximumFirst_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<qint64>("firstRow");
        QTest::addColumn<qint64>("firstColumn");
        QTest::newRow("no rows") << qint64(0) << qint64(7) << qint64(0) << qint64(0);
        QTest::newRow("rows without columns") << trillion << qint64(0) << qint64(0) << qint64(0);
        QTest::newRow("negative counts") << qint64(-1) << qint64(-1) << qint64(0) << qint64(0);
        QTest::newRow("one cell") << qint64(1) << qint64(1) << qint64(0) << qint64(0);
        QTest::newRow("fits exactly") << qint64(10) << qint64(6) << qint64(0) << qint64(0);
        QTest::newRow("one too many") << qint64(11) << qint64(7) << qint64(1) << qint64(1);
        QTest::newRow("10^12 x 4") << trillion << qint64(4) << trillion - 10 << qint64(0);
        QTest::newRow("4 x 10^12") << qint64(4) << trillion << qint64(0) << trillion - 6;
        QTest::newRow("2^62 each") << huge << huge << huge - 10 << huge - 6;
    }
    void maximumFirst()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QFETCH(qint64, firstRow);
        QFETCH(qint64, firstColumn);
        GridGeometry geometry = example(rows, columns);
        QCOMPARE(geometry.maximumFirstRow(), firstRow);
        QCOMPARE(geometry.maximumFirstColumn(), firstColumn);
        geometry.scrollTo(std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::max());
        QCOMPARE(geometry.firstRow(), firstRow);
        QCOMPARE(geometry.firstColumn(), firstColumn);
        const GridRect visible = geometry.visibleCells();
        if (rows <= 0 || columns <= 0) {
            QCOMPARE(visible, GridRect());
            QCOMPARE(geometry.nearestCell({100, 100}).row, qint64(-1));
        } else {
            QCOMPARE(visible.row + visible.rows, rows);
            QCOMPARE(visible.column + visible.columns, columns);
            const QRect last = geometry.cellRect(rows - 1, columns - 1);
            QVERIFY(geometry.cellArea().contains(last));
        }
    }

    void scrollByIsExactAndStopsAtTheEnds()
    {
        GridGeometry geometry = example(huge, huge);
        geometry.scrollTo(huge / 2, huge / 3);
        geometry.scrollBy(3, -1);
        QCOMPARE(geometry.firstRow(), huge / 2 + 3);
        QCOMPARE(geometry.firstColumn(), huge / 3 - 1);
        geometry.scrollBy(std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min() + 1);
        QCOMPARE(geometry.firstRow(), huge - 10);
        QCOMPARE(geometry.firstColumn(), qint64(0));
    }

    void visibleCellsIncludePartlyVisibleOnes()
    {
        GridGeometry geometry = example(trillion, trillion);
        geometry.scrollTo(100, 200);
        QCOMPARE(geometry.visibleCells(), (GridRect{100, 200, 11, 7}));
        QCOMPARE(geometry.fullRows(), 10);
        QCOMPARE(geometry.fullColumns(), 6);
        QCOMPARE(geometry.cellRect(100, 200), QRect(50, 20, 100, 20));
        QCOMPARE(geometry.cellRect(110, 206), QRect(650, 220, 100, 20));
        QVERIFY(geometry.cellRect(99, 200).isEmpty());
        QVERIFY(geometry.cellRect(100, 207).isEmpty());
    }

    void hit_data()
    {
        QTest::addColumn<QPoint>("position");
        QTest::addColumn<Part>("part");
        QTest::addColumn<qint64>("row");
        QTest::addColumn<qint64>("column");
        QTest::addColumn<qint64>("edge");
        const qint64 none = -1;
        QTest::newRow("corner") << QPoint(10, 10) << Part::Corner << none << none << none;
        QTest::newRow("column header") << QPoint(100, 10) << Part::ColumnHeader << none << qint64(0) << none;
        QTest::newRow("left of a column's edge")
            << QPoint(147, 10) << Part::ColumnHeader << none << qint64(0) << qint64(0);
        QTest::newRow("right of a column's edge")
            << QPoint(152, 10) << Part::ColumnHeader << none << qint64(1) << qint64(0);
        QTest::newRow("edge of the last column") << QPoint(352, 10) << Part::ColumnHeader << none << none << qint64(2);
        QTest::newRow("row header") << QPoint(10, 45) << Part::RowHeader << qint64(1) << none << none;
        QTest::newRow("cell") << QPoint(150, 40) << Part::Cell << qint64(1) << qint64(1) << none;
        QTest::newRow("right of the cells") << QPoint(400, 40) << Part::Nothing << qint64(1) << none << none;
        QTest::newRow("below the cells") << QPoint(150, 90) << Part::Nothing << none << qint64(1) << none;
        QTest::newRow("outside") << QPoint(-1, 10) << Part::Nothing << none << none << none;
    }
    void hit()
    {
        QFETCH(QPoint, position);
        QFETCH(Part, part);
        QFETCH(qint64, row);
        QFETCH(qint64, column);
        QFETCH(qint64, edge);
        QCOMPARE(example(3, 3).hit(position), (GridGeometry::Hit{part, row, column, edge}));
    }

    void nearestCell()
    {
        GridGeometry geometry = example(trillion, trillion);
        geometry.scrollTo(500, 600);
        QCOMPARE(geometry.nearestCell({-1000, -1000}), (GridGeometry::Hit{Part::Cell, 500, 600}));
        QCOMPARE(geometry.nearestCell({155, 45}), (GridGeometry::Hit{Part::Cell, 501, 601}));
        QCOMPARE(geometry.nearestCell({10000, 10000}), (GridGeometry::Hit{Part::Cell, 510, 606}));
    }

    void showCellScrollsTheLeast()
    {
        GridGeometry geometry = example(trillion, trillion);
        geometry.showCell(5, 3);
        QCOMPARE(geometry.firstRow(), qint64(0));
        geometry.showCell(10, 6); // partly visible before
        QCOMPARE(geometry.firstRow(), qint64(1));
        QCOMPARE(geometry.firstColumn(), qint64(1));
        geometry.showCell(trillion - 1, trillion - 1);
        QCOMPARE(geometry.firstRow(), trillion - 10);
        QCOMPARE(geometry.firstColumn(), trillion - 6);
        geometry.showCell(7, 8);
        QCOMPARE(geometry.firstRow(), qint64(7));
        QCOMPARE(geometry.firstColumn(), qint64(8));
    }

    void columnWidths()
    {
        GridGeometry geometry = example(10, trillion);
        geometry.growColumn(1, 150);
        geometry.growColumn(1, 120);
        QCOMPARE(geometry.columnWidth(1), 150);
        QCOMPARE(geometry.cellRect(0, 2).left(), 50 + 100 + 150);
        geometry.setColumnWidth(1, 60);
        geometry.growColumn(1, 500);
        QCOMPARE(geometry.columnWidth(1), 60);
        geometry.fitColumn(1, 90);
        geometry.growColumn(1, 95);
        QCOMPARE(geometry.columnWidth(1), 95);
        geometry.setColumnWidth(1, -5);
        QCOMPARE(geometry.columnWidth(1), GridGeometry::minimumColumnWidth);
    }

    void lastColumnStaysInSightWhileColumnsGrow()
    {
        GridGeometry geometry = example(10, 100);
        geometry.scrollTo(0, 100);
        QCOMPARE(geometry.firstColumn(), qint64(94));
        geometry.growColumn(99, 250);
        QCOMPARE(geometry.firstColumn(), qint64(96));
        QVERIFY(geometry.cellArea().contains(geometry.cellRect(9, 99)));
    }

    void aColumnWiderThanTheViewport()
    {
        GridGeometry geometry = example(10, 3);
        geometry.setColumnWidth(2, 5000);
        QCOMPARE(geometry.maximumFirstColumn(), qint64(2));
        geometry.scrollTo(0, 2);
        QCOMPARE(geometry.visibleCells().columns, qint64(1));
        QCOMPARE(geometry.fullColumns(), 1);
    }

    void rememberedWidthsAreBounded()
    {
        GridGeometry geometry = example(1, huge);
        geometry.setColumnWidth(3, 33);
        for (qint64 column = 0; column < 50000; ++column) {
            geometry.scrollTo(0, column);
            geometry.growColumn(column, 110);
        }
        QVERIFY(!geometry.hasColumnWidth(10));
        QVERIFY(geometry.hasColumnWidth(49999));
        QCOMPARE(geometry.columnWidth(3), 33);
    }

    void noRoomAtAll()
    {
        GridGeometry geometry = example(trillion, trillion);
        geometry.setViewportSize({0, 0});
        QCOMPARE(geometry.visibleCells(), GridRect());
        QCOMPARE(geometry.fullRows(), 1);
        geometry.setRowHeight(0);
        QCOMPARE(geometry.maximumFirstRow(), trillion - 1);
    }
};

QTEST_APPLESS_MAIN(TestGridGeometry)
#include "tst_grid_geometry.moc"
