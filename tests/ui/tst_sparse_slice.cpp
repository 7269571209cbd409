#include "core/array/block_reader.h"
#include "tests/support/sparse_parts.h"
#include "ui/document_source.h"
#include "ui/slice_reader.h"

#include <QTest>

#include <limits>
#include <numeric>

using namespace npeek;
using namespace npeek::test;

Q_DECLARE_METATYPE(npeek::SparseParts)

namespace {

SparseArray opened(const SparseParts &parts)
{
    Progress progress;
    auto array = SparseArray::fromParts(parts, progress);
    if (!array)
        qFatal("%s", qPrintable(array.error().message));
    return *array;
}

SparseParts csr()
{
    return compressed(SparseFormat::Csr, {3, 5}, listOf<double>(QStringLiteral("<f8"), {1.5, -2, 0, 7}),
                      int32List({4, 1, 3, 0}), int32List({0, 2, 2, 4}));
}

/// Two elements at one index, in no order.
SparseParts csc()
{
    return compressed(SparseFormat::Csc, {4, 3}, listOf<qint16>(QStringLiteral("<i2"), {3, 4, 5, -6}),
                      int32List({2, 0, 2, 3}), int32List({0, 3, 3, 4}));
}

SparseParts cube()
{
    return coo({2, 3, 4}, listOf<double>(QStringLiteral(">f8"), {1, 2, 3, 4, 5}),
               {int32List({1, 0, 1, 0, 1}), int32List({2, 1, 0, 1, 2}), int32List({3, 0, 1, 2, 3})});
}

/// All elements as an array of its own.
ArrayView denseCopy(const SparseArray &array)
{
    Progress progress;
    const QByteArray cells = *array.cells(array.whole(), progress);
    return *ArrayView::fromSource(array.dtype(), array.shape(), false, 0, std::make_shared<MemorySource>(cells));
}

QByteArray bytesOf(const ArrayView &view)
{
    QByteArray bytes;
    BlockReader reader(view, Order::C);
    for (Block block; *reader.next(block);)
        bytes.append(reinterpret_cast<const char *>(block.data),
                     static_cast<qsizetype>(block.count * view.dtype().itemsize));
    return bytes;
}

SliceState stateOf(const Shape &shape, const QString &expression, bool isSwapped)
{
    SliceState state(shape);
    if (!state.setSpec(*SliceSpec::parse(expression)))
        qFatal("the expression is wrong");
    if (isSwapped)
        state.swapAxes();
    return state;
}

} // namespace

class TestSparseSlice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTheDenseArray_data()
    {
        QTest::addColumn<SparseParts>("parts");
        QTest::addColumn<QString>("expression");
        QTest::addColumn<bool>("isSwapped");
        for (const bool isSwapped : {false, true}) {
            const char *how = isSwapped ? ", transposed" : "";
            QTest::addRow("csr%s", how) << csr() << "" << isSwapped;
            QTest::addRow("csr, every second row backwards%s", how) << csr() << "::-2, 1:" << isSwapped;
            QTest::addRow("csc with sums%s", how) << csc() << "" << isSwapped;
            QTest::addRow("three axes%s", how) << cube() << "1" << isSwapped;
            QTest::addRow("first and last of three axes%s", how) << cube() << ":, 2" << isSwapped;
        }
        QTest::addRow("one column") << csr() << ":, 4" << false;
        QTest::addRow("one row") << csr() << "2" << false;
        QTest::addRow("one element") << csr() << "2, 0" << false;
    }
    void agreesWithTheDenseArray()
    {
        QFETCH(SparseParts, parts);
        QFETCH(QString, expression);
        QFETCH(bool, isSwapped);
        const SparseArray array = opened(parts);
        const SliceState state = stateOf(array.shape(), expression, isSwapped);
        const auto slice = DocumentSource(array).slice(state, QStringLiteral("a"));
        QVERIFY(slice.isOk());
        const Slice2d expected = state.slice(denseCopy(array), QStringLiteral("a"));
        QCOMPARE(slice->title, expected.title);
        QCOMPARE(slice->view.shape(), expected.view.shape());
        const QByteArray all = bytesOf(expected.view);
        QCOMPARE(bytesOf(slice->view), all);

        Progress progress;
        const qint64 rows = expected.view.shape()[0], columns = expected.view.shape()[1];
        QCOMPARE(*slice->reader->cells({0, 0, rows, columns}, progress), all);
        for (qint64 row = 0; row < rows; ++row)
            for (qint64 column = 0; column < columns; ++column)
                QCOMPARE(*elementOf(*slice, row, column, progress), *elementOf(expected, row, column, progress));

        const Region part{rows / 2, columns / 2, rows - rows / 2, columns - columns / 2};
        const auto plane = samplePlane(*slice, part, 100, 100, Sampling::Nearest, ComplexPart::Real, progress);
        const auto same = samplePlane(expected, part, 100, 100, Sampling::Nearest, ComplexPart::Real, progress);
        QVERIFY(plane.isOk() && same.isOk());
        QCOMPARE(plane->values, same->values);
        QCOMPARE(plane->region, part);
    }

    void meansAndPattern()
    {
        const SparseArray array = opened(csr());
        Progress progress;
        for (const bool isSwapped : {false, true}) {
            const auto slice = DocumentSource(array).slice(stateOf({3, 5}, {}, isSwapped), QStringLiteral("a"));
            const Region whole{0, 0, slice->view.shape()[0], slice->view.shape()[1]};
            const auto mean = samplePlane(*slice, whole, 1, 1, Sampling::Mean, ComplexPart::Real, progress);
            QCOMPARE(mean->values, std::vector<double>{6.5 / 15});
            QCOMPARE(mean->sampling, Sampling::Mean);
            const auto pattern = samplePlane(*slice, whole, 5, 5, Sampling::Maximum, ComplexPart::Real, progress);
            QCOMPARE(std::accumulate(pattern->values.begin(), pattern->values.end(), 0.0), 3.0); // a stored 0 is a zero
            QCOMPARE(pattern->sampling, Sampling::Maximum);
        }
    }

    void statisticsNameTheElement()
    {
        const SparseArray array = opened(csr());
        Progress progress;
        for (const bool isSwapped : {false, true}) {
            const auto slice = DocumentSource(array).slice(stateOf({3, 5}, {}, isSwapped), QStringLiteral("a"));
            const auto statistics = computeStatistics(*slice, progress);
            QVERIFY(statistics.isOk());
            QCOMPARE(statistics->count, 15);
            QCOMPARE(statistics->zeros, 12);
            const Shape at = unravelIndex(statistics->argmax, slice->view.shape());
            QCOMPARE(arrayIndex(*slice, at[0], at[1]), Shape({2, 0}));
        }
    }

    void moreThanCanBeCountedStartsWithAPart()
    {
        const qint64 length = qint64(1) << 40;
        const SparseArray array = opened(coo(
            {length, length}, listOf<double>(QStringLiteral("<f8"), {1, 2}),
            {listOf<qint64>(QStringLiteral("<i8"), {5, length - 1}), listOf<qint64>(QStringLiteral("<i8"), {7, 3})}));
        const DocumentSource source(array);
        QCOMPARE(source.size(), std::numeric_limits<qint64>::max());
        QVERIFY(!source.slice(SliceState(array.shape()), QStringLiteral("a")));
        const auto first = source.slice(source.initialState(), QStringLiteral("a"));
        QVERIFY(first.isOk());
        Progress progress;
        QCOMPARE(*elementOf(*first, 5, 7, progress), QByteArray::fromHex("000000000000f03f"));
        const auto last = source.slice(stateOf(array.shape(), QStringLiteral("-10:, :10"), true), QStringLiteral("a"));
        QCOMPARE(*elementOf(*last, 3, 9, progress), QByteArray::fromHex("0000000000000040"));
        const auto statistics = computeStatistics(*first, progress);
        QVERIFY(statistics.isOk());
        QCOMPARE(statistics->zeros, first->view.size() - 1);
    }

    void sourcesAreToldApart()
    {
        const SparseArray array = opened(csr());
        const ArrayView view = denseCopy(array);
        const auto bits = view.viewedAs(*dtypeFromString(QStringLiteral("<i8")));
        QVERIFY(DocumentSource(array).isSame(array));
        QVERIFY(DocumentSource(view).isSame(view));
        QVERIFY(!DocumentSource(array).isSame(opened(csr())));
        QVERIFY(!DocumentSource(view).isSame(array));
        QVERIFY(!DocumentSource(view).isSame(*bits)); // viewed as something else
    }
};

QTEST_GUILESS_MAIN(TestSparseSlice)
#include "tst_sparse_slice.moc"
