#include "core/array/block_reader.h"

#include <QTest>

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>
#include <random>

using namespace npeek;

namespace {

constexpr qint64 most = std::numeric_limits<qint64>::max();

DType plain(Kind kind, qint64 itemsize)
{
    DType dtype;
    dtype.kind = kind;
    dtype.itemsize = itemsize;
    return dtype;
}

Bytes bytesOf(const QByteArray &array)
{
    return {reinterpret_cast<const unsigned char *>(array.constData()), static_cast<size_t>(array.size())};
}

QByteArray randomBytes(qint64 size, std::mt19937 &random)
{
    QByteArray bytes(size, '\0');
    std::ranges::generate(bytes, [&] { return static_cast<char>(random()); });
    return bytes;
}

/// A source as a decoder would be: every read is a copy. Keeps count, and may lose its file.
class CountingSource : public ByteSource {
public:
    explicit CountingSource(QByteArray bytes, bool isMapped = false)
        : m_bytes(std::move(bytes))
        , m_isMapped(isMapped)
    {
    }
    qint64 size() const override { return m_bytes.size(); }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override
    {
        if (auto inside = checkRange(offset, size, m_bytes.size()); !inside)
            return inside.error();
        ++reads;
        bytesRead += size;
        largestRead = std::max(largestRead, size);
        if (failsAt >= 0 && offset + size > failsAt)
            return Error{ErrorCode::Io, QStringLiteral("the disk is gone")};
        if (m_isMapped)
            return bytesOf(m_bytes).subspan(static_cast<size_t>(offset), static_cast<size_t>(size));
        scratch = m_bytes.sliced(offset, size);
        return bytesOf(scratch);
    }
    bool isIntact() const override { return lostAfter < 0 || reads <= lostAfter; }
    bool isMapped() const override { return m_isMapped; }
    void release(qint64 offset, qint64 size) const override { released.append({offset, size}); }

    mutable qint64 reads = 0;
    mutable qint64 bytesRead = 0;
    mutable qint64 largestRead = 0;
    mutable QList<std::pair<qint64, qint64>> released;
    qint64 lostAfter = -1;
    qint64 failsAt = -1;

private:
    QByteArray m_bytes;
    bool m_isMapped;
};

/// Zeros without end, to be read in no time.
class EndlessSource : public ByteSource {
public:
    qint64 size() const override { return most; }
    Result<Bytes> read(qint64, qint64 size, QByteArray &scratch) const override
    {
        ++reads;
        largestRead = std::max(largestRead, size);
        scratch.resize(size);
        return bytesOf(scratch);
    }
    mutable qint64 reads = 0;
    mutable qint64 largestRead = 0;
};

Shape unravelled(qint64 flat, const Shape &shape)
{
    Shape index(shape.size());
    for (size_t axis = shape.size(); axis-- > 0;) {
        index[axis] = flat % shape[axis];
        flat /= shape[axis];
    }
    return index;
}

ArrayView sliced(const ArrayView &view, const QString &text)
{
    return *view.slice(*SliceSpec::parse(text));
}

/// Any view: a record or a plain number, either order, sliced forward and backward, transposed.
ArrayView randomView(std::mt19937 &random, bool isMapped)
{
    const auto below = [&](quint32 end) { return static_cast<qint64>(random() % end); };
    static constexpr qint64 sizes[] = {1, 2, 3, 4, 8, 12, 16, 24};
    DType dtype = plain(Kind::Void, sizes[below(8)]);
    const bool hasFields = below(3) == 0;
    if (hasFields) {
        DType part = dtype;
        part.shape = below(2) == 0 ? Shape{} : Shape{2, 3};
        part.itemsize *= elementCount(part.shape).value();
        dtype = plain(Kind::Struct, part.itemsize + 5 + below(200));
        dtype.fields = {{QStringLiteral("part"), {}, below(6), part}};
    }
    Shape shape;
    for (qint64 ndim = below(5); ndim > 0; --ndim)
        shape.push_back(below(8) == 0 ? 40 + below(20) : 1 + below(6));
    const qint64 offset = below(9);
    const QByteArray bytes = randomBytes(offset + elementCount(shape).value() * dtype.itemsize, random);
    const auto source = std::make_shared<CountingSource>(bytes, isMapped);
    ArrayView view = *ArrayView::fromSource(dtype, shape, below(2) == 0, offset, source);
    if (hasFields)
        view = *view.field(QStringLiteral("part"));
    QStringList items;
    for (const qint64 length : shape) {
        const QString last = QString::number(length - 1);
        const QStringList choices{QStringLiteral(":"),
                                  QStringLiteral("::-1"),
                                  QStringLiteral("1::2"),
                                  QStringLiteral("::-3"),
                                  u':' + last,
                                  QStringLiteral("1:"),
                                  last};
        items << choices[below(9) < 3 ? 0 : static_cast<int>(below(7))];
    }
    view = sliced(view, items.join(u','));
    std::vector<int> axes(static_cast<size_t>(view.ndim()));
    std::iota(axes.begin(), axes.end(), 0);
    if (below(2) == 0)
        std::shuffle(axes.begin(), axes.end(), random);
    return view.transposed(axes);
}

/// Reads everything and compares it with the view, element by element.
void compareWithElements(const ArrayView &view, Order order, qint64 blockBytes)
{
    BlockReader reader(view, order, blockBytes);
    std::vector<bool> isSeen(static_cast<size_t>(view.size()));
    const qint64 itemsize = view.dtype().itemsize;
    QByteArray scratch;
    Block block;
    qint64 seen = 0;
    while (*reader.next(block)) {
        QVERIFY(block.count > 0);
        QVERIFY(block.count == 1 || block.count * itemsize <= blockBytes);
        for (qint64 k = 0; k < block.count; ++k) {
            const qint64 index = reader.indexOf(block, k);
            const Bytes expected = *view.element(unravelled(index, view.shape()), scratch);
            const bool isRight = (order != Order::C || index == seen + k) && !isSeen.at(static_cast<size_t>(index))
                && std::memcmp(block.data + k * itemsize, expected.data(), static_cast<size_t>(itemsize)) == 0;
            if (!isRight) // QVERIFY itself would take most of the time
                QFAIL(qPrintable(QStringLiteral("element %1, visited as number %2").arg(index).arg(seen + k)));
            isSeen[static_cast<size_t>(index)] = true;
        }
        seen += block.count;
        QCOMPARE(reader.done(), seen);
    }
    QCOMPARE(seen, view.size());
}

std::shared_ptr<CountingSource> counted(qint64 size, bool isMapped = false)
{
    std::mt19937 random(7);
    return std::make_shared<CountingSource>(randomBytes(size, random), isMapped);
}

Result<qint64> readAll(const ArrayView &view, Order order, qint64 blockBytes = 1 << 20)
{
    BlockReader reader(view, order, blockBytes);
    Block block;
    Result<bool> more = reader.next(block);
    for (; more && *more; more = reader.next(block)) { }
    if (!more)
        return more.error();
    return reader.done();
}

} // namespace

class TestBlockReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void randomViews_data()
    {
        QTest::addColumn<bool>("isMapped");
        QTest::addColumn<qint64>("blockBytes");
        for (const bool isMapped : {true, false})
            for (const qint64 blockBytes : {1, 32, 1000, 1 << 20})
                QTest::addRow("%s, blocks of %lld bytes", isMapped ? "mapped" : "decoded", blockBytes)
                    << isMapped << blockBytes;
    }
    void randomViews()
    {
        QFETCH(bool, isMapped);
        QFETCH(qint64, blockBytes);
        std::mt19937 random(20240131);
        for (int i = 0; i < 60; ++i) {
            const ArrayView view = randomView(random, isMapped);
            for (const Order order : {Order::C, Order::Memory}) {
                compareWithElements(view, order, blockBytes);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    void largeTransposes_data()
    {
        QTest::addColumn<qint64>("itemsize");
        QTest::addColumn<QList<qint64>>("shape");
        QTest::newRow("bytes") << qint64(1) << QList<qint64>{151, 103};
        QTest::newRow("doubles") << qint64(8) << QList<qint64>{91, 103};
        QTest::newRow("odd records") << qint64(7) << QList<qint64>{71, 103};
        QTest::newRow("three axes") << qint64(4) << QList<qint64>{21, 23, 17};
        QTest::newRow("two wide rows") << qint64(4) << QList<qint64>{2, 9000};
    }
    void largeTransposes()
    {
        QFETCH(qint64, itemsize);
        QFETCH(QList<qint64>, shape);
        const Shape axes(shape.begin(), shape.end());
        for (const bool isMapped : {true, false}) {
            const auto source = counted(elementCount(axes).value() * itemsize, isMapped);
            const auto view = ArrayView::fromSource(plain(Kind::Void, itemsize), axes, true, 0, source);
            compareWithElements(*view, Order::C, 4096);
            compareWithElements(sliced(*view, QStringLiteral("::-1, 1:-1:2")), Order::C, 4096);
        }
    }

    void contiguousIsNotCopied()
    {
        const auto source = counted(80000, true);
        QByteArray scratch;
        const unsigned char *bytes = source->read(0, 1, scratch)->data();
        for (const bool fortranOrder : {false, true}) {
            const auto view = ArrayView::fromSource(plain(Kind::Float, 8), {100, 100}, fortranOrder, 0, source);
            BlockReader reader(*view, fortranOrder ? Order::Memory : Order::C, 16384);
            Block block;
            for (qint64 done = 0; *reader.next(block); done += block.count) {
                QVERIFY(block.data == bytes + done * 8);
                QCOMPARE(block.count, std::min<qint64>(2048, 10000 - done));
            }
        }
    }

    void everythingIsReleased_data()
    {
        QTest::addColumn<QString>("slice");
        QTest::newRow("contiguous") << "";
        QTest::newRow("with gaps") << ":, ::3";
        QTest::newRow("backwards") << "::-1, ::-1";
    }
    void everythingIsReleased()
    {
        QFETCH(QString, slice);
        const auto source = counted(80000, true);
        const auto whole = ArrayView::fromSource(plain(Kind::Float, 8), {100, 100}, false, 0, source);
        const ArrayView view = sliced(*whole, slice);
        QVERIFY(readAll(view, Order::C, 8192).isOk());
        qint64 bytes = 0;
        for (const auto &[offset, size] : source->released)
            bytes += size;
        QCOMPARE(bytes, source->bytesRead);
        QVERIFY(bytes > 79000);
    }

    void readsAreFew_data()
    {
        QTest::addColumn<bool>("fortranOrder");
        QTest::addColumn<QString>("slice");
        QTest::addColumn<qint64>("mostReads");
        QTest::newRow("contiguous") << false << "" << qint64(8);
        QTest::newRow("every second column") << false << ":, ::2" << qint64(8);
        QTest::newRow("one column") << false << ":, 7" << qint64(40);
        QTest::newRow("narrow columns") << false << ":, 7:12" << qint64(40);
        QTest::newRow("other order") << true << "" << qint64(8);
        QTest::newRow("one row of the other order") << true << "7" << qint64(40);
        QTest::newRow("other order backwards") << true << "::-1, ::-1" << qint64(8);
    }
    void readsAreFew()
    {
        QFETCH(bool, fortranOrder);
        QFETCH(QString, slice);
        QFETCH(qint64, mostReads);
        const auto source = std::make_shared<CountingSource>(QByteArray(8000000, '\0'));
        const auto whole = ArrayView::fromSource(plain(Kind::Float, 8), {1000, 1000}, fortranOrder, 0, source);
        const ArrayView view = sliced(*whole, slice);
        for (const Order order : {Order::C, Order::Memory}) {
            source->reads = 0;
            QVERIFY(readAll(view, order).isOk());
            QVERIFY2(source->reads <= mostReads, qPrintable(QString::number(source->reads)));
            QVERIFY(source->largestRead <= 4 << 20);
        }
    }

    void memoryIsBounded()
    {
        const auto source = std::make_shared<EndlessSource>();
        const auto wide = ArrayView::fromSource(plain(Kind::Float, 8), {50000, 1000000000}, false, 0, source);
        BlockReader columns(sliced(*wide, QStringLiteral(":10000, 5")), Order::C, 1 << 16);
        Block block;
        while (*columns.next(block)) { }
        QCOMPARE(columns.done(), qint64(10000));
        QVERIFY(source->largestRead <= 256 << 10); // far apart: nothing between them is read
        BlockReader transposed(wide->transposed(), Order::C);
        QVERIFY(*transposed.next(block));
        QVERIFY(block.count <= (1 << 20) / 8);
        QVERIFY(source->largestRead <= 4 << 20);
    }

    void nothingToRead_data()
    {
        QTest::addColumn<qint64>("itemsize");
        QTest::addColumn<QList<qint64>>("shape");
        QTest::addColumn<QList<qint64>>("counts");
        const QList<qint64> none;
        QTest::newRow("empty") << qint64(8) << QList<qint64>{0} << none;
        QTest::newRow("rows without columns") << qint64(8) << QList<qint64>{1000000000000, 0} << none;
        QTest::newRow("huge empty axes") << qint64(8) << QList<qint64>{most, 0, most} << none;
        QTest::newRow("elements without bytes") << qint64(0) << QList<qint64>{2, 3} << QList<qint64>{6};
        QTest::newRow("most elements without bytes")
            << qint64(0) << QList<qint64>{most} << QList<qint64>{qint64(1) << 62, (qint64(1) << 62) - 1};
    }
    void nothingToRead()
    {
        QFETCH(qint64, itemsize);
        QFETCH(QList<qint64>, shape);
        QFETCH(QList<qint64>, counts);
        for (const Order order : {Order::C, Order::Memory}) {
            const Shape axes(shape.begin(), shape.end());
            const auto view = ArrayView::fromSource(plain(Kind::Bytes, itemsize), axes, true, 0, counted(1));
            BlockReader reader(*view, order);
            Block block;
            QList<qint64> delivered;
            while (*reader.next(block)) {
                delivered << block.count;
                QCOMPARE(reader.indexOf(block, block.count - 1), reader.done() - 1);
            }
            QCOMPARE(delivered, counts);
            QVERIFY(!*reader.next(block));
        }
        QCOMPARE(*readAll(ArrayView(), Order::C), qint64(0));
    }

    void manyAxes()
    {
        Shape shape(64, 1);
        for (size_t axis = 0; axis < 64; axis += 5)
            shape[axis] = 2;
        const auto view = ArrayView::fromSource(plain(Kind::Int, 2), shape, true, 0, counted(1 << 14));
        compareWithElements(*view, Order::C, 256);
        compareWithElements(*view, Order::Memory, 256);
        compareWithElements(view->transposed(), Order::Memory, 256);
    }

    void elementsLargerThanBlocks()
    {
        for (const bool isMapped : {true, false}) {
            const auto view = ArrayView::fromSource(plain(Kind::Void, 5000), {3, 4}, true, 0, counted(60000, isMapped));
            compareWithElements(*view, Order::C, 100);
            compareWithElements(sliced(*view, QStringLiteral("::2, ::-1")), Order::Memory, 100);
        }
        const auto endless = std::make_shared<EndlessSource>();
        const auto huge = ArrayView::fromSource(plain(Kind::Void, qint64(1) << 40), {2}, false, 0, endless);
        QCOMPARE(readAll(*huge, Order::C).error().code, ErrorCode::TooLarge);
    }

    void failures_data()
    {
        QTest::addColumn<bool>("isMapped");
        QTest::addColumn<QString>("slice");
        QTest::newRow("mapped, contiguous") << true << "";
        QTest::newRow("mapped, with gaps") << true << ":, ::3";
        QTest::newRow("decoded, contiguous") << false << "";
        QTest::newRow("decoded, with gaps") << false << ":, ::3";
    }
    void failures()
    {
        QFETCH(bool, isMapped);
        QFETCH(QString, slice);
        const auto lost = counted(80000, isMapped);
        lost->lostAfter = 2;
        const auto broken = counted(80000, isMapped);
        broken->failsAt = 60000;
        const auto all = [&](const auto &source) {
            const auto view = ArrayView::fromSource(plain(Kind::Float, 8), {100, 100}, false, 0, source);
            return readAll(sliced(*view, slice), Order::C, 4096);
        };
        QCOMPARE(all(lost).error().code, ErrorCode::FileChanged);
        QCOMPARE(lost->reads, qint64(3));
        QCOMPARE(all(broken).error().message, QStringLiteral("the disk is gone"));
    }
};

QTEST_APPLESS_MAIN(TestBlockReader)
#include "tst_block_reader.moc"
