#include "core/analysis/plane.h"

#include <QTest>

#include <cmath>
#include <cstring>

using namespace npeek;

namespace {

const double NaN = std::nan("");

/// Answers like an inflating source: copies, and keeps a record of what was asked.
class CopyingSource : public ByteSource {
public:
    explicit CopyingSource(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    qint64 size() const override { return m_bytes.size(); }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override
    {
        if (auto inside = checkRange(offset, size, m_bytes.size()); !inside)
            return inside.error();
        isAscending = isAscending && offset >= m_last;
        m_last = offset;
        largest = std::max(largest, size);
        scratch = m_bytes.mid(offset, size);
        return Bytes(reinterpret_cast<const unsigned char *>(scratch.constData()), size_t(size));
    }
    mutable bool isAscending = true;
    mutable qint64 largest = 0;

private:
    QByteArray m_bytes;
    mutable qint64 m_last = 0;
};

/// A map that has no end and counts what would be resident.
class EndlessSource : public ByteSource {
public:
    explicit EndlessSource(qint64 size)
        : m_size(size)
        , m_page(1 << 20, '\0')
    {
    }
    qint64 size() const override { return m_size; }
    bool isMapped() const override { return true; }
    bool isIntact() const override { return isWhole; }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &) const override
    {
        if (auto inside = checkRange(offset, size, m_size); !inside)
            return inside.error();
        ++reads;
        resident += size;
        mostResident = std::max(mostResident, resident);
        return Bytes(reinterpret_cast<const unsigned char *>(m_page.constData()), size_t(size));
    }
    void release(qint64, qint64) const override { resident = 0; }
    bool isWhole = true;
    mutable qint64 reads = 0, resident = 0, mostResident = 0;

private:
    qint64 m_size;
    QByteArray m_page;
};

class CancelingProgress : public Progress {
public:
    bool isCanceled() const override { return true; }
};

DType numberType(Kind kind, qint64 itemsize)
{
    DType dtype;
    dtype.kind = kind;
    dtype.itemsize = itemsize;
    return dtype;
}

template <class T> QByteArray bytesOf(const std::vector<T> &values)
{
    return QByteArray(reinterpret_cast<const char *>(values.data()), qsizetype(values.size() * sizeof(T)));
}

/// float64 whose element at (row, column) is 1000 * row + column, with some NaN.
ArrayView table(qint64 rows, qint64 columns, bool fortranOrder, bool isCopying = false)
{
    std::vector<double> values(size_t(rows * columns));
    for (qint64 row = 0; row < rows; ++row) {
        for (qint64 column = 0; column < columns; ++column) {
            const qint64 at = fortranOrder ? column * rows + row : row * columns + column;
            values[size_t(at)] = (row * 7 + column) % 11 == 0 ? NaN : double(row * 1000 + column);
        }
    }
    const QByteArray bytes = bytesOf(values);
    ByteSourcePtr source;
    if (isCopying)
        source = std::make_shared<CopyingSource>(bytes);
    else
        source = std::make_shared<MemorySource>(bytes);
    return *ArrayView::fromSource(numberType(Kind::Float, 8), {rows, columns}, fortranOrder, 0, source);
}

double at(const ArrayView &view, qint64 row, qint64 column)
{
    QByteArray scratch;
    const qint64 index[] = {row, column};
    double value;
    memcpy(&value, view.element(index, scratch)->data(), sizeof value);
    return value;
}

double middleOf(const ArrayView &view, const Region &cell)
{
    return at(view, cell.row + cell.rows / 2, cell.column + cell.columns / 2);
}

double reducedOf(const ArrayView &view, const Region &cell, Sampling sampling)
{
    long double sum = 0;
    double least = INFINITY, greatest = -INFINITY;
    qint64 count = 0;
    for (qint64 row = cell.row; row < cell.row + cell.rows; ++row) {
        for (qint64 column = cell.column; column < cell.column + cell.columns; ++column) {
            const double value = at(view, row, column);
            if (std::isnan(value))
                continue;
            sum += value;
            least = std::min(least, value);
            greatest = std::max(greatest, value);
            ++count;
        }
    }
    if (count == 0)
        return NaN;
    return sampling == Sampling::Mean ? double(sum / count) : sampling == Sampling::Minimum ? least : greatest;
}

double expectedSample(const ArrayView &view, const Plane &plane, int x, int y)
{
    const Region &region = plane.region;
    Region cell;
    cell.row = region.row + y * region.rows / plane.height;
    cell.column = region.column + x * region.columns / plane.width;
    cell.rows = region.row + (y + 1) * region.rows / plane.height - cell.row;
    cell.columns = region.column + (x + 1) * region.columns / plane.width - cell.column;
    return plane.sampling == Sampling::Nearest ? middleOf(view, cell) : reducedOf(view, cell, plane.sampling);
}

SliceSpec spec(const char *text)
{
    return *SliceSpec::parse(QLatin1String(text));
}

} // namespace

Q_DECLARE_METATYPE(npeek::ArrayView)
Q_DECLARE_METATYPE(npeek::Region)

class TestPlane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void samples_data()
    {
        QTest::addColumn<ArrayView>("view");
        QTest::addColumn<Region>("region");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("one element a pixel") << table(5, 7, false) << Region{0, 0, 5, 7} << 20 << 20;
        QTest::newRow("C order") << table(37, 53, false) << Region{0, 0, 37, 53} << 10 << 8;
        QTest::newRow("Fortran order") << table(37, 53, true) << Region{0, 0, 37, 53} << 10 << 8;
        QTest::newRow("whole multiples") << table(40, 60, false) << Region{0, 0, 40, 60} << 10 << 8;
        QTest::newRow("transposed") << table(37, 53, false).transposed() << Region{0, 0, 53, 37} << 9 << 11;
        QTest::newRow("flipped both ways")
            << *table(37, 53, false).slice(spec("::-1, ::-1")) << Region{0, 0, 37, 53} << 10 << 8;
        QTest::newRow("flipped Fortran") << *table(37, 53, true).slice(spec("::-1, ::-2")) << Region{0, 0, 37, 27} << 10
                                         << 8;
        QTest::newRow("every third") << *table(37, 53, false).slice(spec("1::3, ::3")) << Region{0, 0, 12, 18} << 5
                                     << 5;
        QTest::newRow("a region inside") << table(37, 53, false) << Region{5, 7, 20, 31} << 10 << 8;
        QTest::newRow("a region of a flipped view")
            << *table(37, 53, false).slice(spec("::-1")) << Region{5, 7, 20, 31} << 10 << 8;
        QTest::newRow("one column") << table(1000, 1, false) << Region{0, 0, 1000, 1} << 10 << 8;
        QTest::newRow("one row") << table(1, 1000, false) << Region{0, 0, 1, 1000} << 10 << 8;
        QTest::newRow("one column of many") << table(300, 20, false) << Region{0, 3, 300, 1} << 10 << 8;
        QTest::newRow("short packed lines") << table(10000, 3, false) << Region{0, 0, 10000, 3} << 3 << 7;
        QTest::newRow("wide but few rows") << table(3, 10000, false) << Region{0, 0, 3, 10000} << 50 << 3;
        QTest::newRow("a row longer than a piece") << table(2, 70001, false) << Region{0, 0, 2, 70001} << 13 << 1;
        QTest::newRow("sparse rows of pieces")
            << *table(7, 70001, false).slice(spec("::2, ::9000")) << Region{0, 0, 4, 8} << 3 << 2;
        QTest::newRow("unmapped") << table(37, 5300, false, true) << Region{0, 0, 37, 5300} << 10 << 8;
        QTest::newRow("unmapped, flipped")
            << *table(37, 5300, false, true).slice(spec("::-1, ::-1")) << Region{0, 0, 37, 5300} << 10 << 8;
    }
    void samples()
    {
        QFETCH(ArrayView, view);
        QFETCH(Region, region);
        QFETCH(int, width);
        QFETCH(int, height);
        Progress progress;
        for (Sampling sampling : {Sampling::Nearest, Sampling::Mean, Sampling::Minimum, Sampling::Maximum}) {
            const auto plane = samplePlane(view, region, width, height, sampling, ComplexPart::Absolute, progress);
            QVERIFY2(plane, plane ? "" : qPrintable(plane.error().message));
            QCOMPARE(qint64(plane->width), std::min(qint64(width), region.columns));
            QCOMPARE(qint64(plane->height), std::min(qint64(height), region.rows));
            for (int y = 0; y < plane->height; ++y) {
                for (int x = 0; x < plane->width; ++x)
                    QCOMPARE(plane->values[size_t(y * plane->width + x)], expectedSample(view, *plane, x, y));
            }
        }
    }

    void unmappedIsReadForward()
    {
        Progress progress;
        for (bool fortranOrder : {false, true}) {
            for (Sampling sampling : {Sampling::Nearest, Sampling::Mean}) {
                const ArrayView view = *table(400, 600, fortranOrder, true).slice(spec("::-1, ::-1"));
                const auto &source = static_cast<const CopyingSource &>(*view.source());
                QVERIFY(samplePlane(view, {0, 0, 400, 600}, 30, 20, sampling, ComplexPart::Absolute, progress));
                QVERIFY(source.isAscending);
                QVERIFY(source.largest > 0 && source.largest <= 1 << 20);
            }
        }
    }

    void residentMemoryStaysSmall_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<Sampling>("sampling");
        QTest::newRow("10 000 x 10 000, nearest") << qint64(10000) << qint64(10000) << Sampling::Nearest;
        QTest::newRow("2000 x 10 000, mean") << qint64(2000) << qint64(10000) << Sampling::Mean;
        QTest::newRow("a billion billion") << qint64(1000000000) << qint64(1000000000) << Sampling::Nearest;
    }
    void residentMemoryStaysSmall()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QFETCH(Sampling, sampling);
        const auto source = std::make_shared<EndlessSource>(rows * columns * 8);
        const auto view = ArrayView::fromSource(numberType(Kind::Float, 8), {rows, columns}, false, 0, source);
        Progress progress;
        const auto plane =
            samplePlane(*view, {0, 0, rows, columns}, 1000, 700, sampling, ComplexPart::Absolute, progress);
        QVERIFY(plane);
        QCOMPARE(plane->values.size(), size_t(700000));
        QVERIFY2(source->mostResident < 6 << 20, qPrintable(QString::number(source->mostResident)));
        QCOMPARE(source->resident, 0);
    }

    void longestAxes()
    {
        const qint64 length = (qint64(1) << 62) - 1; // int8; a product with any width overflows
        const auto source = std::make_shared<EndlessSource>(length);
        const auto view = ArrayView::fromSource(numberType(Kind::Int, 1), {length}, false, 0, source);
        Progress progress;
        const ArrayView rows = view->as2d();
        for (const ArrayView &view2d : {rows, rows.transposed()}) {
            const Region all{0, 0, view2d.shape()[0], view2d.shape()[1]};
            const auto plane = samplePlane(view2d, all, 1000, 1000, Sampling::Nearest, ComplexPart::Absolute, progress);
            QVERIFY(plane);
            QCOMPARE(plane->values, std::vector<double>(1000, 0.0));
        }
    }

    void otherTypes()
    {
        Progress progress;
        const auto bytes = std::make_shared<MemorySource>(bytesOf(std::vector<qint16>{256, -2, 3, 4}));
        DType bigEndian = numberType(Kind::Int, 2);
        bigEndian.byteorder = std::endian::big;
        const auto swapped = ArrayView::fromSource(bigEndian, {2, 2}, false, 0, bytes);
        const auto numbers = samplePlane(*swapped, {0, 0, 2, 2}, 9, 9, Sampling::Mean, ComplexPart::Absolute, progress);
        QCOMPARE(numbers->values, (std::vector<double>{1, -257, 768, 1024}));
        QVERIFY(numbers->isExact());

        const std::vector<double> pair{3, -4, 0, 2};
        const auto complex = ArrayView::fromSource(numberType(Kind::Complex, 16), {1, 2}, false, 0,
                                                   std::make_shared<MemorySource>(bytesOf(pair)));
        const auto part = [&](ComplexPart which) {
            return samplePlane(*complex, {0, 0, 1, 2}, 9, 9, Sampling::Nearest, which, progress)->values;
        };
        QCOMPARE(part(ComplexPart::Absolute), (std::vector<double>{5, 2}));
        QCOMPARE(part(ComplexPart::Imaginary), (std::vector<double>{-4, 2}));

        const auto text = ArrayView::fromSource(numberType(Kind::Bytes, 2), {2, 2}, false, 0, bytes);
        const auto none = samplePlane(*text, {0, 0, 2, 2}, 9, 9, Sampling::Mean, ComplexPart::Absolute, progress);
        QCOMPARE(none->values.size(), size_t(4));
        for (double value : none->values)
            QVERIFY(std::isnan(value));
    }

    void emptyViews_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<qint64>("itemsize");
        QTest::newRow("no rows") << qint64(0) << qint64(5) << qint64(8);
        QTest::newRow("10**12 rows of nothing") << qint64(1000000000000) << qint64(0) << qint64(8);
        QTest::newRow("no bytes") << (qint64(1) << 40) << qint64(2) << qint64(0);
    }
    void emptyViews()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QFETCH(qint64, itemsize);
        const Kind kind = itemsize == 0 ? Kind::Bytes : Kind::Float;
        const auto view = ArrayView::fromSource(numberType(kind, itemsize), {rows, columns}, false, 0,
                                                std::make_shared<MemorySource>(QByteArray()));
        Progress progress;
        for (Sampling sampling : {Sampling::Nearest, Sampling::Mean}) {
            const auto plane =
                samplePlane(*view, {0, 0, rows, columns}, 10, 10, sampling, ComplexPart::Absolute, progress);
            QVERIFY(plane);
            QVERIFY(plane->values.empty());
            QCOMPARE(plane->width, 0);
            QCOMPARE(plane->height, 0);
        }
    }

    void noRoomOnTheScreen()
    {
        Progress progress;
        QVERIFY(samplePlane(table(5, 5, false), {0, 0, 5, 5}, 0, -3, Sampling::Mean, ComplexPart::Real, progress)
                    ->values.empty());
    }

    void badRegions_data()
    {
        QTest::addColumn<Region>("region");
        QTest::newRow("too many rows") << Region{0, 0, 6, 7};
        QTest::newRow("too many columns") << Region{0, 1, 5, 7};
        QTest::newRow("starts before") << Region{-1, 0, 5, 7};
        QTest::newRow("negative size") << Region{0, 0, -1, 7};
        QTest::newRow("sum overflows") << Region{std::numeric_limits<qint64>::max(), 0, 5, 7};
    }
    void badRegions()
    {
        QFETCH(Region, region);
        Progress progress;
        const auto plane = samplePlane(table(5, 7, false), region, 9, 9, Sampling::Mean, ComplexPart::Real, progress);
        QVERIFY(!plane);
        QCOMPARE(plane.error().code, ErrorCode::InvalidInput);
    }

    void threeAxes()
    {
        const auto view = ArrayView::fromSource(numberType(Kind::Int, 1), {1, 1, 1}, false, 0,
                                                std::make_shared<MemorySource>(QByteArray(1, 'a')));
        Progress progress;
        QCOMPARE(samplePlane(*view, {0, 0, 1, 1}, 9, 9, Sampling::Mean, ComplexPart::Real, progress).error().code,
                 ErrorCode::InvalidInput);
    }

    void canceledAndTruncated()
    {
        const qint64 side = 3000;
        const auto source = std::make_shared<EndlessSource>(side * side * 8);
        const auto view = ArrayView::fromSource(numberType(Kind::Float, 8), {side, side}, false, 0, source);
        CancelingProgress canceling;
        Progress progress;
        for (Sampling sampling : {Sampling::Nearest, Sampling::Mean}) {
            source->isWhole = true;
            source->reads = 0;
            const auto sample = [&](Progress &watch) {
                return samplePlane(*view, {0, 0, side, side}, 500, 500, sampling, ComplexPart::Real, watch);
            };
            QCOMPARE(sample(canceling).error().code, ErrorCode::Canceled);
            QVERIFY(source->reads < 100);
            source->isWhole = false;
            QCOMPARE(sample(progress).error().code, ErrorCode::FileChanged);
        }
    }

    void slowPlanesHaveAPreview()
    {
        const qint64 side = 5000; // 200 MB
        const auto source = std::make_shared<EndlessSource>(side * side * 8);
        const auto view = ArrayView::fromSource(numberType(Kind::Float, 8), {side, side}, false, 0, source);
        Progress progress;
        QList<int> widths;
        const auto plane = samplePlane(*view, {0, 0, side, side}, 400, 300, Sampling::Maximum, ComplexPart::Real,
                                       progress, [&](const Plane &partial) { widths.append(partial.width); });
        QVERIFY(plane);
        QVERIFY(!widths.isEmpty());
        QCOMPARE(widths.first(), 400);
    }
};

QTEST_APPLESS_MAIN(TestPlane)
#include "tst_plane.moc"
