// The built program on a real X display: files dragged in from another program, keys typed by a person.
#include "tests/support/temporary_arrays.h"

#include <QApplication>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QProcess>
#include <QTest>
#include <QUrl>
#include <QWidget>

using namespace npeek;
using namespace npeek::test;

namespace {

/// Starts dragging a file as soon as it is pressed, as a file manager does.
class DragSource : public QWidget {
public:
    explicit DragSource(const QString &path) : m_path(path) { }

protected:
    void mousePressEvent(QMouseEvent *) override
    {
        auto *files = new QMimeData;
        files->setUrls({QUrl::fromLocalFile(m_path)});
        QDrag drag(this);
        drag.setMimeData(files);
        drag.exec(Qt::CopyAction);
    }

private:
    QString m_path;
};

/// The windows whose name holds text, as the X server knows them.
QStringList windowsNamed(const QString &text)
{
    QProcess search;
    search.start(QStringLiteral("xdotool"), {QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), text});
    search.waitForFinished();
    return QString::fromLatin1(search.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
}

void xdotool(QProcess &process, const QString &words)
{
    process.start(QStringLiteral("xdotool"), words.split(u' '));
}

} // namespace

class TestDesktop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (QGuiApplication::platformName() != QLatin1String("xcb"))
            QSKIP("there is no X display here");
        QProcess probe;
        probe.start(QStringLiteral("xdotool"), {QStringLiteral("version")});
        if (!probe.waitForFinished())
            QSKIP("xdotool is not installed");
        Progress progress;
        QVERIFY(exportArray(countingArray<quint8>({20, 30}), {}, picture(), progress));
        qputenv("XDG_CONFIG_HOME", m_folder.path().toLocal8Bit());
    }

    void init()
    {
        m_program = std::make_unique<QProcess>();
        m_program->start(qEnvironmentVariable("NPEEK_PROGRAM"), {QStringLiteral("--size"), QStringLiteral("700x500")});
        QTRY_COMPARE_WITH_TIMEOUT(windowsNamed(QStringLiteral("^Npeek$")).size(), 1, 20'000);
    }

    void cleanup()
    {
        if (m_program) {
            m_program->terminate();
            m_program->waitForFinished();
        }
    }

    void filesAreDraggedIn()
    {
        DragSource source(picture());
        source.setGeometry(800, 100, 200, 200);
        source.show();
        QVERIFY(QTest::qWaitForWindowExposed(&source));
        QProcess mouse;
        xdotool(mouse, QStringLiteral("mousemove 900 200 sleep 0.2 mousedown 1 sleep 0.3 mousemove 880 200 sleep 0.2 "
                                      "mousemove 850 200 sleep 0.2 mousemove 400 300 sleep 0.3 mousemove 410 310 sleep 0.5 mouseup 1"));
        QTRY_COMPARE_WITH_TIMEOUT(mouse.state(), QProcess::NotRunning, 20'000); // meanwhile the source has to answer the X server
        QTRY_COMPARE_WITH_TIMEOUT(windowsNamed(QStringLiteral("picture.npy")).size(), 1, 20'000);
    }

    void keysReachTheWindow()
    {
        const QString window = windowsNamed(QStringLiteral("^Npeek$")).value(0);
        QProcess keys;
        xdotool(keys, QStringLiteral("windowfocus --sync %1 key ctrl+o").arg(window));
        QTRY_COMPARE_WITH_TIMEOUT(windowsNamed(QStringLiteral("Open arrays")).size(), 1, 20'000);
    }

private:
    QString picture() const { return m_folder.filePath(QStringLiteral("picture.npy")); }

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_program;
};

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    TestDesktop test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desktop.moc"
