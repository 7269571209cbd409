#pragma once

#include "core/base/result.h"

#include <QStringList>

#include <array>

namespace npeek {

/// 256 colours with colours for what has no place among them. Values are 0xffRRGGBB.
struct Colormap {
    enum class Type { Sequential, Diverging, Cyclic };

    QString name;
    Type type = Type::Sequential;
    std::array<quint32, 256> colors{};
    quint32 nanColor = 0xff808080;

    Colormap reversed() const;

    /// "viridis", "gray", with "_r" at the end for reversed. NotFound lists the names.
    static Result<Colormap> named(const QString &name);
    static QStringList names();
};

} // namespace npeek
