#pragma once

#include <QPalette>
#include <QString>

#include <optional>

namespace npeek {

enum class Theme { System, Light, Dark };

/// "system", "light", "dark".
std::optional<Theme> themeFromName(const QString &name);
QString themeName(Theme theme);

/// Fusion with the theme's colours, for the whole program. System takes light or dark as the desktop's own palette is.
void applyTheme(Theme theme);

/// Text that matters less than its neighbour, at a contrast of 4.5:1 or better.
QColor mutedText(const QPalette &palette);
/// The part (0 to 1) of b mixed into a.
QColor blend(const QColor &a, const QColor &b, double part);

} // namespace npeek
