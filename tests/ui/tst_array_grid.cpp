#include "ui/array_grid.h"

#include "core/format/python_literal.h"
#include "ui/cell_window.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <cstring>

using namespace npeek;
using State = GridCell::State;

namespace {

/// Like a decoder: every read copies. Fails when told to.
class CopyingSource : public ByteSource {
public:
    explicit CopyingSource(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    qint64 size() const override { return m_bytes.size(); }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override
    {
        ++reads;
        if (isBroken)
            return Error{ErrorCode::Corrupt, QStringLiteral("the stream is broken")};
        if (const auto range = checkRange(offset, size, m_bytes.size()); !range)
            return range.error();
        scratch = m_bytes.mid(offset, size);
        return Bytes(reinterpret_cast<const unsigned char *>(scratch.constData()), static_cast<size_t>(size));
    }
    bool isIntact() const override { return isWhole; }
    bool isMapped() const override { return isMap; }

    mutable std::atomic<int> reads = 0;
    std::atomic<bool> isBroken = false, isWhole = true;
    bool isMap = false;

private:
    QByteArray m_bytes;
};

DType dtypeOf(const char *text)
{
    const auto literal = parsePythonLiteral(QString::fromLatin1(text));
    const auto dtype = literal ? dtypeFromDescr(*literal) : Result<DType>(literal.error());
    if (!dtype)
        qFatal("%s", qPrintable(dtype.error().message));
    return *dtype;
}

Slice2d sliceOf(const DType &dtype, const Shape &shape, ByteSourcePtr source)
{
    const auto view = ArrayView::fromSource(dtype, shape, false, 0, std::move(source));
    if (!view)
        qFatal("%s", qPrintable(view.error().message));
    Slice2d slice;
    slice.view = view->as2d();
    slice.rows = {0, false, 0, 1, slice.view.shape()[0]};
    slice.columns = {shape.size() > 1 ? 1 : -1, false, 0, 1, slice.view.shape()[1]};
    return slice;
}

template <class T> QByteArray bytesOf(std::initializer_list<T> values)
{
    QByteArray bytes;
    for (T value : values)
        bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    return bytes;
}

QByteArray counting(qint32 count)
{
    QByteArray bytes;
    for (qint32 i = 0; i < count; ++i)
        bytes.append(reinterpret_cast<const char *>(&i), sizeof i);
    return bytes;
}

ByteSourcePtr memory(const QByteArray &bytes)
{
    return std::make_shared<MemorySource>(bytes);
}

} // namespace

class TestArrayGrid : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingBeforeTheFirstSlice()
    {
        ArrayGrid grid;
        QCOMPARE(grid.rowCount(), qint64(0));
        QCOMPARE(grid.columnCount(), qint64(0));
        grid.prepare({0, 0, 0, 0});
    }

    void cells_data()
    {
        QTest::addColumn<QString>("descr");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("alignRight");
        QTest::addColumn<bool>("isSpecial");
        const qint64 nat = std::numeric_limits<qint64>::min();
        QTest::newRow("largest int64") << "'<i8'" << bytesOf<qint64>({std::numeric_limits<qint64>::max()})
                                       << "9223372036854775807" << true << false;
        QTest::newRow("big-endian") << "'>i2'" << QByteArray("\x01\x02", 2) << "258" << true << false;
        QTest::newRow("float") << "'<f8'" << bytesOf({0.1}) << "0.1" << true << false;
        QTest::newRow("nan") << "'<f8'" << bytesOf({std::numeric_limits<double>::quiet_NaN()}) << "nan" << true << true;
        QTest::newRow("minus infinity") << "'<f4'" << bytesOf({-std::numeric_limits<float>::infinity()}) << "-inf"
                                        << true << true;
        QTest::newRow("complex") << "'<c8'" << bytesOf({1.0F, 2.0F}) << "(1+2j)" << true << false;
        QTest::newRow("complex with nan")
            << "'<c8'" << bytesOf({1.0F, std::numeric_limits<float>::quiet_NaN()}) << "(1+nanj)" << true << true;
        QTest::newRow("True stands out") << "'|b1'" << QByteArray("\x01", 1) << "True" << true << false;
        QTest::newRow("False does not") << "'|b1'" << QByteArray("\x00", 1) << "False" << true << true;
        QTest::newRow("date") << "'<M8[D]'" << bytesOf<qint64>({0}) << "1970-01-01" << true << false;
        QTest::newRow("no date") << "'<M8[D]'" << bytesOf<qint64>({nat}) << "NaT" << true << true;
        QTest::newRow("minutes are not NaN") << "'<m8[m]'" << bytesOf<qint64>({5}) << "5 minutes" << true << false;
        QTest::newRow("text") << "'|S4'" << QByteArray("nan\0", 4) << "nan" << false << false;
        QTest::newRow("text with a line break") << "'|S3'" << QByteArray("a\nb") << "a\\nb" << false << false;
        QTest::newRow("sub-array of a field")
            << "[('x', '<i2', (2,))]" << bytesOf<qint16>({1, 2}) << "[1 2]" << false << false;
        QTest::newRow("nested fields") << "[('x', [('a', 'u1'), ('b', 'u1')])]" << QByteArray("\x01\x02", 2) << "(1, 2)"
                                       << false << false;
    }
    void cells()
    {
        QFETCH(QString, descr);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        const auto source = std::make_shared<CopyingSource>(bytes);
        for (const ByteSourcePtr &from : {memory(bytes), ByteSourcePtr(source)}) {
            ArrayGrid grid;
            QSignalSpy changed(&grid, &GridModel::cellsChanged);
            grid.setSlice(sliceOf(dtypeOf(descr.toLatin1()), {1}, from));
            grid.prepare({0, 0, 1, 1});
            QTRY_VERIFY(from->isMapped() || changed.count() == 1);
            const GridCell cell = grid.cell(0, 0);
            QCOMPARE(cell.state, State::Ready);
            QCOMPARE(cell.text, text);
            QTEST(cell.alignRight, "alignRight");
            QTEST(cell.isSpecial, "isSpecial");
            QVERIFY(!grid.widestText(0).isEmpty());
        }
    }

    void labelsAreTheArraysOwnIndices()
    {
        const auto array = ArrayView::fromSource(dtypeOf("'<i4'"), {20, 30}, false, 0, memory(counting(600)));
        const auto spec = SliceSpec::parse(QStringLiteral("::-2, 3::5"));
        const auto axes = spec->resolve(array->shape());
        Slice2d slice;
        slice.view = array->slice(*axes);
        slice.rows = axes->at(0);
        slice.columns = axes->at(1);
        ArrayGrid grid;
        QSignalSpy reset(&grid, &GridModel::modelReset);
        grid.setSlice(slice);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(grid.rowCount(), qint64(10));
        QCOMPARE(grid.columnCount(), qint64(6));
        QCOMPARE(grid.rowLabel(0), QStringLiteral("19"));
        QCOMPARE(grid.rowLabel(9), QStringLiteral("1"));
        QCOMPARE(grid.columnLabel(5), QStringLiteral("28"));
        QCOMPARE(grid.cell(9, 5).text, QString::number(1 * 30 + 28));
    }

    void aOneDimensionalArrayIsOneColumn()
    {
        ArrayGrid grid;
        grid.setSlice(sliceOf(dtypeOf("'<i4'"), {3}, memory(counting(3))));
        QCOMPARE(grid.columnCount(), qint64(1));
        QCOMPARE(grid.columnLabel(0), QStringLiteral("value"));
        QCOMPARE(grid.rowLabel(2), QStringLiteral("2"));
        QCOMPARE(grid.cell(2, 0).text, QStringLiteral("2"));
    }

    void fieldsAreColumns()
    {
        const DType dtype = dtypeOf("[('id', '<i4'), ('name', '|S3'), ('ok', '|b1')]");
        const QByteArray bytes =
            bytesOf<qint32>({7}) + QByteArray("one") + '\1' + bytesOf<qint32>({8}) + QByteArray("two") + '\0';
        ArrayGrid grid;
        grid.setSlice(sliceOf(dtype, {2}, memory(bytes)));
        QCOMPARE(grid.columnCount(), qint64(3));
        QCOMPARE(grid.columnLabel(1), QStringLiteral("name"));
        QCOMPARE(grid.cell(1, 0).text, QStringLiteral("8"));
        QCOMPARE(grid.cell(1, 1).text, QStringLiteral("two"));
        QCOMPARE(grid.cell(0, 2).text, QStringLiteral("True"));
        grid.setSlice(sliceOf(dtype, {1, 2}, memory(bytes))); // two columns of elements: no room for fields
        QCOMPARE(grid.columnCount(), qint64(2));
        QCOMPARE(grid.columnLabel(1), QStringLiteral("1"));
        QCOMPARE(grid.cell(0, 1).text, QStringLiteral("(8, b'two', False)"));
    }

    void formatsNumbers()
    {
        ArrayGrid grid;
        QSignalSpy changed(&grid, &GridModel::cellsChanged);
        grid.setSlice(sliceOf(dtypeOf("'<f8'"), {1}, memory(bytesOf({0.5}))));
        grid.setFormat(*CellFormat::parse(QStringLiteral(".3f")));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(grid.cell(0, 0).text, QStringLiteral("0.500"));
    }

    void slowSourcesAreFetchedByTheWindow()
    {
        const auto source = std::make_shared<CopyingSource>(counting(100'000));
        ArrayGrid grid;
        QSignalSpy changed(&grid, &GridModel::cellsChanged);
        grid.setSlice(sliceOf(dtypeOf("'<i4'"), {10'000, 10}, source));
        QCOMPARE(grid.cell(500, 3).state, State::Pending);
        QVERIFY(grid.cell(500, 3).alignRight);
        grid.prepare({500, 0, 40, 10});
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(grid.cell(500, 3).text, QStringLiteral("5003"));
        QCOMPARE(grid.cell(539, 9).text, QStringLiteral("5399"));
        QCOMPARE(grid.cell(545, 0).state, State::Ready); // the next rows come along
        QCOMPARE(grid.cell(5000, 0).state, State::Pending);
        const int reads = source->reads;
        QVERIFY(reads <= 4096);
        grid.prepare({510, 0, 40, 10}); // is there already
        QThreadPool::globalInstance()->waitForDone();
        QCOMPARE(source->reads.load(), reads);
    }

    void anotherSliceForgetsTheWindow()
    {
        ArrayGrid grid;
        QSignalSpy changed(&grid, &GridModel::cellsChanged);
        grid.setSlice(sliceOf(dtypeOf("'<i4'"), {4, 4}, std::make_shared<CopyingSource>(counting(16))));
        grid.prepare({0, 0, 4, 4});
        grid.setSlice(sliceOf(dtypeOf("'<i4'"), {4, 4}, std::make_shared<CopyingSource>(counting(20).mid(16))));
        grid.prepare({0, 0, 4, 4});
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(grid.cell(0, 0).text, QStringLiteral("4"));
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(changed.count(), 1);
    }

    void failuresAreToldOnce_data()
    {
        QTest::addColumn<bool>("isMap");
        QTest::addColumn<bool>("isBroken");
        QTest::newRow("a broken stream") << false << true;
        QTest::newRow("a file that got shorter while it was decoded") << false << false;
        QTest::newRow("a mapped file that cannot be read") << true << true;
        QTest::newRow("a mapped file that got shorter") << true << false;
    }
    void failuresAreToldOnce()
    {
        QFETCH(bool, isMap);
        QFETCH(bool, isBroken);
        const auto source = std::make_shared<CopyingSource>(counting(100));
        source->isMap = isMap;
        source->isBroken = isBroken;
        source->isWhole = isBroken;
        ArrayGrid grid;
        QSignalSpy failed(&grid, &ArrayGrid::failed);
        grid.setSlice(sliceOf(dtypeOf("'<i4'"), {10, 10}, source));
        grid.prepare({0, 0, 10, 10});
        QTRY_COMPARE(grid.cell(3, 3).state, State::Failed);
        QCOMPARE(grid.cell(9, 9).state, State::Failed);
        QTRY_COMPARE(failed.count(), 1);
        const int reads = source->reads;
        grid.prepare({0, 0, 10, 10}); // not again and again
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(source->reads.load(), reads);
        QCOMPARE(failed.count(), 1);
    }

    void hugeElementsAreShownByTheirStart_data()
    {
        QTest::addColumn<QString>("descr");
        QTest::addColumn<QString>("start");
        QTest::newRow("text") << "'<U2000000'"
                              << "AAAA";
        QTest::newRow("bytes") << "'|S8000000'"
                               << "A";
        QTest::newRow("void") << "'|V8000000'"
                              << "b'\\x41\\x00";
        QTest::newRow("a long sub-array") << "[('x', '<i4', (2000000,))]"
                                          << "[65 65 65";
        QTest::newRow("many long fields") << "[('x', [('a', '<i4', (1000000,)), ('b', '<i4', (1000000,))])]"
                                          << "([65, 65, 65";
    }
    void hugeElementsAreShownByTheirStart()
    {
        QFETCH(QString, descr);
        QFETCH(QString, start);
        const auto source = std::make_shared<CopyingSource>(QByteArray("A\0\0\0", 4).repeated(2'000'000));
        source->isMap = true;
        ArrayGrid grid;
        grid.setSlice(sliceOf(dtypeOf(descr.toLatin1()), {1}, source));
        const GridCell cell = grid.cell(0, 0);
        QCOMPARE(cell.text.left(start.size()), start);
        QVERIFY(cell.text.size() <= 1100);
        QVERIFY(cell.text.endsWith(u'…'));
    }

    void leadingTypes_data()
    {
        QTest::addColumn<QString>("descr");
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<QString>("leading");
        QTest::newRow("small enough") << "'<U5'" << qint64(20) << "'<U5'";
        QTest::newRow("whole characters") << "'<U5'" << qint64(19) << "'<U4'";
        QTest::newRow("bytes") << "'|S100'" << qint64(10) << "'|S10'";
    }
    void leadingTypes()
    {
        QFETCH(QString, descr);
        QFETCH(qint64, limit);
        QFETCH(QString, leading);
        QCOMPARE(leadingType(dtypeOf(descr.toLatin1()), limit).descr(), dtypeOf(leading.toLatin1()).descr());
    }

    void noNumberIsCutInTwo()
    {
        const DType cut = leadingType(dtypeOf("[('a', 'u1'), ('b', '<f8'), ('c', '<f8')]"), 12);
        QCOMPARE(cut.itemsize, qint64(12));
        QCOMPARE(cut.fields.size(), size_t(2));
        const DType array = leadingType(dtypeOf("[('a', '<f8', (3, 5))]").fields.front().dtype, 30);
        QCOMPARE(array.shape, Shape{3});
        QCOMPARE(array.itemsize, qint64(24));
    }

    void windowAround_data()
    {
        QTest::addColumn<GridRect>("visible");
        QTest::addColumn<qint64>("rowCount");
        QTest::addColumn<GridRect>("window");
        QTest::newRow("a page more on both sides") << GridRect{100, 5, 10, 4} << qint64(1000) << GridRect{90, 5, 30, 4};
        QTest::newRow("the start") << GridRect{0, 0, 10, 4} << qint64(1000) << GridRect{0, 0, 20, 4};
        QTest::newRow("the end") << GridRect{990, 0, 10, 4} << qint64(1000) << GridRect{980, 0, 20, 4};
        QTest::newRow("many cells: what is visible")
            << GridRect{100, 0, 50, 100} << qint64(1000) << GridRect{100, 0, 50, 100};
        QTest::newRow("no room for pages") << GridRect{100, 0, 10, 80} << qint64(1000) << GridRect{99, 0, 12, 80};
    }
    void windowAround()
    {
        QFETCH(GridRect, visible);
        QFETCH(qint64, rowCount);
        QFETCH(GridRect, window);
        QCOMPARE(npeek::windowAround(visible, rowCount, 1000), window);
    }
};

QTEST_GUILESS_MAIN(TestArrayGrid)
#include "tst_array_grid.moc"
