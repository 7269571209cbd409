#include "tests/support/shown_window.h"
#include "tests/support/sparse_file.h"
#include "ui/document_view.h"
#include "ui/export_dialog.h"
#include "ui/grid_view.h"
#include "ui/heatmap_view.h"
#include "ui/member_list.h"
#include "ui/member_model.h"
#include "ui/slice_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QTemporaryDir>

using namespace npeek;
using namespace npeek::test;

namespace {

/// Row r holds r + 1 at column 2 * r.
SparseParts steps(qint64 rows, qint64 columns)
{
    std::vector<double> data;
    std::vector<qint32> indices, indptr{0};
    for (qint64 row = 0; row < rows; ++row) {
        data.push_back(static_cast<double>(row + 1));
        indices.push_back(static_cast<qint32>(2 * row));
        indptr.push_back(static_cast<qint32>(row + 1));
    }
    return compressed(SparseFormat::Csr, {rows, columns}, listOf(QStringLiteral("<f8"), data), int32List(indices),
                      int32List(indptr));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

} // namespace

class TestSparseWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        useTestSettings();
        QVERIFY(m_folder.isValid());
        QVERIFY(writeSparse(path("csr.npz"), steps(40, 100)));
        QVERIFY(writeSparse(path("cube.npz"),
                            coo({3, 4, 5}, listOf<double>(QStringLiteral("<f8"), {1.5, 2.5, 3.5}),
                                {int32List({0, 1, 2}), int32List({1, 2, 3}), int32List({4, 0, 1})})));
        SparseParts bad = steps(40, 100);
        bad.layout.shape = {40, 50}; // columns from 50 on are none
        QVERIFY(writeSparse(path("bad.npz"), bad));
        QVERIFY(writeSparse(path("wide.npz"), steps(50, 1 << 30)));
    }

    void isOfferedBesideItsParts()
    {
        MainWindow window;
        FilePage *page = open(window, path("csr.npz"));
        QVERIFY(page->showsSparse() && page->document()->hasPicture());
        QVERIFY(hasLabel(*page, QStringLiteral("csr  float64  (40, 100), nnz 40")));
        QCOMPARE(page->document()->slice().title, QStringLiteral("csr"));
        const auto *list = page->findChild<MemberList *>()->findChild<QListView *>();
        QCOMPARE(list->model()->rowCount(), 6);
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("(sparse)"));
        QCOMPARE(list->model()->index(0, 0).data(MemberModel::DetailRole).toString(),
                 QStringLiteral("csr  float64  (40, 100)"));
        QVERIFY(hasLabel(*page, QStringLiteral("5 members")));
        QVERIFY(bannerText(*page).isEmpty());
    }

    void remarksOutlastTheCheckOfTheIndices()
    {
        QVERIFY(QFile::copy(path("csr.npz"), path("longer.npz")));
        QFile file(path("longer.npz"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray content = file.readAll();
        QVERIFY(file.resize(content.size() - 22)); // the end of the directory is missing
        file.close();
        MainWindow window;
        FilePage *page = open(window, path("longer.npz"));
        QVERIFY(page->showsSparse() && page->document()->hasArray());
        QVERIFY(!bannerText(*page).isEmpty());
        MainWindow other;
        QVERIFY(bannerText(*open(other, path("csr.npz::nowhere"))).contains(QStringLiteral("nowhere")));
    }

    void opensByNameAndSoDoItsParts()
    {
        MainWindow window;
        QVERIFY(open(window, path("csr.npz") + QStringLiteral("::(sparse)"))->showsSparse());
        MainWindow other;
        FilePage *page = open(other, path("csr.npz") + QStringLiteral("::indices"));
        QVERIFY(!page->showsSparse());
        QCOMPARE(page->document()->memberName(), QStringLiteral("indices"));
        page->stepMember(-4);
        QTRY_VERIFY(page->showsSparse() && page->isSettled());
    }

    void tableShowsAllElementsAndTheZerosMuted()
    {
        MainWindow window;
        FilePage *page = open(window, path("csr.npz"));
        window.action(QStringLiteral("table"))->trigger();
        const GridModel &cells = *page->document()->table()->model();
        QCOMPARE(cells.rowCount(), 40);
        QCOMPARE(cells.columnCount(), 100);
        QTRY_COMPARE(cells.cell(1, 2).text, QStringLiteral("2.0"));
        QVERIFY(!cells.cell(1, 2).isSpecial);
        QCOMPARE(cells.cell(1, 1).text, QStringLiteral("0.0"));
        QVERIFY(cells.cell(1, 1).isSpecial);
        page->document()->sliceBar()->swapAxes();
        QTRY_COMPARE(page->document()->slice().title, QStringLiteral("csr.T"));
        QTRY_COMPARE(cells.cell(2, 1).text, QStringLiteral("2.0"));
    }

    void valueUnderThePointer()
    {
        MainWindow window;
        FilePage *page = open(window, path("wide.npz"));
        Q_EMIT page->document()->heatmap()->hovered(49, 98);
        QTRY_VERIFY(hasLabel(*page, QStringLiteral("wide[49, 98] = 50.0")));
    }

    void statisticsCountTheZeros()
    {
        MainWindow window;
        FilePage *page = open(window, path("csr.npz"));
        QTRY_VERIFY(hasLabel(*page, QStringLiteral("3\u2009960"))); // zeros
        QVERIFY(hasLabel(*page, QStringLiteral("40.0")) && hasLabel(*page, QStringLiteral("(39, 78)")));
    }

    void pictureIsMeansOrPattern()
    {
        MainWindow window;
        FilePage *page = open(window, path("wide.npz"));
        HeatmapView *heatmap = page->document()->heatmap();
        auto *choice = page->findChild<QComboBox *>(QStringLiteral("sampling"));
        QVERIFY(choice && choice->isVisible());
        QCOMPARE(choice->currentIndex(), 0);
        QTRY_VERIFY(heatmap->range().max > 0 && heatmap->range().max < 0.01); // means of millions of elements
        choice->setCurrentIndex(1);
        Q_EMIT choice->activated(1);
        QTRY_COMPARE(heatmap->range(), (ValueRange{0, 1}));
        const QRgb one = heatmap->colormap().colors.back();
        QTRY_COMPARE(heatmap->shownImage().pixelColor(0, 0).rgb(), one);

        page->findChild<MemberList *>()->setCurrentMember(2); // data: an array like any other
        QTRY_VERIFY(page->isSettled());
        QVERIFY(!choice->isVisible());
    }

    void moreAxesAreSliced()
    {
        MainWindow window;
        FilePage *page = open(window, path("cube.npz"));
        QCOMPARE(page->document()->slice().title, QStringLiteral("cube[0, :, :]"));
        page->document()->sliceBar()->stepIndex(2);
        QTRY_COMPARE(page->document()->slice().title, QStringLiteral("cube[2, :, :]"));
        QTRY_COMPARE(page->document()->table()->model()->cell(3, 1).text, QStringLiteral("3.5"));
        auto *expression = page->document()->sliceBar()->findChild<QLineEdit *>();
        expression->setText(QStringLiteral(":, 2, 0"));
        Q_EMIT expression->editingFinished();
        QTRY_COMPARE(page->document()->table()->model()->cell(1, 0).text, QStringLiteral("2.5"));
    }

    void partsOfWhatCannotBeCountedShow()
    {
        const auto length = qint64(1) << 40;
        const auto at = [](qint64 index) { return listOf<qint64>(QStringLiteral("<i8"), {index}); };
        QVERIFY(writeSparse(
            path("vast.npz"),
            coo({length, length}, listOf<double>(QStringLiteral("<f8"), {7}), {at(length - 1), at(length - 2)})));
        MainWindow window;
        FilePage *page = open(window, path("vast.npz"));
        QVERIFY(bannerText(*page).startsWith(QStringLiteral("Only a part")));
        QCOMPARE(page->document()->slice().title, QStringLiteral("vast[:268435456, :268435456]"));
        auto *expression = page->document()->sliceBar()->findChild<QLineEdit *>();
        expression->setText(QStringLiteral("-1:, -2:"));
        Q_EMIT expression->editingFinished();
        QTRY_COMPARE(page->document()->table()->model()->cell(0, 0).text, QStringLiteral("7.0"));
        const QString before = page->document()->slice().title;
        expression->setText(QString());
        Q_EMIT expression->editingFinished();
        QTRY_VERIFY2(bannerText(*page).contains(QStringLiteral("2^63 bytes")), qPrintable(bannerText(*page)));
        QCOMPARE(page->document()->slice().title, before);
        QCOMPARE(expression->text(), QStringLiteral("1099511627775:, 1099511627774:")); // what still shows
    }

    void wrongIndicesAreSaidAndThePartsStayUsable()
    {
        MainWindow window;
        FilePage *page = open(window, path("bad.npz"));
        QVERIFY(page->showsSparse() && !page->document()->hasArray());
        QVERIFY2(bannerText(*page).contains(QStringLiteral("indices[25] is 50")), qPrintable(bannerText(*page)));
        page->findChild<MemberList *>()->setCurrentMember(3);
        QTRY_COMPARE(page->document()->memberName(), QStringLiteral("indices"));
        QVERIFY(page->document()->hasArray() && bannerText(*page).isEmpty());
    }

    void theCheckCanBeStoppedAndTakenUpAgain()
    {
        MainWindow window;
        FilePage *page = open(window, path("csr.npz") + QStringLiteral("::indices"));
        auto *members = page->findChild<MemberList *>();
        const auto stop = connect(members, &MemberList::currentMemberChanged, page,
                                  [page] { Q_EMIT page->document()->actionRequested(); });
        members->setCurrentMember(sparseMember); // stopped before an answer can come
        disconnect(stop);
        QTRY_VERIFY(page->isSettled());
        QVERIFY(page->showsSparse() && !page->document()->hasArray());
        Q_EMIT page->document()->actionRequested();
        QTRY_VERIFY(page->isSettled() && page->document()->hasArray());
    }

    void reloadKeepsIt()
    {
        MainWindow window;
        FilePage *page = open(window, path("csr.npz"));
        page->reload();
        QTRY_VERIFY(page->isSettled());
        QVERIFY(page->showsSparse() && page->document()->hasArray());
    }

    void copiesCodeForScipy()
    {
        MainWindow window;
        FilePage *page = open(window, path("csr.npz"));
        page->document()->sliceBar()->swapAxes();
        QTRY_COMPARE(page->document()->slice().title, QStringLiteral("csr.T"));
        window.action(QStringLiteral("copyCode"))->trigger();
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("scipy.sparse.load_npz('%1').T").arg(path("csr.npz")));
    }

    void exportsWhatIsStored()
    {
        MainWindow window;
        open(window, path("cube.npz"));
        window.action(QStringLiteral("export"))->trigger();
        auto *dialog = window.findChild<ExportDialog *>();
        dialog->setFormat(ExportFormat::Csv);
        dialog->setWhole(true);
        write(*dialog, "entries.csv");
        QCOMPARE(contentOf(path("entries.csv")),
                 QByteArray("axis0,axis1,axis2,value\n0,1,4,1.5\n1,2,0,2.5\n2,3,1,3.5\n"));
        dialog->setWhole(false);
        write(*dialog, "slice.csv");
        QCOMPARE(contentOf(path("slice.csv")), QByteArray("axis0,axis1,axis2,value\n0,1,4,1.5\n"));
        dialog->setFormat(ExportFormat::Npz);
        write(*dialog, "coo.npz");
        const auto layout = recognizeSparse(*ArrayFile::open(path("coo.npz")));
        QVERIFY(layout);
        QCOMPARE(layout->summary(), QStringLiteral("sparse coo (3, 4, 5), nnz 3"));
        dialog->reject();
    }

    void exportsAllElementsUpToALimit()
    {
        MainWindow window;
        FilePage *page = open(window, path("wide.npz"));
        auto *expression = page->document()->sliceBar()->findChild<QLineEdit *>();
        expression->setText(QStringLiteral(":2, :4"));
        Q_EMIT expression->editingFinished();
        page->document()->sliceBar()->swapAxes();
        QTRY_COMPARE(page->document()->slice().title, QStringLiteral("wide[:2, :4].T"));
        window.action(QStringLiteral("export"))->trigger();
        auto *dialog = window.findChild<ExportDialog *>();
        dialog->setFormat(ExportFormat::Npy);
        QVERIFY(dialog->canExport());
        write(*dialog, "dense.npy");
        const auto file = ArrayFile::open(path("dense.npy"));
        QVERIFY(file.isOk());
        const auto view = file->array(file->members().front());
        QCOMPARE(view->shape(), Shape({4, 2}));
        QByteArray scratch;
        QCOMPARE(toDouble(view->dtype(), view->element(Shape{2, 1}, scratch)->data()), 2.0);
        dialog->setWhole(true);
        QVERIFY(!dialog->canExport());
        QVERIFY(hasLabel(*dialog,
                         QStringLiteral("With all their zeros these elements take 400.0 GiB; up to 4.0 GiB "
                                        "are written. Choose a smaller slice, or what is stored.")));
        dialog->reject();
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    void write(ExportDialog &dialog, const char *name)
    {
        Progress progress;
        const auto written = dialog.request(path(name)).write(progress);
        QVERIFY2(written.isOk(), written.isOk() ? "" : qPrintable(written.error().message));
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestSparseWindow)
#include "tst_sparse_window.moc"
