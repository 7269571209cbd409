#include "core/analysis/colormap.h"

#include "core/analysis/colormap_tables.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr quint32 opaque = 0xff000000;
const QString reversedSuffix = QStringLiteral("_r");

Colormap fromTable(const ColormapTable &table)
{
    Colormap map;
    map.name = QLatin1String(table.name);
    map.type = table.type;
    map.nanColor = opaque | table.nanColor;
    std::ranges::transform(table.colors, map.colors.begin(), [](quint32 color) { return opaque | color; });
    return map;
}

} // namespace

Colormap Colormap::reversed() const
{
    Colormap map = *this;
    std::ranges::reverse(map.colors);
    map.name = name.endsWith(reversedSuffix) ? name.chopped(reversedSuffix.size()) : name + reversedSuffix;
    return map;
}

Result<Colormap> Colormap::named(const QString &name)
{
    const bool isReversed = name.endsWith(reversedSuffix);
    const QString base = isReversed ? name.chopped(reversedSuffix.size()) : name;
    const auto tables = colormapTables();
    const auto found =
        std::ranges::find_if(tables, [&](const auto &table) { return base == QLatin1String(table.name); });
    if (found == tables.end()) {
        return Error{
            ErrorCode::NotFound,
            QStringLiteral("there is no colour map “%1”; there are %2, each also with “_r” at the end for reversed")
                .arg(name, names().join(QStringLiteral(", ")))};
    }
    const Colormap map = fromTable(*found);
    return isReversed ? map.reversed() : map;
}

QStringList Colormap::names()
{
    QStringList list;
    for (const ColormapTable &table : colormapTables())
        list.append(QLatin1String(table.name));
    return list;
}

} // namespace npeek
