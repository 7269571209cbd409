#include "ui/slice_state.h"

#include <QTest>

using namespace npeek;

namespace {

ArrayView arrayOf(const Shape &shape)
{
    DType dtype;
    dtype.kind = Kind::UInt;
    dtype.itemsize = 1;
    QByteArray bytes;
    for (qint64 i = 0; i < elementCount(shape).value(); ++i)
        bytes.append(static_cast<char>(i));
    return *ArrayView::fromSource(dtype, shape, false, 0, std::make_shared<MemorySource>(bytes));
}

int valueAt(const Slice2d &slice, qint64 row, qint64 column)
{
    QByteArray scratch;
    const Shape index{row, column};
    return (*slice.view.element(index, scratch))[0];
}

} // namespace

class TestSliceState : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void defaultAxes_data()
    {
        QTest::addColumn<QList<qint64>>("shape");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<QString>("spec");
        QTest::newRow("no axes") << QList<qint64>{} << -1 << -1 << "";
        QTest::newRow("one axis runs down") << QList<qint64>{5} << 0 << -1 << ":";
        QTest::newRow("a table") << QList<qint64>{3, 4} << 0 << 1 << ":, :";
        QTest::newRow("the last two of three") << QList<qint64>{5, 3, 4} << 1 << 2 << "0, :, :";
        QTest::newRow("axes of length 1 come last") << QList<qint64>{5, 3, 1} << 0 << 1 << ":, :, 0";
        QTest::newRow("one long axis and short ones") << QList<qint64>{7, 1} << 0 << 1 << ":, :";
        QTest::newRow("all short") << QList<qint64>{1, 1, 1} << 1 << 2 << "0, :, :";
    }
    void defaultAxes()
    {
        QFETCH(QList<qint64>, shape);
        const SliceState state(Shape(shape.begin(), shape.end()));
        QTEST(state.rowAxis(), "rows");
        QTEST(state.columnAxis(), "columns");
        QTEST(state.spec().toString(), "spec");
    }

    void expression_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown"); // empty: refused
        QTest::addColumn<QList<qint64>>("size");
        QTest::newRow("an index") << "2"
                                  << "2, :, :" << QList<qint64>{3, 4};
        QTest::newRow("from the end") << "-1"
                                      << "4, :, :" << QList<qint64>{3, 4};
        QTest::newRow("ellipsis") << "..., 1"
                                  << ":, :, 1" << QList<qint64>{5, 3};
        QTest::newRow("a step") << "0, :, ::2"
                                << "0, :, ::2" << QList<qint64>{3, 2};
        QTest::newRow("backwards") << "0, ::-1, :"
                                   << "0, ::-1, :" << QList<qint64>{3, 4};
        QTest::newRow("a part") << "0, 1:3, 0:2"
                                << "0, 1:, :2" << QList<qint64>{2, 2};
        QTest::newRow("backwards in part") << "4:1:-1, 0, :"
                                           << ":1:-1, 0, :" << QList<qint64>{3, 4};
        QTest::newRow("one axis left") << "1, 2"
                                       << "1, 2, :" << QList<qint64>{4, 1};
        QTest::newRow("one element") << "1, 2, 3"
                                     << "1, 2, 3" << QList<qint64>{1, 1};
        QTest::newRow("three ranges show the last two") << "1:, :, :"
                                                        << "1, :, :" << QList<qint64>{3, 4};
        QTest::newRow("out of bounds") << "5"
                                       << "" << QList<qint64>{};
        QTest::newRow("too many") << "0, 0, 0, 0"
                                  << "" << QList<qint64>{};
    }
    void expression()
    {
        QFETCH(QString, typed);
        QFETCH(QString, shown);
        QFETCH(QList<qint64>, size);
        SliceState state({5, 3, 4});
        const auto spec = SliceSpec::parse(typed);
        QVERIFY(spec);
        QCOMPARE(state.setSpec(*spec).isOk(), !shown.isEmpty());
        if (shown.isEmpty())
            return;
        QCOMPARE(state.spec().toString(), shown);
        const Slice2d slice = state.slice(arrayOf({5, 3, 4}), QStringLiteral("a"));
        QCOMPARE(slice.view.shape(), Shape(size.begin(), size.end()));
        // what is shown can be typed again and means the same
        SliceState again({5, 3, 4});
        QVERIFY(again.setSpec(*SliceSpec::parse(shown)));
        QCOMPARE(again.spec(), state.spec());
    }

    void swappingTransposes()
    {
        SliceState state({5, 3, 4});
        state.swapAxes();
        const Slice2d slice = state.slice(arrayOf({5, 3, 4}), QStringLiteral("a"));
        QCOMPARE(slice.view.shape(), Shape({4, 3}));
        QCOMPARE(slice.title, QStringLiteral("a[0, :, :].T"));
        QCOMPARE(valueAt(slice, 3, 1), 1 * 4 + 3);
    }

    void choosingTheOtherAxisSwaps()
    {
        SliceState state({5, 3, 4});
        state.setRowAxis(2);
        QCOMPARE(state.rowAxis(), 2);
        QCOMPARE(state.columnAxis(), 1);
    }

    void choosingAThirdAxisPutsTheOldOneAtZero()
    {
        SliceState state({5, 3, 4});
        state.setIndex(0, 2);
        state.setRowAxis(0);
        QCOMPARE(state.spec().toString(), QStringLiteral(":, 0, :"));
        QCOMPARE(state.indexedAxes(), std::vector<int>{1});
        const Slice2d slice = state.slice(arrayOf({5, 3, 4}), QStringLiteral("a"));
        QCOMPARE(valueAt(slice, 4, 2), 4 * 12 + 2);
    }

    void indicesAreClamped()
    {
        SliceState state({5, 3, 4});
        state.setIndex(0, 99);
        QCOMPARE(state.spec().toString(), QStringLiteral("4, :, :"));
        state.setIndex(0, -3);
        QCOMPARE(state.spec().toString(), QStringLiteral("0, :, :"));
    }

    void emptyArraysHaveNoSlice()
    {
        const SliceState state({0, 0, 0, 3});
        QCOMPARE(state.slice(arrayOf({0, 0, 0, 3}), QStringLiteral("a")).view.size(), qint64(0));
    }
};

QTEST_APPLESS_MAIN(TestSliceState)
#include "tst_slice_state.moc"
