#pragma once

#include "ui/banner.h"
#include "ui/file_page.h"
#include "ui/main_window.h"
#include "ui/settings.h"

#include <QLabel>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

namespace npeek::test {

/// Keeps what a test remembers apart from the user's own settings.
inline void useTestSettings()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("npeek-test"));
    QCoreApplication::setApplicationName(QStringLiteral("npeek-test"));
    Settings().clearRecentFiles();
}

inline void settle(FilePage &page)
{
    if (!QTest::qWaitFor([&page] { return page.file() && page.isSettled(); }, 5000))
        QTest::qFail("the file did not come to rest", __FILE__, __LINE__);
}

/// The page of the first file opened, with everything on it at rest.
inline FilePage *open(MainWindow &window, const QString &target)
{
    window.resize(1100, 700);
    window.show();
    window.openTarget(target);
    auto *page = window.findChild<FilePage *>();
    settle(*page);
    return page;
}

inline QString bannerText(const FilePage &page)
{
    const auto *banner = page.findChild<Banner *>();
    return banner->isVisible() ? banner->findChild<QLabel *>()->text() : QString();
}

inline bool hasLabel(const QWidget &widget, const QString &text)
{
    const auto labels = widget.findChildren<QLabel *>();
    return std::ranges::any_of(labels,
                               [&text](const QLabel *label) { return label->isVisible() && label->text() == text; });
}

} // namespace npeek::test
