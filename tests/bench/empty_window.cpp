// The yardstick for starting: a furnished but empty main window that paints one frame and quits.
#include <QApplication>
#include <QDockWidget>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QPainter>
#include <QStatusBar>
#include <QStyleFactory>
#include <QTimer>
#include <QToolBar>
#include <QTreeWidget>

namespace {

class Canvas : public QWidget {
protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(rect(), palette().base());
        QTimer::singleShot(0, qApp, &QCoreApplication::quit);
    }
};

void addDock(QMainWindow &window, Qt::DockWidgetArea area, const QString &title, QWidget *content)
{
    auto *dock = new QDockWidget(title);
    dock->setWidget(content);
    window.addDockWidget(area, dock);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QMainWindow window;
    window.setCentralWidget(new Canvas);
    auto *tools = window.addToolBar(QStringLiteral("Tools"));
    for (const char *title : {"File", "Edit", "View", "Help"}) {
        QMenu *menu = window.menuBar()->addMenu(QString::fromLatin1(title));
        for (int i = 0; i < 6; ++i) {
            QAction *action = menu->addAction(QStringLiteral("%1 %2").arg(QString::fromLatin1(title)).arg(i));
            if (i == 0)
                tools->addAction(action);
        }
    }
    window.statusBar()->showMessage(QStringLiteral("Ready"));
    auto *tree = new QTreeWidget;
    tree->setHeaderLabels({QStringLiteral("Name"), QStringLiteral("Value")});
    for (int i = 0; i < 10; ++i)
        new QTreeWidgetItem(tree, {QStringLiteral("row %1").arg(i), QString::number(i)});
    addDock(window, Qt::LeftDockWidgetArea, QStringLiteral("Tree"), tree);
    auto *form = new QWidget;
    auto *layout = new QFormLayout(form);
    for (int i = 0; i < 10; ++i)
        layout->addRow(QStringLiteral("field %1").arg(i), new QLineEdit);
    addDock(window, Qt::RightDockWidgetArea, QStringLiteral("Form"), form);
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
