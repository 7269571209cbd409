#include "ui/settings.h"

#include <QDir>
#include <QFileInfo>

namespace npeek {
namespace {

constexpr int maxRecentFiles = 10;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

Theme Settings::theme() const
{
    return themeFromName(m_settings.value(key("theme")).toString()).value_or(Theme::System);
}

void Settings::setTheme(Theme theme)
{
    m_settings.setValue(key("theme"), themeName(theme));
}

QString Settings::colormapName() const
{
    return m_settings.value(key("colormap"), QStringLiteral("viridis")).toString();
}

void Settings::setColormapName(const QString &name)
{
    m_settings.setValue(key("colormap"), name);
}

QByteArray Settings::windowGeometry() const
{
    return m_settings.value(key("window/geometry")).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    m_settings.setValue(key("window/geometry"), geometry);
}

QStringList Settings::recentFiles() const
{
    return m_settings.value(key("recentFiles")).toStringList();
}

void Settings::addRecentFile(const QString &path)
{
    QStringList files = recentFiles();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    files.removeAll(absolute);
    files.prepend(absolute);
    m_settings.setValue(key("recentFiles"), QStringList(files.mid(0, maxRecentFiles)));
}

void Settings::clearRecentFiles()
{
    m_settings.remove(key("recentFiles"));
}

QString Settings::lastFolder() const
{
    return m_settings.value(key("lastFolder"), QDir::homePath()).toString();
}

void Settings::setLastFolder(const QString &folder)
{
    m_settings.setValue(key("lastFolder"), folder);
}

} // namespace npeek
