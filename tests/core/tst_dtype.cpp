#include "core/format/dtype.h"
#include "core/format/python_literal.h"

#include <QTest>

using namespace npeek;

namespace {

Result<DType> read(const QString &descr)
{
    const Result<PyValue> value = parsePythonLiteral(descr);
    return value ? dtypeFromDescr(*value) : value.error();
}

} // namespace

class TestDType : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void strings_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("descr"); // empty: refused
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("itemsize");
        const auto row = [](const char *text, const char *descr, const char *name, qint64 itemsize) {
            QTest::newRow(text) << QString::fromUtf8(text) << descr << name << itemsize;
        };
        row("<i4", "'<i4'", "int32", 4);
        row("i4", "'<i4'", "int32", 4);
        row("|i4", "'<i4'", "int32", 4);
        row("=f8", "'<f8'", "float64", 8);
        row(">f8", "'>f8'", ">f8", 8);
        row(">i1", "'|i1'", "int8", 1);
        row("<u1", "'|u1'", "uint8", 1);
        row("<b1", "'|b1'", "bool", 1);
        row("?", "'|b1'", "bool", 1);
        row("b", "'|i1'", "int8", 1);
        row("B", "'|u1'", "uint8", 1);
        row("l", "'<i8'", "int64", 8);
        row(">H", "'>u2'", ">u2", 2);
        row("float64", "'<f8'", "float64", 8);
        row("half", "'<f2'", "float16", 2);
        row("int", "'<i8'", "int64", 8);
        row("<c8", "'<c8'", "complex64", 8);
        row("<f16", "'<f16'", "float128", 16);
        row(">c32", "'>c32'", ">c32", 32);
        row("<f12", "'<f12'", "float96", 12);
        row("S5", "'|S5'", "|S5", 5);
        row("a5", "'|S5'", "|S5", 5);
        row("c", "'|S1'", "|S1", 1);
        row(">S3", "'|S3'", "|S3", 3);
        row("S0", "'|S0'", "|S0", 0);
        row("<U5", "'<U5'", "<U5", 20);
        row(">U5", "'>U5'", ">U5", 20);
        row("<V2", "'|V2'", "|V2", 2);
        row("O", "'|O'", "object", 8);
        row("O4", "'|O'", "object", 8);
        row("<M8", "'<M8'", "datetime64", 8);
        row("datetime64[ns]", "'<M8[ns]'", "datetime64[ns]", 8);
        row(">m8[25s]", "'>m8[25s]'", ">m8[25s]", 8);
        row("M8[μs]", "'<M8[us]'", "datetime64[us]", 8);
        row("M8[s/4]", "'<M8[250ms]'", "datetime64[250ms]", 8);
        row("m8[2Y/12]", "'<m8[2M]'", "timedelta64[2M]", 8);
        row("M8[generic]", "'<M8'", "datetime64", 8);
        row("bfloat16", "'|V2'", "bfloat16 (V2)", 2);
        row("<f1", "'|V1'", "float8_e5m2 (V1)", 1);
        row("2147483647i1", "('|i1', (2147483647,))", "('|i1', (2147483647,))", 2147483647);
        row("2i4", "('<i4', (2,))", "('<i4', (2,))", 8);
        row("1i4", "'<i4'", "int32", 4);
        row("3S", "'|S3'", "|S3", 3);
        row("(2, 3)>f4", "('>f4', (2, 3))", "('>f4', (2, 3))", 24);
        row("i4,f8", "[('f0', '<i4'), ('f1', '<f8')]", "[('f0', '<i4'), ('f1', '<f8')]", 12);
        row("i4, >2f8 ", "[('f0', '<i4'), ('f1', '>f8', (2,))]", "[('f0', '<i4'), ('f1', '>f8', (2,))]", 20);
        row("M8[ns],", "'<M8[ns]'", "datetime64[ns]", 8);
        for (const char *bad : {"",
                                " ",
                                "<",
                                "i3",
                                "i16",
                                "f3",
                                "u16",
                                "c4",
                                "<U3 ",
                                " <i4",
                                "E2",
                                "T",
                                "M4",
                                "I4",
                                "Float64",
                                "<float64",
                                "S-1",
                                "U536870912",
                                "S2147483648",
                                "S99999999999999999999",
                                "M8[B]",
                                "M8[]",
                                "M8[s/0]",
                                "M8[s/-4]",
                                "M8[s/7]",
                                "M8[-2s]",
                                "M8[2147483648s]",
                                "M8[2147483647s/4]",
                                "M8[s",
                                "M8[s]x",
                                "M8[s/]",
                                "i4,,f8",
                                "i4;f8",
                                ",",
                                "(2",
                                "(2,",
                                "2",
                                "(-2,)i4",
                                "99999999999i4",
                                "2147483647i4",
                                "(65536,65536)i1",
                                ">2<i4",
                                "[i4,f8]",
                                "(2,)S",
                                "i4,x"})
            QTest::addRow("refused: '%s'", bad) << QString::fromUtf8(bad) << QString() << QString() << qint64(0);
    }
    void strings()
    {
        QFETCH(QString, text);
        QFETCH(QString, descr);
        const auto dtype = dtypeFromString(text);
        QCOMPARE(dtype.isOk(), !descr.isEmpty());
        if (!dtype) {
            QVERIFY(!dtype.error().message.isEmpty());
            return;
        }
        QCOMPARE(dtype->descr(), descr);
        QTEST(dtype->name(), "name");
        QTEST(dtype->itemsize, "itemsize");
    }

    void lists_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("descr"); // empty: refused
        QTest::addColumn<qint64>("itemsize");
        const auto row = [](const char *name, const char *text, const char *descr, qint64 itemsize) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(descr) << itemsize;
        };
        const auto same = [row](const char *name, const char *text, qint64 itemsize) {
            row(name, text, text, itemsize);
        };
        same("two fields", "[('a', '<i4'), ('b', '>f8')]", 12);
        same("padding", "[('a', '|i1'), ('', '|V3'), ('b', '<i4'), ('', '|V4')]", 12);
        same("only padding", "[('', '|V8')]", 8);
        same("no fields", "[]", 0);
        same("sub-array", "[('a', '<f8', (2, 3)), ('b', '<f8', (5,))]", 88);
        same("sub-array of zero length keeps its type", "[('a', '<i4', (0, 2)), ('b', '|S5', (0,))]", 0);
        same("nested", "[('a', [('x', '<f4'), ('y', '>f4', (2,))]), ('b', [('z', '|u1')], (3,))]", 15);
        same("titles", "[(('Title', 'a'), '<i4')]", 4);
        same("an empty name is a field", "[('', '<i4')]", 4);
        same("odd names", "[(\"it's\", '|b1'), ('\\n(9,)', '|b1'), ('é日😀', '|b1'), ('\\ud800', '|b1')]", 4);
        row("padding told in two parts", "[('', 'V2'), ('', 'V2'), ('a', 'i1')]", "[('', '|V4'), ('a', '|i1')]", 5);
        row("a nameless sub-array is padding", "[('', '<i4', (2,)), ('a', '|i1')]", "[('', '|V8'), ('a', '|i1')]", 9);
        row("lists for tuples", "[['a', '<i4', [2]]]", "[('a', '<i4', (2,))]", 8);
        row("a number as shape", "[('a', '<i4', 2), ('b', '<i4', 1)]", "[('a', '<i4', (2,)), ('b', '<i4')]", 12);
        row("an empty shape", "[('a', '<i4', ())]", "[('a', '<i4')]", 4);
        row("a size as shape", "[('a', 'S', 5), ('b', 'U', 2)]", "[('a', '|S5'), ('b', '<U2')]", 13);
        row("a tuple with its shape", "[('a', ('<f8', (2,)))]", "[('a', '<f8', (2,))]", 16);
        row("no title", "[((None, 'a'), '<i4')]", "[('a', '<i4')]", 4);
        row("text of two letters", "['ab']", "[('a', '|i1')]", 1);
        for (const char *bad : {"3",
                                "None",
                                "b'<i4'",
                                "{'a': '<i4'}",
                                "('<i4',)",
                                "[('a',)]",
                                "[('a', '<i4', 2, 3)]",
                                "[3]",
                                "[(3, '<i4')]",
                                "[(None, '<i4')]",
                                "[(b'a', '<i4')]",
                                "[(('t', 'a', 'b'), '<i4')]",
                                "[('a', '<i4'), ('a', '<i4')]",
                                "[(('a', 'a'), '<i4')]",
                                "[(('b', 'a'), '<i4'), ('b', '<i4')]",
                                "[('a', '<zz')]",
                                "[('a', '<i4', -1)]",
                                "[('a', '<i4', (2, -1))]",
                                "[('a', '<i4', 'x')]",
                                "[('a', '<i4', [])]",
                                "[('a', '<i4', True)]",
                                "[('a', '<i4', (2147483648,))]",
                                "[('a', '<i4', (65536, 65536))]",
                                "[('a', 'S', (5,))]",
                                "[('a', '<i4', (9223372036854775807, 9223372036854775807))]",
                                "[('a', 'S2147483647'), ('b', '|i1')]",
                                "[('a', ('<i4', (0,)), 2)]"})
            QTest::addRow("refused: %s", bad) << QString::fromUtf8(bad) << QString() << qint64(0);
        QTest::newRow("refused: 65 dimensions")
            << "[('a', '<i4', (" + QStringLiteral("1,").repeated(65) + "))]" << QString() << qint64(0);
    }
    void lists()
    {
        QFETCH(QString, text);
        QFETCH(QString, descr);
        const auto dtype = read(text);
        QCOMPARE(dtype.isOk(), !descr.isEmpty());
        if (!dtype)
            return;
        QCOMPARE(dtype->descr(), descr);
        QTEST(dtype->itemsize, "itemsize");
        const auto again = read(descr);
        QVERIFY(again);
        QVERIFY(*again == *dtype);
    }

    void fieldsKnowTheirPlace()
    {
        const auto dtype = read(QStringLiteral("[('a', '|i1'), ('', '|V3'), ('b', '<i4', (2,)), (('T', 'c'), '>u2')]"));
        QVERIFY(dtype);
        QCOMPARE(dtype->fields.size(), size_t(3));
        QVERIFY(dtype->field(QStringLiteral("b")));
        QCOMPARE(dtype->field(QStringLiteral("b"))->offset, 4);
        QCOMPARE(dtype->field(QStringLiteral("b"))->dtype.itemsize, 8);
        QCOMPARE(dtype->field(QStringLiteral("b"))->dtype.base().itemsize, 4);
        QCOMPARE(dtype->field(QStringLiteral("c"))->offset, 12);
        QCOMPARE(dtype->field(QStringLiteral("c"))->title, QStringLiteral("T"));
        QVERIFY(dtype->field(QStringLiteral("a"))->title.isNull());
        QVERIFY(!dtype->field(QStringLiteral("T")));
    }

    void baseOfAnEmptySubarray()
    {
        const auto dtype = read(QStringLiteral("('<f8', (2, 0))"));
        QVERIFY(dtype);
        QCOMPARE(dtype->itemsize, 0);
        QVERIFY(dtype->base() == *dtypeFromString(QStringLiteral("f8")));
    }

    void kinds()
    {
        QVERIFY(dtypeFromString(QStringLiteral("c16"))->isNumeric());
        QVERIFY(dtypeFromString(QStringLiteral("?"))->isNumeric());
        QVERIFY(!dtypeFromString(QStringLiteral("M8"))->isNumeric());
        QVERIFY(!dtypeFromString(QStringLiteral("2i4"))->isNumeric());
        QVERIFY(!dtypeFromString(QStringLiteral("i4,i4"))->isNumeric());
        QVERIFY(read(QStringLiteral("[('a', [('b', '|O', (2,))])]"))->hasObjects());
        QVERIFY(!read(QStringLiteral("[('a', [('b', '<i8', (2,))])]"))->hasObjects());
        QCOMPARE(dtypeFromString(QStringLiteral("f16"))->encoding, Encoding::X87);
        QCOMPARE(dtypeFromString(QStringLiteral("c24"))->encoding, Encoding::X87);
        QCOMPARE(dtypeFromString(QStringLiteral("c16"))->encoding, Encoding::Plain);
        QCOMPARE(dtypeFromString(QStringLiteral("V2"))->kind, Kind::Void);
    }

    void unitsAreKept()
    {
        const auto unit = dtypeFromString(QStringLiteral("M8[25us]"))->unit;
        QCOMPARE(unit.unit, TimeUnit::Micro);
        QCOMPARE(unit.multiple, 25);
    }

    void endlessCommaListsAreRefused()
    {
        QVERIFY(!dtypeFromString(QStringLiteral("i,").repeated(1000000)));
        QVERIFY(dtypeFromString(QStringLiteral("i,").repeated(1000)));
    }
};

QTEST_APPLESS_MAIN(TestDType)
#include "tst_dtype.moc"
