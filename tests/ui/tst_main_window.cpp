#include "tests/support/shown_window.h"
#include "tests/support/temporary_arrays.h"
#include "ui/document_view.h"
#include "ui/export_dialog.h"
#include "ui/grid_view.h"
#include "ui/member_list.h"
#include "ui/slice_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QSet>
#include <QTabWidget>
#include <QTest>

using namespace npeek;
using namespace npeek::test;

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        useTestSettings();
        QVERIFY(m_folder.isValid());
        Progress progress;
        QVERIFY(exportNpz({{QStringLiteral("line"), countingArray<double>({50})},
                           {QStringLiteral("cube"), countingArray<qint32>({4, 5, 6})},
                           {QStringLiteral("flat"), countingArray<qint16>({3, 4})},
                           {QStringLiteral("none"), countingArray<float>({0, 3})},
                           {QStringLiteral("one"), arrayOf<double>({0.25}, {})}},
                          6, path("some.npz"), progress));
        ExportOptions npy;
        QVERIFY(exportArray(countingArray<quint8>({20, 30}), npy, path("picture.npy"), progress));
    }

    void showsTheMemberThatSaysMost()
    {
        MainWindow window;
        FilePage *page = open(window, path("some.npz"));
        QCOMPARE(page->document()->memberName(), QStringLiteral("cube"));
        QCOMPARE(page->document()->slice().title, QStringLiteral("cube[0, :, :]"));
        QVERIFY(window.windowTitle().startsWith(QStringLiteral("cube[0, :, :] — some.npz")));
        QVERIFY(page->document()->hasPicture());
    }

    void opensAMemberByName()
    {
        MainWindow window;
        FilePage *page = open(window, path("some.npz") + QStringLiteral("::line"));
        QCOMPARE(page->document()->memberName(), QStringLiteral("line"));
        QVERIFY(!page->document()->hasPicture());
    }

    void anUnknownMemberIsSaidInPlace()
    {
        MainWindow window;
        FilePage *page = open(window, path("some.npz") + QStringLiteral("::nowhere"));
        QTRY_VERIFY(bannerText(*page).contains(QStringLiteral("nowhere")));
    }

    void aFileThatIsNoneIsSaidInPlace()
    {
        QFile file(path("broken.npy"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\x93NUMPY\x01\x00");
        file.close();
        MainWindow window;
        window.show();
        window.openTarget(path("broken.npy"));
        auto *page = window.findChild<FilePage *>();
        QTRY_VERIFY(!bannerText(*page).isEmpty());
        QVERIFY(!page->file());
    }

    void remarksOnTheFileShow()
    {
        QVERIFY(QFile::copy(path("picture.npy"), path("longer.npy")));
        QFile file(path("longer.npy"));
        QVERIFY(file.open(QIODevice::Append) && file.write("left over") == 9);
        file.close();
        MainWindow window;
        FilePage *page = open(window, path("longer.npy"));
        QVERIFY2(bannerText(*page).contains(QStringLiteral("9")), qPrintable(bannerText(*page)));
    }

    void valueUnderThePointerOfACompressedArray()
    {
        Progress progress;
        QVERIFY(
            exportNpz({{QStringLiteral("wide"), countingArray<qint32>({3000, 200})}}, 6, path("wide.npz"), progress));
        MainWindow window;
        FilePage *page = open(window, path("wide.npz"));
        Q_EMIT page->document()->heatmap()->hovered(2500, 150); // far from what the table has at hand
        QTRY_VERIFY(hasLabel(*page, QStringLiteral("wide[2500, 150] = 500150")));
    }

    void everyMemberShows()
    {
        MainWindow window;
        FilePage *page = open(window, path("some.npz"));
        auto *members = page->findChild<MemberList *>();
        for (int i = 0; i < 5; ++i) {
            members->setCurrentMember(i);
            QTRY_VERIFY(page->isSettled());
            QVERIFY2(bannerText(*page).isEmpty(), qPrintable(bannerText(*page)));
        }
    }

    void emptyArraysSayAndValuesShow()
    {
        MainWindow window;
        FilePage *page = open(window, path("some.npz") + QStringLiteral("::none"));
        QVERIFY(hasLabel(*page, QStringLiteral("This array is empty: shape (0, 3) holds no elements.")));
        page->findChild<MemberList *>()->setCurrentMember(4);
        QTRY_VERIFY(hasLabel(*page, QStringLiteral("0.25")));
    }

    void sliceExpressionMovesTheSlice()
    {
        MainWindow window;
        FilePage *page = open(window, path("some.npz") + QStringLiteral("::cube"));
        auto *expression = page->document()->sliceBar()->findChild<QLineEdit *>();
        expression->setText(QStringLiteral("-1, ::2, 1:3"));
        Q_EMIT expression->editingFinished();
        QTRY_COMPARE(page->document()->slice().view.shape(), Shape({3, 2}));
        QCOMPARE(page->document()->slice().title, QStringLiteral("cube[3, ::2, 1:3]"));
        expression->setText(QStringLiteral("9"));
        Q_EMIT expression->editingFinished();
        QVERIFY(!bannerText(*page).isEmpty());
        QCOMPARE(page->document()->slice().title, QStringLiteral("cube[3, ::2, 1:3]"));
    }

    void statisticsFillIn()
    {
        MainWindow window;
        FilePage *page = open(window, path("picture.npy"));
        QTRY_VERIFY(hasLabel(*page, QStringLiteral("255")));
        QVERIFY(hasLabel(*page, QStringLiteral("(8, 15)"))); // argmax: 255 is element 8 * 30 + 15
    }

    void viewsSwitch()
    {
        MainWindow window;
        FilePage *page = open(window, path("picture.npy"));
        window.action(QStringLiteral("table"))->trigger();
        QVERIFY(page->document()->table()->isVisible() && !page->document()->heatmap()->isVisible());
        window.action(QStringLiteral("heatmap"))->trigger();
        QVERIFY(!page->document()->table()->isVisible() && page->document()->heatmap()->isVisible());
        window.action(QStringLiteral("both"))->trigger();
        QVERIFY(page->document()->table()->isVisible() && page->document()->heatmap()->isVisible());
    }

    void viewIsChosenBeforeThereIsAnArray()
    {
        MainWindow window;
        window.resize(1100, 700);
        window.show();
        window.openTarget(path("picture.npy"));
        window.action(QStringLiteral("table"))->trigger();
        auto *page = window.findChild<FilePage *>();
        settle(*page);
        QVERIFY(page->document()->table()->isVisible() && !page->document()->heatmap()->isVisible());
        QVERIFY(window.action(QStringLiteral("table"))->isChecked());
    }

    void copies()
    {
        MainWindow window;
        FilePage *page = open(window, path("some.npz") + QStringLiteral("::flat"));
        page->document()->table()->selectAll();
        window.action(QStringLiteral("copy"))->trigger();
        QCOMPARE(QApplication::clipboard()->text().trimmed(), QStringLiteral("0\t1\t2\t3\n4\t5\t6\t7\n8\t9\t10\t11"));
        window.action(QStringLiteral("copyCode"))->trigger();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("np.load('%1')['flat']").arg(path("some.npz")));
        window.action(QStringLiteral("copyPath"))->trigger();
        QCOMPARE(QApplication::clipboard()->text(), path("some.npz"));
    }

    void droppedFilesOpen()
    {
        MainWindow window;
        window.show();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path("picture.npy")), QUrl::fromLocalFile(path("some.npz"))});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &drop);
        QCOMPARE(window.findChild<QTabWidget *>()->count(), 2);
        QTRY_VERIFY(window.isSettled());
        QCOMPARE(Settings().recentFiles().size() >= 2, true);
    }

    void exportsWhatIsShown()
    {
        MainWindow window;
        FilePage *page = open(window, path("some.npz") + QStringLiteral("::cube"));
        window.action(QStringLiteral("export"))->trigger();
        auto *dialog = window.findChild<ExportDialog *>();
        QVERIFY(dialog);
        dialog->setFormat(ExportFormat::Csv);
        Q_EMIT dialog->requested(dialog->request(path("out.csv")));
        QTRY_VERIFY(QFile::exists(path("out.csv")));
        QFile written(path("out.csv"));
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readLine(), QByteArray("0,1,2,3,4,5\n"));
        QCOMPARE(page->document()->slice().view.shape(), Shape({5, 6}));
        dialog->reject();
    }

    void everyShortcutIsBoundOnce()
    {
        MainWindow window;
        QSet<QString> seen;
        const auto actions = window.findChildren<QAction *>();
        for (const QAction *action : actions) {
            for (const QKeySequence &key : action->shortcuts()) {
                QVERIFY2(!seen.contains(key.toString()), qPrintable(key.toString()));
                seen.insert(key.toString());
            }
        }
        QVERIFY(seen.size() > 15);
    }

    void closingTheLastFileLeavesTheDropTarget()
    {
        MainWindow window;
        open(window, path("picture.npy"));
        window.action(QStringLiteral("close"))->trigger();
        QCOMPARE(window.findChild<QTabWidget *>()->count(), 0);
        QVERIFY(hasLabel(window, QStringLiteral("Drop .npy or .npz files here")));
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
