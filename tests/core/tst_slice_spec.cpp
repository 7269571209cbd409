#include "core/array/slice_spec.h"

#include <QTest>

#include <limits>

using namespace npeek;

namespace {

constexpr qint64 most = std::numeric_limits<qint64>::max();
constexpr qint64 least = std::numeric_limits<qint64>::min();

/// Every chosen index of the slice, one axis after the other: "0,2,4|7".
QString chosen(const std::vector<AxisSlice> &axes)
{
    QStringList texts;
    for (const AxisSlice &axis : axes) {
        QStringList indices;
        for (qint64 i = 0; i < axis.length; ++i)
            indices << QString::number(axis.indexOf(i));
        texts << (axis.isIndex ? QStringLiteral("=") : QString()) + indices.join(u',');
    }
    return texts.join(u'|');
}

} // namespace

class TestSliceSpec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parse_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("nothing is everything") << ""
                                               << "";
        QTest::newRow("blanks are everything") << "  "
                                               << "";
        QTest::newRow("empty brackets") << "[]"
                                        << "";
        QTest::newRow("index") << "3"
                               << "3";
        QTest::newRow("plus sign") << "+3"
                                   << "3";
        QTest::newRow("minus sign") << "-1"
                                    << "-1";
        QTest::newRow("minus sign and a blank") << "- 1"
                                                << "-1";
        QTest::newRow("brackets") << "[0]"
                                  << "0";
        QTest::newRow("blanks around brackets") << " [ 0 , 1 ] "
                                                << "0, 1";
        QTest::newRow("trailing comma") << "0,"
                                        << "0";
        QTest::newRow("whole axis") << ":"
                                    << ":";
        QTest::newRow("two colons") << "::"
                                    << ":";
        QTest::newRow("step only") << "0, ::2, -1"
                                   << "0, ::2, -1";
        QTest::newRow("range with blanks") << " 1 : 10 : -2 "
                                           << "1:10:-2";
        QTest::newRow("start only") << "5:"
                                    << "5:";
        QTest::newRow("stop only") << ":-5"
                                   << ":-5";
        QTest::newRow("ellipsis") << "[..., 3]"
                                  << "..., 3";
        QTest::newRow("largest number") << "9223372036854775807"
                                        << "9223372036854775807";
        QTest::newRow("smallest number") << "-9223372036854775808:"
                                         << "-9223372036854775808:";
    }
    void parse()
    {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const Result<SliceSpec> spec = SliceSpec::parse(text);
        QVERIFY2(spec.isOk(), spec ? "" : qPrintable(spec.error().message));
        QCOMPARE(spec->toString(), canonical);
        const Result<SliceSpec> again = SliceSpec::parse(canonical);
        QVERIFY(again.isOk());
        QCOMPARE(again->toString(), canonical);
        QVERIFY(*again == *spec);
    }

    void refuse_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("step of zero") << "::0"
                                      << "'::0' at character 1 has a step of zero";
        QTest::newRow("two ellipses") << "..., ..."
                                      << "'...' at character 6 is the second ellipsis; there can be only one";
        QTest::newRow("None") << "0, None"
                              << "'None' at character 4 would add an axis, which a slice cannot do here";
        QTest::newRow("newaxis") << "np.newaxis"
                                 << "'np.newaxis' at character 1 would add an axis, which a slice cannot do here";
        QTest::newRow("float") << "2.5"
                               << "'2.5' at character 1 is not an integer";
        QTest::newRow("float in a range") << "[1:1e3]"
                                          << "'1e3' at character 4 is not an integer";
        QTest::newRow("list")
            << "[[0, 1]]"
            << "'[0' at character 2 is part of a list; only integers, ranges and one '...' can be used";
        QTest::newRow("too large") << "9223372036854775808"
                                   << "'9223372036854775808' at character 1 does not fit in 64 bits";
        QTest::newRow("too small") << ":-9223372036854775809"
                                   << "'-9223372036854775809' at character 2 does not fit in 64 bits";
        QTest::newRow("three colons") << "1:2:3:4"
                                      << "'1:2:3:4' at character 1 has 3 colons; a range has at most two";
        QTest::newRow("only a comma") << ","
                                      << "there is nothing before the comma at character 1";
        QTest::newRow("two commas") << "0,,1"
                                    << "there is nothing before the comma at character 3";
        QTest::newRow("open bracket") << "[0"
                                      << "the slice has a '[' without ']'";
        QTest::newRow("closed bracket") << "0]"
                                        << "the slice has a ']' without '['";
        QTest::newRow("words") << "first"
                               << "'first' at character 1 is no integer, no range like 1:10:2 and no '...'";
        QTest::newRow("two signs") << "--1"
                                   << "'--1' at character 1 is no integer, no range like 1:10:2 and no '...'";
        QTest::newRow("two numbers") << "1 2"
                                     << "'1 2' at character 1 is no integer, no range like 1:10:2 and no '...'";
        QTest::newRow("digits of another script")
            << u8"٣" << u8"'٣' at character 1 is no integer, no range like 1:10:2 and no '...'";
    }
    void refuse()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        const Result<SliceSpec> spec = SliceSpec::parse(text);
        QVERIFY(!spec.isOk());
        QCOMPARE(spec.error().code, ErrorCode::InvalidInput);
        QCOMPARE(spec.error().message, message);
    }

    void resolve_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<qint64>>("shape");
        QTest::addColumn<QString>("expected"); // what NumPy chooses; "=" marks a dropped axis
        const QList<qint64> five{5};
        QTest::newRow("everything") << "" << QList<qint64>{2, 3} << "0,1|0,1,2";
        QTest::newRow("no axes") << "" << QList<qint64>{} << "";
        QTest::newRow("ellipsis without axes") << "..." << QList<qint64>{} << "";
        QTest::newRow("index drops the axis") << "1" << QList<qint64>{2, 3} << "=1|0,1,2";
        QTest::newRow("negative index") << "-5" << five << "=0";
        QTest::newRow("ellipsis in front") << "..., 0" << QList<qint64>{2, 2, 3} << "0,1|0,1|=0";
        QTest::newRow("ellipsis behind") << "0, ..." << QList<qint64>{2, 2} << "=0|0,1";
        QTest::newRow("ellipsis between") << "0, ..., 2" << QList<qint64>{2, 2, 3} << "=0|0,1|=2";
        QTest::newRow("ellipsis for no axis") << "1, ..., 2" << QList<qint64>{2, 3} << "=1|=2";
        QTest::newRow("step") << "::2" << five << "0,2,4";
        QTest::newRow("reversed") << "::-1" << five << "4,3,2,1,0";
        QTest::newRow("reversed with step") << "::-2" << five << "4,2,0";
        QTest::newRow("negative bounds") << "-4:-1" << five << "1,2,3";
        QTest::newRow("beyond the end") << "3:100" << five << "3,4";
        QTest::newRow("beyond the start") << "-100:2" << five << "0,1";
        QTest::newRow("from beyond, backwards") << "100:2:-1" << five << "4,3";
        QTest::newRow("to before the start, backwards") << "2:-100:-1" << five << "2,1,0";
        QTest::newRow("-1 as stop is the last one") << "3:-1:-1" << five << "";
        QTest::newRow("empty range") << "3:1" << five << "";
        QTest::newRow("empty axis") << "::-1" << QList<qint64>{0} << "";
        QTest::newRow("extreme bounds") << "-9223372036854775808:9223372036854775807" << five << "0,1,2,3,4";
        QTest::newRow("extreme step") << "1::9223372036854775807" << five << "1";
        QTest::newRow("extreme step backwards") << "3::-9223372036854775808" << five << "3";
    }
    void resolve()
    {
        QFETCH(QString, text);
        QFETCH(QList<qint64>, shape);
        QFETCH(QString, expected);
        const auto axes = SliceSpec::parse(text)->resolve(Shape(shape.begin(), shape.end()));
        QVERIFY(axes.isOk());
        QCOMPARE(axes->size(), static_cast<size_t>(shape.size()));
        QCOMPARE(chosen(*axes), expected);
    }

    void resolveLongAxes()
    {
        const auto axes =
            SliceSpec::parse(QStringLiteral("::-1, 1::3, ::9223372036854775807"))->resolve({most, most, most});
        QVERIFY(axes.isOk());
        QCOMPARE((*axes)[0].start, most - 1);
        QCOMPARE((*axes)[0].length, most);
        QCOMPARE((*axes)[0].indexOf(most - 1), qint64(0));
        QCOMPARE((*axes)[1].length, (most - 2) / 3 + 1);
        QCOMPARE((*axes)[2].length, qint64(1));
        const auto backwards = SliceSpec::parse(QString::number(least) + QStringLiteral("::-1"))->resolve({most});
        QCOMPARE(backwards->front().length, qint64(0));
        QCOMPARE(backwards->front().start, qint64(0));
    }

    void resolveAgreesWithTheDefinition()
    {
        // Python's definition, index by index, on every small case.
        for (qint64 n = 0; n <= 4; ++n)
            for (qint64 start = -6; start <= 6; ++start)
                for (qint64 stop = -6; stop <= 6; ++stop)
                    for (const qint64 step : {-5, -3, -2, -1, 1, 2, 3, 5}) {
                        const qint64 low = step < 0 ? -1 : 0;
                        const qint64 high = step < 0 ? n - 1 : n;
                        const qint64 first = std::clamp(start < 0 ? start + n : start, low, high);
                        const qint64 end = std::clamp(stop < 0 ? stop + n : stop, low, high);
                        QStringList expected;
                        for (qint64 i = first; step < 0 ? i > end : i < end; i += step)
                            expected << QString::number(i);
                        const SliceSpec spec{{{SliceSpec::Item::Type::Range, 0, start, stop, step}}};
                        QCOMPARE(chosen(*spec.resolve({n})), expected.join(u','));
                    }
    }

    void outOfBounds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("past the end") << "0, 3"
                                      << "index 3 is out of bounds for axis 1 with size 3";
        QTest::newRow("before the start") << "-3"
                                          << "index -3 is out of bounds for axis 0 with size 2";
        QTest::newRow("too many") << "0, 0, 0"
                                  << "too many indices: the array has 2 axes, but 3 were indexed";
        QTest::newRow("too many with ellipsis") << "0, 0, ..., 0"
                                                << "too many indices: the array has 2 axes, but 3 were indexed";
        QTest::newRow("smallest number") << "-9223372036854775808"
                                         << "index -9223372036854775808 is out of bounds for axis 0 with size 2";
    }
    void outOfBounds()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        const auto axes = SliceSpec::parse(text)->resolve({2, 3});
        QVERIFY(!axes.isOk());
        QCOMPARE(axes.error().code, ErrorCode::InvalidInput);
        QCOMPARE(axes.error().message, message);
    }
};

QTEST_APPLESS_MAIN(TestSliceSpec)
#include "tst_slice_spec.moc"
