#pragma once

#include "ui/settings.h"

#include <QMainWindow>

class QActionGroup;
class QMenu;
class QStackedWidget;
class QTabWidget;

namespace npeek {

class DocumentView;
class FilePage;
class WelcomeView;
struct ExportRequest;

/// The window: a tab for every open file, menus, and the work that is under way in the status bar.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget *parent = nullptr);

    /// target: a path, or path::member.
    void openTarget(const QString &target);
    /// The current page shows what it has, and nothing runs that would change it.
    bool isSettled() const;
    bool hasPainted() const;
    QAction *action(const QString &name) const;

Q_SIGNALS:
    void painted();
    void settled();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void createFileMenu();
    void createEditMenu();
    void createViewMenu();
    void addPictureCommands(QMenu *menu);
    void addPanelCommands(QMenu *menu);
    void addThemeCommands(QMenu *menu);
    void createGoMenu();
    void createHelpMenu();
    void createToolBar();
    template <class Slot>
    QAction *addCommand(QMenu *menu, const QString &name, const QString &text, const QList<QKeySequence> &keys,
                        Slot slot);

    FilePage *currentPage() const;
    DocumentView *currentDocument() const;
    std::vector<FilePage *> pages() const;
    FilePage *addPage(const QString &path);
    void openFiles();
    void openRaw();
    void closePage(int index);
    void updateCurrent();
    void showWelcome();
    void fillRecentMenu();
    void chooseColormap(const QString &name);
    void showExportDialog();
    void showExportMenu(const QPoint &globalPosition);
    void startExport(const ExportRequest &request);
    void copySelection();
    void copyAsCode();
    void showKeys();
    void showAbout();

    Settings m_settings;
    QStackedWidget *m_stack;
    WelcomeView *m_welcome = nullptr; ///< made when it is first seen
    QTabWidget *m_tabs;
    QMenu *m_recentMenu = nullptr;
    QActionGroup *m_viewActions = nullptr;
    QList<QAction *> m_arrayActions; ///< only of use while an array shows
    bool m_showMembers = true;
    bool m_showDetails = true;
    QString m_colormapName;
};

/// "path::member" into path and member; a path that exists as it stands wins.
std::pair<QString, QString> splitTarget(const QString &target);

} // namespace npeek
