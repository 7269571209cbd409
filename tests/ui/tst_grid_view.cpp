#include "ui/grid_view.h"

#include <QApplication>
#include <QImage>
#include <QScrollBar>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace npeek;

namespace {

constexpr qint64 trillion = 1'000'000'000'000;

/// Cells that say where they are.
class SyntheticGrid : public GridModel {
public:
    SyntheticGrid(qint64 rows, qint64 columns)
        : m_rows(rows)
        , m_columns(columns)
    {
    }

    void reset(qint64 rows, qint64 columns)
    {
        m_rows = rows;
        m_columns = columns;
        Q_EMIT modelReset();
    }
    qint64 rowCount() const override { return m_rows; }
    qint64 columnCount() const override { return m_columns; }
    QString rowLabel(qint64 row) const override { return QString::number(row); }
    QString columnLabel(qint64 column) const override { return QString::number(column); }
    GridCell cell(qint64 row, qint64 column) const override
    {
        asked.append({row, column});
        GridCell cell;
        cell.state = state;
        cell.text = column == wideColumn ? wideText : QStringLiteral("%1,%2").arg(row % 1000).arg(column % 1000);
        return cell;
    }
    void prepare(const GridRect &visible) override { prepared = visible; }
    QString widestText(qint64) const override { return QStringLiteral("-0.1234567"); }

    mutable QList<QPair<qint64, qint64>> asked;
    GridRect prepared;
    GridCell::State state = GridCell::State::Ready;
    qint64 wideColumn = -1;
    QString wideText;

private:
    qint64 m_rows, m_columns;
};

void show(GridView &view)
{
    view.resize(800, 600);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
}

void turnWheel(QWidget *on, QPoint pixels, QPoint angle, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
               Qt::ScrollPhase phase = Qt::NoScrollPhase)
{
    const QPointF at(300, 300);
    QWheelEvent event(at, on->mapToGlobal(at), pixels, angle, Qt::NoButton, modifiers, phase, false);
    QCoreApplication::sendEvent(on, &event);
}

QPoint centerOf(const GridView &view, qint64 row, qint64 column)
{
    return view.cellRect(row, column).center();
}

} // namespace

class TestGridView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksOnceForWhatIsVisible()
    {
        SyntheticGrid grid(trillion, 1'000'000);
        GridView view;
        view.setModel(&grid);
        show(view);
        view.scrollTo(trillion / 2, 500'000);
        QCoreApplication::processEvents();
        grid.asked.clear();
        view.viewport()->repaint();
        const QSet<QPair<qint64, qint64>> distinct(grid.asked.cbegin(), grid.asked.cend());
        QCOMPARE(distinct.size(), grid.asked.size());
        const GridRect visible = view.visibleCells();
        QCOMPARE(grid.prepared, visible);
        QCOMPARE(grid.asked.size(), visible.rows * visible.columns);
        QCOMPARE(grid.asked.first(), qMakePair(trillion / 2, qint64(500'000)));
        QCOMPARE(grid.asked.last(), qMakePair(visible.row + visible.rows - 1, visible.column + visible.columns - 1));
    }

    void paintedOnlyWithReadyCells()
    {
        SyntheticGrid grid(100, 3);
        grid.state = GridCell::State::Pending;
        GridView view;
        QSignalSpy painted(&view, &GridView::painted);
        view.setModel(&grid);
        show(view);
        QCoreApplication::processEvents();
        QVERIFY(!grid.asked.isEmpty());
        QCOMPARE(painted.count(), 0);
        grid.state = GridCell::State::Ready;
        Q_EMIT grid.cellsChanged();
        QTRY_VERIFY(painted.count() > 0);
    }

    void nothingToShow_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::newRow("no rows") << qint64(0) << qint64(5);
        QTest::newRow("10^12 rows without columns") << trillion << qint64(0);
        QTest::newRow("neither") << qint64(0) << qint64(0);
    }
    void nothingToShow()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        SyntheticGrid grid(rows, columns);
        GridView view;
        view.setModel(&grid);
        show(view);
        view.selectAll();
        view.setCurrentCell(0, 0);
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {100, 100});
        turnWheel(view.viewport(), {}, {0, -120});
        view.grab();
        QVERIFY(grid.asked.isEmpty());
        QCOMPARE(view.visibleCells(), GridRect());
        QCOMPARE(view.selection(), GridRect());
        QCOMPARE(view.currentRow(), qint64(-1));
        QCOMPARE(view.selectedText(1000), QString());
    }

    void modelIsBorrowed()
    {
        GridView view;
        auto grid = std::make_unique<SyntheticGrid>(1000, 10);
        view.setModel(grid.get());
        show(view);
        view.setCurrentCell(5, 5);
        grid.reset();
        view.grab();
        QCOMPARE(view.model(), nullptr);
        QCOMPARE(view.visibleCells(), GridRect());
        QCOMPARE(view.currentRow(), qint64(-1));
    }

    void scrollBarStepsAreExact_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::newRow("a small table") << qint64(10'000);
        QTest::newRow("10^12 rows") << trillion;
        QTest::newRow("2^62 rows") << (qint64(1) << 62);
    }
    void scrollBarStepsAreExact()
    {
        QFETCH(qint64, rows);
        SyntheticGrid grid(rows, 2);
        GridView view;
        view.setModel(&grid);
        show(view);
        QScrollBar *bar = view.verticalScrollBar();
        view.scrollTo(rows / 3, 0);
        bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        QCOMPARE(view.firstRow(), rows / 3 + 1);
        bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
        bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
        QCOMPARE(view.firstRow(), rows / 3 - 1);
        bar->triggerAction(QAbstractSlider::SliderPageStepAdd);
        const qint64 page = view.firstRow() - (rows / 3 - 1);
        QVERIFY(page > 10 && page <= view.visibleCells().rows);
        bar->triggerAction(QAbstractSlider::SliderPageStepSub);
        QCOMPARE(view.firstRow(), rows / 3 - 1);
        bar->triggerAction(QAbstractSlider::SliderToMaximum);
        QCOMPARE(view.visibleCells().row + view.visibleCells().rows, rows);
        QCOMPARE(view.cellRect(rows - 1, 0).bottom() < view.viewport()->height(), true);
        bar->triggerAction(QAbstractSlider::SliderSingleStepSub);
        QCOMPARE(view.firstRow(), rows - page - 1);
        view.scrollTo(1, 0); // a bar of 2^62 rows stands at 0 here already
        bar->triggerAction(QAbstractSlider::SliderToMinimum);
        QCOMPARE(view.firstRow(), qint64(0));
    }

    void scrollBarDragIsProportional()
    {
        SyntheticGrid grid(trillion, 2);
        GridView view;
        view.setModel(&grid);
        show(view);
        QScrollBar *bar = view.verticalScrollBar();
        bar->setSliderDown(true);
        bar->setSliderPosition(bar->maximum() / 4);
        QVERIFY(qAbs(view.firstRow() - trillion / 4) < 2000);
        bar->setSliderPosition(bar->maximum());
        QCOMPARE(view.visibleCells().row + view.visibleCells().rows, trillion);
        bar->setSliderPosition(0);
        QCOMPARE(view.firstRow(), qint64(0));
    }

    void wheelMovesWholeRowsAndColumns()
    {
        SyntheticGrid grid(trillion, trillion);
        GridView view;
        view.setModel(&grid);
        show(view);
        view.scrollTo(trillion / 2, 100);
        turnWheel(view.viewport(), {}, {0, -120});
        QCOMPARE(view.firstRow(), trillion / 2 + 3);
        turnWheel(view.viewport(), {}, {0, 240});
        QCOMPARE(view.firstRow(), trillion / 2 - 3);
        turnWheel(view.viewport(), {}, {0, -120}, Qt::ShiftModifier);
        turnWheel(view.viewport(), {}, {-120, 0});
        QCOMPARE(view.firstColumn(), qint64(102));
        turnWheel(view.horizontalScrollBar(), {}, {0, 120});
        QCOMPARE(view.firstColumn(), qint64(101));
        turnWheel(view.verticalScrollBar(), {}, {0, -120});
        QCOMPARE(view.firstRow(), trillion / 2);
        turnWheel(view.viewport(), {}, {0, -1200}, Qt::ControlModifier); // not ours
        QCOMPARE(view.firstRow(), trillion / 2);
    }

    void wheelAddsUpSmallDeltas()
    {
        SyntheticGrid grid(trillion, 2);
        GridView view;
        view.setModel(&grid);
        show(view);
        for (int i = 0; i < 8; ++i)
            turnWheel(view.viewport(), {}, {0, -15});
        QCOMPARE(view.firstRow(), qint64(3));
        const int rowHeight = view.cellRect(3, 0).height();
        turnWheel(view.viewport(), {}, {}, {}, Qt::ScrollBegin);
        for (int i = 0; i < 2 * rowHeight; ++i)
            turnWheel(view.viewport(), {0, -5}, {0, -40}, {}, Qt::ScrollUpdate);
        QVERIFY(qAbs(view.firstRow() - 13) <= 1);
    }

    void keys_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<GridRect>("selection");
        const qint64 row = trillion / 2;
        const qint64 column = 1000;
        const Qt::KeyboardModifiers none, control = Qt::ControlModifier, shift = Qt::ShiftModifier;
        QTest::newRow("up") << Qt::Key_Up << none << GridRect{row - 1, column, 1, 1};
        QTest::newRow("down") << Qt::Key_Down << none << GridRect{row + 1, column, 1, 1};
        QTest::newRow("left") << Qt::Key_Left << none << GridRect{row, column - 1, 1, 1};
        QTest::newRow("right") << Qt::Key_Right << none << GridRect{row, column + 1, 1, 1};
        QTest::newRow("first column") << Qt::Key_Home << none << GridRect{row, 0, 1, 1};
        QTest::newRow("last column") << Qt::Key_End << none << GridRect{row, trillion - 1, 1, 1};
        QTest::newRow("first cell") << Qt::Key_Home << control << GridRect{0, 0, 1, 1};
        QTest::newRow("last cell") << Qt::Key_End << control << GridRect{trillion - 1, trillion - 1, 1, 1};
        QTest::newRow("top edge") << Qt::Key_Up << control << GridRect{0, column, 1, 1};
        QTest::newRow("bottom edge") << Qt::Key_Down << control << GridRect{trillion - 1, column, 1, 1};
        QTest::newRow("extend down") << Qt::Key_Down << shift << GridRect{row, column, 2, 1};
        QTest::newRow("extend left") << Qt::Key_Left << shift << GridRect{row, column - 1, 1, 2};
        QTest::newRow("extend to the bottom")
            << Qt::Key_Down << (control | shift) << GridRect{row, column, trillion - row, 1};
        QTest::newRow("all") << Qt::Key_A << control << GridRect{0, 0, trillion, trillion};
        QTest::newRow("not ours: other member") << Qt::Key_PageDown << control << GridRect{row, column, 1, 1};
    }
    void keys()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(GridRect, selection);
        SyntheticGrid grid(trillion, trillion);
        GridView view;
        view.setModel(&grid);
        show(view);
        view.setCurrentCell(trillion / 2, 1000);
        QTest::keyClick(&view, key, modifiers);
        QCOMPARE(view.selection(), selection);
        QVERIFY(!view.cellRect(view.currentRow(), view.currentColumn()).isEmpty());
    }

    void pageKeysMoveByWhatFits()
    {
        SyntheticGrid grid(trillion, 2);
        GridView view;
        view.setModel(&grid);
        show(view);
        view.setCurrentCell(5, 1);
        QTest::keyClick(&view, Qt::Key_PageDown);
        const qint64 page = view.currentRow() - 5;
        QVERIFY(page >= view.visibleCells().rows - 1 && page <= view.visibleCells().rows);
        QCOMPARE(view.firstRow(), page);
        QTest::keyClick(&view, Qt::Key_PageUp);
        QTest::keyClick(&view, Qt::Key_PageUp);
        QCOMPARE(view.currentRow(), qint64(0));
    }

    void firstKeyShowsTheCurrentCell()
    {
        SyntheticGrid grid(trillion, 2);
        GridView view;
        QSignalSpy current(&view, &GridView::currentChanged);
        view.setModel(&grid);
        show(view);
        view.scrollTo(70, 0);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.currentRow(), qint64(70));
        QCOMPARE(current.count(), 1);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(current.last(), (QVariantList{qint64(71), qint64(0)}));
    }

    void mouseSelectsCells()
    {
        SyntheticGrid grid(trillion, trillion);
        GridView view;
        view.setModel(&grid);
        show(view);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, centerOf(view, 3, 2));
        QCOMPARE(view.selection(), (GridRect{3, 2, 1, 1}));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, centerOf(view, 6, 1));
        QCOMPARE(view.selection(), (GridRect{3, 1, 4, 2}));
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, centerOf(view, 1, 1));
        QTest::mouseMove(view.viewport(), centerOf(view, 4, 3));
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, centerOf(view, 4, 3));
        QCOMPARE(view.selection(), (GridRect{1, 1, 4, 3}));
        QCOMPARE(view.currentRow(), qint64(4));
        QTest::mouseClick(view.viewport(), Qt::RightButton, {}, centerOf(view, 2, 2)); // a menu of the selection
        QCOMPARE(view.selection(), (GridRect{1, 1, 4, 3}));
        QTest::mouseClick(view.viewport(), Qt::RightButton, {}, centerOf(view, 8, 0));
        QCOMPARE(view.selection(), (GridRect{8, 0, 1, 1}));
    }

    void headersSelectWholeRowsAndColumns()
    {
        SyntheticGrid grid(trillion, trillion);
        GridView view;
        view.setModel(&grid);
        show(view);
        const QPoint cell = centerOf(view, 3, 2);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {cell.x(), 5});
        QCOMPARE(view.selection(), (GridRect{0, 2, trillion, 1}));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, {centerOf(view, 0, 4).x(), 5});
        QCOMPARE(view.selection(), (GridRect{0, 2, trillion, 3}));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {5, cell.y()});
        QCOMPARE(view.selection(), (GridRect{3, 0, 1, trillion}));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {5, 5});
        QCOMPARE(view.selection(), (GridRect{0, 0, trillion, trillion}));
        QCOMPARE(view.firstRow(), qint64(0));
    }

    void draggingBeyondTheEdgeScrolls()
    {
        SyntheticGrid grid(trillion, trillion);
        GridView view;
        view.setModel(&grid);
        show(view);
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, centerOf(view, 3, 2));
        QTest::mouseMove(view.viewport(), {200, view.viewport()->height() + 100});
        QTRY_VERIFY(view.firstRow() > 20);
        QCOMPARE(view.firstColumn(), qint64(0));
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, {200, 200});
        const GridRect selection = view.selection();
        QCOMPARE(selection.row, qint64(3));
        QVERIFY(selection.rows > 20);
    }

    void columnWidthSetByHandStays()
    {
        SyntheticGrid grid(100, 20);
        GridView view;
        view.setModel(&grid);
        show(view);
        const QRect before = view.cellRect(0, 1);
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, {before.right(), 5});
        QTest::mouseMove(view.viewport(), {before.right() - 40, 5});
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, {before.right() - 40, 5});
        QCOMPARE(view.cellRect(0, 1).width(), before.width() - 40);
        grid.wideColumn = 1;
        grid.wideText = QString(25, u'8');
        view.grab();
        QCOMPARE(view.cellRect(0, 1).width(), before.width() - 40);
        grid.reset(50, 20); // another slice of the same array
        view.grab();
        QCOMPARE(view.cellRect(0, 1).width(), before.width() - 40);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, {view.cellRect(0, 1).right(), 5});
        QVERIFY(view.cellRect(0, 1).width() > before.width());
    }

    void cellsAreActivated()
    {
        SyntheticGrid grid(1000, 20);
        GridView view;
        view.setModel(&grid);
        show(view);
        view.grab();
        QSignalSpy activated(&view, &GridView::cellActivated);
        QTest::keyClick(&view, Qt::Key_Return); // there is no current cell
        QCOMPARE(activated.size(), 0);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, view.cellRect(2, 1).center());
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated.takeFirst(), (QVariantList{2, 1}));
        view.setCurrentCell(3, 0);
        QTest::keyClick(&view, Qt::Key_Enter);
        QCOMPARE(activated.takeFirst(), (QVariantList{3, 0}));
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, {view.cellRect(0, 1).center().x(), 5}); // a header
        QTest::mouseDClick(view.viewport(), Qt::RightButton, {}, view.cellRect(2, 1).center());
        QCOMPARE(activated.size(), 0);
    }

    void columnsGrowAndDoNotShrink()
    {
        SyntheticGrid grid(1000, 20);
        GridView view;
        view.setModel(&grid);
        show(view);
        view.grab();
        const int before = view.cellRect(0, 2).width();
        grid.wideColumn = 2;
        grid.wideText = QString(20, u'8');
        view.grab();
        const int grown = view.cellRect(0, 2).width();
        QVERIFY(grown > before);
        grid.wideText = QStringLiteral("1");
        view.scrollTo(500, 0);
        view.grab();
        QCOMPARE(view.cellRect(500, 2).width(), grown);
        QCOMPARE(view.cellRect(500, 3).width(), before);
        grid.wideText = QString(2000, u'8');
        view.grab();
        QVERIFY(view.cellRect(500, 2).width() < view.viewport()->width());
    }

    void resetKeepsWhatIsStillThere()
    {
        SyntheticGrid grid(trillion, 100);
        GridView view;
        view.setModel(&grid);
        show(view);
        view.setCurrentCell(trillion - 1, 4);
        grid.reset(50, 100);
        QCOMPARE(view.currentRow(), qint64(49));
        QCOMPARE(view.currentColumn(), qint64(4));
        QCOMPARE(view.visibleCells().row + view.visibleCells().rows, qint64(50));
        grid.reset(trillion, 0);
        QCOMPARE(view.currentRow(), qint64(-1));
        QCOMPARE(view.selection(), GridRect());
    }

    void selectedTextIsTabSeparated()
    {
        SyntheticGrid grid(trillion, trillion);
        GridView view;
        view.setModel(&grid);
        show(view);
        view.setCurrentCell(7, 8);
        QCOMPARE(view.selectedText(1), QStringLiteral("7,8"));
        QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(view.selectedText(4), QStringLiteral("7,8\t7,9\n8,8\t8,9\n"));
        QCOMPARE(view.selectedText(3), QString());
        view.selectAll(); // 10^24 cells
        QCOMPARE(view.selectedText(std::numeric_limits<qint64>::max()), QString());
        view.setCurrentCell(7, 8);
        grid.state = GridCell::State::Pending;
        QCOMPARE(view.selectedText(1), QString());
    }

    void currentAndSelectedCellsStandOut()
    {
        SyntheticGrid grid(100, 10);
        GridView view;
        view.setModel(&grid);
        show(view);
        view.setCurrentCell(2, 1);
        QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
        const QImage image = view.viewport()->grab().toImage();
        const QRect current = view.cellRect(3, 1);
        QCOMPARE(image.pixelColor(current.topLeft()), view.palette().color(QPalette::Highlight));
        const QColor base = view.palette().color(QPalette::Base);
        QVERIFY(image.pixelColor(view.cellRect(2, 1).topLeft() + QPoint(3, 3)) != base);
        QCOMPARE(image.pixelColor(view.cellRect(2, 2).topLeft() + QPoint(3, 3)), base);
    }
};

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    TestGridView test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_grid_view.moc"
