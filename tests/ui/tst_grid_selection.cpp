#include "ui/grid_selection.h"

#include <QTest>

using namespace npeek;
using Mode = GridSelection::Mode;

namespace {

constexpr qint64 rows = 1'000'000'000'000;
constexpr qint64 columns = qint64(1) << 62;

} // namespace

class TestGridSelection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rect_data()
    {
        QTest::addColumn<Mode>("mode");
        QTest::addColumn<GridRect>("selected");
        QTest::addColumn<GridRect>("extended"); // from (5, 7) to (2, 9)
        QTest::newRow("cells") << Mode::Cells << GridRect{5, 7, 1, 1} << GridRect{2, 7, 4, 3};
        QTest::newRow("whole rows") << Mode::Rows << GridRect{5, 0, 1, columns} << GridRect{2, 0, 4, columns};
        QTest::newRow("whole columns") << Mode::Columns << GridRect{0, 7, rows, 1} << GridRect{0, 7, rows, 3};
        QTest::newRow("all") << Mode::All << GridRect{0, 0, rows, columns} << GridRect{2, 7, 4, 3};
        QTest::newRow("nothing") << Mode::None << GridRect{} << GridRect{2, 9, 1, 1};
    }
    void rect()
    {
        QFETCH(Mode, mode);
        QFETCH(GridRect, selected);
        QFETCH(GridRect, extended);
        GridSelection selection;
        selection.setCounts(rows, columns);
        selection.select(mode, 5, 7);
        QCOMPARE(selection.rect(), selected);
        QCOMPARE(selection.currentRow(), mode == Mode::None ? qint64(-1) : qint64(5));
        selection.extendTo(2, 9);
        QCOMPARE(selection.rect(), extended);
        QCOMPARE(selection.currentRow(), qint64(2));
        QCOMPARE(selection.currentColumn(), qint64(9));
        QVERIFY(selection.contains(2, 9));
    }

    void containsToTheLastCell()
    {
        GridSelection selection;
        selection.setCounts(rows, columns);
        selection.select(Mode::Cells, rows - 1, columns - 1);
        QVERIFY(selection.contains(rows - 1, columns - 1));
        QVERIFY(!selection.contains(rows - 2, columns - 1));
        QVERIFY(!selection.contains(0, 0));
        selection.extendTo(0, 0);
        QCOMPARE(selection.rect(), (GridRect{0, 0, rows, columns}));
    }

    void outsideIsClamped()
    {
        GridSelection selection;
        selection.setCounts(10, 10);
        selection.select(Mode::Cells, 100, -4);
        QCOMPARE(selection.rect(), (GridRect{9, 0, 1, 1}));
        selection.setCounts(5, 5);
        QCOMPARE(selection.rect(), (GridRect{4, 0, 1, 1}));
    }

    void nothingIsLeftWithoutCells()
    {
        GridSelection selection;
        selection.setCounts(10, 10);
        selection.select(Mode::All, 0, 0);
        selection.setCounts(rows, 0);
        QCOMPARE(selection.rect(), GridRect());
        QVERIFY(!selection.contains(0, 0));
        selection.select(Mode::Cells, 0, 0);
        QCOMPARE(selection.currentRow(), qint64(-1));
    }
};

QTEST_APPLESS_MAIN(TestGridSelection)
#include "tst_grid_selection.moc"
