#include "tests/support/shown_window.h"
#include "ui/document_view.h"
#include "ui/grid_view.h"
#include "ui/object_trail.h"
#include "ui/object_view.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace npeek;
using namespace npeek::test;

namespace {

QString dataFile(const char *name)
{
    return qEnvironmentVariable("NPEEK_SOURCE_DIR", QStringLiteral(".")) + QStringLiteral("/tests/data/")
        + QString::fromLatin1(name);
}

/// nested.npy, see make_golden.py.
struct Shown {
    Shown()
        : page(open(window, dataFile("nested.npy")))
        , document(page->document())
    {
    }
    void activate(qint64 row, qint64 column)
    {
        document->table()->setCurrentCell(row, column);
        QTest::keyClick(document->table(), Qt::Key_Return);
        settle(*page);
    }
    QString cell(qint64 row, qint64 column) const { return document->table()->model()->cell(row, column).text; }
    QString path() const
    {
        const auto *trail = page->findChild<ObjectTrail *>();
        return trail->isVisible() ? trail->expression() : QString();
    }

    MainWindow window;
    FilePage *page;
    DocumentView *document;
};

} // namespace

class TestObjectView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useTestSettings(); }

    void showsValuesAndSaysThatNothingWasExecuted()
    {
        const Shown shown;
        QCOMPARE(shown.cell(0, 1), QStringLiteral("array(['a', None], dtype=object)"));
        QVERIFY(shown.cell(1, 1).size() <= 1001); // one line of a table
        QVERIFY(bannerText(*shown.page).contains(QStringLiteral("Nothing of them was executed")));
        QVERIFY(shown.path().isEmpty());
        QVERIFY(!shown.document->hasArray() && shown.document->hasTable());
    }

    void anArrayOpensAsAnArrayOfItsOwn()
    {
        Shown shown;
        shown.activate(0, 0);
        QVERIFY(shown.document->hasArray() && shown.document->hasPicture());
        QCOMPARE(shown.document->slice().title, QStringLiteral("nested[0, 0]"));
        QVERIFY(hasLabel(*shown.page, QStringLiteral("float64  (3, 4)")));
        QTRY_COMPARE(shown.cell(2, 3), QStringLiteral("11.0"));
        QTRY_VERIFY(hasLabel(*shown.page, QStringLiteral("5.5"))); // mean
        QCOMPARE(shown.path(), QStringLiteral("nested[0, 0]"));
        QVERIFY(bannerText(*shown.page).isEmpty());
        shown.window.action(QStringLiteral("copyCode"))->trigger();
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("np.load('%1', allow_pickle=True)[0, 0]").arg(dataFile("nested.npy")));
    }

    void theWayBackLeadsToTheSameCell()
    {
        Shown shown;
        shown.activate(0, 0);
        QVERIFY(shown.window.action(QStringLiteral("back"))->isEnabled());
        shown.window.action(QStringLiteral("back"))->trigger();
        QCOMPARE(shown.path(), QString());
        QVERIFY(!shown.document->hasArray());
        QCOMPARE(shown.document->table()->model()->rowCount(), 2);
        QCOMPARE(shown.document->table()->currentRow(), 0);
        QCOMPARE(shown.document->table()->currentColumn(), 0);
        QVERIFY(!shown.window.action(QStringLiteral("back"))->isEnabled());
    }

    void arraysOfObjectsOpenToo()
    {
        Shown shown;
        const GridView *table = shown.document->table();
        QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, table->cellRect(0, 1).center());
        settle(*shown.page);
        QCOMPARE(shown.path(), QStringLiteral("nested[0, 1]"));
        QVERIFY(hasLabel(*shown.page, QStringLiteral("Python objects  (2,)")));
        QCOMPARE(shown.cell(0, 0), QStringLiteral("'a'"));
        QCOMPARE(shown.document->table()->model()->rowCount(), 2);
    }

    void containersLeadToTheArraysInThem()
    {
        Shown shown;
        shown.activate(1, 0);
        QVERIFY(hasLabel(*shown.page, QStringLiteral("dict, 2 items")));
        QCOMPARE(shown.cell(0, 0), QStringLiteral("'weights'"));
        QCOMPARE(shown.document->table()->model()->columnLabel(1), QStringLiteral("value"));
        shown.activate(0, 1);
        QVERIFY(hasLabel(*shown.page, QStringLiteral("int16  (6,)")));
        QCOMPARE(shown.path(), QStringLiteral("nested[1, 0]['weights']"));
        shown.document->goBack();
        shown.activate(1, 1); // 7: [1, (2, array(3.5))]
        QVERIFY(hasLabel(*shown.page, QStringLiteral("list, 2 items")));
        shown.activate(1, 0);
        shown.activate(1, 0);
        QCOMPARE(shown.path(), QStringLiteral("nested[1, 0][7][1][1]"));
        QVERIFY(hasLabel(*shown.page, QStringLiteral("3.5"))); // an array without axes
        auto *path = shown.page->findChild<ObjectTrail *>()->findChild<QLabel *>();
        Q_EMIT path->linkActivated(QStringLiteral("1"));
        QCOMPARE(shown.path(), QStringLiteral("nested[1, 0]"));
        QCOMPARE(shown.cell(0, 0), QStringLiteral("'weights'"));
    }

    void theFullTextIsWithinReach()
    {
        Shown shown;
        shown.activate(1, 1);
        const auto *text = shown.page->findChild<QPlainTextEdit *>();
        QVERIFY(text && text->isVisible());
        QCOMPARE(text->toPlainText(), QStringLiteral("line one\nline two\n").repeated(300));
        shown.document->goBack();
        shown.activate(0, 1);
        shown.activate(1, 0); // None
        QCOMPARE(text->toPlainText(), QStringLiteral("None"));
    }

    void theMenuOffersWhatACellHolds()
    {
        Shown shown;
        auto *table = shown.document->table();
        const auto texts = [&shown, table](qint64 row, qint64 column) {
            table->setCurrentCell(row, column);
            Q_EMIT table->customContextMenuRequested(table->cellRect(row, column).center());
            auto *menu = shown.page->findChild<ObjectView *>()->findChild<QMenu *>();
            QStringList list;
            for (const QAction *action : menu->actions())
                list << action->text().remove(u'&');
            delete menu;
            return list.join(u'|');
        };
        QCOMPARE(texts(0, 0), QStringLiteral("Open array|Show full text||Copy selected cells"));
        QCOMPARE(texts(1, 0), QStringLiteral("Open|Show full text||Copy selected cells"));
        QCOMPARE(texts(1, 1), QStringLiteral("Show full text||Copy selected cells"));
    }

    void cellsAreCopied()
    {
        Shown shown;
        shown.document->table()->setCurrentCell(0, 1);
        QVERIFY(shown.window.action(QStringLiteral("copy"))->isEnabled());
        shown.window.action(QStringLiteral("copy"))->trigger();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("array(['a', None], dtype=object)"));
    }

    void anotherFileLeavesTheTrail()
    {
        Shown shown;
        shown.activate(0, 0);
        shown.page->reload();
        QTRY_VERIFY(shown.page->isSettled() && !shown.document->hasArray());
        QCOMPARE(shown.path(), QString());
    }

    void longTextIsCutAndSaysSo()
    {
        // "x" * 300 000 as protocol 2: BINUNICODE
        QByteArray pickle("\x80\x02X\xe0\x93\x04\x00", 7);
        pickle += QByteArray(300'000, 'x') + '.';
        Progress progress;
        const auto object = readPickle(MemorySource(pickle), 0, {}, progress);
        QVERIFY(object.isOk());
        const QString text = std::get<QString>(openText(*object, QStringLiteral("a")).content);
        QVERIFY(text.size() < 263'000);
        QVERIFY(text.endsWith(QStringLiteral("… the first 256.0 KiB of 293.0 KiB")));
    }
};

QTEST_MAIN(TestObjectView)
#include "tst_object_view.moc"
