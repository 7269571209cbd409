#include "core/analysis/colormap.h"

#include <QTest>

using namespace npeek;

namespace {

int distanceSquared(quint32 a, quint32 b)
{
    int sum = 0;
    for (int shift : {0, 8, 16}) {
        const int difference = int((a >> shift) & 255) - int((b >> shift) & 255);
        sum += difference * difference;
    }
    return sum;
}

} // namespace

class TestColormap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void named_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<quint32>("first");
        QTest::addColumn<quint32>("last");
        // The first and the last byte triple that matplotlib 3.6 draws with.
        QTest::newRow("viridis") << "viridis" << true << 0xff440154u << 0xfffde724u;
        QTest::newRow("viridis, reversed") << "viridis_r" << true << 0xfffde724u << 0xff440154u;
        QTest::newRow("gray") << "gray" << true << 0xff000000u << 0xffffffffu;
        QTest::newRow("RdBu") << "RdBu" << true << 0xff67001fu << 0xff053061u;
        QTest::newRow("hsv") << "hsv" << true << 0xffff0000u << 0xffff0017u;
        QTest::newRow("unknown") << "parula" << false << 0u << 0u;
        QTest::newRow("reversed twice") << "viridis_r_r" << false << 0u << 0u;
        QTest::newRow("only the suffix") << "_r" << false << 0u << 0u;
        QTest::newRow("no name") << "" << false << 0u << 0u;
    }
    void named()
    {
        QFETCH(QString, name);
        QFETCH(bool, valid);
        const auto map = Colormap::named(name);
        QCOMPARE(map.isOk(), valid);
        if (!valid) {
            QCOMPARE(map.error().code, ErrorCode::NotFound);
            QVERIFY(map.error().message.contains(QStringLiteral("viridis, ")));
            return;
        }
        QCOMPARE(map->name, name);
        QTEST(map->colors.front(), "first");
        QTEST(map->colors.back(), "last");
    }

    void everyMap_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : Colormap::names())
            QTest::newRow(qPrintable(name)) << name;
    }
    void everyMap()
    {
        QFETCH(QString, name);
        const Colormap map = *Colormap::named(name);
        for (quint32 color : map.colors) {
            QCOMPARE(color >> 24, 0xffu);
            QVERIFY2(distanceSquared(color, map.nanColor) > 60 * 60, qPrintable(QString::number(color, 16)));
        }
        QCOMPARE(map.nanColor >> 24, 0xffu);
        if (map.type == Colormap::Type::Cyclic)
            QVERIFY(distanceSquared(map.colors.front(), map.colors.back()) < 30 * 30);
        const Colormap back = map.reversed().reversed();
        QCOMPARE(back.name, name);
        QCOMPARE(back.colors, map.colors);
    }

    void namesAreThoseOfMatplotlib()
    {
        const QStringList names = Colormap::names();
        for (const char *name : {"viridis", "magma", "inferno", "plasma", "cividis", "turbo", "gray", "coolwarm",
                                 "RdBu", "twilight", "hsv"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
        QCOMPARE(Colormap::named("coolwarm")->type, Colormap::Type::Diverging);
        QCOMPARE(Colormap::named("twilight_r")->type, Colormap::Type::Cyclic);
    }
};

QTEST_APPLESS_MAIN(TestColormap)
#include "tst_colormap.moc"
