// The menus and the tool bar of the main window: what there is to do, and by which keys.
#include "ui/main_window.h"

#include "core/format/array_file.h"
#include "ui/document_view.h"
#include "ui/file_page.h"
#include "ui/slice_bar.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabWidget>
#include <QToolBar>

namespace npeek {

template <class Slot>
QAction *MainWindow::addCommand(QMenu *menu, const QString &name, const QString &text, const QList<QKeySequence> &keys,
                                Slot slot)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, slot);
    menu->addAction(action);
    return action;
}

void MainWindow::createFileMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&File"));
    addCommand(menu, QStringLiteral("open"), tr("&Open…"), {QKeySequence(Qt::CTRL | Qt::Key_O)},
               &MainWindow::openFiles);
    addCommand(menu, QStringLiteral("openRaw"), tr("Open ra&w…"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O)},
               &MainWindow::openRaw);
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    addCommand(menu, QStringLiteral("reload"), tr("Re&load"),
               {QKeySequence(Qt::Key_F5), QKeySequence(Qt::CTRL | Qt::Key_R)}, [this] {
                   if (currentPage())
                       currentPage()->reload();
               });
    menu->addSeparator();
    m_arrayActions << addCommand(menu, QStringLiteral("export"), tr("&Export…"),
                                 {QKeySequence(Qt::CTRL | Qt::Key_E), QKeySequence(Qt::CTRL | Qt::Key_S)},
                                 &MainWindow::showExportDialog);
    menu->addSeparator();
    addCommand(menu, QStringLiteral("close"), tr("&Close file"), {QKeySequence(Qt::CTRL | Qt::Key_W)},
               [this] { closePage(m_tabs->currentIndex()); });
    addCommand(menu, QStringLiteral("quit"), tr("&Quit"), {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { close(); });
}

void MainWindow::createEditMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Edit"));
    addCommand(menu, QStringLiteral("copy"), tr("&Copy selected cells"), {QKeySequence(Qt::CTRL | Qt::Key_C)},
               &MainWindow::copySelection);
    addCommand(menu, QStringLiteral("copyCode"), tr("Copy as &NumPy code"),
               {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C)}, &MainWindow::copyAsCode);
    addCommand(menu, QStringLiteral("copyPath"), tr("Copy &path"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)},
               [this] {
                   if (currentPage())
                       QApplication::clipboard()->setText(QFileInfo(currentPage()->path()).absoluteFilePath());
               });
}

void MainWindow::createViewMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&View"));
    m_viewActions = new QActionGroup(this);
    const std::pair<const char *, QString> views[] = {
        {"table", tr("&Table")}, {"heatmap", tr("&Heatmap")}, {"both", tr("&Both")}};
    for (int i = 0; i < 3; ++i) {
        QAction *action = addCommand(menu, QString::fromLatin1(views[i].first), views[i].second,
                                     {QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i))}, [this, i] {
                                         if (currentDocument())
                                             currentDocument()->setViews(static_cast<SliceView::Views>(i));
                                     });
        action->setCheckable(true);
        m_viewActions->addAction(action);
    }
    menu->addSeparator();
    addPictureCommands(menu);
    menu->addSeparator();
    addPanelCommands(menu);
    addThemeCommands(menu);
}

void MainWindow::addPictureCommands(QMenu *menu)
{
    const auto onPicture = [this](auto call) {
        return [this, call] {
            if (currentDocument() && currentDocument()->hasPicture())
                call(*currentDocument()->heatmap());
        };
    };
    m_arrayActions << addCommand(menu, QStringLiteral("zoomIn"), tr("Zoom &in"),
                                 {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)},
                                 onPicture([](HeatmapView &view) { view.zoomBy(1.5); }))
                   << addCommand(menu, QStringLiteral("zoomOut"), tr("Zoom &out"), {QKeySequence(Qt::Key_Minus)},
                                 onPicture([](HeatmapView &view) { view.zoomBy(1 / 1.5); }))
                   << addCommand(menu, QStringLiteral("fit"), tr("&Fit"), {QKeySequence(Qt::Key_F)},
                                 onPicture([](HeatmapView &view) { view.fit(); }))
                   << addCommand(menu, QStringLiteral("actualSize"), tr("&1 element a pixel"),
                                 {QKeySequence(Qt::CTRL | Qt::Key_0)},
                                 onPicture([](HeatmapView &view) { view.actualSize(); }));
    menu->addSeparator();
    m_arrayActions << addCommand(menu, QStringLiteral("autoRange"), tr("&Automatic range"), {QKeySequence(Qt::Key_N)},
                                 onPicture([](HeatmapView &view) { view.setRange(std::nullopt); }))
                   << addCommand(menu, QStringLiteral("reverseMap"), tr("&Reverse colours"), {QKeySequence(Qt::Key_R)},
                                 [this] {
                                     if (currentDocument())
                                         currentDocument()->setColormap(
                                             currentDocument()->heatmap()->colormap().reversed());
                                 });
}

void MainWindow::addPanelCommands(QMenu *menu)
{
    const auto addPanel = [this, menu](const QString &name, const QString &text, bool MainWindow::*flag) {
        QAction *action = addCommand(menu, name, text, {}, [this, flag](bool isOn) {
            this->*flag = isOn;
            for (FilePage *page : pages())
                page->setPanelVisible(m_showMembers, m_showDetails);
        });
        action->setCheckable(true);
        action->setChecked(true);
    };
    addPanel(QStringLiteral("showMembers"), tr("&Members panel"), &MainWindow::m_showMembers);
    addPanel(QStringLiteral("showDetails"), tr("&Details panel"), &MainWindow::m_showDetails);
}

void MainWindow::addThemeCommands(QMenu *menu)
{
    QMenu *themes = menu->addMenu(tr("T&heme"));
    auto *group = new QActionGroup(this);
    const std::pair<Theme, QString> choices[] = {
        {Theme::System, tr("As the &system")}, {Theme::Light, tr("&Light")}, {Theme::Dark, tr("&Dark")}};
    for (const auto &[theme, text] : choices) {
        QAction *action =
            addCommand(themes, themeName(theme) + QStringLiteral("Theme"), text, {}, [this, theme = theme] {
                m_settings.setTheme(theme);
                applyTheme(theme);
            });
        action->setCheckable(true);
        action->setChecked(m_settings.theme() == theme);
        group->addAction(action);
    }
}

void MainWindow::createGoMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Go"));
    const auto onSlice = [this](auto call) {
        return [this, call] {
            if (currentDocument() && currentDocument()->hasArray())
                call(*currentDocument()->sliceBar());
        };
    };
    m_arrayActions << addCommand(menu, QStringLiteral("previousSlice"), tr("&Previous slice"),
                                 {QKeySequence(Qt::Key_BracketLeft)}, onSlice([](SliceBar &bar) { bar.stepIndex(-1); }))
                   << addCommand(menu, QStringLiteral("nextSlice"), tr("&Next slice"),
                                 {QKeySequence(Qt::Key_BracketRight)}, onSlice([](SliceBar &bar) { bar.stepIndex(1); }))
                   << addCommand(menu, QStringLiteral("swapAxes"), tr("&Transpose"), {QKeySequence(Qt::Key_T)},
                                 onSlice([](SliceBar &bar) { bar.swapAxes(); }))
                   << addCommand(menu, QStringLiteral("editSlice"), tr("&Slice expression"),
                                 {QKeySequence(Qt::CTRL | Qt::Key_L)},
                                 onSlice([](SliceBar &bar) { bar.editExpression(); }));
    menu->addSeparator();
    const auto step = [this](int rows) {
        return [this, rows] {
            if (currentPage())
                currentPage()->stepMember(rows);
        };
    };
    addCommand(menu, QStringLiteral("previousMember"), tr("Previous &member"),
               {QKeySequence(Qt::CTRL | Qt::Key_PageUp)}, step(-1));
    addCommand(menu, QStringLiteral("nextMember"), tr("Ne&xt member"), {QKeySequence(Qt::CTRL | Qt::Key_PageDown)},
               step(1));
    menu->addSeparator();
    addCommand(menu, QStringLiteral("back"), tr("&Back to what holds this"), {QKeySequence(Qt::ALT | Qt::Key_Left)},
               [this] {
                   if (currentDocument())
                       currentDocument()->goBack();
               });
    menu->addSeparator();
    addCommand(menu, QStringLiteral("nextFile"), tr("Next &file"), {QKeySequence(Qt::CTRL | Qt::Key_Tab)}, [this] {
        if (m_tabs->count() > 0)
            m_tabs->setCurrentIndex((m_tabs->currentIndex() + 1) % m_tabs->count());
    });
}

void MainWindow::createHelpMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Help"));
    addCommand(menu, QStringLiteral("keys"), tr("&Keys and mouse"), {QKeySequence(Qt::Key_F1)}, &MainWindow::showKeys);
    addCommand(menu, QStringLiteral("about"), tr("&About Npeek"), {}, &MainWindow::showAbout);
}

void MainWindow::createToolBar()
{
    auto *bar = addToolBar(tr("Tools"));
    bar->setObjectName(QStringLiteral("tools"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    for (const char *name : {"open", "export", "", "table", "heatmap", "both", "", "fit", "swapAxes"}) {
        if (*name == '\0')
            bar->addSeparator();
        else
            bar->addAction(action(QString::fromLatin1(name)));
    }
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    const QStringList files = m_settings.recentFiles();
    for (const QString &path : files) {
        QAction *recent = m_recentMenu->addAction(QString(path).replace(u'&', QLatin1String("&&")));
        connect(recent, &QAction::triggered, this, [this, path] { openTarget(path); });
    }
    m_recentMenu->addSeparator();
    QAction *clear = m_recentMenu->addAction(tr("Clear this list"));
    clear->setEnabled(!files.isEmpty());
    connect(clear, &QAction::triggered, this, [this] { m_settings.clearRecentFiles(); });
}

void MainWindow::showExportMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const char *name : {"copy", "copyCode", "export"})
        menu->addAction(action(QString::fromLatin1(name)));
    menu->popup(globalPosition);
}

void MainWindow::showKeys()
{
    QString rows;
    const QList<QAction *> actions = findChildren<QAction *>();
    for (const QAction *known : actions) {
        if (known->shortcut().isEmpty())
            continue;
        QStringList keys;
        for (const QKeySequence &key : known->shortcuts())
            keys << key.toString(QKeySequence::NativeText).toHtmlEscaped();
        rows += QStringLiteral("<tr><td style='padding-right:24px'>%1</td><td>%2</td></tr>")
                    .arg(known->text().remove(u'&').toHtmlEscaped(), keys.join(tr(" or ")));
    }
    const QString mouse = tr("<p>On the picture: the wheel zooms at the pointer, dragging moves, Ctrl+drag boxes a "
                             "zoom, a double click fits.<br>"
                             "On the colour bar: drag it to shift the range, an end to move one limit; a double click "
                             "makes it automatic.</p>");
    QMessageBox::information(this, tr("Keys and mouse"), QStringLiteral("<table>%1</table>%2").arg(rows, mouse));
}

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("About Npeek"),
                       tr("<h3>Npeek %1</h3><p>A viewer and converter for NumPy array files.</p><p>Made with Qt %2, "
                          "QuaZip and zlib. MIT licence.</p>")
                           .arg(QStringLiteral(NPEEK_VERSION), QString::fromLatin1(qVersion())));
}

} // namespace npeek
