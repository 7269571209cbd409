#include "core/format/array_header.h"
#include "core/format/python_literal.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>
#include <QtEndian>

using namespace npeek;

namespace {

/// A golden file; ctest says where the sources are, by hand tests run in their folder.
QString dataFile(const char *name)
{
    return qEnvironmentVariable("NPEEK_SOURCE_DIR", QStringLiteral(".")) + QStringLiteral("/tests/data/")
        + QLatin1String(name);
}

/// An .npy file with this header text and no data.
QByteArray file(const QByteArray &text, char major = 1)
{
    QByteArray length(major == 1 ? 2 : 4, '\0');
    if (major == 1)
        qToLittleEndian(static_cast<quint16>(text.size()), length.data());
    else
        qToLittleEndian(static_cast<quint32>(text.size()), length.data());
    return QByteArray("\x93NUMPY") + major + '\0' + length + text;
}

Result<ArrayHeader> read(const QByteArray &bytes)
{
    return ArrayHeader::read(MemorySource(bytes));
}

Result<ArrayHeader> readText(const QByteArray &text, char major = 1)
{
    return read(file(text, major));
}

QByteArray dict(const QByteArray &descr, const QByteArray &order = "False", const QByteArray &shape = "(3,)")
{
    return "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }";
}

/// A descr of tests/data/headers.txt; the long ones stand there in short.
QString expanded(const QString &descr)
{
    if (!descr.startsWith(u'@'))
        return descr;
    const QStringList words = descr.split(u' ');
    const int count = words[2].toInt();
    if (words[0] == QLatin1String("@name"))
        return QStringLiteral("[('%1', '<i4')]").arg(words[1].repeated(count));
    QStringList fields;
    for (int i = 0; i < count; ++i)
        fields += QStringLiteral("('%1%2', '<f8')").arg(words[1]).arg(i);
    return u'[' + fields.join(QStringLiteral(", ")) + u']';
}

} // namespace

class TestArrayHeader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writtenAsNumPyDoes_data()
    {
        QTest::addColumn<QString>("descr");
        QTest::addColumn<bool>("fortranOrder");
        QTest::addColumn<QString>("shape");
        QTest::addColumn<QString>("expected"); // hex, or the SHA-256 of long ones
        QFile golden(dataFile("headers.txt"));
        QVERIFY(golden.open(QIODevice::ReadOnly));
        while (!golden.atEnd()) {
            const QStringList parts = QString::fromUtf8(golden.readLine()).chopped(1).split(u'\t');
            QCOMPARE(parts.size(), 4);
            QTest::addRow("%s %s %s", qPrintable(parts[0]), qPrintable(parts[2]), parts[1] == "True" ? "Fortran" : "C")
                << expanded(parts[0]) << (parts[1] == "True") << parts[2] << parts[3];
        }
    }
    void writtenAsNumPyDoes()
    {
        QFETCH(QString, descr);
        QFETCH(bool, fortranOrder);
        QFETCH(QString, shape);
        QFETCH(QString, expected);
        const auto dtype = dtypeFromDescr(*parsePythonLiteral(descr));
        QVERIFY(dtype);
        ArrayHeader header;
        header.dtype = *dtype;
        header.fortranOrder = fortranOrder;
        const auto lengths = parsePythonLiteral(shape);
        for (const PyValue &length : lengths->items)
            header.shape.push_back(length.integer);
        const QByteArray bytes = header.encode();
        const bool isHashed = expected.size() == 64;
        const QByteArray told = isHashed ? QCryptographicHash::hash(bytes, QCryptographicHash::Sha256) : bytes;
        QCOMPARE(QString::fromLatin1(told.toHex()), expected);

        const auto again = read(bytes);
        QVERIFY(again);
        QVERIFY(again->dtype == header.dtype);
        QCOMPARE(again->fortranOrder, fortranOrder);
        QCOMPARE(again->shape, header.shape);
        QCOMPARE(again->dataOffset, bytes.size());
        QCOMPARE(again->oddities.size(), bytes.size() > 10000 ? 1 : 0);
    }

    void spellings_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("oddities"); // -1: refused
        const auto row = [](const char *name, const QByteArray &text, int oddities) {
            QTest::newRow(name) << text << oddities;
        };
        row("without padding or newline", dict("'<i4'"), 0);
        row("another order, no spaces", "{'shape':(3,),'descr':'<i4','fortran_order':False}", 0);
        row("a key twice: the last counts", "{'shape': (9,), 'descr': 'i4', 'fortran_order': False, 'shape': (3,)}", 0);
        row("Python 2 long", dict("'<i4'", "False", "(3L,)"), 1);
        row("NumPy 2 scalar", dict("'<i4'", "np.False_", "(np.int64(3),)"), 1);
        row("JSON", "{\"descr\": \"<i4\", \"fortran_order\": false, \"shape\": [3]}", 2);
        row("padded by NUL", dict("'<i4'") + QByteArray(9, '\0'), 1);
        row("a number as shape", dict("'<i4'", "False", "3"), 1);
        row("a number in brackets as shape", dict("'<i4'", "False", "(3)"), 1);
        row("a list as shape", dict("'<i4'", "False", "[3]"), 1);
        row("nothing", "", -1);
        row("no dict", "'descr'", -1);
        row("a missing key", "{'descr': '<i4', 'shape': (3,)}", -1);
        row("one key more", "{'descr': '<i4', 'fortran_order': False, 'shape': (3,), 'x': 1}", -1);
        row("keys of bytes", "{b'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", -1);
        row("a number as order", dict("'<i4'", "0"), -1);
        row("None as order", dict("'<i4'", "None"), -1);
        row("a text as shape", dict("'<i4'", "False", "'3'"), -1);
        row("a bool in the shape", dict("'<i4'", "False", "(True,)"), -1);
        row("a float in the shape", dict("'<i4'", "False", "(3.0,)"), -1);
        row("an unknown dtype", dict("'<i3'"), -1);
        row("a sub-array", dict("'2i4'"), -1);
        row("a sub-array as tuple", dict("('<i4', (2,))"), -1);
        row("something behind", dict("'<i4'") + " 1", -1);
        row("NUL in front", QByteArray(2, '\0') + dict("'<i4'"), -1);
        row("code", "__import__('os').abort()", -1);
    }
    void spellings()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, oddities);
        const auto header = readText(text);
        QCOMPARE(header.isOk(), oddities >= 0);
        if (!header) {
            QVERIFY(!header.error().message.isEmpty());
            return;
        }
        QCOMPARE(header->oddities.size(), oddities);
        QCOMPARE(header->shape, Shape{3});
        QCOMPARE(header->dtype.descr(), QStringLiteral("'<i4'"));
        QVERIFY(!header->fortranOrder);
        QCOMPARE(header->dataOffset, 10 + text.size());
    }

    void shapes_data()
    {
        QTest::addColumn<QByteArray>("descr");
        QTest::addColumn<QByteArray>("shape");
        QTest::addColumn<qint64>("nbytes"); // -1: refused
        const auto row = [](const char *name, const QByteArray &descr, const QByteArray &shape, qint64 nbytes) {
            QTest::newRow(name) << descr << shape << nbytes;
        };
        row("no axes", "'<i4'", "()", 4);
        row("empty", "'<i4'", "(3, 0, 2)", 0);
        row("many rows of nothing", "'<i4'", "(1000000000000, 0)", 0);
        row("elements of no size", "'|S0'", "(4611686018427387904,)", 0);
        row("elements without fields", "[]", "(1099511627776,)", 0);
        row("64 axes", "'<i4'", '(' + QByteArray("1,").repeated(64) + ')', 4);
        row("65 axes", "'<i4'", '(' + QByteArray("1,").repeated(65) + ')', -1);
        row("all that 63 bits count", "'|i1'", "(9223372036854775807,)", std::numeric_limits<qint64>::max());
        row("one more", "'|i1'", "(9223372036854775808,)", -1);
        row("twice as many bytes", "'<i2'", "(9223372036854775807,)", -1);
        row("wraps to 0", "'<i4'", "(4294967296, 4294967296)", -1);
        row("wraps to 8", "'|i1'", "(2305843009213693953, 8)", -1);
        row("empty, but beyond any stride", "'<i8'", "(0, 4611686018427387904)", -1);
        row("negative", "'<i4'", "(-1,)", -1);
        row("negative and empty", "'<i4'", "(0, -1)", -1);
        row("a number of 4000 digits", "'<i4'", '(' + QByteArray(4000, '9') + ",)", -1);
    }
    void shapes()
    {
        QFETCH(QByteArray, descr);
        QFETCH(QByteArray, shape);
        QFETCH(qint64, nbytes);
        const auto header = readText(dict(descr, "False", shape));
        QCOMPARE(header.isOk(), nbytes >= 0);
        if (header)
            QCOMPARE(*header->byteCount(), nbytes);
    }

    void prefixes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("valid");
        const QByteArray text = dict("'<i4'");
        QTest::newRow("version 1") << file(text, 1) << true;
        QTest::newRow("version 2") << file(text, 2) << true;
        QTest::newRow("version 3") << file(text, 3) << true;
        QTest::newRow("version 0") << file(text, 0) << false;
        QTest::newRow("version 4") << file(text, 4) << false;
        QTest::newRow("version 1.1") << file(text).replace(7, 1, "\x01") << false;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("inside the magic") << file(text).left(5) << false;
        QTest::newRow("only the magic") << file(text).left(6) << false;
        QTest::newRow("no version") << file(text).left(7) << false;
        QTest::newRow("no length") << file(text).left(8) << false;
        QTest::newRow("half a length") << file(text, 2).left(11) << false;
        QTest::newRow("cut header") << file(text).chopped(1) << false;
        QTest::newRow("4 GiB in 12 bytes") << QByteArray("\x93NUMPY\x02\x00\xff\xff\xff\xff", 12) << false;
        QTest::newRow("another magic") << file(text).replace(0, 1, "\x94") << false;
    }
    void prefixes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, valid);
        const auto header = read(bytes);
        QCOMPARE(header.isOk(), valid);
        if (!valid)
            QVERIFY(!header.error().message.isEmpty());
    }

    void encodingsOfText()
    {
        const QByteArray utf8 = dict("[('\xc3\xa9', '<i4')]");
        const auto latin = readText(utf8, 1);
        QVERIFY(latin);
        QCOMPARE(latin->dtype.fields[0].name, QStringLiteral("\u00c3\u00a9"));
        const auto unicode = readText(utf8, 3);
        QVERIFY(unicode);
        QCOMPARE(unicode->dtype.fields[0].name, QStringLiteral("\u00e9"));
        QVERIFY(!readText(dict("[('\xe9', '<i4')]"), 3));
        QVERIFY(!readText(dict("[('\xed\xa0\x80', '<i4')]"), 3));
        QVERIFY(!readText("\xef\xbb\xbf" + dict("'<i4'"), 3));
    }

    void textIsKeptWithoutPadding()
    {
        const auto header = readText(dict("'<i4'") + "      \n");
        QVERIFY(header);
        QCOMPARE(header->text, QString::fromLatin1(dict("'<i4'")));
    }

    void endIsToldByTheFirstBytes()
    {
        const QByteArray bytes = file(dict("'<i4'") + QByteArray(5000, ' '), 2);
        const Bytes start(reinterpret_cast<const unsigned char *>(bytes.constData()), 12);
        const auto end = ArrayHeader::endOf(start, bytes.size());
        QVERIFY(end);
        QCOMPARE(*end, bytes.size());
        QVERIFY(!ArrayHeader::endOf(start, bytes.size() - 1));
    }

    void hugeHeaderOfManyFields()
    {
        QByteArray fields;
        for (int i = 0; i < 5000; ++i)
            fields += "('f" + QByteArray::number(i) + "', '<f8')," + QByteArray(1000, ' ');
        const auto header = readText(dict('[' + fields + ']') + QByteArray(16 << 20, ' '), 2);
        QVERIFY(header);
        QCOMPARE(header->dtype.fields.size(), size_t(5000));
        QCOMPARE(header->dtype.itemsize, 40000);
    }
};

QTEST_APPLESS_MAIN(TestArrayHeader)
#include "tst_array_header.moc"
