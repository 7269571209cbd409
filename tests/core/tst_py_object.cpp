#include "core/export/object_text.h"
#include "core/format/object_array.h"
#include "core/format/py_text.h"

#include <QFile>
#include <QTest>

using namespace npeek;

namespace {

using Type = PyObject::Type;

PyObject read(const QByteArray &pickle)
{
    Progress progress;
    const auto object = readPickle(MemorySource(pickle), 0, {}, progress);
    if (!object)
        qWarning("%s", qPrintable(object.error().message));
    return object ? *object : PyObject();
}

/// A pickle of make_pickles.py.
QByteArray golden(const QByteArray &name)
{
    const QString folder = qEnvironmentVariable("NPEEK_SOURCE_DIR", QStringLiteral("."));
    QFile file(folder + QStringLiteral("/tests/data/pickles.txt"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("pickles.txt cannot be read");
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QList<QByteArray> parts = line.split('\t');
        if (parts.size() == 3 && parts[0] == name)
            return QByteArray::fromBase64(parts[1]);
    }
    qFatal("no such pickle");
    return {};
}

ArrayHeader objectHeader(const Shape &shape, bool fortranOrder = false)
{
    ArrayHeader header;
    header.dtype.kind = Kind::Object;
    header.dtype.itemsize = 8;
    header.shape = shape;
    header.fortranOrder = fortranOrder;
    return header;
}

Result<ObjectArray> readArray(const ArrayHeader &header, const QByteArray &pickle)
{
    Progress progress;
    return readObjectArray(header, MemorySource(pickle), progress);
}

QStringList texts(const ObjectArray &array)
{
    QStringList list;
    for (const PyObject &element : array.elements)
        list += objectText(element);
    return list;
}

} // namespace

class TstPyObject : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void none();
    void numbers();
    void text();
    void containers();
    void cycles();
    void instances();
    void numpyValues();
    void outlivesItsPickle();
    void boundedText();
    void objectArrays();
    void headerDisagrees();
    void noArray();
    void cellsAsArrays();
    void bigIntegers_data();
    void bigIntegers();
    void surrogates();
};

void TstPyObject::none()
{
    const PyObject object;
    QVERIFY(object.is(Type::None));
    QCOMPARE(objectText(object), QStringLiteral("None"));
    QCOMPARE(object.itemCount(), 0);
    QCOMPARE(object.pairCount(), 0);
    QVERIFY(!object.toInt64() && !object.state() && !object.callee() && !object.find(QStringLiteral("a")));
    QVERIFY(object.text().isEmpty() && object.bytes().isEmpty() && object.className().isEmpty());
}

void TstPyObject::numbers()
{
    QCOMPARE(read("I-5\n.").toInt64(), std::optional<qint64>(-5));
    QCOMPARE(read("\x88.").toInt64(), std::optional<qint64>(1));
    QVERIFY(read("\x88.").toBool() && !read("\x89.").toBool());
    QVERIFY(!read("L9223372036854775808L\n.").toInt64());
    QCOMPARE(read("L9223372036854775808L\n.").integerText(), QStringLiteral("9223372036854775808"));
    QCOMPARE(read("F1.5\n.").toDouble(), 1.5);
    QCOMPARE(read(golden("(1+2j), protocol 2")).toComplex(), std::complex<double>(1, 2));
}

void TstPyObject::text()
{
    const PyObject str = read("V\\u65e5\\u672c\n.");
    QCOMPARE(str.text(), QStringLiteral("日本"));
    QCOMPARE(str.text(3), QStringLiteral("日"));
    QCOMPARE(str.text(5), QStringLiteral("日"));
    QCOMPARE(str.text(0), QString());
    QCOMPARE(str.byteCount(), 6);
    const PyObject old = read("U\x02"
                              "a\xe9.");
    QVERIFY(old.is(Type::ByteString) && old.isPython2Str());
    QCOMPARE(old.text(), QStringLiteral("aé"));
    QCOMPARE(old.bytes(), QByteArray("a\xe9"));
}

void TstPyObject::containers()
{
    const PyObject dict = read("(S'a'\nI1\nV\\u65e5\nI2\nS'a'\nI3\nd.");
    QCOMPARE(dict.pairCount(), 3);
    QCOMPARE(dict.find(QStringLiteral("a"))->toInt64(), std::optional<qint64>(3));
    QCOMPARE(dict.find(QStringLiteral("日"))->toInt64(), std::optional<qint64>(2));
    QVERIFY(!dict.find(QStringLiteral("b")));
    QCOMPARE(dict.key(1).text(), QStringLiteral("日"));
    const PyObject ordered = read(golden("ordered dict, protocol 4"));
    QVERIFY(ordered.is(Type::Dict));
    QCOMPARE(ordered.className(), QStringLiteral("collections.OrderedDict"));
    QCOMPARE(ordered.find(QStringLiteral("a"))->toInt64(), std::optional<qint64>(2));
}

void TstPyObject::cycles()
{
    const PyObject list = read("]q\x01h\x01"
                               "a.");
    QCOMPARE(list.itemCount(), 1);
    QCOMPARE(list.item(0).identity(), list.identity());
    QCOMPARE(objectText(list), QStringLiteral("[[...]]"));
    QCOMPARE(objectText(read("cos\nsystem\n)Rq\x01h\x01"
                             "b.")),
             QStringLiteral("<os.system [...]>"));
}

void TstPyObject::instances()
{
    const PyObject call = read("cos\nsystem\n(S'id'\ntR.");
    QVERIFY(call.is(Type::Opaque));
    QCOMPARE(call.className(), QStringLiteral("os.system"));
    QCOMPARE(call.args().item(0).text(), QStringLiteral("id"));
    QVERIFY(!call.state() && !call.keywords());
    const PyObject matrix = read(golden("sparse, protocol 4"));
    QVERIFY(matrix.is(Type::Sparse));
    QCOMPARE(matrix.className(), QStringLiteral("scipy.sparse._csr.csr_matrix"));
    QCOMPARE(matrix.state()->find(QStringLiteral("data"))->shape(), Shape{2});
}

void TstPyObject::numpyValues()
{
    const PyObject array = read(golden("array F, protocol 2"));
    QVERIFY(array.is(Type::Array) && array.fortranOrder());
    QCOMPARE(array.dtype().name(), QStringLiteral("int64"));
    QCOMPARE(array.shape(), (Shape{2, 3}));
    QCOMPARE(array.byteCount(), 48);
    const PyObject scalar = read(golden("timedelta64, protocol 4"));
    QVERIFY(scalar.is(Type::Scalar));
    QCOMPARE(scalar.dtype().name(), QStringLiteral("timedelta64[s]"));
    QCOMPARE(scalar.bytes(), QByteArray("\7\0\0\0\0\0\0\0", 8));
    QCOMPARE(read(golden("matrix, protocol 4")).className().section(u'.', -1), QStringLiteral("matrix"));
}

void TstPyObject::outlivesItsPickle()
{
    PyObject inner;
    {
        const PyObject outer = read("((I1\nI2\ntI3\nt.");
        inner = outer.item(0);
    }
    QCOMPARE(objectText(inner), QStringLiteral("(1, 2)"));
}

void TstPyObject::boundedText()
{
    const PyObject list = read("](" + QByteArray("K\x01").repeated(5000) + "e.");
    const QString text = objectText(list, {.maxLength = 20});
    QCOMPARE(text, QStringLiteral("[1, 1, 1, 1, 1, 1, 1…"));
    QCOMPARE(objectText(read("]]]aa."), {.maxDepth = 2}), QStringLiteral("[[[...]]]"));
    QCOMPARE(objectText(read("V" + QByteArray(100000, 'a') + "\n."), {.maxLength = 5}), QStringLiteral("'aaaa…"));
    QCOMPARE(objectText(read(golden("array i4, protocol 5")), {.arrayItems = 5}),
             QStringLiteral("array([[0, 1, 2], [3, 4, 5]], dtype=int32)"));
    QVERIFY(objectText(read(golden("array long, protocol 5"))).contains(QStringLiteral(", ..., ")));
}

void TstPyObject::objectArrays()
{
    const auto plain = readArray(objectHeader({3}), golden("objects, protocol 4"));
    QVERIFY(plain);
    QCOMPARE(texts(*plain), (QStringList{"None", "'a'", "[1]"}));
    QCOMPARE(plain->shape, Shape{3});
    QVERIFY(plain->oddities.isEmpty());
    const auto fortran = readArray(objectHeader({2, 2}, true), golden("objects F, protocol 4"));
    QVERIFY(fortran && fortran->fortranOrder);
    QCOMPARE(texts(*fortran), (QStringList{"1", "'a'", "None", "2.5"}));
    QVERIFY2(fortran->oddities.isEmpty(), qPrintable(fortran->oddities.join(u' ')));
    const auto records = readArray(objectHeader({2}), golden("struct with objects, protocol 4"));
    QVERIFY(records);
    QCOMPARE(texts(*records), (QStringList{"(1, None)", "(2, 'b')"}));
    const auto strings = readArray(objectHeader({2}), golden("StringDType"));
    QVERIFY(strings && strings->isStringDType);
    QCOMPARE(texts(*strings), (QStringList{"'abc'", "''"}));
    QVERIFY(strings->oddities.isEmpty());
}

void TstPyObject::headerDisagrees()
{
    const auto array = readArray(objectHeader({2, 2}), golden("objects, protocol 4"));
    QVERIFY(array);
    QCOMPARE(array->shape, Shape{3});
    QCOMPARE(array->oddities, QStringList{"the header says shape (2, 2), the pickle (3,)"});
    const auto order = readArray(objectHeader({2, 2}), golden("objects F, protocol 4"));
    QVERIFY(order);
    QCOMPARE(order->oddities, QStringList{"the header says C order, the pickle Fortran order"});
    const auto dtype = readArray(objectHeader({2}), golden("struct with objects, protocol 4"));
    QVERIFY(dtype);
    QCOMPARE(dtype->oddities, QStringList{"the header says dtype '|O', the pickle [('a', '<i4'), ('o', '|O')]"});
}

void TstPyObject::noArray()
{
    const auto array = readArray(objectHeader({5}), "cos\nsystem\n(S'id'\ntR.");
    QVERIFY(array);
    QVERIFY(array->shape.empty());
    QCOMPARE(texts(*array), QStringList{"<os.system('id')>"});
    QCOMPARE(array->oddities.size(), 1);
    QVERIFY(!readArray(objectHeader({5}), "cos\nsys"));
    ArrayHeader behind = objectHeader({5});
    behind.dataOffset = 100;
    QVERIFY(!readArray(behind, "N."));
}

void TstPyObject::cellsAsArrays()
{
    const auto view = arrayFromObject(read(golden("array F, protocol 5")));
    QVERIFY(view);
    QCOMPARE(view->shape(), (Shape{2, 3}));
    QCOMPARE(view->strides(), (Shape{8, 16}));
    QVERIFY(!arrayFromObject(read(golden("objects, protocol 4"))));
    QVERIFY(!arrayFromObject(read("N.")));
    QVERIFY(objectArrayFromObject(read(golden("objects, protocol 4"))));
    QVERIFY(!objectArrayFromObject(read(golden("array, protocol 4"))));
}

void TstPyObject::bigIntegers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << QByteArray(9, '\0') << QStringLiteral("0");
    QTest::newRow("minus one") << QByteArray(9, '\xff') << QStringLiteral("-1");
    QTest::newRow("2^64") << QByteArray(8, '\0') + '\x01' << QStringLiteral("18446744073709551616");
    QTest::newRow("-2^64") << QByteArray(8, '\0') + '\xff' << QStringLiteral("-18446744073709551616");
    QTest::newRow("10^18") << QByteArray::fromHex("000064a7b3b6e00d00") << QStringLiteral("1000000000000000000");
    QTest::newRow("-2^95") << QByteArray(11, '\0') + '\x80' << QStringLiteral("-39614081257132168796771975168");
    QTest::newRow("long") << QByteArray(3000, '\x11')
                          << QStringLiteral("0x11111111111111111111111111111111… (3000 bytes)");
}

void TstPyObject::bigIntegers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(integerFromTwosComplement(bytes), text);
}

void TstPyObject::surrogates()
{
    const QByteArray lone = "\xed\xa0\x80";
    QVERIFY(isPickleUtf8(lone) && isPickleUtf8("a\xf0\x9f\x98\x80"));
    QVERIFY(!isPickleUtf8("\xc0\x80") && !isPickleUtf8("\xf4\x90\x80\x80"));
    QVERIFY(!isPickleUtf8("\xe6\x97") && !isPickleUtf8("\x80"));
    QCOMPARE(fromPickleUtf8(lone), QString(QChar(0xd800)));
    QCOMPARE(fromPickleUtf8("a\xffz"), QStringLiteral("a\ufffdz"));
    QVERIFY(!latin1FromPickleUtf8("\xe6\x97\xa5"));
    QCOMPARE(latin1FromPickleUtf8("\xc3\xbf"), std::optional(QByteArray("\xff")));
}

QTEST_APPLESS_MAIN(TstPyObject)
#include "tst_py_object.moc"
