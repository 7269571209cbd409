#include "core/analysis/statistics.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace npeek;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr qint64 least64 = std::numeric_limits<qint64>::min();
constexpr qint64 greatest64 = std::numeric_limits<qint64>::max();
using Doubles = std::vector<double>;

DType dtypeOf(Kind kind, qint64 itemsize, std::endian byteorder = std::endian::little)
{
    DType dtype;
    dtype.kind = kind;
    dtype.itemsize = itemsize;
    dtype.byteorder = byteorder;
    return dtype;
}

template <class T> QByteArray bytesOf(const std::vector<T> &values)
{
    return QByteArray(reinterpret_cast<const char *>(values.data()), qsizetype(values.size() * sizeof(T)));
}

ArrayView viewOf(const DType &dtype, const Shape &shape, const QByteArray &bytes, bool fortranOrder = false)
{
    return *ArrayView::fromSource(dtype, shape, fortranOrder, 0, std::make_shared<MemorySource>(bytes));
}

ArrayView viewOf(const Doubles &values)
{
    return viewOf(dtypeOf(Kind::Float, 8), {qint64(values.size())}, bytesOf(values));
}

template <class T> ArrayView integers(Kind kind, const std::vector<T> &values)
{
    return viewOf(dtypeOf(kind, sizeof(T)), {qint64(values.size())}, bytesOf(values));
}

Statistics statisticsOf(const ArrayView &view)
{
    Progress progress;
    return *computeStatistics(view, progress);
}

template <class T> T valueOf(const QByteArray &bytes)
{
    T value{};
    if (bytes.size() == qsizetype(sizeof value))
        memcpy(&value, bytes.constData(), sizeof value);
    return value;
}

/// The plain way: two passes in long double.
struct Reference {
    qint64 nan = 0, posinf = 0, neginf = 0, zeros = 0, argmin = -1, argmax = -1;
    long double mean = 0, std = 0;

    template <class T> explicit Reference(const std::vector<T> &values)
    {
        long double origin = NaN, sum = 0, squares = 0; // sums are of what is over the origin, or they would be rounded
        for (size_t i = 0; i < values.size(); ++i) {
            const T value = values[i];
            if (value != value) {
                ++nan;
                continue;
            }
            posinf += static_cast<long double>(value) == inf;
            neginf += static_cast<long double>(value) == -inf;
            zeros += value == 0;
            origin = std::isnan(origin) ? std::isinf(static_cast<long double>(value)) ? 0 : value : origin;
            sum += static_cast<long double>(value) - origin;
            argmin = argmin < 0 || value < values[size_t(argmin)] ? qint64(i) : argmin;
            argmax = argmax < 0 || value > values[size_t(argmax)] ? qint64(i) : argmax;
        }
        const long double count = static_cast<long double>(qint64(values.size()) - nan);
        mean = origin + sum / count;
        for (const T value : values) {
            const long double deviation = (static_cast<long double>(value) - origin) - sum / count;
            squares += value == value ? deviation * deviation : 0;
        }
        std = std::sqrt(squares / count);
    }
};

bool isClose(double value, long double expected, long double scale = 0)
{
    if (std::isnan(expected) || std::isinf(expected))
        return std::isnan(expected) ? std::isnan(value) : value == double(expected);
    return std::abs(value - expected) <= 1e-12L * std::max(std::abs(expected), scale);
}

QByteArray text(double value)
{
    return QByteArray::number(value, 'g', 17);
}

template <class T> void compare(const Statistics &found, const std::vector<T> &values)
{
    const Reference expected(values);
    QCOMPARE(found.count, qint64(values.size()));
    QCOMPARE(found.total, qint64(values.size()));
    QVERIFY(found.isNumeric);
    QCOMPARE(found.nan, expected.nan);
    QCOMPARE(found.posinf, expected.posinf);
    QCOMPARE(found.neginf, expected.neginf);
    QCOMPARE(found.zeros, expected.zeros);
    QCOMPARE(found.argmin, expected.argmin);
    QCOMPARE(found.argmax, expected.argmax);
    QCOMPARE(found.hasRange, expected.argmin >= 0);
    QCOMPARE(found.hasMean, expected.argmin >= 0);
    if (!found.hasRange)
        return;
    const T least = values[size_t(expected.argmin)], greatest = values[size_t(expected.argmax)];
    QCOMPARE(found.min, bytesOf(std::vector<T>{least}));
    QCOMPARE(found.max, bytesOf(std::vector<T>{greatest}));
    QCOMPARE(found.minValue, double(least));
    QCOMPARE(found.maxValue, double(greatest));
    QVERIFY2(isClose(found.mean.real(), expected.mean, expected.std), text(found.mean.real()));
    QVERIFY2(isClose(found.std, expected.std), text(found.std) + " for " + text(double(expected.std)));
}

Doubles normal(size_t count, double center, double spread)
{
    std::mt19937 random(11);
    std::normal_distribution<double> distribution(center, spread);
    Doubles values(count);
    std::ranges::generate(values, [&] { return distribution(random); });
    return values;
}

Doubles with(Doubles values, const std::vector<std::pair<size_t, double>> &changes)
{
    for (const auto &[index, value] : changes)
        values[index] = value;
    return values;
}

template <class T> std::vector<T> random(size_t count)
{
    std::mt19937_64 generator(5);
    std::vector<T> values(count);
    std::ranges::generate(values, [&] { return static_cast<T>(generator()); });
    return values;
}

/// A source that is cut short after some reads.
class ShrinkingSource : public MemorySource {
public:
    using MemorySource::MemorySource;
    bool isIntact() const override { return false; }
};

class CancelingProgress : public Progress {
public:
    bool isCanceled() const override { return true; }
};

} // namespace

Q_DECLARE_METATYPE(npeek::Statistics)

class TestStatistics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void doubles_data()
    {
        QTest::addColumn<Doubles>("values");
        QTest::newRow("one") << Doubles{3.5};
        QTest::newRow("one NaN") << Doubles{NaN};
        QTest::newRow("a few") << Doubles{3, -1, 4, 1, -5, 9, 2, 6, 0, -0.0, 5};
        QTest::newRow("all NaN") << Doubles(5000, NaN);
        QTest::newRow("one inf") << with(normal(5000, 0, 1), {{17, inf}});
        QTest::newRow("one -inf in the tail") << with(normal(5003, 0, 1), {{5002, -inf}});
        QTest::newRow("both infinities") << with(normal(9000, 0, 1), {{17, inf}, {8000, -inf}});
        QTest::newRow("only inf") << Doubles(10, inf);
        QTest::newRow("constant") << Doubles(10000, 0.5);
        QTest::newRow("constant zero") << Doubles(10000, 0.0);
        QTest::newRow("normal") << normal(300000, 0, 1);
        QTest::newRow("normal with NaN") << with(normal(30001, 5, 1),
                                                 {{0, NaN}, {2047, NaN}, {2048, NaN}, {30000, NaN}});
        QTest::newRow("a chunk of NaN first") << with(Doubles(5000, NaN), {{4000, 2.0}, {4001, 4.0}});
        QTest::newRow("offset of 1e9") << normal(100000, 1e9, 1);
        QTest::newRow("offset of 1e14") << normal(100000, 1e14, 1);
        QTest::newRow("1e-25 to 1e25") << with(normal(5000, 0, 1e-25), {{3000, 1e25}, {4000, -1e25}, {10, 1e-25}});
        QTest::newRow("under 1e-150") << normal(5000, 0, 1e-152);
        QTest::newRow("ties far apart") << with(Doubles(9000, 1.0), {{3, 0.0}, {8000, 0.0}, {5, 2.0}, {8001, 2.0}});
    }
    void doubles()
    {
        QFETCH(Doubles, values);
        compare(statisticsOf(viewOf(values)), values);
    }

    void constantsHaveNoSpread()
    {
        for (double value : {0.1, 1e300, 1e-300, -7.7e9})
            QCOMPARE(statisticsOf(viewOf(Doubles(10001, value))).std, 0.0);
    }

    void floats()
    {
        std::vector<float> values;
        for (double value : normal(20000, 100, 3))
            values.push_back(float(value));
        values[7] = std::nanf("");
        compare(statisticsOf(viewOf(dtypeOf(Kind::Float, 4), {20000}, bytesOf(values))), values);
    }

    void smallFloats()
    {
        // 1, -2, inf, NaN, 65504 and 0 as binary16; 1, -2 and NaN as bfloat16.
        const std::vector<quint16> halves{0x3c00, 0xc000, 0x7c00, 0x7e00, 0x7bff, 0x0000};
        const Statistics half = statisticsOf(viewOf(dtypeOf(Kind::Float, 2), {6}, bytesOf(halves)));
        QCOMPARE(half.nan, 1);
        QCOMPARE(half.posinf, 1);
        QCOMPARE(half.zeros, 1);
        QCOMPARE(valueOf<quint16>(half.min), quint16(0xc000));
        QCOMPARE(half.argmax, 2);
        QCOMPARE(half.mean.real(), inf);
        QVERIFY(std::isnan(half.std));

        DType brain = dtypeOf(Kind::Float, 2);
        brain.encoding = Encoding::BFloat16;
        const Statistics brainy =
            statisticsOf(viewOf(brain, {3}, bytesOf(std::vector<quint16>{0x3f80, 0xc000, 0x7fc0})));
        QCOMPARE(brainy.nan, 1);
        QCOMPARE(brainy.minValue, -2.0);
        QCOMPARE(brainy.mean.real(), -0.5);
        QCOMPARE(brainy.std, 1.5);
    }

    void longDoubles()
    {
        if (sizeof(long double) != 16 || std::numeric_limits<long double>::digits != 64)
            QSKIP("the host has no 80-bit numbers");
        DType dtype = dtypeOf(Kind::Float, 16);
        dtype.encoding = Encoding::X87;
        const std::vector<long double> values{1, 1 + 0x1p-63L, 1 - 0x1p-64L, std::nanl("")};
        const Statistics found = statisticsOf(viewOf(dtype, {4}, bytesOf(values)));
        QCOMPARE(found.argmin, 2); // all the same as doubles
        QCOMPARE(found.argmax, 1);
        QCOMPARE(found.nan, 1);
        QCOMPARE(found.mean.real(), 1.0);
    }

    void integerTypes()
    {
        const auto check = []<class T>(Kind kind, T) {
            auto values = random<T>(10000);
            values[5000] = 0;
            compare(statisticsOf(integers(kind, values)), values);
        };
        check(Kind::Int, qint8());
        check(Kind::Int, qint16());
        check(Kind::Int, qint32());
        check(Kind::Int, qint64());
        check(Kind::UInt, quint8());
        check(Kind::UInt, quint16());
        check(Kind::UInt, quint32());
        check(Kind::UInt, quint64());
    }

    void int64_data()
    {
        QTest::addColumn<QList<qint64>>("values");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("std");
        const qint64 large = 1000000000000000000;
        QTest::newRow("extremes") << QList<qint64>{least64, greatest64} << -0.5 << 9223372036854775807.5;
        QTest::newRow("largest only") << QList<qint64>(5000, greatest64) << 9223372036854775807.0 << 0.0;
        QTest::newRow("over 2**53") << QList<qint64>{9007199254740993, 9007199254740993} << 9007199254740992.0 << 0.0;
        QTest::newRow("large offset") << QList<qint64>{large, large + 2, large, large + 2} << 1e18 << 1.0;
        QTest::newRow("sums cancel") << QList<qint64>{greatest64, -greatest64, 3} << 1.0 << 7530851732716320753.4;
        QTest::newRow("a third") << QList<qint64>{0, 0, 1} << 1.0 / 3 << 0.47140452079103168;
    }
    void int64()
    {
        QFETCH(QList<qint64>, values);
        const Statistics found = statisticsOf(integers(Kind::Int, std::vector<qint64>(values.begin(), values.end())));
        QTEST(found.mean.real(), "mean");
        QFETCH(double, std);
        QVERIFY2(isClose(found.std, std), text(found.std));
        QCOMPARE(valueOf<qint64>(found.min), *std::ranges::min_element(values));
        QCOMPARE(valueOf<qint64>(found.max), *std::ranges::max_element(values));
    }

    void largeOffsetOverManyChunks()
    {
        std::vector<qint64> values(100000);
        for (size_t i = 0; i < values.size(); ++i)
            values[i] = 4000000000000000000 + qint64(i % 2) + (i >= 50000 ? 10 : 0);
        const Statistics found = statisticsOf(integers(Kind::Int, values));
        QVERIFY2(isClose(found.std, std::sqrt(25.25L)), text(found.std));
    }

    void uint64Max()
    {
        const quint64 largest = std::numeric_limits<quint64>::max();
        const Statistics found =
            statisticsOf(integers(Kind::UInt, std::vector<quint64>{largest, largest - 1, largest}));
        QCOMPARE(valueOf<quint64>(found.max), largest);
        QCOMPARE(valueOf<quint64>(found.min), largest - 1);
        QCOMPARE(found.argmin, 1);
        QCOMPARE(found.argmax, 0);
        QCOMPARE(found.mean.real(), 18446744073709551615.0);
        QVERIFY(isClose(found.std, std::sqrt(2.0L) / 3));
    }

    void booleans()
    {
        const std::vector<quint8> values{0, 1, 255, 2, 0, 0};
        const Statistics found = statisticsOf(viewOf(dtypeOf(Kind::Bool, 1), {2, 3}, bytesOf(values)));
        QCOMPARE(found.zeros, 3);
        QCOMPARE(found.mean.real(), 0.5);
        QCOMPARE(found.std, 0.5);
        QCOMPARE(found.argmax, 1);
        QCOMPARE(found.maxValue, 1.0);
    }

    void bigEndian()
    {
        const DType dtype = dtypeOf(Kind::Int, 8, std::endian::big);
        const QByteArray bytes = QByteArray::fromHex("0000000000000001"
                                                     "ffffffffffffffff"
                                                     "7fffffffffffffff");
        const Statistics found = statisticsOf(viewOf(dtype, {3}, bytes));
        QCOMPARE(found.min, bytes.mid(8, 8));
        QCOMPARE(found.max, bytes.mid(16, 8));
        QCOMPARE(found.minValue, -1.0);
        const Statistics number = statisticsOf(viewOf(dtypeOf(Kind::Float, 8, std::endian::big), {2},
                                                      QByteArray::fromHex("3ff0000000000000"
                                                                          "c008000000000000")));
        QCOMPARE(number.minValue, -3.0);
        QCOMPARE(number.mean.real(), -1.0);
        QCOMPARE(number.std, 2.0);
    }

    void views_data()
    {
        QTest::addColumn<bool>("fortranOrder");
        QTest::addColumn<QString>("slice");
        QTest::newRow("C") << false << "";
        QTest::newRow("Fortran") << true << "";
        QTest::newRow("C, sliced") << false << "::3, 1::2";
        QTest::newRow("Fortran, sliced") << true << "::3, 1::2";
        QTest::newRow("C, reversed") << false << "::-1, ::-1";
        QTest::newRow("C, rows reversed") << false << "::-1";
        QTest::newRow("Fortran, reversed") << true << "::-1, ::-2";
        QTest::newRow("one row of Fortran") << true << "7";
        QTest::newRow("one element") << false << "7, 7";
        QTest::newRow("nothing") << true << "3:3";
    }
    void views()
    {
        QFETCH(bool, fortranOrder);
        QFETCH(QString, slice);
        // Few different values, so that the extremes are in many places.
        std::vector<qint32> values(123 * 457);
        for (size_t i = 0; i < values.size(); ++i)
            values[i] = qint32((i * 2654435761u >> 7) % 5) - 2;
        const ArrayView all = viewOf(dtypeOf(Kind::Int, 4), {123, 457}, bytesOf(values), fortranOrder);
        const ArrayView view = *all.slice(*SliceSpec::parse(slice));
        std::vector<qint32> expected;
        QByteArray scratch;
        for (qint64 flat = 0; flat < view.size(); ++flat) {
            const Bytes bytes = *view.element(unravelIndex(flat, view.shape()), scratch);
            expected.push_back(valueOf<qint32>(QByteArray(reinterpret_cast<const char *>(bytes.data()), 4)));
        }
        compare(statisticsOf(view), expected);
    }

    void zeroAxes()
    {
        const Statistics found = statisticsOf(viewOf(dtypeOf(Kind::Float, 8), {}, bytesOf(Doubles{-2.5})));
        QCOMPARE(found.count, 1);
        QCOMPARE(found.argmin, 0);
        QCOMPARE(found.mean.real(), -2.5);
        QCOMPARE(found.std, 0.0);
    }

    void unaligned()
    {
        const Doubles values = normal(5000, 3, 1);
        const auto source = std::make_shared<MemorySource>("abc" + bytesOf(values));
        compare(statisticsOf(*ArrayView::fromSource(dtypeOf(Kind::Float, 8), {5000}, false, 3, source)), values);
    }

    void complexNumbers()
    {
        const Doubles parts{1, 2, 1, -3, NaN, 0, 0, NaN, -1, 5, 0, 0, 1, 2};
        const Statistics found = statisticsOf(viewOf(dtypeOf(Kind::Complex, 16), {7}, bytesOf(parts)));
        QCOMPARE(found.nan, 2);
        QCOMPARE(found.zeros, 1);
        QCOMPARE(found.argmin, 4);
        QCOMPARE(found.argmax, 0);
        QCOMPARE(found.max, bytesOf(Doubles{1, 2}));
        QCOMPARE(found.mean, std::complex<double>(0.4, 1.2));
        // numpy.nanstd of the same
        QVERIFY2(isClose(found.std, std::sqrt(7.6L)), text(found.std));

        const Statistics infinite =
            statisticsOf(viewOf(dtypeOf(Kind::Complex, 16), {2}, bytesOf(Doubles{1, -inf, 0, 1})));
        QCOMPARE(infinite.neginf, 1);
        QCOMPARE(infinite.mean, std::complex<double>(0.5, -inf));
        QVERIFY(std::isnan(infinite.std));

        const std::vector<float> small{1, 2, 3, 4};
        const Statistics single = statisticsOf(viewOf(dtypeOf(Kind::Complex, 8), {2}, bytesOf(small)));
        QCOMPARE(single.mean, std::complex<double>(2, 3));
        QVERIFY(isClose(single.std, std::sqrt(2.0L)));
    }

    void times()
    {
        const std::vector<qint64> values{least64, 10, -4, least64, 0, 6};
        const Statistics span = statisticsOf(integers(Kind::TimeDelta, values));
        QCOMPARE(span.nan, 2);
        QCOMPARE(span.zeros, 1);
        QCOMPARE(span.argmin, 2);
        QCOMPARE(span.argmax, 1);
        QVERIFY(span.hasMean);
        QCOMPARE(span.mean.real(), 3.0);
        QVERIFY(isClose(span.std, std::sqrt(29.0L)));

        const Statistics date = statisticsOf(integers(Kind::DateTime, values));
        QVERIFY(date.hasRange);
        QVERIFY(!date.hasMean);
        QCOMPARE(valueOf<qint64>(date.min), -4);

        const Statistics never = statisticsOf(integers(Kind::DateTime, std::vector<qint64>(3000, least64)));
        QVERIFY(!never.hasRange);
        QCOMPARE(never.nan, 3000);
    }

    void notNumeric_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("text") << Kind::Str;
        QTest::newRow("bytes") << Kind::Bytes;
        QTest::newRow("raw") << Kind::Void;
        QTest::newRow("structured") << Kind::Struct;
        QTest::newRow("objects") << Kind::Object;
    }
    void notNumeric()
    {
        QFETCH(Kind, kind);
        const Statistics found = statisticsOf(viewOf(dtypeOf(kind, 4), {2, 3}, QByteArray(24, 'a')));
        QVERIFY(!found.isNumeric);
        QVERIFY(!found.hasRange);
        QCOMPARE(found.count, 6);
    }

    void textOfNothingIsNotRead()
    {
        QCOMPARE(statisticsOf(viewOf(dtypeOf(Kind::Str, 0), {qint64(1) << 62}, QByteArray())).count, qint64(1) << 62);
    }

    void empty()
    {
        const Statistics found = statisticsOf(viewOf(dtypeOf(Kind::Float, 8), {0, 5}, QByteArray()));
        QVERIFY(found.isNumeric);
        QVERIFY(!found.hasRange);
        QVERIFY(!found.hasMean);
        QCOMPARE(found.count, 0);
        QCOMPARE(found.argmin, -1);
    }

    void partialResults()
    {
        const ArrayView view = viewOf(dtypeOf(Kind::UInt, 1), {80 << 20}, QByteArray(80 << 20, '\1'));
        Progress progress;
        QList<Statistics> partial;
        const auto found = computeStatistics(view, progress, [&](const Statistics &known) { partial.append(known); });
        QVERIFY(!partial.isEmpty());
        QVERIFY(partial.first().count > 0 && partial.first().count < partial.first().total);
        QCOMPARE(partial.first().mean.real(), 1.0);
        QCOMPARE(found->count, 80 << 20);
    }

    void failures()
    {
        const QByteArray bytes(8 << 20, '\0');
        const DType dtype = dtypeOf(Kind::Float, 8);
        CancelingProgress canceling;
        QCOMPARE(computeStatistics(viewOf(dtype, {1 << 20}, bytes), canceling).error().code, ErrorCode::Canceled);
        const auto view = ArrayView::fromSource(dtype, {1 << 20}, false, 0, std::make_shared<ShrinkingSource>(bytes));
        Progress progress;
        QCOMPARE(computeStatistics(*view, progress).error().code, ErrorCode::FileChanged);
    }

    void unravel_data()
    {
        QTest::addColumn<qint64>("flat");
        QTest::addColumn<Shape>("shape");
        QTest::addColumn<Shape>("index");
        QTest::newRow("no axes") << qint64(0) << Shape{} << Shape{};
        QTest::newRow("a table") << qint64(11) << Shape{3, 4} << Shape{2, 3};
        QTest::newRow("three axes") << qint64(23) << Shape{2, 3, 4} << Shape{1, 2, 3};
        QTest::newRow("an axis of one") << qint64(5) << Shape{3, 1, 2} << Shape{2, 0, 1};
        QTest::newRow("huge") << (qint64(1) << 62) << Shape{qint64(1) << 31, qint64(1) << 32}
                              << Shape{qint64(1) << 30, 0};
        QTest::newRow("an empty axis") << qint64(0) << Shape{3, 0} << Shape{0, 0};
    }
    void unravel()
    {
        QFETCH(qint64, flat);
        QFETCH(Shape, shape);
        QTEST(unravelIndex(flat, shape), "index");
    }
};

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
