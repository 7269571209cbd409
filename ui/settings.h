#pragma once

#include "ui/theme.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace npeek {

/// What the program remembers, typed, in one place. Reads and writes the user's configuration file.
class Settings {
public:
    Theme theme() const;
    void setTheme(Theme theme);

    QString colormapName() const;
    void setColormapName(const QString &name);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);

    /// Absolute paths, the latest first, at most ten.
    QStringList recentFiles() const;
    void addRecentFile(const QString &path);
    void clearRecentFiles();

    QString lastFolder() const;
    void setLastFolder(const QString &folder);

private:
    QSettings m_settings;
};

} // namespace npeek
