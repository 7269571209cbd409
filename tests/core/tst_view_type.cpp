#include "core/array/array_view.h"
#include "core/export/cell_text.h"
#include "core/format/header_dict.h"
#include "core/format/view_type.h"

#include <QTest>

using namespace npeek;

namespace {

DType dtypeOf(const char *text)
{
    return *dtypeFromString(QString::fromLatin1(text));
}

ArrayHeader headerOf(const char *descr)
{
    const QString text =
        QStringLiteral("{'descr': %1, 'fortran_order': False, 'shape': (2,), }").arg(QLatin1String(descr));
    return *headerFromText(text, {1, 0});
}

} // namespace

class TestViewType : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offered_data()
    {
        QTest::addColumn<QString>("of");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("last");
        QTest::newRow("two raw bytes") << "V2"
                                       << "bfloat16"
                                       << "V2";
        QTest::newRow("uint16") << ">u2"
                                << "bfloat16"
                                << ">u2";
        QTest::newRow("a raw byte") << "V1"
                                    << "float8_e4m3fn"
                                    << "V1";
        QTest::newRow("int8") << "i1"
                              << "float8_e4m3fn"
                              << "i1";
        QTest::newRow("longdouble") << "f16"
                                    << "x87"
                                    << "binary128";
        QTest::newRow("complex of longdoubles") << "c32"
                                                << "x87"
                                                << "binary128";
        QTest::newRow("longdouble of 12 bytes") << "f12"
                                                << ""
                                                << "";
        QTest::newRow("float64") << "f8"
                                 << ""
                                 << "";
        QTest::newRow("text of a byte") << "S1"
                                        << ""
                                        << "";
        QTest::newRow("struct of two bytes") << "i1,i1"
                                             << ""
                                             << "";
    }
    void offered()
    {
        QFETCH(QString, of);
        const DType dtype = *dtypeFromString(of);
        const QStringList names = viewTypes(dtype);
        QTEST(names.value(0), "first");
        QTEST(names.isEmpty() ? QString() : names.last(), "last");
        for (const QString &name : names) {
            const auto view = viewType(dtype, name);
            QVERIFY2(view, qPrintable(name));
            QCOMPARE(view->descr(), dtype.descr());
            QCOMPARE(viewTypes(*view), names);
        }
    }

    void views_data()
    {
        QTest::addColumn<QString>("of");
        QTest::addColumn<QString>("as");
        QTest::addColumn<QString>("name"); // empty: refused
        QTest::addColumn<QString>("descr");
        const auto row = [](const char *of, const char *as, const char *name, const char *descr) {
            QTest::addRow("%s as %s", of, as) << of << as << name << descr;
        };
        row("V2", "bfloat16", "bfloat16 (V2)", "'|V2'");
        row(">u2", "bfloat16", "bfloat16 (u2)", "'>u2'");
        row("u1", "float8_e8m0fnu", "float8_e8m0fnu (u1)", "'|u1'");
        row("V1", "int4", "int4 (V1)", "'|V1'");
        row("bfloat16", "V2", "|V2", "'|V2'");
        row("V2", "<i2", "int16", "'<i2'");
        row("V8", "M8[ns]", "datetime64[ns]", "'<M8[ns]'");
        row("f16", "binary128", "float128 (binary128)", "'<f16'");
        row(">c32", "binary128", ">c32 (binary128)", "'>c32'");
        row("f16", "x87", "float128", "'<f16'");
        row("V2", "i1,i1", "[('f0', '|i1'), ('f1', '|i1')]", "[('f0', '|i1'), ('f1', '|i1')]");
        row("V1", "bfloat16", "", "");
        row("V2", "float8_e5m2", "", "");
        row("f8", "x87", "", "");
        row("f12", "binary128", "", "");
        row("V8", "O", "", "");
        row("V2", "2i1", "", "");
        row("V2", "float9", "", "");
    }
    void views()
    {
        QFETCH(QString, of);
        QFETCH(QString, as);
        QFETCH(QString, name);
        const auto view = viewType(*dtypeFromString(of), as);
        QCOMPARE(view.isOk(), !name.isEmpty());
        if (!view) {
            QVERIFY2(view.error().message.contains(as), qPrintable(view.error().message));
            return;
        }
        QCOMPARE(view->name(), name);
        QTEST(view->descr(), "descr");
    }

    void twoRawBytesAreBfloat16()
    {
        const ArrayHeader header = headerOf("'<V2'");
        QCOMPARE(header.dtype.name(), QStringLiteral("bfloat16 (V2)"));
        QVERIFY(header.dtype.isNumeric());
        QVERIFY(header.oddities.isEmpty());
        QVERIFY(header.encode().contains("'descr': '|V2'"));
        QCOMPARE(headerOf("'|V3'").dtype.kind, Kind::Void);
    }

    void fieldOfMxnetIsBfloat16()
    {
        const ArrayHeader header = headerOf("[('bfloat16', '<u2'), ('other', '<u2')]");
        QCOMPARE(header.dtype.descr(), QStringLiteral("[('bfloat16', '<u2'), ('other', '<u2')]"));
        const QByteArray element = QByteArray::fromHex("803f803f");
        QCOMPARE(cellText(header.dtype, reinterpret_cast<const unsigned char *>(element.constData())),
                 QStringLiteral("(1.0, 16256)"));
    }

    void elementsOfAView_data()
    {
        QTest::addColumn<QString>("of");
        QTest::addColumn<QString>("as");
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("text");
        QTest::newRow("bfloat16") << "V2"
                                  << "bfloat16" << QByteArray("c0bf") << "-1.5";
        QTest::newRow("bfloat16, big-endian") << ">u2"
                                              << "bfloat16" << QByteArray("bfc0") << "-1.5";
        QTest::newRow("float8_e4m3fn") << "V1"
                                       << "float8_e4m3fn" << QByteArray("bc") << "-1.5";
        QTest::newRow("float8_e5m2") << "u1"
                                     << "float8_e5m2" << QByteArray("3e") << "1.5";
        QTest::newRow("int4") << "i1"
                              << "int4" << QByteArray("0f") << "-1";
        QTest::newRow("uint4") << "i1"
                               << "uint4" << QByteArray("0f") << "15";
        QTest::newRow("binary128") << "f16"
                                   << "binary128" << QByteArray("0000000000000000000000000000ff3f") << "1.0";
    }
    void elementsOfAView()
    {
        QFETCH(QString, of);
        QFETCH(QString, as);
        QFETCH(QByteArray, hex);
        const auto source = std::make_shared<MemorySource>(QByteArray::fromHex(hex));
        const auto array = ArrayView::fromSource(*dtypeFromString(of), {1}, false, 0, source);
        const auto view = array->viewedAs(*viewType(array->dtype(), as));
        QVERIFY(view);
        QCOMPARE(view->shape(), Shape{1});
        QByteArray scratch;
        const qint64 index = 0;
        QTEST(cellText(view->dtype(), view->element(std::span(&index, 1), scratch)->data()), "text");
    }

    void otherSizesAreRefused()
    {
        const auto source = std::make_shared<MemorySource>(QByteArray(8, '\0'));
        const auto array = ArrayView::fromSource(dtypeOf("f4"), {2}, false, 0, source);
        const auto view = array->viewedAs(dtypeOf("f8"));
        QVERIFY(!view);
        QCOMPARE(view.error().code, ErrorCode::InvalidInput);
        QVERIFY(view.error().message.contains(QLatin1String("8 bytes")));
    }
};

QTEST_APPLESS_MAIN(TestViewType)
#include "tst_view_type.moc"
