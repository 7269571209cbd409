#include "core/sparse/sparse_array.h"

#include "core/array/block_reader.h"
#include "core/sparse/element_sum.h"
#include "tests/support/sparse_parts.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace npeek;
using namespace npeek::test;

Q_DECLARE_METATYPE(npeek::SparseParts)

namespace {

using Numbers = std::vector<double>;

ArrayView doubles(const Numbers &numbers)
{
    return listOf(QStringLiteral("<f8"), numbers);
}

Numbers numbersOf(const DType &dtype, const QByteArray &cells)
{
    Numbers numbers(static_cast<size_t>(cells.size() / dtype.itemsize));
    loadDoubles(dtype, ComplexPart::Real, reinterpret_cast<const unsigned char *>(cells.constData()), dtype.itemsize,
                qint64(numbers.size()), numbers.data());
    return numbers;
}

Numbers cellsOf(const SparseArray &array, const SparseSelection &selection)
{
    Progress progress;
    const auto cells = array.cells(selection, progress);
    return cells ? numbersOf(array.dtype(), *cells) : Numbers{-999};
}

Numbers readAll(const ArrayView &view)
{
    Numbers numbers;
    BlockReader reader(view, Order::C, 4096);
    for (Block block; *reader.next(block);)
        for (qint64 k = 0; k < block.count; ++k)
            numbers.push_back(toDouble(view.dtype(), block.data + k * view.dtype().itemsize));
    return numbers;
}

QByteArray reversed(QByteArray bytes)
{
    std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

SparseArray opened(const SparseParts &parts)
{
    Progress progress;
    auto array = SparseArray::fromParts(parts, progress);
    if (!array)
        qFatal("%s", qPrintable(array.error().message));
    return *array;
}

SparseSelection sliced(const SparseArray &array, const char *text)
{
    return *SliceSpec::parse(QString::fromLatin1(text))->resolve(array.shape());
}

/// rows x columns of a random array in one of the formats, shuffled, some elements in two pieces.
SparseParts randomParts(SparseFormat format, qint64 rows, qint64 columns, bool isTidy, Numbers &expected)
{
    std::mt19937 random(7);
    struct Entry {
        qint64 row, column;
        double value;
    };
    std::vector<Entry> entries;
    expected.assign(size_t(rows * columns), 0.0);
    for (qint64 row = 0; row < rows; ++row)
        for (qint64 column = 0; column < columns; ++column)
            for (int times = 0; times < (random() % 2 == 0 ? isTidy ? 1 : 2 : 0); ++times) {
                entries.push_back({row, column, double(random() % 100) - 50});
                expected[size_t(row * columns + column)] += entries.back().value;
            }
    if (!isTidy)
        std::shuffle(entries.begin(), entries.end(), random);
    const bool isCsc = format == SparseFormat::Csc;
    if (format != SparseFormat::Coo)
        std::ranges::stable_sort(entries, {}, isCsc ? &Entry::column : &Entry::row);
    Numbers data;
    std::vector<qint64> row, column, indptr(size_t((isCsc ? columns : rows) + 1));
    for (const Entry &entry : entries) {
        data.push_back(entry.value);
        row.push_back(entry.row);
        column.push_back(entry.column);
        ++indptr[size_t((isCsc ? entry.column : entry.row) + 1)];
    }
    for (size_t i = 1; i < indptr.size(); ++i)
        indptr[i] += indptr[i - 1];
    const QString int64 = QStringLiteral("<i8");
    if (format == SparseFormat::Coo)
        return coo({rows, columns}, doubles(data), {listOf(int64, row), listOf(int64, column)});
    return compressed(format, {rows, columns}, doubles(data), listOf(int64, isCsc ? row : column),
                      listOf(int64, indptr));
}

/// Lies about its bytes once it is told to: as a mapped file that is overwritten does.
class ChangingSource : public ByteSource {
public:
    explicit ChangingSource(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    qint64 size() const override { return m_bytes.size(); }
    bool isMapped() const override { return true; }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &) const override
    {
        if (auto inside = checkRange(offset, size, m_bytes.size()); !inside)
            return inside.error();
        return Bytes(reinterpret_cast<const unsigned char *>(m_bytes.constData()) + offset, size_t(size));
    }
    void overwrite(char byte) { m_bytes.fill(byte); }

private:
    QByteArray m_bytes;
};

} // namespace

class TestSparseArray : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formats_data();
    void formats();
    void refused_data();
    void refused();
    void largeRandom_data();
    void largeRandom();
    void statistics_data();
    void statistics();
    void sumsWrapAround();
    void sumOfBooleans();
    void hugeShape();
    void cubes();
    void planes();
    void planeLeavesNanOut();
    void sumsOfAllTypes_data();
    void sumsOfAllTypes();
    void indicesThatChange();
    void cancels();
};

void TestSparseArray::formats_data()
{
    QTest::addColumn<SparseParts>("parts");
    QTest::addColumn<Numbers>("expected");
    const Shape shape{3, 4};
    const Numbers dense{1, 0, 2, 0, 0, 0, 0, 0, 0, 3, 0, 4};
    const ArrayView indptr = int32List({0, 2, 2, 4});
    using enum SparseFormat;
    QTest::newRow("csr") << compressed(Csr, shape, doubles({1, 2, 3, 4}), int32List({0, 2, 1, 3}), indptr) << dense;
    QTest::newRow("csr, unsorted") << compressed(Csr, shape, doubles({2, 1, 4, 3}), int32List({2, 0, 3, 1}), indptr)
                                   << dense;
    QTest::newRow("csr, an index twice") << compressed(Csr, shape, doubles({1, 2, 1, 3, 3}), int32List({0, 2, 3, 1, 3}),
                                                       int32List({0, 2, 2, 5}))
                                         << dense;
    QTest::newRow("csr, 64-bit indices") << compressed(Csr, shape, doubles({1, 2, 3, 4}),
                                                       listOf<qint64>(QStringLiteral("<i8"), {0, 2, 1, 3}),
                                                       listOf<qint64>(QStringLiteral("<i8"), {0, 2, 2, 4}))
                                         << dense;
    QTest::newRow("csr, big-endian") << compressed(Csr, shape, listOf<double>(QStringLiteral(">f8"), {1, 2, 3, 4}),
                                                   listOf<qint32>(QStringLiteral(">i4"), {0, 2, 1, 3}),
                                                   listOf<qint64>(QStringLiteral(">i8"), {0, 2, 2, 4}))
                                     << dense;
    QTest::newRow("csr, more data than indptr says")
        << compressed(Csr, shape, doubles({1, 2, 3, 4, 9}), int32List({0, 2, 1, 3, 0}), indptr) << dense;
    QTest::newRow("csr, one axis") << compressed(Csr, {4}, doubles({5, 6}), int32List({3, 1}), int32List({0, 2}))
                                   << Numbers{0, 6, 0, 5};
    QTest::newRow("csc") << compressed(Csc, shape, doubles({1, 3, 2, 4}), int32List({0, 2, 0, 2}),
                                       int32List({0, 1, 2, 3, 4}))
                         << dense;
    QTest::newRow("csc, an index twice, unsorted")
        << compressed(Csc, shape, doubles({1, 3, 1, 1, 4}), int32List({0, 2, 0, 0, 2}), int32List({0, 1, 2, 4, 5}))
        << dense;
    const Numbers blocks{1, 2, 0, 3, 4, 0, 5, 6};
    const Numbers blocksDense{0, 0, 1, 2, 0, 0, 0, 3, 4, 0, 0, 0, 5, 6, 0, 0};
    QTest::newRow("bsr") << compressed(Bsr, {4, 4}, viewOf(QStringLiteral("<f8"), {2, 2, 2}, blocks), int32List({1, 0}),
                                       int32List({0, 1, 2}))
                         << blocksDense;
    QTest::newRow("bsr in Fortran order")
        << compressed(Bsr, {4, 4}, viewOf<double>(QStringLiteral("<f8"), {2, 2, 2}, {1, 4, 0, 5, 2, 0, 3, 6}, true),
                      int32List({1, 0}), int32List({0, 1, 2}))
        << blocksDense;
    QTest::newRow("bsr, blocks of 1 x 4")
        << compressed(Bsr, {2, 4}, viewOf<double>(QStringLiteral("<f8"), {2, 1, 4}, {1, 2, 3, 4, 1, 0, 0, 1}),
                      int32List({0, 0}), int32List({0, 1, 2}))
        << Numbers{1, 2, 3, 4, 1, 0, 0, 1};
    QTest::newRow("bsr, a block twice") << compressed(
        Bsr, {2, 2}, viewOf<double>(QStringLiteral("<f8"), {2, 2, 2}, {1, 2, 3, 4, 1, 1, 1, 1}), int32List({0, 0}),
        int32List({0, 2})) << Numbers{2, 3, 4, 5};
    QTest::newRow("coo") << coo(shape, doubles({1, 2, 3, 4}), {int32List({0, 0, 2, 2}), int32List({0, 2, 1, 3})})
                         << dense;
    QTest::newRow("coo, by columns") << coo(shape, doubles({1, 3, 2, 4}),
                                            {int32List({0, 2, 0, 2}), int32List({0, 1, 2, 3})})
                                     << dense;
    QTest::newRow("coo, an index twice, unsorted")
        << coo(shape, doubles({4, 1, 5, 2, -2}), {int32List({2, 0, 2, 0, 2}), int32List({3, 0, 1, 2, 1})}) << dense;
    QTest::newRow("dia") << dia({3, 4}, viewOf<double>(QStringLiteral("<f8"), {2, 4}, {1, 2, 3, 4, 5, 6, 7, 8}),
                                int32List({0, 1}))
                         << Numbers{1, 6, 0, 0, 0, 2, 7, 0, 0, 0, 3, 8};
    QTest::newRow("dia, outside and below, short")
        << dia({4, 3}, viewOf<double>(QStringLiteral("<f8"), {3, 2}, {1, 2, 5, 6, 8, 9}), int32List({-2, 7, -9}))
        << Numbers{0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0};
    QTest::newRow("dia in Fortran order")
        << dia({2, 2}, viewOf<double>(QStringLiteral("<f8"), {2, 2}, {1, 5, 2, 6}, true), int32List({0, 1}))
        << Numbers{1, 6, 0, 2};
    QTest::newRow("nothing stored") << compressed(Csr, {2, 2}, doubles({}), int32List({}), int32List({0, 0, 0}))
                                    << Numbers{0, 0, 0, 0};
    QTest::newRow("no rows") << compressed(Csr, {0, 4}, doubles({}), int32List({}), int32List({0})) << Numbers{};
    QTest::newRow("no columns") << coo({4, 0}, doubles({}), {int32List({}), int32List({})}) << Numbers{};
    QTest::newRow("dia without diagonals")
        << dia({1, 2}, viewOf<double>(QStringLiteral("<f8"), {0, 2}, {}), int32List({})) << Numbers{0, 0};
}

void TestSparseArray::formats()
{
    QFETCH(SparseParts, parts);
    QFETCH(Numbers, expected);
    const SparseArray array = opened(parts);
    QCOMPARE(cellsOf(array, array.whole()), expected);
    QCOMPARE(readAll(*array.dense(array.whole(), 1 << 20)), expected);
    if (array.shape().size() < 2)
        return;
    const ArrayView dense = viewOf(QStringLiteral("<f8"), array.shape(), expected);
    for (const char *text : {"1:, 1:3", "::2, ::-1", "::-1, :1", ":, 1", "1", "5:, :"}) {
        const auto axes = SliceSpec::parse(QString::fromLatin1(text))->resolve(array.shape());
        if (!axes)
            continue;
        QVERIFY2(cellsOf(array, *axes) == readAll(dense.slice(*axes)), text);
    }
    Progress progress;
    const Region all{0, 0, array.shape()[0], array.shape()[1]};
    const auto plane =
        array.samplePlane(array.whole(), all, 100, 100, SparseSampling::BlockMean, ComplexPart::Real, progress);
    QVERIFY(plane.isOk());
    QCOMPARE(plane->values, expected);
}

void TestSparseArray::refused_data()
{
    QTest::addColumn<SparseParts>("parts");
    QTest::addColumn<QString>("message");
    using enum SparseFormat;
    const ArrayView two = doubles({1, 2});
    const auto csr = [&](const ArrayView &indices, const ArrayView &indptr, const Shape &shape = {2, 4}) {
        return compressed(Csr, shape, two, indices, indptr);
    };
    const auto row = [](const char *name, const SparseParts &parts, const char *message) {
        QTest::newRow(name) << parts << QString::fromLatin1(message);
    };
    const ArrayView good = int32List({0, 1, 2});
    row("an index too large", csr(int32List({0, 4}), good), "indices[1] is 4, which is not one of the 4 columns");
    row("a negative index", csr(int32List({-1, 3}), good), "indices[0] is -1, which is not one of the 4 columns");
    row("indptr starts late", csr(int32List({0, 1}), int32List({1, 1, 2})), "indptr[0] is 1, not 0");
    row("indptr descends", csr(int32List({0, 1}), int32List({0, 2, 1})), "indptr[2] is 1, less than the 2 before it");
    row("indptr is negative", csr(int32List({0, 1}), int32List({0, -2, 2})),
        "indptr[1] is -2, less than the 0 before it");
    row("indptr ends too high", csr(int32List({0, 1}), int32List({0, 1, 3})),
        "indptr ends with 3, but there are 2 indices");
    row("indptr too short", csr(int32List({0, 1}), int32List({0, 2})),
        "indptr has 2 elements, which is not one more than the 2 rows");
    row("indptr empty", csr(int32List({0, 1}), int32List({})),
        "indptr has 0 elements, which is not one more than the 2 rows");
    row("indices too short", csr(int32List({0}), good), "indices has 1 elements, but data has 2");
    row("indices are floats", csr(two, good), "indices holds float64 in 1 axes, not integers in one");
    row("a huge shape without its indptr", csr(int32List({0, 1}), good, {qint64(1) << 40, qint64(1) << 40}),
        "indptr has 3 elements, which is not one more than the 1099511627776 rows");
    row("a negative shape", csr(int32List({0, 1}), good, {2, -4}), "a shape of 2 axes is none of a sparse array");
    row("csc, an index too large", compressed(Csc, {4, 2}, two, int32List({0, 4}), good),
        "indices[1] is 4, which is not one of the 4 rows");
    row("coo, a row too large", coo({2, 2}, two, {int32List({0, 2}), int32List({0, 0})}),
        "row[1] is 2, which is not one of the 2 rows");
    row("coo, a negative column", coo({2, 2}, two, {int32List({0, 1}), int32List({0, -7})}),
        "col[1] is -7, which is not one of the 2 columns");
    row("coo, lengths differ", coo({2, 2}, two, {int32List({0, 1}), int32List({0})}),
        "col has 1 elements, but data has 2");
    row("coo, an axis too few", coo({2, 2}, two, {int32List({0, 1})}),
        "there are coordinates of 1 axes for an array of 2");
    row("coo, no axes", coo({}, two, {}), "a shape of 0 axes is none of a sparse array");
    row("coo with numbers over 2^63",
        coo({2, 2}, two, {listOf<quint64>(QStringLiteral("<u8"), {0, ~quint64(0)}), int32List({0, 0})}),
        "row[1] is -1, which is not one of the 2 rows");
    const ArrayView block = viewOf<double>(QStringLiteral("<f8"), {1, 2, 2}, {1, 2, 3, 4});
    row("bsr, blocks that do not fit", compressed(Bsr, {3, 4}, block, int32List({0}), int32List({0, 1})),
        "blocks of 2 x 2 do not fill the shape (3, 4)");
    row("bsr, blocks of nothing",
        compressed(Bsr, {2, 2}, viewOf<double>(QStringLiteral("<f8"), {1, 0, 2}, {}), int32List({0}),
                   int32List({0, 1})),
        "blocks of 0 x 2 do not fill the shape (2, 2)");
    row("bsr, a block outside", compressed(Bsr, {2, 4}, block, int32List({2}), int32List({0, 1})),
        "indices[0] is 2, which is not one of the 2 columns of blocks");
    const ArrayView diagonals = viewOf<double>(QStringLiteral("<f8"), {2, 2}, {1, 2, 3, 4});
    row("dia, a diagonal twice", dia({2, 2}, diagonals, int32List({1, 1})), "offsets[1] is 1, as offsets[0] is");
    row("dia, lengths differ", dia({2, 2}, diagonals, int32List({1})), "offsets has 1 elements, but data has 2 rows");
    row("text",
        compressed(Csr, {1, 1}, viewOf<quint32>(QStringLiteral("<U1"), {1}, {65}), int32List({0}), int32List({0, 1})),
        "a sparse array of <U1 cannot be summed up");
}

void TestSparseArray::refused()
{
    QFETCH(SparseParts, parts);
    QFETCH(QString, message);
    Progress progress;
    const auto array = SparseArray::fromParts(parts, progress);
    QVERIFY(!array);
    QCOMPARE(array.error().message, message);
}

void TestSparseArray::largeRandom_data()
{
    QTest::addColumn<SparseFormat>("format");
    QTest::addColumn<bool>("isTidy");
    QTest::newRow("csr, in order") << SparseFormat::Csr << true;
    QTest::newRow("csr, any order") << SparseFormat::Csr << false;
    QTest::newRow("csc, in order") << SparseFormat::Csc << true;
    QTest::newRow("csc, any order") << SparseFormat::Csc << false;
    QTest::newRow("coo, in order") << SparseFormat::Coo << true;
    QTest::newRow("coo, any order") << SparseFormat::Coo << false;
}

/// Many blocks, an index over all elements, planes of every kind against the same of the dense array.
void TestSparseArray::largeRandom()
{
    QFETCH(SparseFormat, format);
    QFETCH(bool, isTidy);
    Numbers expected;
    const qint64 rows = 700, columns = 800;
    const SparseArray array = opened(randomParts(format, rows, columns, isTidy, expected));
    QVERIFY(array.nnz() > 1 << 18);
    const ArrayView dense = viewOf(QStringLiteral("<f8"), {rows, columns}, expected);
    for (const char *text : {":", "600:620, 500:512", "::-300, ::7", "699", ":, 3"}) {
        const SparseSelection selection = sliced(array, text);
        QVERIFY2(cellsOf(array, selection) == readAll(dense.slice(selection)), text);
    }
    QVERIFY(readAll(*array.dense(array.whole(), 1 << 30)) == expected);
    Progress progress;
    const Region region{100, 30, 534, 701};
    const auto mean = samplePlane(dense, region, 64, 50, Sampling::Mean, ComplexPart::Real, progress);
    const auto sparseMean =
        array.samplePlane(array.whole(), region, 64, 50, SparseSampling::BlockMean, ComplexPart::Real, progress);
    QVERIFY(mean && sparseMean);
    QCOMPARE(sparseMean->values.size(), mean->values.size());
    for (size_t i = 0; i < mean->values.size(); ++i)
        QVERIFY(std::abs(mean->values[i] - sparseMean->values[i]) < 1e-12);
    const auto nearest = samplePlane(dense, region, 64, 50, Sampling::Nearest, ComplexPart::Real, progress);
    const auto sparseNearest =
        array.samplePlane(array.whole(), region, 64, 50, SparseSampling::Nearest, ComplexPart::Real, progress);
    QVERIFY(nearest && sparseNearest && sparseNearest->values == nearest->values);
}

void TestSparseArray::statistics_data()
{
    formats_data();
    for (const SparseFormat format : {SparseFormat::Csr, SparseFormat::Csc, SparseFormat::Coo}) {
        for (const bool isTidy : {true, false}) {
            Numbers expected;
            const SparseParts parts = randomParts(format, 80, 90, isTidy, expected);
            QTest::addRow("random %s, %s", qPrintable(parts.layout.formatName()), isTidy ? "in order" : "any order")
                << parts << expected;
        }
    }
    QTest::newRow("full, all negative") << coo({2, 2}, doubles({-1, -2, -3, -1}),
                                               {int32List({0, 0, 1, 1}), int32List({0, 1, 0, 1})})
                                        << Numbers{-1, -2, -3, -1};
    QTest::newRow("nan and infinities") << coo({2, 3}, doubles({NAN, INFINITY, -INFINITY, 1}),
                                               {int32List({0, 0, 1, 1}), int32List({0, 1, 0, 1})})
                                        << Numbers{NAN, INFINITY, 0, -INFINITY, 1, 0};
}

void TestSparseArray::statistics()
{
    QFETCH(SparseParts, parts);
    QFETCH(Numbers, expected);
    const SparseArray array = opened(parts);
    Progress progress;
    const auto found = array.statistics(array.whole(), progress);
    QVERIFY(found.isOk());
    const auto wanted = computeStatistics(viewOf(QStringLiteral("<f8"), array.shape(), expected), progress);
    QCOMPARE(found->count, wanted->count);
    QCOMPARE(found->total, wanted->total);
    QCOMPARE(found->nan, wanted->nan);
    QCOMPARE(found->posinf, wanted->posinf);
    QCOMPARE(found->neginf, wanted->neginf);
    QCOMPARE(found->zeros, wanted->zeros);
    QCOMPARE(found->hasRange, wanted->hasRange);
    QCOMPARE(found->argmin, wanted->argmin);
    QCOMPARE(found->argmax, wanted->argmax);
    QCOMPARE(found->minValue, wanted->minValue);
    QCOMPARE(found->maxValue, wanted->maxValue);
    QCOMPARE(found->hasMean, wanted->hasMean);
    if (!std::isfinite(wanted->mean.real()))
        return;
    QVERIFY(std::abs(found->mean.real() - wanted->mean.real()) < 1e-13);
    QVERIFY(std::abs(found->std - wanted->std) < 1e-13);
}

void TestSparseArray::sumsWrapAround()
{
    const SparseArray array = opened(coo({1, 2}, listOf<quint8>(QStringLiteral("|u1"), {200, 100, 7}),
                                         {int32List({0, 0, 0}), int32List({0, 0, 1})}));
    QCOMPARE(cellsOf(array, array.whole()), (Numbers{44, 7}));
    Progress progress;
    QCOMPARE(array.statistics(array.whole(), progress)->maxValue, 44.0);
    const auto plane =
        array.samplePlane(array.whole(), {0, 0, 1, 2}, 9, 9, SparseSampling::BlockMean, ComplexPart::Real, progress);
    QCOMPARE(plane->values, (Numbers{44, 7}));
}

void TestSparseArray::sumOfBooleans()
{
    const SparseArray array = opened(
        coo({1, 2}, listOf<quint8>(QStringLiteral("|b1"), {1, 1, 0}), {int32List({0, 0, 0}), int32List({0, 0, 1})}));
    QCOMPARE(cellsOf(array, array.whole()), (Numbers{1, 0}));
}

void TestSparseArray::hugeShape()
{
    const qint64 huge = qint64(1) << 40;
    const SparseArray array = opened(coo({huge, huge}, doubles({5, 6, 7}),
                                         {listOf<qint64>(QStringLiteral("<i8"), {huge - 1, 0, 3}),
                                          listOf<qint64>(QStringLiteral("<i8"), {huge - 1, 1, 0})}));
    QCOMPARE(cellsOf(array, sliced(array, "-1, -2:")), (Numbers{0, 5}));
    QCOMPARE(cellsOf(array, sliced(array, ":2, :3")), (Numbers{0, 6, 0, 0, 0, 0}));
    Progress progress;
    QCOMPARE(array.cells(array.whole(), progress).error().code, ErrorCode::TooLarge);
    QCOMPARE(array.statistics(array.whole(), progress).error().code, ErrorCode::TooLarge);
    QCOMPARE(array.dense(array.whole(), std::numeric_limits<qint64>::max()).error().code, ErrorCode::TooLarge);
    QCOMPARE(array.statistics(sliced(array, "3"), progress)->zeros, huge - 1);
    const auto row = array.dense(sliced(array, "-1"), std::numeric_limits<qint64>::max());
    QVERIFY(row.isOk());
    QByteArray scratch;
    const qint64 last = huge - 1;
    QCOMPARE(toDouble(row->dtype(), row->element({&last, 1}, scratch)->data()), 5.0);
    const auto plane =
        array.samplePlane(array.whole(), {0, 0, huge, huge}, 4, 4, SparseSampling::Spy, ComplexPart::Real, progress);
    QCOMPARE(plane->values, (Numbers{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
}

void TestSparseArray::cubes()
{
    const ArrayView coords = viewOf<qint64>(QStringLiteral("<i8"), {3, 3}, {0, 1, 1, 1, 0, 0, 2, 1, 1});
    std::vector<ArrayView> axes;
    for (qint64 axis = 0; axis < 3; ++axis)
        axes.push_back(coords.slice({{0, true, axis, 1, 1}, {1, false, 0, 1, 3}}));
    const SparseArray array = opened(coo({2, 2, 3}, doubles({1, 2, 3}), axes));
    QCOMPARE(cellsOf(array, array.whole()), (Numbers{0, 0, 0, 0, 0, 1, 0, 5, 0, 0, 0, 0}));
    QCOMPARE(cellsOf(array, array.page()), (Numbers{0, 0, 0, 0, 0, 1}));
    QCOMPARE(cellsOf(array, sliced(array, "1, :, 1")), (Numbers{5, 0}));
    Progress progress;
    QCOMPARE(array.statistics(array.whole(), progress)->argmax, 7);
    QCOMPARE(array.samplePlane(array.whole(), {}, 1, 1, SparseSampling::Spy, ComplexPart::Real, progress).error().code,
             ErrorCode::InvalidInput);
}

void TestSparseArray::planes()
{
    const SparseArray array = opened(compressed(SparseFormat::Csr, {4, 4}, doubles({4, 8, 0, -1}),
                                                int32List({0, 3, 1, 2}), int32List({0, 1, 2, 3, 4})));
    Progress progress;
    const auto plane = [&](SparseSampling sampling, const Region &region) {
        return array.samplePlane(array.whole(), region, 2, 2, sampling, ComplexPart::Real, progress);
    };
    const Region all{0, 0, 4, 4};
    QCOMPARE(plane(SparseSampling::BlockMean, all)->values, (Numbers{1, 2, 0, -0.25}));
    QCOMPARE(plane(SparseSampling::Spy, all)->values, (Numbers{1, 1, 0, 1}));
    QCOMPARE(plane(SparseSampling::Nearest, all)->values, (Numbers{0, 8, 0, 0}));
    QCOMPARE(plane(SparseSampling::Spy, {1, 2, 1, 2})->values, (Numbers{0, 1}));
    QCOMPARE(plane(SparseSampling::Spy, {0, 0, 0, 4})->width, 0);
    QCOMPARE(plane(SparseSampling::Spy, {0, 0, 5, 4}).error().code, ErrorCode::InvalidInput);
}

void TestSparseArray::planeLeavesNanOut()
{
    const SparseArray array =
        opened(coo({1, 4}, doubles({NAN, 3, NAN, NAN}), {int32List({0, 0, 0, 0}), int32List({0, 1, 2, 3})}));
    Progress progress;
    const auto plane =
        array.samplePlane(array.whole(), {0, 0, 1, 4}, 2, 1, SparseSampling::BlockMean, ComplexPart::Real, progress);
    QCOMPARE(plane->values[0], 3.0);
    QVERIFY(std::isnan(plane->values[1]));
}

void TestSparseArray::sumsOfAllTypes_data()
{
    QTest::addColumn<QString>("dtype");
    QTest::addColumn<QByteArray>("one"); // little-endian
    const std::pair<const char *, const char *> ones[] = {{"i1", "01"},
                                                          {"u1", "01"},
                                                          {"i2", "0100"},
                                                          {"i4", "01000000"},
                                                          {"u4", "01000000"},
                                                          {"i8", "0100000000000000"},
                                                          {"u8", "0100000000000000"},
                                                          {"f2", "003c"},
                                                          {"f4", "0000803f"},
                                                          {"f8", "000000000000f03f"}};
    for (const auto &[type, hex] : ones) {
        const QByteArray one = QByteArray::fromHex(hex);
        QTest::addRow("<%s", type) << QLatin1Char('<') + QLatin1String(type) << one;
        QTest::addRow(">%s", type) << QLatin1Char('>') + QLatin1String(type) << reversed(one);
    }
    const QByteArray single = QByteArray::fromHex("0000803f"),
                     quad = QByteArray::fromHex("0000000000000080ff3f") + QByteArray(6, '\0');
    QTest::newRow("<c8") << QStringLiteral("<c8") << single + QByteArray(4, '\0');
    QTest::newRow(">c8") << QStringLiteral(">c8") << reversed(single) + QByteArray(4, '\0');
    QTest::newRow("<c16") << QStringLiteral("<c16") << QByteArray::fromHex("000000000000f03f") + QByteArray(8, '\0');
    QTest::newRow("<f16") << QStringLiteral("<f16") << quad;
    QTest::newRow("<c32") << QStringLiteral("<c32") << quad + QByteArray(16, '\0');
}

void TestSparseArray::sumsOfAllTypes()
{
    QFETCH(QString, dtype);
    QFETCH(QByteArray, one);
    const DType type = *dtypeFromString(dtype);
    QCOMPARE(one.size(), type.itemsize);
    const AddElement add = addElementOf(type);
    QVERIFY(add);
    QByteArray sum(type.itemsize, '\0');
    for (int i = 0; i < 3; ++i)
        add(reinterpret_cast<unsigned char *>(sum.data()), reinterpret_cast<const unsigned char *>(one.constData()));
    QCOMPARE(toComplex(type, reinterpret_cast<const unsigned char *>(sum.constData())), std::complex<double>(3));
}

/// What was checked is written over by garbage, as in a mapped file: whatever comes out, nothing is read or written
/// outside.
void TestSparseArray::indicesThatChange()
{
    for (const char byte : {'\xff', '\x7f', '\x01'}) {
        std::vector<std::shared_ptr<ChangingSource>> sources;
        const auto list = [&](const std::vector<qint64> &numbers) {
            sources.push_back(std::make_shared<ChangingSource>(
                QByteArray(reinterpret_cast<const char *>(numbers.data()), qsizetype(numbers.size() * 8))));
            const Shape shape{qint64(numbers.size())};
            return *ArrayView::fromSource(*dtypeFromString(QStringLiteral("<i8")), shape, false, 0, sources.back());
        };
        const ArrayView data = doubles({1, 2, 3});
        const ArrayView blocks = viewOf<double>(QStringLiteral("<f8"), {3, 1, 2}, {1, 2, 3, 4, 5, 6});
        std::vector<SparseArray> arrays;
        arrays.push_back(opened(coo({2, 4}, data, {list({0, 1, 1}), list({0, 1, 0})})));
        arrays.push_back(opened(coo({2, 4}, data, {list({0, 1, 1}), list({0, 1, 2})})));
        arrays.push_back(opened(compressed(SparseFormat::Csr, {2, 4}, data, list({0, 1, 2}), list({0, 1, 3}))));
        arrays.push_back(opened(compressed(SparseFormat::Csc, {4, 2}, data, list({0, 1, 2}), list({0, 1, 3}))));
        arrays.push_back(opened(compressed(SparseFormat::Bsr, {2, 4}, blocks, list({0, 1, 1}), list({0, 1, 3}))));
        for (const auto &source : sources)
            source->overwrite(byte);
        Progress progress;
        for (const SparseArray &array : arrays) {
            const auto cells = array.cells(array.whole(), progress);
            QVERIFY(!cells || cells->size() == 64);
            const auto statistics = array.statistics(array.whole(), progress);
            QVERIFY(!statistics || statistics->total == 8);
            const auto plane = array.samplePlane(array.whole(), {0, 0, 2, 2}, 2, 1, SparseSampling::BlockMean,
                                                 ComplexPart::Real, progress);
            QVERIFY(!plane || plane->values.size() == 2);
        }
    }
}

void TestSparseArray::cancels()
{
    struct Canceled : Progress {
        bool isCanceled() const override { return true; }
    } canceled;
    Numbers expected;
    const SparseArray array = opened(randomParts(SparseFormat::Coo, 1500, 1100, false, expected));
    QCOMPARE(array.cells(array.whole(), canceled).error().code, ErrorCode::Canceled);
    QCOMPARE(array.statistics(array.whole(), canceled).error().code, ErrorCode::Canceled);
}

QTEST_APPLESS_MAIN(TestSparseArray)
#include "tst_sparse_array.moc"
