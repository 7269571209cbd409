#include "core/array/element.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

using namespace npeek;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

DType number(Kind kind, qint64 itemsize, Encoding encoding = Encoding::Plain, std::endian order = std::endian::little)
{
    DType dtype;
    dtype.kind = kind;
    dtype.itemsize = itemsize;
    dtype.encoding = encoding;
    dtype.byteorder = order;
    return dtype;
}

DType bigEndian(DType dtype)
{
    dtype.byteorder = std::endian::big;
    return dtype;
}

const unsigned char *start(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

/// Each number of the element back to front; a complex one is two of them.
QByteArray swapped(const DType &dtype, QByteArray bytes)
{
    const qsizetype size = dtype.kind == Kind::Complex ? bytes.size() / 2 : bytes.size();
    for (qsizetype i = 0; i < bytes.size(); i += size)
        std::reverse(bytes.begin() + i, bytes.begin() + i + size);
    return bytes;
}

bool same(double a, double b)
{
    return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

template <class T> QByteArray bytesOf(T value)
{
    return QByteArray(reinterpret_cast<const char *>(&value), sizeof value);
}

} // namespace

class TestElement : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<DType>("dtype");
        QTest::addColumn<QByteArray>("hex"); // little-endian
        QTest::addColumn<double>("expected");
        const auto row = [](const char *name, const DType &dtype, const char *hex, double expected) {
            QTest::newRow(name) << dtype << QByteArray(hex) << expected;
        };
        row("false", number(Kind::Bool, 1), "00", 0);
        row("true", number(Kind::Bool, 1), "01", 1);
        row("true as 2", number(Kind::Bool, 1), "02", 1);
        row("int8", number(Kind::Int, 1), "80", -128);
        row("uint8", number(Kind::UInt, 1), "80", 128);
        row("int16", number(Kind::Int, 2), "feff", -2);
        row("uint16", number(Kind::UInt, 2), "feff", 65534);
        row("int32", number(Kind::Int, 4), "00000080", -2147483648.0);
        row("uint32", number(Kind::UInt, 4), "01000080", 2147483649.0);
        row("int64", number(Kind::Int, 8), "0000000000000080", -0x1p63);
        row("uint64", number(Kind::UInt, 8), "ffffffffffffffff", 0x1p64);
        row("float16 one", number(Kind::Float, 2), "003c", 1);
        row("float16 smallest", number(Kind::Float, 2), "0100", 0x1p-24);
        row("float16 minus zero", number(Kind::Float, 2), "0080", -0.0);
        row("float16 infinity", number(Kind::Float, 2), "00fc", -inf);
        row("float16 NaN", number(Kind::Float, 2), "017c", notANumber);
        row("float32", number(Kind::Float, 4), "cdcccc3d", 0.1f);
        row("float64", number(Kind::Float, 8), "9a9999999999b93f", 0.1);
        row("bfloat16", number(Kind::Float, 2, Encoding::BFloat16), "493f", 0.78515625);
        row("bfloat16 infinity", number(Kind::Float, 2, Encoding::BFloat16), "807f", inf);
        row("bfloat16 as raw void", number(Kind::Void, 2, Encoding::BFloat16), "80bf", -1);
        row("float8_e4m3fn largest", number(Kind::Float, 1, Encoding::Float8E4m3fn), "7e", 448);
        row("float8_e4m3fn smallest", number(Kind::Float, 1, Encoding::Float8E4m3fn), "01", 0x1p-9);
        row("float8_e4m3fn NaN", number(Kind::Float, 1, Encoding::Float8E4m3fn), "ff", notANumber);
        row("float8_e4m3fn minus zero", number(Kind::Float, 1, Encoding::Float8E4m3fn), "80", -0.0);
        row("float8_e5m2 largest", number(Kind::Float, 1, Encoding::Float8E5m2), "7b", 57344);
        row("float8_e5m2 smallest", number(Kind::Float, 1, Encoding::Float8E5m2), "01", 0x1p-16);
        row("float8_e5m2 infinity", number(Kind::Float, 1, Encoding::Float8E5m2), "fc", -inf);
        row("float8_e5m2 NaN", number(Kind::Float, 1, Encoding::Float8E5m2), "7d", notANumber);
        row("float8_e4m3fnuz largest", number(Kind::Float, 1, Encoding::Float8E4m3fnuz), "7f", 240);
        row("float8_e4m3fnuz smallest", number(Kind::Float, 1, Encoding::Float8E4m3fnuz), "01", 0x1p-10);
        row("float8_e4m3fnuz NaN", number(Kind::Float, 1, Encoding::Float8E4m3fnuz), "80", notANumber);
        row("float8_e5m2fnuz largest", number(Kind::Float, 1, Encoding::Float8E5m2fnuz), "ff", -57344);
        row("float8_e5m2fnuz smallest", number(Kind::Float, 1, Encoding::Float8E5m2fnuz), "01", 0x1p-17);
        row("float8_e5m2fnuz NaN", number(Kind::Float, 1, Encoding::Float8E5m2fnuz), "80", notANumber);
        row("float8_e8m0fnu one", number(Kind::Float, 1, Encoding::Float8E8m0fnu), "7f", 1);
        row("float8_e8m0fnu smallest", number(Kind::Float, 1, Encoding::Float8E8m0fnu), "00", 0x1p-127);
        row("float8_e8m0fnu largest", number(Kind::Float, 1, Encoding::Float8E8m0fnu), "fe", 0x1p127);
        row("float8_e8m0fnu NaN", number(Kind::Float, 1, Encoding::Float8E8m0fnu), "ff", notANumber);
        row("int4", number(Kind::Int, 1, Encoding::Int4), "f8", -8);
        row("int4 with garbage above", number(Kind::Int, 1, Encoding::Int4), "57", 7);
        row("uint4", number(Kind::UInt, 1, Encoding::UInt4), "0f", 15);
        row("x87 in 16 bytes with garbage", number(Kind::Float, 16, Encoding::X87), "000000000000008000c0ffffffffffff",
            -2);
        row("x87 in 12 bytes", number(Kind::Float, 12, Encoding::X87), "00000000000000a0ff3fabcd", 1.25);
        row("x87 infinity", number(Kind::Float, 16, Encoding::X87), "0000000000000080ffff000000000000", -inf);
        row("x87 NaN", number(Kind::Float, 16, Encoding::X87), "00000000000000c0ff7f000000000000", notANumber);
        row("x87 beyond double", number(Kind::Float, 16, Encoding::X87), "0000000000000080fe7f000000000000", inf);
        row("x87 minus zero", number(Kind::Float, 16, Encoding::X87), "00000000000000000080000000000000", -0.0);
        row("binary128 pi", number(Kind::Float, 16, Encoding::Binary128), "b80117c58c896984d14244b51f920040", M_PI);
        row("binary128 half way rounds to even", number(Kind::Float, 16, Encoding::Binary128),
            "0000000000000008 00000000 0000ff3f", 1);
        row("binary128 just above half way", number(Kind::Float, 16, Encoding::Binary128),
            "0100000000000008 00000000 0000ff3f", 1 + 0x1p-52);
        row("binary128 infinity", number(Kind::Float, 16, Encoding::Binary128), "0000000000000000000000000000ff7f",
            inf);
        row("binary128 NaN", number(Kind::Float, 16, Encoding::Binary128), "0100000000000000000000000000ff7f",
            notANumber);
        row("binary128 smallest", number(Kind::Float, 16, Encoding::Binary128), "01000000000000000000000000000080",
            -0.0);
        row("datetime64", number(Kind::DateTime, 8), "ffffffffffffffff", -1);
        row("NaT", number(Kind::DateTime, 8), "0000000000000080", notANumber);
        row("timedelta64 NaT", number(Kind::TimeDelta, 8), "0000000000000080", notANumber);
        row("complex64", number(Kind::Complex, 8), "0000404000008040", 5);
        row("complex128", number(Kind::Complex, 16), "00000000000008400000000000001040", 5);
        row("complex256 of x87", number(Kind::Complex, 32, Encoding::X87),
            "00000000000000c0 0040000000000000 0000000000000080 0140000000000000", 5);
        row("complex192 of x87", number(Kind::Complex, 24, Encoding::X87),
            "00000000000000c0 00400000 0000000000000080 01400000", 5);
        row("complex256 of binary128", number(Kind::Complex, 32, Encoding::Binary128),
            "0000000000000000 0000000000800040 0000000000000000 0000000000000140", 5);
    }
    void values()
    {
        QFETCH(DType, dtype);
        QFETCH(QByteArray, hex);
        QFETCH(double, expected);
        const QByteArray little = QByteArray::fromHex(hex);
        QCOMPARE(little.size(), dtype.itemsize);
        QVERIFY(isPlottable(dtype));
        for (const bool isBig : {false, true}) {
            const DType type = isBig ? bigEndian(dtype) : dtype;
            const QByteArray shifted = 'x' + (isBig ? swapped(dtype, little) : little) + "yz"; // unaligned
            const double value = toDouble(type, start(shifted) + 1);
            QVERIFY2(same(value, expected), qPrintable(QString::number(value, 'g', 17)));
            QByteArray three = (isBig ? swapped(dtype, little) : little).repeated(3);
            double packed[3] = {7, 7, 7};
            loadDoubles(type, ComplexPart::Absolute, start(three), dtype.itemsize, 3, packed);
            QVERIFY(std::ranges::all_of(packed, [&](double v) { return same(v, expected); }));
            double strided[2] = {7, 7};
            const unsigned char *last = start(three) + 2 * dtype.itemsize;
            loadDoubles(type, ComplexPart::Absolute, last, -2 * dtype.itemsize, 2, strided);
            QVERIFY(same(strided[0], expected) && same(strided[1], expected));
        }
    }

    void everyHalf()
    {
        const DType dtype = number(Kind::Float, 2);
        for (int bits = 0; bits < 0x10000; ++bits) {
            const int exponent = (bits >> 10) & 31;
            const int mantissa = bits & 1023;
            double expected = exponent == 31 ? (mantissa != 0 ? notANumber : inf)
                : exponent != 0              ? std::ldexp(1024 + mantissa, exponent - 25)
                                             : std::ldexp(mantissa, -24);
            expected = bits > 0x7fff ? -expected : expected;
            const double value = toDouble(dtype, start(bytesOf(static_cast<quint16>(bits))));
            QVERIFY2(same(value, expected), qPrintable(QString::number(bits, 16)));
        }
    }

    void hostLongDouble()
    {
        if (std::numeric_limits<long double>::digits != 64)
            QSKIP("the host's long double is no x87 number");
        const DType dtype = number(Kind::Float, 16, Encoding::X87);
        for (const long double value :
             {1.0L / 3, -1e4000L, 3.6e-4951L, std::numeric_limits<long double>::max(),
              std::numeric_limits<long double>::denorm_min(), 1 + 0x1p-53L + 0x1p-63L, 5e-324L * 1.5L}) {
            const QByteArray bytes = bytesOf(value);
            QCOMPARE(toLongDouble(dtype, start(bytes)), value);
            QVERIFY(same(toDouble(dtype, start(bytes)), static_cast<double>(value)));
        }
        const QByteArray pi = QByteArray::fromHex("b80117c58c896984d14244b51f920040");
        const DType quad = number(Kind::Float, 16, Encoding::Binary128);
        QCOMPARE(toLongDouble(quad, start(pi)), 3.14159265358979323846264338328L);
    }

    void integersAreExact()
    {
        const qint64 odd = (qint64(1) << 53) + 1;
        QCOMPARE(toInt64(number(Kind::Int, 8), start(bytesOf(odd))), odd);
        QCOMPARE(toInt64(bigEndian(number(Kind::Int, 8)), start(swapped(number(Kind::Int, 8), bytesOf(-odd)))), -odd);
        QCOMPARE(toUInt64(number(Kind::UInt, 8), start(bytesOf(~quint64(0) - 1))), ~quint64(0) - 1);
        QCOMPARE(toUInt64(number(Kind::UInt, 1), start(bytesOf(quint8(200)))), quint64(200));
        const qint64 nat = std::numeric_limits<qint64>::min();
        QCOMPARE(toInt64(number(Kind::DateTime, 8), start(bytesOf(nat))), nat);
        QCOMPARE(toInt64(number(Kind::Bool, 1), start(bytesOf(quint8(255)))), qint64(1));
        QCOMPARE(toInt64(number(Kind::Int, 2), start(bytesOf(qint16(-5)))), qint64(-5));
        QCOMPARE(toLongDouble(number(Kind::UInt, 8), start(bytesOf(~quint64(0)))), 18446744073709551615.0L);
    }

    void complexParts()
    {
        const DType dtype = bigEndian(number(Kind::Complex, 8));
        const QByteArray bytes = QByteArray::fromHex("bf80000040000000"
                                                     "0000000080000000"); // -1+2j, 0-0j
        QCOMPARE(toComplex(dtype, start(bytes)), std::complex<double>(-1, 2));
        QCOMPARE(toComplex(number(Kind::Int, 1), start(bytes)), std::complex<double>(-65, 0));
        const auto part = [&](ComplexPart which) {
            QList<double> values(2);
            loadDoubles(dtype, which, start(bytes), 8, 2, values.data());
            return values;
        };
        QCOMPARE(part(ComplexPart::Real), (QList<double>{-1, 0}));
        QCOMPARE(part(ComplexPart::Imaginary), (QList<double>{2, -0.0}));
        QCOMPARE(part(ComplexPart::Absolute), (QList<double>{std::sqrt(5.0), 0}));
        QCOMPARE(part(ComplexPart::Phase), (QList<double>{std::atan2(2, -1), -0.0}));
    }

    void noNumbers_data()
    {
        QTest::addColumn<DType>("dtype");
        DType pair = number(Kind::Int, 8);
        pair.shape = {2};
        QTest::newRow("bytes") << number(Kind::Bytes, 4);
        QTest::newRow("text") << number(Kind::Str, 8);
        QTest::newRow("raw") << number(Kind::Void, 2);
        QTest::newRow("object") << number(Kind::Object, 8);
        QTest::newRow("structured") << number(Kind::Struct, 8);
        QTest::newRow("sub-array") << pair;
        QTest::newRow("integer of three bytes") << number(Kind::Int, 3);
        QTest::newRow("empty float") << number(Kind::Float, 0);
    }
    void noNumbers()
    {
        QFETCH(DType, dtype);
        const QByteArray bytes(32, '\1');
        QVERIFY(!isPlottable(dtype));
        QVERIFY(std::isnan(toDouble(dtype, start(bytes))));
        QVERIFY(std::isnan(toLongDouble(dtype, start(bytes))));
        QCOMPARE(toInt64(dtype, start(bytes)), qint64(0));
        double values[2] = {1, 1};
        loadDoubles(dtype, ComplexPart::Absolute, start(bytes), 8, 2, values);
        QVERIFY(std::isnan(values[0]) && std::isnan(values[1]));
    }
};

QTEST_APPLESS_MAIN(TestElement)
#include "tst_element.moc"
