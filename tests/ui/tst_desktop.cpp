// The built program on a real X display: keys typed by a person.
#include <QApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace {

/// The windows whose name holds text, as the X server knows them.
QStringList windowsNamed(const QString &text)
{
    QProcess search;
    search.start(QStringLiteral("xdotool"),
                 {QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), text});
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

    void keysReachTheWindow()
    {
        const QString window = windowsNamed(QStringLiteral("^Npeek$")).value(0);
        QProcess keys;
        xdotool(keys, QStringLiteral("windowfocus --sync %1 key ctrl+o").arg(window));
        QTRY_COMPARE_WITH_TIMEOUT(windowsNamed(QStringLiteral("Open arrays")).size(), 1, 20'000);
    }

private:
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
