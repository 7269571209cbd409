#include "ui/main_window.h"

#include "ui/document_view.h"
#include "ui/export_dialog.h"
#include "ui/export_task.h"
#include "ui/file_page.h"
#include "ui/grid_view.h"
#include "ui/numpy_code.h"
#include "ui/welcome_view.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>

#include <algorithm>

namespace npeek {
namespace {

constexpr qint64 maxCopiedCells = 1'000'000;
constexpr int messageTime = 6000; // ms

/// A file name without suffix, from those of a file and a member: "weights_layer_0".
QString suggestedStem(const QString &file, const QString &member)
{
    static const QRegularExpression awkward(QStringLiteral("[^\\w.-]+"),
                                            QRegularExpression::UseUnicodePropertiesOption);
    QString stem = member.startsWith(file) ? member : file + u'_' + member;
    stem.replace(awkward, QStringLiteral("_"));
    while (stem.endsWith(u'_'))
        stem.chop(1);
    return stem;
}

} // namespace

std::pair<QString, QString> splitTarget(const QString &target)
{
    const QString separator = QStringLiteral("::");
    if (!QFileInfo::exists(target)) {
        for (qsizetype at = target.indexOf(separator); at > 0; at = target.indexOf(separator, at + 1)) {
            if (QFileInfo::exists(target.left(at)))
                return {target.left(at), target.mid(at + separator.size())};
        }
    }
    return {target, {}};
}

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
    , m_stack(new QStackedWidget)
    , m_tabs(new QTabWidget)
    , m_colormapName(m_settings.colormapName())
{
    setWindowTitle(QStringLiteral("Npeek"));
    setAcceptDrops(true);
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    m_tabs->setTabBarAutoHide(true);
    m_stack->addWidget(m_tabs);
    setCentralWidget(m_stack);
    createFileMenu();
    createEditMenu();
    createViewMenu();
    createGoMenu();
    createHelpMenu();
    createToolBar();
    statusBar()->setSizeGripEnabled(false);
    statusBar()->hide();
    connect(m_tabs, &QTabWidget::currentChanged, this, &MainWindow::updateCurrent);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &MainWindow::closePage);
    resize(1280, 800);
    restoreGeometry(m_settings.windowGeometry());
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    updateCurrent();
}

void MainWindow::showWelcome()
{
    if (!m_welcome) {
        m_welcome = new WelcomeView;
        m_stack->addWidget(m_welcome);
        connect(m_welcome, &WelcomeView::openRequested, this, &MainWindow::openFiles);
        connect(m_welcome, &WelcomeView::fileChosen, this, &MainWindow::openTarget);
    }
    m_welcome->setRecentFiles(m_settings.recentFiles());
    m_stack->setCurrentWidget(m_welcome);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setWindowGeometry(saveGeometry());
    QMainWindow::closeEvent(event);
}

FilePage *MainWindow::currentPage() const
{
    return static_cast<FilePage *>(m_tabs->currentWidget());
}

DocumentView *MainWindow::currentDocument() const
{
    return currentPage() ? currentPage()->document() : nullptr;
}

std::vector<FilePage *> MainWindow::pages() const
{
    std::vector<FilePage *> pages;
    for (int i = 0; i < m_tabs->count(); ++i)
        pages.push_back(static_cast<FilePage *>(m_tabs->widget(i)));
    return pages;
}

void MainWindow::openTarget(const QString &target)
{
    const auto [path, member] = splitTarget(target);
    addPage(path)->open(path, member);
    updateCurrent();
}

void MainWindow::openRaw()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open as raw data"), m_settings.lastFolder());
    if (path.isEmpty())
        return;
    m_settings.setLastFolder(QFileInfo(path).absolutePath());
    addPage(path)->openRaw(path);
}

FilePage *MainWindow::addPage(const QString &path)
{
    auto *page = new FilePage;
    if (auto colormap = Colormap::named(m_colormapName))
        page->document()->setColormap(*colormap);
    page->setPanelVisible(m_showMembers, m_showDetails);
    connect(page, &FilePage::titleChanged, this, &MainWindow::updateCurrent);
    connect(page, &FilePage::exportRequested, this, &MainWindow::showExportMenu);
    connect(page, &FilePage::settled, this, &MainWindow::settled);
    connect(
        page, &FilePage::abandoned, this, [this, page] { closePage(m_tabs->indexOf(page)); }, Qt::QueuedConnection);
    connect(page->document(), &DocumentView::painted, this, &MainWindow::painted);
    connect(page->document(), &DocumentView::colormapChosen, this, [this](const Colormap &colormap) {
        m_colormapName = colormap.name;
        m_settings.setColormapName(colormap.name);
    });
    connect(page->document(), &DocumentView::copyRequested, this, &MainWindow::copySelection);
    connect(page, &FilePage::opened, this, [this](const QString &opened) { m_settings.addRecentFile(opened); });
    const int index = m_tabs->addTab(page, QFileInfo(path).fileName());
    m_tabs->setTabToolTip(index, QFileInfo(path).absoluteFilePath());
    m_tabs->setCurrentIndex(index);
    updateCurrent();
    return page;
}

void MainWindow::openFiles()
{
    const QStringList paths = QFileDialog::getOpenFileNames(this, tr("Open arrays"), m_settings.lastFolder(),
                                                            tr("NumPy arrays (*.npy *.npz);;All files (*)"));
    for (const QString &path : paths)
        openTarget(path);
    if (!paths.isEmpty())
        m_settings.setLastFolder(QFileInfo(paths.first()).absolutePath());
}

void MainWindow::closePage(int index)
{
    if (QWidget *page = m_tabs->widget(index)) {
        m_tabs->removeTab(index);
        delete page;
    }
    updateCurrent();
}

void MainWindow::updateCurrent()
{
    FilePage *page = currentPage();
    if (page)
        m_stack->setCurrentWidget(m_tabs);
    else
        showWelcome();
    setWindowTitle(page ? QStringLiteral("%1 — Npeek").arg(page->title()) : QStringLiteral("Npeek"));
    setWindowFilePath(page ? page->path() : QString());
    const bool hasArray = page && page->document()->hasArray();
    for (QAction *action : std::as_const(m_arrayActions))
        action->setEnabled(hasArray);
    action(QStringLiteral("copy"))->setEnabled(page && page->document()->hasTable());
    action(QStringLiteral("copyCode"))->setEnabled(page && page->file());
    action(QStringLiteral("back"))->setEnabled(page && page->document()->isInObjects());
    m_viewActions->setEnabled(page != nullptr); // also for an array that is still being opened
    if (page)
        m_viewActions->actions().at(static_cast<int>(page->document()->views()))->setChecked(true);
}

bool MainWindow::isSettled() const
{
    return !currentPage() || currentPage()->isSettled();
}

bool MainWindow::hasPainted() const
{
    const FilePage *page = currentPage();
    return page && page->file() && page->document()->hasPainted();
}

QAction *MainWindow::action(const QString &name) const
{
    return findChild<QAction *>(name);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            openTarget(url.toLocalFile());
    }
    event->acceptProposedAction();
}

void MainWindow::showExportDialog()
{
    const FilePage *page = currentPage();
    if (!page || !page->document()->hasArray())
        return;
    const DocumentView *document = page->document();
    const QFileInfo file(page->path());
    const QString member = document->memberName();
    ExportSource source{document->source(), document->slice(), member, file.absolutePath(), {}, {}, {}, {}};
    source.suggestedStem = suggestedStem(file.completeBaseName(), member);
    source.colormap = document->heatmap()->colormap();
    source.range = document->heatmap()->range();
    if (document->hasPicture())
        source.shownPicture = document->heatmap()->shownImage();
    auto *dialog = new ExportDialog(source, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::requested, this, &MainWindow::startExport);
    dialog->open();
}

void MainWindow::startExport(const ExportRequest &request)
{
    auto *task = new ExportTask(request);
    statusBar()->addPermanentWidget(task);
    statusBar()->show();
    connect(task, &ExportTask::finished, this, [this, task](const QString &path, const QString &error) {
        statusBar()->removeWidget(task);
        task->deleteLater();
        statusBar()->showMessage(error.isEmpty() ? tr("Wrote %1").arg(path) : error, error.isEmpty() ? messageTime : 0);
    });
}

void MainWindow::copySelection()
{
    DocumentView *document = currentDocument();
    if (!document || !document->hasTable())
        return;
    const GridRect cells = document->table()->selection();
    const auto count = checkedMultiply(cells.rows, cells.columns);
    if (!count || *count > maxCopiedCells) {
        statusBar()->show();
        statusBar()->showMessage(
            tr("The selection has more than a million cells; export it to a file instead (Ctrl+E)."), messageTime);
        return;
    }
    QApplication::clipboard()->setText(document->table()->selectedText(maxCopiedCells));
}

void MainWindow::copyAsCode()
{
    const FilePage *page = currentPage();
    if (page && (page->currentMember() || page->showsSparse()))
        QApplication::clipboard()->setText(numpyCode(*page->file(), page->currentMember())
                                           + page->document()->indexing());
}

} // namespace npeek
