#include "core/format/array_file.h"
#include "core/io/mapped_file.h"
#include "tests/support/shown_window.h"
#include "ui/document_view.h"
#include "ui/grid_view.h"
#include "ui/raw_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtEndian>

using namespace npeek;
using namespace npeek::test;

namespace {

QByteArray floats(int count)
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i) {
        const float value = static_cast<float>(i) + 0.5f;
        bytes.append(reinterpret_cast<const char *>(&value), 4);
    }
    return bytes;
}

struct Fields {
    explicit Fields(RawDialog &dialog)
        : combos(dialog.findChildren<QComboBox *>())
        , buttons(dialog.findChild<QDialogButtonBox *>())
    {
        for (QLineEdit *line : dialog.findChildren<QLineEdit *>()) {
            if (!qobject_cast<QComboBox *>(line->parent()))
                lines << line;
        }
    }
    QComboBox *dtype() const { return combos[0]; }
    QComboBox *byteOrder() const { return combos[1]; }
    QComboBox *order() const { return combos[2]; }
    QLineEdit *shape() const { return lines[0]; }
    QLineEdit *offset() const { return lines[1]; }

    QList<QComboBox *> combos;
    QList<QLineEdit *> lines;
    QDialogButtonBox *buttons;
};

QString labelWith(const QWidget &widget, const QString &word)
{
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (label->text().contains(word))
            return label->text();
    }
    return {};
}

} // namespace

class TestRawDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        useTestSettings();
        QVERIFY(m_folder.isValid());
        write("wave.bin", floats(600));
        QByteArray big("HEAD");
        for (quint16 i = 0; i < 12; ++i) {
            const quint16 value = qToBigEndian(i);
            big.append(reinterpret_cast<const char *>(&value), 2);
        }
        write("big.dat", big + 'x');
    }

    void choices_data()
    {
        QTest::addColumn<RawChoice>("choice");
        QTest::addColumn<qint64>("fileSize");
        QTest::addColumn<QString>("text"); // summary, or a part of the reason why not
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *name, const RawChoice &choice, qint64 size, const char *text, bool fits) {
            QTest::newRow(name) << choice << size << QString::fromUtf8(text) << fits;
        };
        using C = RawChoice;
        row("all bytes", C{}, 10, "uint8 (10,) needs 10 bytes; the file has 10 from byte 0 on.", true);
        row("rest of two axes", C{"<i2", "3, rest"}, 24, "int16 (3, 4) needs 24 bytes; the file has 24", true);
        row("big-endian by choice", C{"int16", "4", true}, 8, ">i2 (4,) needs 8 bytes", true);
        row("little-endian by name", C{"<i2", "4", true}, 8, "int16 (4,) needs 8 bytes", true);
        row("fields", C{"i2,f4", "rest", true}, 12, "(2,) needs 12 bytes", true);
        row("offset and left over", C{"u1", "5", false, false, " 3 "}, 10,
            "needs 5 bytes; the file has 7 from byte 3 on. 2 bytes behind them stay unread.", true);
        row("too long", C{"f8", "3"}, 23, "needs 24 bytes, but the file has only 23", false);
        row("not a multiple", C{"f8", "rest"}, 23, "not a multiple", false);
        row("offset beyond the end", C{"u1", "rest", false, false, "11"}, 10, "byte 11, but the file has only 10",
            false);
        row("no offset", C{"u1", "rest", false, false, "-1"}, 10, "no whole number", false);
        row("no shape", C{"u1", "3;4"}, 10, "is no shape", false);
        row("half a tuple", C{"u1", "(3"}, 10, "is no shape", false);
        row("two rests", C{"u1", "rest, rest"}, 10, "more than one", false);
        row("no dtype", C{"float33", "3"}, 10, "float33", false);
        row("objects", C{"O", "3"}, 10, "cannot be told apart", false);
    }
    void choices()
    {
        QFETCH(RawChoice, choice);
        QFETCH(qint64, fileSize);
        QFETCH(QString, text);
        const auto layout = choice.layout();
        const auto header = layout ? layout->headerFor(fileSize) : Result<ArrayHeader>(layout.error());
        QTEST(header.isOk(), "fits");
        QString said = header ? rawSummary(*header, fileSize) : header.error().message;
        said.remove(QChar(0x2009)); // thin spaces in numbers
        QVERIFY2(said.contains(text), qPrintable(said));
    }

    void guessesAndShowsWhatWouldBeRead()
    {
        RawDialog dialog(path("wave.bin"), *openFile(path("wave.bin")), RawChoice::guessed(start("wave.bin"), 2400),
                         nullptr);
        dialog.show();
        const Fields fields(dialog);
        QCOMPARE(fields.dtype()->currentText(), QStringLiteral("float32"));
        QVERIFY(dialog.isAcceptable());
        QVERIFY(!labelWith(dialog, QStringLiteral("float32 (600,) needs 2\u2009400 bytes")).isEmpty());
        const auto *preview = dialog.findChild<GridView *>();
        QCOMPARE(preview->model()->rowCount(), 600);
        QCOMPARE(preview->model()->cell(2, 0).text, QStringLiteral("2.5"));
        fields.shape()->setText(QStringLiteral("rest, 100"));
        QCOMPARE(preview->model()->columnCount(), 100);
        QCOMPARE(preview->model()->cell(1, 1).text, QStringLiteral("101.5"));
        fields.order()->setCurrentIndex(1);
        QCOMPARE(preview->model()->cell(1, 1).text, QStringLiteral("7.5"));
    }

    void refusesInPlace()
    {
        RawDialog dialog(path("wave.bin"), *openFile(path("wave.bin")), {}, nullptr);
        const Fields fields(dialog);
        fields.shape()->setText(QStringLiteral("7, rest"));
        QVERIFY(!dialog.isAcceptable());
        QVERIFY(!labelWith(dialog, QStringLiteral("not a multiple of the 7 bytes")).isEmpty());
        QCOMPARE(dialog.findChild<GridView *>()->model()->rowCount(), 0);
        fields.shape()->setText(QStringLiteral("8, rest"));
        QVERIFY(dialog.isAcceptable());
        fields.dtype()->setCurrentText(QStringLiteral(">i4"));
        QVERIFY(!fields.byteOrder()->isEnabled());
        QVERIFY(!labelWith(dialog, QStringLiteral(">i4 (8, 75)")).isEmpty());
    }

    void isOfferedWhereAFileIsNoArray()
    {
        MainWindow window;
        FilePage *page = openRaw(window, "big.dat",
                                 {QStringLiteral("int16"), QStringLiteral("3, 4"), true, false, QStringLiteral("4")});
        QVERIFY(hasLabel(*page, QStringLiteral(">i2  (3, 4)")));
        QCOMPARE(page->document()->table()->model()->cell(2, 3).text, QStringLiteral("11"));
        QVERIFY(hasLabel(*page, QStringLiteral("none, opened as raw data")));
        QVERIFY(bannerText(*page).isEmpty());
        window.action(QStringLiteral("copyCode"))->trigger();
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("np.memmap('%1', dtype='>i2', mode='r', offset=4, shape=(3, 4))").arg(path("big.dat")));
    }

    void reloadKeepsTheLayout()
    {
        QVERIFY(QFile::copy(path("wave.bin"), path("growing.bin")));
        MainWindow window;
        FilePage *page = openRaw(window, "growing.bin", {QStringLiteral("float32"), QStringLiteral("rest, 10")});
        QCOMPARE(page->document()->slice().view.shape(), Shape({60, 10}));
        QFile file(path("growing.bin"));
        QVERIFY(file.open(QIODevice::Append) && file.write(floats(10)) == 40);
        file.close();
        page->reload();
        QTRY_COMPARE(page->document()->slice().view.shape(), Shape({61, 10}));
    }

    void theLayoutCanBeChanged()
    {
        MainWindow window;
        FilePage *page = openRaw(window, "wave.bin", {QStringLiteral("float32"), QStringLiteral("rest, 10")});
        auto *change = page->findChild<QPushButton *>(QStringLiteral("changeLayout"));
        QVERIFY(change && change->isVisible());
        change->click();
        RawDialog *dialog = nullptr;
        QTRY_VERIFY((dialog = page->findChild<RawDialog *>()) && dialog->isVisible());
        QCOMPARE(dialog->choice().shape, QStringLiteral("rest, 10")); // as it was
        const Fields fields(*dialog);
        fields.shape()->setText(QStringLiteral("rest, 20"));
        fields.buttons->button(QDialogButtonBox::Open)->click();
        QTRY_COMPARE(page->document()->slice().view.shape(), Shape({30, 20}));
    }

    void thePageOfACancelledDialogGoes()
    {
        FilePage page;
        QSignalSpy abandoned(&page, &FilePage::abandoned);
        page.show();
        page.openRaw(path("wave.bin"));
        QTRY_VERIFY(page.findChild<RawDialog *>());
        page.findChild<RawDialog *>()->reject();
        QTRY_COMPARE(abandoned.size(), 1);
    }

    void emptyAndMissingFilesAreNotOffered()
    {
        write("empty.bin", {});
        MainWindow window;
        for (const char *name : {"empty.bin", "missing.bin"}) {
            window.show();
            window.openTarget(path(name));
            const auto pages = window.findChildren<FilePage *>();
            FilePage *page = pages.back();
            QTRY_VERIFY(!bannerText(*page).isEmpty());
            QVERIFY(!offerOn(*page));
        }
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    void write(const char *name, const QByteArray &bytes)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    Bytes start(const char *name)
    {
        QFile file(path(name));
        m_start = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return {reinterpret_cast<const unsigned char *>(m_start.constData()), static_cast<size_t>(m_start.size())};
    }

    static QPushButton *offerOn(const FilePage &page)
    {
        for (QPushButton *button : page.findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Open as raw data…") && button->isVisible())
                return button;
        }
        return nullptr;
    }

    /// By the button on the page of a file that is neither .npy nor .npz.
    FilePage *openRaw(MainWindow &window, const char *name, const RawChoice &choice)
    {
        window.resize(1100, 700);
        window.show();
        window.openTarget(path(name));
        auto *page = window.findChild<FilePage *>();
        const auto wait = [](const auto &condition) {
            if (!QTest::qWaitFor(condition, 5000))
                QTest::qFail("the page did not get so far", __FILE__, __LINE__);
        };
        wait([page] { return offerOn(*page) && !bannerText(*page).isEmpty(); });
        offerOn(*page)->click();
        wait([page] { return page->findChild<RawDialog *>() && page->findChild<RawDialog *>()->isVisible(); });
        auto *dialog = page->findChild<RawDialog *>();
        const Fields fields(*dialog);
        fields.dtype()->setCurrentText(choice.dtype);
        fields.shape()->setText(choice.shape);
        fields.byteOrder()->setCurrentIndex(choice.isBigEndian ? 1 : 0);
        fields.offset()->setText(choice.offset);
        fields.buttons->button(QDialogButtonBox::Open)->click();
        settle(*page);
        return page;
    }

    QTemporaryDir m_folder;
    QByteArray m_start;
};

QTEST_MAIN(TestRawDialog)
#include "tst_raw_dialog.moc"
