#include "tests/support/shown_window.h"
#include "tests/support/temporary_arrays.h"
#include "ui/document_view.h"
#include "ui/export_dialog.h"
#include "ui/grid_view.h"
#include "ui/member_list.h"
#include "ui/member_model.h"
#include "ui/slice_bar.h"

#include <QComboBox>
#include <QListView>

using namespace npeek;
using namespace npeek::test;

namespace {

ArrayView bytesAs(const char *dtype, const Shape &shape, const QByteArray &bytes)
{
    return *ArrayView::fromSource(*dtypeFromString(QLatin1String(dtype)), shape, false, 0,
                                  std::make_shared<MemorySource>(bytes));
}

QComboBox *choiceOn(const FilePage &page)
{
    return page.findChild<QComboBox *>(QStringLiteral("viewAs"));
}

void choose(FilePage &page, const QString &name)
{
    QComboBox *choice = choiceOn(page);
    choice->setCurrentIndex(choice->findData(name));
    Q_EMIT choice->activated(choice->currentIndex());
    settle(page);
}

QString cell(const FilePage &page, qint64 row, qint64 column)
{
    return page.document()->table()->model()->cell(row, column).text;
}

} // namespace

class TestViewAs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        useTestSettings();
        QVERIFY(m_folder.isValid());
        Progress progress;
        // 1.0, 2.0, 0.5, -1.0 as float8_e4m3fn; 2 slices of (2, 2)
        const QByteArray small = QByteArray::fromHex("384030b8") + QByteArray::fromHex("b8304038");
        const QByteArray brain = QByteArray::fromHex("803f0040003f80bf"); // 1.0, 2.0, 0.5, -1.0
        QByteArray x87(32, '\0'); // 1.0 and 2.0
        x87[7] = char(0x80), x87[8] = char(0xff), x87[9] = char(0x3f);
        x87[23] = char(0x80), x87[24] = char(0x00), x87[25] = char(0x40);
        QVERIFY(exportNpz({{QStringLiteral("v1"), bytesAs("V1", {2, 2, 2}, small)},
                           {QStringLiteral("v2"), bytesAs("V2", {2, 2}, brain)},
                           {QStringLiteral("u1"), bytesAs("u1", {2, 4}, small)},
                           {QStringLiteral("f16"), bytesAs("<f16", {2}, x87)},
                           {QStringLiteral("f4"), countingArray<float>({2, 2})}},
                          6, path("types.npz"), progress));
    }

    void bfloat16IsWhatTwoBytesAre()
    {
        MainWindow window;
        FilePage *page = open(window, path("types.npz") + QStringLiteral("::v2"));
        QCOMPARE(choiceOn(*page)->currentData().toString(), QStringLiteral("bfloat16"));
        QVERIFY(hasLabel(*page, QStringLiteral("bfloat16 (V2)  (2, 2)")));
        QTRY_COMPARE(cell(*page, 0, 1), QStringLiteral("2.0"));
        choose(*page, QStringLiteral("V2"));
        QVERIFY(hasLabel(*page, QStringLiteral("|V2  (2, 2)")));
        QTRY_COMPARE(cell(*page, 0, 1), QStringLiteral("b'\\x00\\x40'"));
        QVERIFY(!page->document()->hasPicture());
    }

    void theChoiceReachesEverything()
    {
        MainWindow window;
        FilePage *page = open(window, path("types.npz") + QStringLiteral("::v1"));
        QCOMPARE(choiceOn(*page)->currentData().toString(), QStringLiteral("V1"));
        QVERIFY(!page->document()->hasPicture());
        choose(*page, QStringLiteral("float8_e4m3fn"));
        QTRY_COMPARE(cell(*page, 0, 1), QStringLiteral("2.0"));
        QVERIFY(page->document()->hasPicture());
        QCOMPARE(page->document()->heatmap()->range(), (ValueRange{-1, 2}));
        QTRY_VERIFY(hasLabel(*page, QStringLiteral("0.625"))); // mean
        // where the dtype shows
        QVERIFY(hasLabel(*page, QStringLiteral("float8_e4m3fn (V1)  (2, 2, 2)")));
        QVERIFY(hasLabel(*page, QStringLiteral("float8_e4m3fn (V1)")));
        const auto *list = page->findChild<MemberList *>()->findChild<QListView *>();
        QCOMPARE(list->model()->index(0, 0).data(MemberModel::DetailRole).toString(),
                 QStringLiteral("float8_e4m3fn (V1)  (2, 2, 2)"));
        // and another slice
        page->document()->sliceBar()->stepIndex(1);
        QTRY_COMPARE(page->document()->slice().title, QStringLiteral("v1[1, :, :]"));
        QTRY_COMPARE(cell(*page, 0, 0), QStringLiteral("-1.0"));
        QVERIFY(page->document()->hasPicture());
    }

    void exportsAreOfTheChoice()
    {
        MainWindow window;
        FilePage *page = open(window, path("types.npz") + QStringLiteral("::v1"));
        choose(*page, QStringLiteral("float8_e4m3fn"));
        window.action(QStringLiteral("export"))->trigger();
        auto *dialog = window.findChild<ExportDialog *>();
        Progress progress;
        dialog->setFormat(ExportFormat::Csv);
        QVERIFY(dialog->request(path("out.csv")).write(progress));
        QFile csv(path("out.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll(), QByteArray("1.0,2.0\n0.5,-1.0\n"));
        dialog->setFormat(ExportFormat::Npy);
        QVERIFY(dialog->request(path("out.npy")).write(progress));
        const auto written = ArrayFile::open(path("out.npy"));
        QCOMPARE(written->members().front().header->dtype.descr(), QStringLiteral("'|V1'")); // as ml_dtypes writes it
        dialog->reject();
    }

    void survivesOtherMembersAndReload()
    {
        MainWindow window;
        FilePage *page = open(window, path("types.npz") + QStringLiteral("::u1"));
        QCOMPARE(choiceOn(*page)->currentData().toString(), QStringLiteral("u1"));
        choose(*page, QStringLiteral("int4"));
        QTRY_COMPARE(cell(*page, 0, 0), QStringLiteral("-8"));
        page->stepMember(-1);
        QTRY_COMPARE(page->document()->memberName(), QStringLiteral("v2"));
        page->stepMember(1);
        QTRY_VERIFY(page->document()->memberName() == QLatin1String("u1") && page->isSettled());
        QCOMPARE(choiceOn(*page)->currentData().toString(), QStringLiteral("int4"));
        page->reload();
        QTRY_VERIFY(page->isSettled());
        QVERIFY(hasLabel(*page, QStringLiteral("int4 (u1)  (2, 4)")));
        QTRY_COMPARE(cell(*page, 0, 0), QStringLiteral("-8"));
    }

    void longDoublesSwitchBothWays()
    {
        MainWindow window;
        FilePage *page = open(window, path("types.npz") + QStringLiteral("::f16"));
        QCOMPARE(choiceOn(*page)->currentData().toString(), QStringLiteral("x87"));
        QTRY_COMPARE(cell(*page, 1, 0), QStringLiteral("2.0"));
        choose(*page, QStringLiteral("binary128"));
        QVERIFY(hasLabel(*page, QStringLiteral("float128 (binary128)  (2,)")));
        QTRY_VERIFY(!cell(*page, 1, 0).isEmpty() && cell(*page, 1, 0) != QLatin1String("2.0"));
        choose(*page, QStringLiteral("x87"));
        QTRY_COMPARE(cell(*page, 1, 0), QStringLiteral("2.0"));
    }

    void ordinaryTypesHaveNoChoice()
    {
        MainWindow window;
        FilePage *page = open(window, path("types.npz") + QStringLiteral("::f4"));
        QVERIFY(!choiceOn(*page) || !choiceOn(*page)->isVisible());
        page->stepMember(-1);
        QTRY_VERIFY(page->isSettled() && choiceOn(*page) && choiceOn(*page)->isVisible());
        page->stepMember(1);
        QTRY_VERIFY(page->isSettled() && !choiceOn(*page)->isVisible());
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestViewAs)
#include "tst_view_as.moc"
