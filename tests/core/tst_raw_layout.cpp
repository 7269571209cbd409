#include "core/format/raw_layout.h"

#include <QTest>

using namespace npeek;

class TestRawLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void layouts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("fileSize");
        QTest::addColumn<QString>("dict"); // empty: text is refused
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<QString>("word"); // of the error when the file does not fit
        const auto row = [](const char *text, qint64 fileSize, const char *dict, qint64 offset = 0,
                            const char *word = "") {
            QTest::addRow("%s of %lld bytes", text, fileSize) << text << fileSize << dict << offset << word;
        };
        row("<f4,(100,200),C,16", 80016, "'<f4' C (100, 200)", 16);
        row("f4,100x200", 80000, "'<f4' C (100, 200)");
        row("f4, ( 100 , 200 ) , F", 90000, "'<f4' F (100, 200)");
        row(">u2,-1", 10, "'>u2' C (5,)");
        row("u1,(-1,3),10", 40, "'|u1' C (10, 3)", 10);
        row("u1,3x-1,f,1", 31, "'|u1' F (3, 10)", 1);
        row("i8,()", 8, "'<i8' C ()");
        row("i8,(1,)", 8, "'<i8' C (1,)");
        row("bfloat16,4", 8, "'|V2' C (4,)");
        row("S5,2", 10, "'|S5' C (2,)");
        row("f8,0", 0, "'<f8' C (0,)");
        row("f4,-1", 0, "'<f4' C (0,)");
        row("f4,rest", 12, "'<f4' C (3,)");
        row("u1,(rest, 3)", 6, "'|u1' C (2, 3)");
        row("f4,100", 399, "'<f4' C (100,)", 0, "needs 400 bytes, but the file has only 399");
        row("f4,1,8", 11, "'<f4' C (1,)", 8, "has only 3");
        row("f4,1,9", 8, "'<f4' C (1,)", 9, "has only 8");
        row("f4,-1", 10, "'<f4'", 0, "not a multiple");
        row("f4,(-1,0)", 10, "'<f4'", 0, "not a multiple");
        row("f8,4611686018427387904x2", 10, "'<f8'", 0, "63 bits");
        row("f8,(-1,4611686018427387904)", 10, "'<f8'", 0, "63 bits");
        for (const char *bad : {"",
                                "f4",
                                "f4,",
                                ",3",
                                "f4,3,3,3",
                                "f4,3,X",
                                "f4,(3",
                                "f4,3)",
                                "f4,3x",
                                "f4,x3",
                                "f4,-2",
                                "f4,-1x-1",
                                "f4,restxrest",
                                "f4,rests",
                                "f4,1.5",
                                "O,3",
                                "S0,3",
                                "V,3",
                                "nothing,3",
                                "f4,3,C,-1",
                                "f4,3,C,99999999999999999999",
                                "f4,9223372036854775808",
                                "f4,3,C,9223372036854775808"})
            QTest::addRow("refused: '%s'", bad) << bad << qint64(0) << "" << qint64(0) << "";
    }
    void layouts()
    {
        QFETCH(QString, text);
        QFETCH(qint64, fileSize);
        QFETCH(QString, dict);
        QFETCH(QString, word);
        const auto layout = RawLayout::parse(text);
        QCOMPARE(layout.isOk(), !dict.isEmpty());
        if (!layout) {
            QVERIFY(!layout.error().message.isEmpty());
            return;
        }
        const auto header = layout->headerFor(fileSize);
        QCOMPARE(header.isOk(), word.isEmpty());
        if (!header) {
            QVERIFY2(header.error().message.contains(word), qPrintable(header.error().message));
            return;
        }
        QTEST(header->dataOffset, "offset");
        const QByteArray encoded = header->encode();
        const QStringList parts = dict.split(u' ');
        QVERIFY(encoded.contains("'descr': " + parts[0].toLatin1()));
        QCOMPARE(header->fortranOrder, parts[1] == QLatin1String("F"));
        QVERIFY(encoded.contains("'shape': " + parts.mid(2).join(u' ').toLatin1()));
    }
};

QTEST_APPLESS_MAIN(TestRawLayout)
#include "tst_raw_layout.moc"
