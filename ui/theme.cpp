#include "ui/theme.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

namespace npeek {
namespace {

struct Colors {
    QRgb window, base, alternate, text, muted, button, border, highlight, highlightedText, link, tip;
};

constexpr Colors light{0xfff6f7f9, 0xffffffff, 0xfff3f5f8, 0xff1b1f24, 0xff5b6470, 0xffeef0f3,
                       0xffc9ced6, 0xff2f6fde, 0xffffffff, 0xff1f5fd0, 0xffffffff};
constexpr Colors dark{0xff23262b, 0xff1a1c20, 0xff202328, 0xffe6e8eb, 0xffa0a8b3, 0xff2e3238,
                      0xff454b54, 0xff3d7be8, 0xffffffff, 0xff7fb0ff, 0xff2e3238};

QPalette paletteOf(const Colors &c)
{
    QPalette palette(QColor(c.button), QColor(c.window));
    palette.setColor(QPalette::Base, QColor(c.base));
    palette.setColor(QPalette::AlternateBase, QColor(c.alternate));
    palette.setColor(QPalette::ToolTipBase, QColor(c.tip));
    palette.setColor(QPalette::Mid, QColor(c.border));
    palette.setColor(QPalette::Highlight, QColor(c.highlight));
    palette.setColor(QPalette::HighlightedText, QColor(c.highlightedText));
    palette.setColor(QPalette::Link, QColor(c.link));
    palette.setColor(QPalette::PlaceholderText, QColor(c.muted));
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, QColor(c.text));
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, blend(QColor(c.muted), QColor(c.window), 0.35));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(c.border));
    return palette;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

} // namespace

std::optional<Theme> themeFromName(const QString &name)
{
    for (Theme theme : {Theme::System, Theme::Light, Theme::Dark}) {
        if (themeName(theme) == name)
            return theme;
    }
    return std::nullopt;
}

QString themeName(Theme theme)
{
    switch (theme) {
    case Theme::Light:
        return QStringLiteral("light");
    case Theme::Dark:
        return QStringLiteral("dark");
    case Theme::System:
        break;
    }
    return QStringLiteral("system");
}

void applyTheme(Theme theme)
{
    static const bool isDesktopDark = isDark(QApplication::palette()); // as it was before we changed it
    if (QApplication::style()->name().compare(QLatin1String("fusion"), Qt::CaseInsensitive) != 0)
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const bool useDark = theme == Theme::Dark || (theme == Theme::System && isDesktopDark);
    const QPalette palette = paletteOf(useDark ? dark : light);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

QColor mutedText(const QPalette &palette)
{
    return palette.color(QPalette::PlaceholderText);
}

QColor blend(const QColor &a, const QColor &b, double part)
{
    const auto mix = [part](int from, int to) { return qRound(from + (to - from) * part); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

} // namespace npeek
