#include "core/array/long_double.h"

#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace npeek;

namespace {

/// 80 bits of a double in 16 bytes, with this in the padding.
QByteArray x87Of(double value, quint64 padding)
{
    QByteArray bytes(16, '\0');
    int exponent = 0;
    const double fraction = std::frexp(std::fabs(value), &exponent);
    const auto significand = static_cast<quint64>(std::ldexp(fraction, 64));
    const int biased = value == 0 ? 0 : exponent - 1 + 16383;
    qToLittleEndian(significand, bytes.data());
    qToLittleEndian(static_cast<quint16>(biased | (std::signbit(value) ? 0x8000 : 0)), bytes.data() + 8);
    qToLittleEndian(static_cast<quint16>(padding), bytes.data() + 10);
    qToLittleEndian(static_cast<quint32>(padding >> 16), bytes.data() + 12);
    return bytes;
}

/// binary128 of a double, with noise in the bits that a double does not have.
QByteArray quadOf(double value, quint64 noise)
{
    QByteArray bytes(16, '\0');
    const auto bits = std::bit_cast<quint64>(value);
    const quint64 fraction = bits & 0xfffffffffffff;
    const int biased = value == 0 ? 0 : static_cast<int>(bits >> 52 & 0x7ff) - 1023 + 16383;
    const quint64 high = (bits >> 63) << 63 | static_cast<quint64>(biased) << 48 | fraction >> 4;
    qToLittleEndian(fraction << 60 | (value == 0 ? 0 : noise & 0xfffffffffffffff), bytes.data());
    qToLittleEndian(high, bytes.data() + 8);
    return bytes;
}

DType longDouble(Kind kind, qint64 itemsize)
{
    DType dtype;
    dtype.kind = kind;
    dtype.itemsize = itemsize;
    dtype.encoding = Encoding::X87;
    return dtype;
}

ArrayView viewOf(const DType &dtype, const QByteArray &bytes)
{
    return *ArrayView::fromSource(dtype, {bytes.size() / dtype.itemsize}, false, 0,
                                  std::make_shared<MemorySource>(bytes));
}

QByteArray swapped(QByteArray bytes)
{
    for (qsizetype i = 0; i < bytes.size(); i += 16)
        std::reverse(bytes.begin() + i, bytes.begin() + i + 16);
    return bytes;
}

} // namespace

class TestLongDouble : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recognized_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Encoding>("encoding");
        QRandomGenerator random(7);
        const auto fill = [&](int count, const std::function<QByteArray(int)> &element) {
            QByteArray bytes;
            for (int i = 0; i < count; ++i)
                bytes += element(i);
            return bytes;
        };
        const auto noise = [&] { return random.generate64(); };
        const auto number = [&] { return random.generateDouble() * 2 - 1; };
        QTest::newRow("x87") << fill(1000, [&](int) { return x87Of(number(), 0); }) << Encoding::X87;
        QTest::newRow("x87 with garbage in the padding")
            << fill(1000, [&](int) { return x87Of(number(), noise()); }) << Encoding::X87;
        QTest::newRow("x87 zeros and garbage") << fill(1000, [&](int) { return x87Of(0, noise()); }) << Encoding::X87;
        QTest::newRow("x87 whole numbers") << fill(1000, [](int i) { return x87Of(i, 0); }) << Encoding::X87;
        QTest::newRow("x87 far out") << fill(9, [](int) {
            return QByteArray::fromHex("618c55fe2383bad1e673000000000000");
        }) << Encoding::X87;
        QTest::newRow("x87 subnormal") << fill(9, [](int) {
            return QByteArray::fromHex("01000000000000000000000000000000");
        }) << Encoding::X87;
        QTest::newRow("x87 infinities and NaN")
            << QByteArray::fromHex("0000000000000080ff7f00000000000000000000000000c0ff7f000000000000") << Encoding::X87;
        QTest::newRow("binary128") << fill(1000, [&](int) { return quadOf(number(), noise()); }) << Encoding::Binary128;
        QTest::newRow("binary128 whole numbers")
            << fill(1000, [](int i) { return quadOf(i, 0); }) << Encoding::Binary128;
        QTest::newRow("binary128 tenths, integer bit always set")
            << fill(9, [](int) { return QByteArray::fromHex("9a99999999999999999999999999fb3f"); })
            << Encoding::Binary128;
        QTest::newRow("binary128 far out")
            << fill(9, [](int) { return QByteArray::fromHex("c30c4505b91ac218abfc470675a3e673"); })
            << Encoding::Binary128;
        QTest::newRow("binary128, mostly zeros")
            << fill(1000, [&](int i) { return quadOf(i % 50 == 0 ? 0.3 : 0.0, 0); }) << Encoding::Binary128;
        QTest::newRow("zeros") << QByteArray(160, '\0') << Encoding::X87;
        QTest::newRow("nothing") << QByteArray() << Encoding::X87;
    }
    void recognized()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Encoding, encoding);
        DType dtype = longDouble(Kind::Float, 16);
        QCOMPARE(recognizeLongDouble(viewOf(dtype, bytes)), encoding);
        dtype.byteorder = std::endian::big;
        QCOMPARE(recognizeLongDouble(viewOf(dtype, swapped(bytes))), encoding);
        if (bytes.size() % 32 == 0)
            QCOMPARE(recognizeLongDouble(viewOf(longDouble(Kind::Complex, 32), bytes)), encoding);
    }

    void longDoublesOfI386AreX87()
    {
        const ArrayView view = viewOf(longDouble(Kind::Float, 12), QByteArray(120, '\x3f'));
        QCOMPARE(withLongDoublesRecognized(view).dtype(), view.dtype());
    }

    void fieldsAreRecognized()
    {
        DType inner;
        inner.kind = Kind::Struct;
        inner.itemsize = 16;
        inner.fields = {{QStringLiteral("q"), {}, 0, longDouble(Kind::Float, 16)}};
        DType outer = inner;
        outer.itemsize = 32;
        outer.fields = {{QStringLiteral("x"), {}, 0, longDouble(Kind::Float, 16)},
                        {QStringLiteral("in"), {}, 16, inner}};
        for (const Encoding encoding : {Encoding::X87, Encoding::Binary128}) {
            const auto number = [&](double value) {
                return encoding == Encoding::X87 ? x87Of(value, 9) : quadOf(value, 77);
            };
            const ArrayView view = withLongDoublesRecognized(viewOf(outer, number(0.3) + number(-0.7)));
            QCOMPARE(view.dtype().fields[0].dtype.encoding, encoding);
            QCOMPARE(view.dtype().fields[1].dtype.fields[0].dtype.encoding, encoding);
        }
    }
};

QTEST_APPLESS_MAIN(TestLongDouble)
#include "tst_long_double.moc"
