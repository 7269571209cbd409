#include "core/export/cell_text.h"

#include <QTest>

#include <algorithm>

using namespace npeek;

/// The expected digits come from exact fractions in Python.
class TestQuadText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<QByteArray>("hex"); // little-endian
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << QByteArray("00000000000000000000000000000000") << "0.0";
        QTest::newRow("minus zero") << QByteArray("00000000000000000000000000000080") << "-0.0";
        QTest::newRow("one") << QByteArray("0000000000000000000000000000ff3f") << "1.0";
        QTest::newRow("minus two") << QByteArray("000000000000000000000000000000c0") << "-2.0";
        QTest::newRow("tenth") << QByteArray("9a99999999999999999999999999fb3f") << "0.1";
        QTest::newRow("third") << QByteArray("5555555555555555555555555555fd3f")
                               << "0.3333333333333333333333333333333333";
        QTest::newRow("pi") << QByteArray("b80117c58c896984d14244b51f920040") << "3.1415926535897932384626433832795028";
        QTest::newRow("next to one") << QByteArray("0100000000000000000000000000ff3f")
                                     << "1.0000000000000000000000000000000002";
        QTest::newRow("1e16") << QByteArray("000000000000000000087e93371c3440") << "1e+16";
        QTest::newRow("just under 1e16") << QByteArray("00000000000000f8ff077e93371c3440") << "9999999999999999.0";
        QTest::newRow("1e-4") << QByteArray("9d8026c286a757ca32c4b12e6ea3f13f") << "0.0001";
        QTest::newRow("1e-5") << QByteArray("e466b8019f1f46088f368e588b4fee3f") << "1e-05";
        QTest::newRow("1e4000") << QByteArray("c30c4505b91ac218abfc470675a3e673") << "1e+4000";
        QTest::newRow("1e-4900") << QByteArray("2e04b14455d2e452ec75adbe69776900") << "1e-4900";
        QTest::newRow("2^113") << QByteArray("00000000000000000000000000007040")
                               << "1.0384593717069655257060992658440192e+34";
        QTest::newRow("2^-200") << QByteArray("0000000000000000000000000000373f")
                                << "6.223015277861141707144064053780124e-61";
        QTest::newRow("smallest") << QByteArray("01000000000000000000000000000000") << "6e-4966";
        QTest::newRow("smallest normal") << QByteArray("00000000000000000000000000000100")
                                         << "3.3621031431120935062626778173217526e-4932";
        QTest::newRow("largest") << QByteArray("fffffffffffffffffffffffffffffe7f")
                                 << "1.189731495357231765085759326628007e+4932";
        QTest::newRow("any") << QByteArray("d7a56d3cfcf9a44dc716691ae6d5505c")
                             << "2.6927930408577562282439889782865915e+2182";
        QTest::newRow("any small") << QByteArray("a912646543c6977a5a43ac27a967880b")
                                   << "1.0322415380176660572446733918712863e-4043";
        QTest::newRow("any large") << QByteArray("091affea6a87144aff71eacc2922b97e")
                                   << "9.864449714487572716173085851361068e+4833";
        QTest::newRow("infinity") << QByteArray("0000000000000000000000000000ffff") << "-inf";
        QTest::newRow("NaN") << QByteArray("0100000000000000000000000000ff7f") << "nan";
    }
    void texts()
    {
        QFETCH(QByteArray, hex);
        QFETCH(QString, text);
        DType dtype;
        dtype.kind = Kind::Float;
        dtype.itemsize = 16;
        dtype.encoding = Encoding::Binary128;
        QByteArray bytes = QByteArray::fromHex(hex);
        QCOMPARE(cellText(dtype, reinterpret_cast<const unsigned char *>(bytes.constData())), text);
        dtype.byteorder = std::endian::big;
        std::reverse(bytes.begin(), bytes.end());
        QCOMPARE(cellText(dtype, reinterpret_cast<const unsigned char *>(bytes.constData())), text);
    }

    void complexNumbers()
    {
        DType dtype;
        dtype.kind = Kind::Complex;
        dtype.itemsize = 32;
        dtype.encoding = Encoding::Binary128;
        const QByteArray bytes =
            QByteArray::fromHex("0000000000000000000000000000ff3f9a99999999999999999999999999fbbf");
        QCOMPARE(cellText(dtype, reinterpret_cast<const unsigned char *>(bytes.constData())),
                 QStringLiteral("(1-0.1j)"));
    }
};

QTEST_APPLESS_MAIN(TestQuadText)
#include "tst_quad_text.moc"
