#include "core/array/array_view.h"

#include <QTest>

#include <cstring>
#include <limits>

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

ByteSourcePtr zeros(qint64 size)
{
    return std::make_shared<MemorySource>(QByteArray(size, '\0'));
}

/// 0, 1, 2, ... as int32 in memory order, after a few bytes of something else.
ArrayView counting(const Shape &shape, bool fortranOrder = false)
{
    const qint64 size = elementCount(shape).value();
    QByteArray bytes(5 + size * 4, '\xff');
    for (qint32 i = 0; i < size; ++i)
        std::memcpy(bytes.data() + 5 + i * 4, &i, 4);
    return *ArrayView::fromSource(plain(Kind::Int, 4), shape, fortranOrder, 5, std::make_shared<MemorySource>(bytes));
}

qint32 valueAt(const ArrayView &view, const Shape &index)
{
    QByteArray scratch;
    qint32 value = -1;
    std::memcpy(&value, view.element(index, scratch)->data(), 4);
    return value;
}

/// All values of a view in C order.
QList<qint32> values(const ArrayView &view)
{
    QList<qint32> list;
    Shape index(static_cast<size_t>(view.ndim()), 0);
    for (qint64 n = 0; n < view.size(); ++n) {
        list << valueAt(view, index);
        for (size_t axis = index.size(); axis-- > 0;) {
            if (++index[axis] < view.shape()[axis])
                break;
            index[axis] = 0;
        }
    }
    return list;
}

ArrayView sliced(const ArrayView &view, const char *text)
{
    return *view.slice(*SliceSpec::parse(QString::fromLatin1(text)));
}

class LostSource : public MemorySource {
public:
    using MemorySource::MemorySource;
    bool isIntact() const override { return false; }
};

} // namespace

class TestArrayView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void defaultView()
    {
        const ArrayView view;
        QCOMPARE(view.shape(), Shape{0});
        QCOMPARE(view.size(), qint64(0));
        QVERIFY(view.isContiguous());
        QCOMPARE(view.as2d().shape(), (Shape{0, 1}));
    }

    void fromSource_data()
    {
        QTest::addColumn<qint64>("itemsize");
        QTest::addColumn<QList<qint64>>("shape");
        QTest::addColumn<QString>("message");
        QTest::newRow("fits") << qint64(8) << QList<qint64>{10, 10} << "";
        QTest::newRow("no axes") << qint64(800) << QList<qint64>{} << "";
        QTest::newRow("one byte short") << qint64(1) << QList<qint64>{801}
                                        << "the header describes 801 bytes, the file has 800";
        QTest::newRow("far too short") << qint64(8) << QList<qint64>{1000, 1000}
                                       << "the header describes 8 000 000 bytes, the file has 800";
        QTest::newRow("bytes overflow")
            << qint64(8) << QList<qint64>{most}
            << "the shape (9223372036854775807) with elements of 8 bytes is more than 63 bits can count";
        QTest::newRow("elements overflow")
            << qint64(0) << QList<qint64>{most, 2}
            << "the shape (9223372036854775807, 2) with elements of 0 bytes is more than 63 bits can count";
        QTest::newRow("rows without columns") << qint64(8) << QList<qint64>{1000000000000, 0} << "";
        QTest::newRow("huge axes and an empty one") << qint64(8) << QList<qint64>{most, most, 0, most} << "";
        QTest::newRow("elements without bytes") << qint64(0) << QList<qint64>{qint64(1) << 62} << "";
    }
    void fromSource()
    {
        QFETCH(qint64, itemsize);
        QFETCH(QList<qint64>, shape);
        QFETCH(QString, message);
        for (const bool fortranOrder : {false, true}) {
            const auto view = ArrayView::fromSource(plain(Kind::Void, itemsize), Shape(shape.begin(), shape.end()),
                                                    fortranOrder, 200, zeros(1000));
            QCOMPARE(view ? QString() : view.error().message, message);
        }
    }

    void fromHeader()
    {
        ArrayHeader header;
        header.dtype = plain(Kind::Int, 2);
        header.shape = {2, 3};
        header.fortranOrder = true;
        header.dataOffset = 128;
        const auto view = ArrayView::fromHeader(header, zeros(140));
        QVERIFY(view.isOk());
        QCOMPARE(view->strides(), (Shape{2, 4}));
        QCOMPARE(view->offset(), qint64(128));
        QCOMPARE(view->nbytes(), qint64(12));
        QCOMPARE(ArrayView::fromHeader(header, zeros(139)).error().code, ErrorCode::Corrupt);
        QVERIFY(!ArrayView::fromHeader(header, zeros(12)).isOk());
    }

    void slices_data()
    {
        QTest::addColumn<QString>("slice");
        QTest::addColumn<QList<qint64>>("shape");
        QTest::addColumn<QList<qint32>>("expected"); // of arange(12).reshape(3, 4)
        QTest::newRow("one row") << "1" << QList<qint64>{4} << QList<qint32>{4, 5, 6, 7};
        QTest::newRow("one column") << ":, -1" << QList<qint64>{3} << QList<qint32>{3, 7, 11};
        QTest::newRow("one element") << "2, 3" << QList<qint64>{} << QList<qint32>{11};
        QTest::newRow("reversed") << "::-1, ::-2" << QList<qint64>{3, 2} << QList<qint32>{11, 9, 7, 5, 3, 1};
        QTest::newRow("window") << "1:, 1:3" << QList<qint64>{2, 2} << QList<qint32>{5, 6, 9, 10};
        QTest::newRow("extreme step") << "::9223372036854775807, 0" << QList<qint64>{1} << QList<qint32>{0};
        QTest::newRow("nothing") << "3:, 2" << QList<qint64>{0} << QList<qint32>{};
    }
    void slices()
    {
        QFETCH(QString, slice);
        QFETCH(QList<qint64>, shape);
        QFETCH(QList<qint32>, expected);
        const ArrayView view = sliced(counting({3, 4}), qPrintable(slice));
        QCOMPARE(view.shape(), Shape(shape.begin(), shape.end()));
        QCOMPARE(values(view), expected);
    }

    void sliceOfSlice()
    {
        const ArrayView view = sliced(sliced(counting({20}), "::-3"), "1::2"); // 19 16 13 10 7 4 1
        QCOMPARE(values(view), (QList<qint32>{16, 10, 4}));
        QVERIFY(!counting({2}).slice(*SliceSpec::parse(QStringLiteral("5"))).isOk());
    }

    void sliceOfNothing()
    {
        const auto huge = ArrayView::fromSource(plain(Kind::Float, 8), {most, 0, most}, false, 0, zeros(1));
        const ArrayView view = sliced(*huge, "-1, :, ::-3");
        QCOMPARE(view.shape(), (Shape{0, (most - 1) / 3 + 1}));
        QCOMPARE(view.size(), qint64(0));
    }

    void fortranOrderAndTranspose()
    {
        const ArrayView view = counting({2, 3}, true);
        QCOMPARE(values(view), (QList<qint32>{0, 2, 4, 1, 3, 5}));
        QCOMPARE(values(view.transposed()), (QList<qint32>{0, 1, 2, 3, 4, 5}));
        const ArrayView moved = counting({2, 3, 4}).transposed({2, 0, 1});
        QCOMPARE(moved.shape(), (Shape{4, 2, 3}));
        QCOMPARE(valueAt(moved, {3, 1, 2}), 23);
        QCOMPARE(valueAt(moved, {1, 0, 2}), 9);
    }

    void fields()
    {
        DType pair = plain(Kind::Int, 8);
        pair.shape = {2};
        DType record = plain(Kind::Struct, 13);
        record.fields = {{QStringLiteral("id"), {}, 0, plain(Kind::UInt, 1)},
                         {QStringLiteral("xy"), {}, 1, pair},
                         {QStringLiteral("z"), {}, 9, plain(Kind::Int, 4)},
                         {QStringLiteral("out"), {}, 10, plain(Kind::Int, 4)}};
        QByteArray bytes(13 * 3, '\0');
        for (qint32 i = 0; i < 3; ++i)
            for (qint32 part = 0; part < 3; ++part) {
                const qint32 value = i * 10 + part;
                std::memcpy(bytes.data() + i * 13 + 1 + part * 4, &value, 4);
            }
        const auto view = ArrayView::fromSource(record, {3}, false, 0, std::make_shared<MemorySource>(bytes));
        const auto xy = view->field(QStringLiteral("xy"));
        QVERIFY(xy.isOk());
        QCOMPARE(xy->shape(), (Shape{3, 2}));
        QCOMPARE(xy->strides(), (Shape{13, 4}));
        QCOMPARE(xy->dtype().itemsize, qint64(4));
        QVERIFY(xy->dtype().shape.empty());
        QCOMPARE(values(*xy), (QList<qint32>{0, 1, 10, 11, 20, 21}));
        QCOMPARE(values(*view->field(QStringLiteral("z"))), (QList<qint32>{2, 12, 22}));
        QCOMPARE(view->field(QStringLiteral("out")).error().code, ErrorCode::Corrupt);
        QCOMPARE(view->field(QStringLiteral("w")).error().message,
                 QStringLiteral("there is no field 'w', only id, xy, z, out"));
        QCOMPARE(xy->field(QStringLiteral("w")).error().code, ErrorCode::NotFound);
    }

    void contiguity_data()
    {
        QTest::addColumn<QList<qint64>>("shape");
        QTest::addColumn<QString>("slice");
        QTest::addColumn<bool>("isContiguous");
        QTest::addColumn<bool>("isFortranContiguous");
        QTest::newRow("table") << QList<qint64>{3, 4} << "" << true << false;
        QTest::newRow("no axes") << QList<qint64>{} << "" << true << true;
        QTest::newRow("line") << QList<qint64>{3} << "" << true << true;
        QTest::newRow("rows") << QList<qint64>{3, 4} << "1:3" << true << false;
        QTest::newRow("one row kept") << QList<qint64>{3, 4} << "1:2" << true << true;
        QTest::newRow("columns") << QList<qint64>{3, 4} << ":, 1:3" << false << false;
        QTest::newRow("one column kept") << QList<qint64>{3, 4} << ":, :1" << false << false;
        QTest::newRow("axis of one between") << QList<qint64>{3, 4, 2} << ":, 1:2" << false << false;
        QTest::newRow("reversed") << QList<qint64>{3} << "::-1" << false << false;
        QTest::newRow("one element reversed") << QList<qint64>{3} << "0::-5" << true << true;
        QTest::newRow("one column, backwards") << QList<qint64>{3, 4} << ":, 4::-7" << false << false;
        QTest::newRow("empty") << QList<qint64>{3, 4} << "::2, 4:" << true << true;
    }
    void contiguity()
    {
        QFETCH(QList<qint64>, shape);
        QFETCH(QString, slice);
        const ArrayView view = sliced(counting(Shape(shape.begin(), shape.end())), qPrintable(slice));
        QTEST(view.isContiguous(), "isContiguous");
        QTEST(view.isFortranContiguous(), "isFortranContiguous");
        QCOMPARE(view.transposed().isContiguous(), view.isFortranContiguous());
    }

    void as2d()
    {
        QCOMPARE(counting({}).as2d().shape(), (Shape{1, 1}));
        QCOMPARE(values(counting({}).as2d()), QList<qint32>{0});
        QCOMPARE(sliced(counting({6}), "::2").as2d().shape(), (Shape{3, 1}));
        QCOMPARE(values(sliced(counting({6}), "::2").as2d()), (QList<qint32>{0, 2, 4}));
        QCOMPARE(counting({2, 3}).as2d().shape(), (Shape{2, 3}));
        QCOMPARE(values(counting({1, 1, 2, 3}).as2d()), (QList<qint32>{0, 1, 2, 3, 4, 5}));
        QCOMPARE(counting({1, 5, 0}).as2d().shape(), (Shape{5, 0}));
        QCOMPARE(counting({0, 5, 3}).as2d().shape(), (Shape{0, 3}));
    }

    void truncatedFile()
    {
        const auto source = std::make_shared<LostSource>(QByteArray(8, '\0'));
        const auto view = ArrayView::fromSource(plain(Kind::Int, 4), {2}, false, 0, source);
        QByteArray scratch;
        QCOMPARE(view->element(Shape{1}, scratch).error().code, ErrorCode::FileChanged);
    }
};

QTEST_APPLESS_MAIN(TestArrayView)
#include "tst_array_view.moc"
