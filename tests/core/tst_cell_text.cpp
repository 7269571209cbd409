#include "core/export/cell_text.h"

#include <QTest>

#include <complex>
#include <limits>

using namespace npeek;

namespace {

constexpr std::endian big = std::endian::big;

DType plain(Kind kind, qint64 itemsize, std::endian byteorder = std::endian::little)
{
    DType dtype;
    dtype.kind = kind;
    dtype.itemsize = itemsize;
    dtype.byteorder = byteorder;
    return dtype;
}

DType encoded(Kind kind, qint64 itemsize, Encoding encoding)
{
    DType dtype = plain(kind, itemsize);
    dtype.encoding = encoding;
    return dtype;
}

DType x87(Kind kind, qint64 itemsize)
{
    return encoded(kind, itemsize, Encoding::X87);
}

DType time(Kind kind, TimeUnit unit, qint64 multiple)
{
    DType dtype = plain(kind, 8);
    dtype.unit = {unit, multiple};
    return dtype;
}

DType subarray(DType base, const Shape &shape)
{
    base.itemsize *= *elementCount(shape);
    base.shape = shape;
    return base;
}

/// Fields one after the other, without gaps.
DType structured(const std::vector<DType> &dtypes)
{
    DType dtype = plain(Kind::Struct, 0);
    for (const DType &field : dtypes) {
        dtype.fields.push_back({QStringLiteral("f%1").arg(dtype.fields.size()), {}, dtype.itemsize, field});
        dtype.itemsize += field.itemsize;
    }
    return dtype;
}

void row(const char *name, const DType &dtype, const char *hex, const char *text)
{
    QTest::newRow(name) << dtype << QByteArray::fromHex(hex) << QString::fromUtf8(text);
}

const unsigned char *bytesOf(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}

template <class T> QString formatted(T value, Kind kind, const QString &spec)
{
    const auto format = CellFormat::parse(spec);
    return format ? cellText(plain(kind, sizeof value), reinterpret_cast<const unsigned char *>(&value), *format)
                  : QStringLiteral("refused");
}

} // namespace

class TestCellText : public QObject {
    Q_OBJECT
private:
    void columns()
    {
        QTest::addColumn<DType>("dtype");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("text");
    }
    void compare()
    {
        QFETCH(DType, dtype);
        QFETCH(QByteArray, data);
        QFETCH(QString, text);
        QCOMPARE(qint64(data.size()), dtype.itemsize);
        QCOMPARE(cellText(dtype, bytesOf(data)), text);
        const QByteArray shifted = '!' + data;
        QCOMPARE(cellText(dtype, bytesOf(shifted) + 1), text); // unaligned
    }

private Q_SLOTS:
    /// Every text is what NumPy 1.24 gives for str(scalar), where not said otherwise.
    void numbers_data()
    {
        columns();
        row("true", plain(Kind::Bool, 1), "01", "True");
        row("false", plain(Kind::Bool, 1), "00", "False");
        row("int8", plain(Kind::Int, 1), "80", "-128");
        row("int64 lowest", plain(Kind::Int, 8), "0000000000000080", "-9223372036854775808");
        row("uint64 highest", plain(Kind::UInt, 8), "ffffffffffffffff", "18446744073709551615");
        row("int64 past 2^53", plain(Kind::Int, 8), "0100000000002000", "9007199254740993");
        row("big-endian int32", plain(Kind::Int, 4, big), "fffffffe", "-2");
        row("float64 one", plain(Kind::Float, 8), "000000000000f03f", "1.0");
        row("minus zero", plain(Kind::Float, 8), "0000000000000080", "-0.0");
        row("nan", plain(Kind::Float, 8), "000000000000f87f", "nan");
        row("inf", plain(Kind::Float, 8), "000000000000f07f", "inf");
        row("minus inf", plain(Kind::Float, 8), "000000000000f0ff", "-inf");
        row("a tenth", plain(Kind::Float, 8), "9a9999999999b93f", "0.1");
        row("17 digits", plain(Kind::Float, 8), "343333333333d33f", "0.30000000000000004");
        row("last positional", plain(Kind::Float, 8), "ff7fe03779c34143", "9999999999999998.0");
        row("first scientific", plain(Kind::Float, 8), "0080e03779c34143", "1e+16");
        row("smallest positional", plain(Kind::Float, 8), "2d431cebe2361a3f", "0.0001");
        row("below it", plain(Kind::Float, 8), "a831a51e37361a3f", "9.999e-05");
        row("subnormal", plain(Kind::Float, 8), "0100000000000000", "5e-324");
        row("largest", plain(Kind::Float, 8), "ffffffffffffef7f", "1.7976931348623157e+308");
        row("big-endian float64", plain(Kind::Float, 8, big), "3ff8000000000000", "1.5");
        row("float32 tenth", plain(Kind::Float, 4), "cdcccc3d", "0.1");
        row("float32 integer with fewer digits than it has", plain(Kind::Float, 4), "a379eb4c", "123456790.0");
        row("float32 1e16", plain(Kind::Float, 4), "ca1b0e5a", "1e+16");
        row("float32 1e-4 is below the border", plain(Kind::Float, 4), "17b7d138", "1e-04");
        row("float32 pi", plain(Kind::Float, 4), "db0f4940", "3.1415927");
        row("float16 tenth", plain(Kind::Float, 2), "662e", "0.1");
        row("float16 largest", plain(Kind::Float, 2), "ff7b", "65500.0");
        row("float16 power of two, tie", plain(Kind::Float, 2), "0024", "0.01563");
        row("float16 subnormal", plain(Kind::Float, 2), "0100", "6e-08");
        row("float16 inf", plain(Kind::Float, 2), "007c", "inf");
        row("float16 1e-4", plain(Kind::Float, 2), "8e06", "0.0001");
        row("big-endian float16", plain(Kind::Float, 2, big), "c100", "-2.5");
        row("longdouble third, garbage in the padding", x87(Kind::Float, 16), "abaaaaaaaaaaaaaafd3fabababababab",
            "0.33333333333333333334");
        row("longdouble 1e4000", x87(Kind::Float, 16), "618c55fe2383bad1e673abababababab", "1e+4000");
        row("longdouble 2^63", x87(Kind::Float, 16), "00000000000000803e40abababababab", "9.223372036854775808e+18");
        row("longdouble one", x87(Kind::Float, 16), "0000000000000080ff3fabababababab", "1.0");
        row("bfloat16 tenth", encoded(Kind::Float, 2, Encoding::BFloat16), "cd3d", "0.1");
        row("bfloat16 third", encoded(Kind::Float, 2, Encoding::BFloat16), "ab3e", "0.334");
        row("bfloat16 largest", encoded(Kind::Float, 2, Encoding::BFloat16), "7f7f", "3.39e+38");
    }
    void numbers() { compare(); }

    void complexNumbers_data()
    {
        columns();
        row("complex: complex", plain(Kind::Complex, 16), "000000000000f03f0000000000000040", "(1+2j)");
        row("complex: imaginary only", plain(Kind::Complex, 16), "0000000000000000000000000000f03f", "1j");
        row("complex: minus zero real", plain(Kind::Complex, 16), "0000000000000080000000000000f0bf", "(-0-1j)");
        row("complex: nan and inf", plain(Kind::Complex, 16), "000000000000f87f000000000000f07f", "(nan+infj)");
        row("complex: scientific parts", plain(Kind::Complex, 16), "0080e03779c34143f168e388b5f8e43e",
            "(1e+16+1e-05j)");
        row("complex: imaginary nan", plain(Kind::Complex, 16), "0000000000000000000000000000f87f", "nanj");
        row("complex: zero", plain(Kind::Complex, 16), "00000000000000000000000000000000", "0j");
        row("complex: minus inf and minus zero", plain(Kind::Complex, 16), "000000000000f0ff0000000000000080",
            "(-inf-0j)");
        row("complex64", plain(Kind::Complex, 8), "cdcccc3d000000bf", "(0.1-0.5j)");
        row("big-endian complex64", plain(Kind::Complex, 8, big), "3f800000bf800000", "(1-1j)");
        row("clongdouble", x87(Kind::Complex, 32), "0000000000000080fe3f5908000000000000000000000080ff3f000000000000",
            "(0.5+1j)");
    }
    void complexNumbers() { compare(); }

    /// NumPy wraps around where a count leaves 64 bits; these do not.
    void times_data()
    {
        columns();
        row("year", time(Kind::DateTime, TimeUnit::Year, 1), "3200000000000000", "2020");
        row("year 5 BC", time(Kind::DateTime, TimeUnit::Year, 1), "49f8ffffffffffff", "-005");
        row("year 12345", time(Kind::DateTime, TimeUnit::Year, 1), "8728000000000000", "12345");
        row("month before 1970", time(Kind::DateTime, TimeUnit::Month, 1), "ffffffffffffffff", "1969-12");
        row("week", time(Kind::DateTime, TimeUnit::Week, 1), "0100000000000000", "1970-01-08");
        row("leap day", time(Kind::DateTime, TimeUnit::Day, 1), "082b000000000000", "2000-02-29");
        row("no leap day in 1900", time(Kind::DateTime, TimeUnit::Day, 1), "5c9cffffffffffff", "1900-03-01");
        row("the day before it", time(Kind::DateTime, TimeUnit::Day, 1), "5b9cffffffffffff", "1900-02-28");
        row("last day of a leap year", time(Kind::DateTime, TimeUnit::Day, 1), "eb66020000000000", "2400-12-31");
        row("hour", time(Kind::DateTime, TimeUnit::Hour, 1), "0500000000000000", "1970-01-01T05");
        row("minute", time(Kind::DateTime, TimeUnit::Minute, 1), "ffffffffffffffff", "1969-12-31T23:59");
        row("second", time(Kind::DateTime, TimeUnit::Second, 1), "00105e5f00000000", "2020-09-13T12:26:40");
        row("25 seconds", time(Kind::DateTime, TimeUnit::Second, 25), "0300000000000000", "1970-01-01T00:01:15");
        row("millisecond", time(Kind::DateTime, TimeUnit::Milli, 1), "ffffffffffffffff", "1969-12-31T23:59:59.999");
        row("lowest microsecond", time(Kind::DateTime, TimeUnit::Micro, 1), "0100000000000080",
            "-290308-12-21T19:59:05.224193");
        row("highest nanosecond", time(Kind::DateTime, TimeUnit::Nano, 1), "ffffffffffffff7f",
            "2262-04-11T23:47:16.854775807");
        row("picosecond", time(Kind::DateTime, TimeUnit::Pico, 1), "0700000000000000",
            "1970-01-01T00:00:00.000000000007");
        row("femtosecond", time(Kind::DateTime, TimeUnit::Femto, 1), "0700000000000000",
            "1970-01-01T00:00:00.000000000000007");
        row("lowest attosecond", time(Kind::DateTime, TimeUnit::Atto, 1), "0100000000000080",
            "1969-12-31T23:59:50.776627963145224193");
        row("NaT", time(Kind::DateTime, TimeUnit::Day, 1), "0000000000000080", "NaT");
        row("highest year, past 64 bits", time(Kind::DateTime, TimeUnit::Year, 1), "ffffffffffffff7f",
            "9223372036854777777");
        row("highest week, past 64 bits", time(Kind::DateTime, TimeUnit::Week, 1), "ffffffffffffff7f",
            "176769144494367851-12-25");
        row("generic datetime", time(Kind::DateTime, TimeUnit::Generic, 1), "0300000000000000", "3");
        row("timedelta", time(Kind::TimeDelta, TimeUnit::Day, 1), "0500000000000000", "5 days");
        row("timedelta of 25 ms", time(Kind::TimeDelta, TimeUnit::Milli, 25), "feffffffffffffff", "-50 milliseconds");
        row("generic timedelta", time(Kind::TimeDelta, TimeUnit::Generic, 1), "0300000000000000",
            "3 generic time units");
        row("timedelta NaT", time(Kind::TimeDelta, TimeUnit::Second, 1), "0000000000000080", "NaT");
        row("timedelta past 64 bits", time(Kind::TimeDelta, TimeUnit::Hour, 2), "ffffffffffffff7f",
            "18446744073709551614 hours");
    }
    void times() { compare(); }

    void texts_data()
    {
        columns();
        row("void", plain(Kind::Void, 2), "00ff", "b'\\x00\\xFF'");
        row("bytes", plain(Kind::Bytes, 5), "6162630000", "abc");
        row("bytes with an inner NUL", plain(Kind::Bytes, 4), "61006200", "a\\x00b");
        row("latin-1 and control bytes", plain(Kind::Bytes, 4), "e90a805c", "é\\n\\x80\\");
        row("empty bytes", plain(Kind::Bytes, 3), "000000", "");
        row("text", plain(Kind::Str, 20), "e9000000226f000000f601000000000000000000", "é漢😀");
        row("big-endian text", plain(Kind::Str, 20, big), "000000e900006f220001f6000000000000000000", "é漢😀");
        row("line breaks and tab", plain(Kind::Str, 16), "610000000a000000090000000d000000", "a\\n\\t\\r");
        row("lone surrogate", plain(Kind::Str, 8), "00d8000078000000", "\\ud800x");
        row("bidi override", plain(Kind::Str, 8), "2e20000078000000", "\\u202ex");
        row("beyond Unicode", plain(Kind::Str, 4), "00001100", "\\U00110000");
        row("object", plain(Kind::Object, 8), "0000000000000000", "<object>");
    }
    void texts() { compare(); }

    void structuredElements_data()
    {
        columns();
        const DType u1 = plain(Kind::UInt, 1), f8 = plain(Kind::Float, 8);
        row("number, float and bytes", structured({u1, f8, plain(Kind::Bytes, 2)}), "0100000000000004407800",
            "(1, 2.5, b'x')");
        row("one field", structured({u1}), "07", "(7,)");
        row("no field", structured({}), "", "()");
        row("nested", structured({u1, structured({u1, u1})}), "010203", "(1, (2, 3))");
        row("sub-array", structured({subarray(u1, {2, 2})}), "01020304", "([[1, 2], [3, 4]],)");
        row("sub-array of structures", structured({subarray(structured({u1, u1}), {2})}), "01020304",
            "([(1, 2), (3, 4)],)");
        row("date and duration",
            structured({time(Kind::DateTime, TimeUnit::Day, 1), time(Kind::TimeDelta, TimeUnit::Second, 1)}),
            "00000000000000000300000000000000", "('1970-01-01', 3)");
        row("text with a quote", structured({plain(Kind::Str, 12)}), "27000000220000000a000000", R"(('\'"\n',))");
        row("text with an apostrophe", structured({plain(Kind::Str, 8)}), "270000005c000000", R"(("'\\",))");
        row("bytes of all sorts", structured({plain(Kind::Bytes, 5)}), "5cff097f41", R"((b'\\\xff\t\x7fA',))");
        row("void", structured({plain(Kind::Void, 2)}), "0001", R"((b'\x00\x01',))");
        row("sub-array by itself", subarray(u1, {3}), "010203", "[1 2 3]");
        row("sub-array without elements", subarray(u1, {2, 0}), "", "[[] []]");
    }
    void structuredElements() { compare(); }

    void plainText()
    {
        CellFormat format;
        format.isPlainText = true;
        const QByteArray bytes = "a\n\xc3\xa9", latin = "a\n\xe9 ";
        QCOMPARE(cellText(plain(Kind::Bytes, 4), bytesOf(bytes), format), QStringLiteral(u"a\né"));
        QCOMPARE(cellText(plain(Kind::Bytes, 4), bytesOf(latin), format), QStringLiteral(u"a\né "));
    }

    void longTextIsCut()
    {
        CellFormat format;
        format.maxLength = 10;
        const QByteArray data(1000, 'x');
        QCOMPARE(cellText(plain(Kind::Bytes, 1000), bytesOf(data), format), QStringLiteral(u"xxxxxxxxxxx…"));
        QCOMPARE(cellText(plain(Kind::Bytes, 10), bytesOf(data), format), QStringLiteral("xxxxxxxxxx"));
        QVERIFY(cellText(subarray(plain(Kind::Void, 0), {qint64(1) << 40}), bytesOf(data), format).size() < 40);
        format.maxLength = 0;
        QCOMPARE(cellText(plain(Kind::Bytes, 1000), bytesOf(data), format).size(), 1000);
    }

    /// Every text is what Python's format() gives; "refused" where it raises.
    void formats_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow(".3f of 2.0005") << QStringLiteral(".3f") << 2.0005 << QStringLiteral("2.001");
        QTest::newRow(".0f of 0.5") << QStringLiteral(".0f") << 0.5 << QStringLiteral("0");
        QTest::newRow(".2f of nan") << QStringLiteral(".2f") << qQNaN() << QStringLiteral("nan");
        QTest::newRow("08.2f of -3.14159") << QStringLiteral("08.2f") << -3.14159 << QStringLiteral("-0003.14");
        QTest::newRow("+.1e of 12345.678") << QStringLiteral("+.1e") << 12345.678 << QStringLiteral("+1.2e+04");
        QTest::newRow("E of 1e+100") << QStringLiteral("E") << 1e+100 << QStringLiteral("1.000000E+100");
        QTest::newRow("g of 1e-05") << QStringLiteral("g") << 1e-05 << QStringLiteral("1e-05");
        QTest::newRow(".3g of 1234.0") << QStringLiteral(".3g") << 1234.0 << QStringLiteral("1.23e+03");
        QTest::newRow("#.3g of 1.0") << QStringLiteral("#.3g") << 1.0 << QStringLiteral("1.00");
        QTest::newRow(".3 of 1234.0") << QStringLiteral(".3") << 1234.0 << QStringLiteral("1.23e+03");
        QTest::newRow(".1% of 0.1234") << QStringLiteral(".1%") << 0.1234 << QStringLiteral("12.3%");
        QTest::newRow(",.2f of 1234567.891") << QStringLiteral(",.2f") << 1234567.891 << QStringLiteral("1,234,567.89");
        QTest::newRow("020,.1f of 1234567.89")
            << QStringLiteral("020,.1f") << 1234567.89 << QStringLiteral("00,000,001,234,567.9");
        QTest::newRow("*^12.2f of 1.5") << QStringLiteral("*^12.2f") << 1.5 << QStringLiteral("****1.50****");
        QTest::newRow("<8.1f of 1.0") << QStringLiteral("<8.1f") << 1.0 << QStringLiteral("1.0     ");
        QTest::newRow("é>6.1f of 1.0") << QStringLiteral("é>6.1f") << 1.0 << QStringLiteral("ééé1.0");
        QTest::newRow("=+10.2f of -1.0") << QStringLiteral("=+10.2f") << -1.0 << QStringLiteral("-     1.00");
        QTest::newRow("010 of inf") << QStringLiteral("010") << qInf() << QStringLiteral("0000000inf");
        QTest::newRow(".1f of 1e+22") << QStringLiteral(".1f") << 1e+22 << QStringLiteral("10000000000000000000000.0");
        QTest::newRow("refuses q") << QStringLiteral("q") << 1.0 << QStringLiteral("refused");
        QTest::newRow("refuses .f") << QStringLiteral(".f") << 1.0 << QStringLiteral("refused");
        QTest::newRow("refuses 5.5d") << QStringLiteral("5.5d") << 1.0 << QStringLiteral("refused");
        QTest::newRow("refuses .99999f") << QStringLiteral(".99999f") << 1.0 << QStringLiteral("refused");
        QTest::newRow("refuses 99999") << QStringLiteral("99999") << 1.0 << QStringLiteral("refused");
        QTest::newRow("refuses f5") << QStringLiteral("f5") << 1.0 << QStringLiteral("refused");
        QTest::newRow("refuses ,x") << QStringLiteral(",x") << 1.0 << QStringLiteral("refused");
        QTest::newRow("refuses €") << QStringLiteral("€") << 1.0 << QStringLiteral("refused");
    }
    void formats()
    {
        QFETCH(QString, spec);
        QFETCH(double, value);
        QTEST(formatted(value, Kind::Float, spec), "text");
    }

    void integerFormats_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("d of -5") << QStringLiteral("d") << qint64(-5) << QStringLiteral("-5");
        QTest::newRow("x of 255") << QStringLiteral("x") << qint64(255) << QStringLiteral("ff");
        QTest::newRow("#X of 255") << QStringLiteral("#X") << qint64(255) << QStringLiteral("0XFF");
        QTest::newRow("#o of -8") << QStringLiteral("#o") << qint64(-8) << QStringLiteral("-0o10");
        QTest::newRow("08b of 5") << QStringLiteral("08b") << qint64(5) << QStringLiteral("00000101");
        QTest::newRow("#010x of 255") << QStringLiteral("#010x") << qint64(255) << QStringLiteral("0x000000ff");
        QTest::newRow(", of -1234567") << QStringLiteral(",") << qint64(-1234567) << QStringLiteral("-1,234,567");
        QTest::newRow("_x of 4294967296")
            << QStringLiteral("_x") << qint64(4294967296) << QStringLiteral("1_0000_0000");
        QTest::newRow("+d of 7") << QStringLiteral("+d") << qint64(7) << QStringLiteral("+7");
        QTest::newRow(".2f of 3") << QStringLiteral(".2f") << qint64(3) << QStringLiteral("3.00");
        QTest::newRow(">6 of 12") << QStringLiteral(">6") << qint64(12) << QStringLiteral("    12");
        QTest::newRow("<6 of 12") << QStringLiteral("<6") << qint64(12) << QStringLiteral("12    ");
        QTest::newRow("e of 9223372036854775807")
            << QStringLiteral("e") << qint64(9223372036854775807) << QStringLiteral("9.223372e+18");
        QTest::newRow("d of -9223372036854775808")
            << QStringLiteral("d") << std::numeric_limits<qint64>::min() << QStringLiteral("-9223372036854775808");
        QTest::newRow("012, of 1234567") << QStringLiteral("012,") << qint64(1234567)
                                         << QStringLiteral("0,001,234,567");
    }
    void integerFormats()
    {
        QFETCH(QString, spec);
        QFETCH(qint64, value);
        QTEST(formatted(value, Kind::Int, spec), "text");
    }

    void formatsLeaveOthersAlone()
    {
        QCOMPARE(formatted(1.5, Kind::Float, QStringLiteral("x")), QStringLiteral("1.5"));
        QCOMPARE(formatted(qint64(0), Kind::DateTime, QStringLiteral(".2f")), QStringLiteral("0"));
        QCOMPARE(formatted(std::complex(1.0, -2.0), Kind::Complex, QStringLiteral(".1f")), QStringLiteral("1.0-2.0j"));
        QCOMPARE(formatted(true, Kind::Bool, QStringLiteral("d")), QStringLiteral("1"));
    }

    void numberText() { QCOMPARE(npeek::numberText(1e-5), QByteArray("1e-05")); }
};

QTEST_APPLESS_MAIN(TestCellText)
#include "tst_cell_text.moc"
