#include "app/application.h"

#include "ui/document_view.h"
#include "ui/file_page.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <optional>

namespace npeek {
namespace {

constexpr int iconDelay = 50; // ms; the data come before the decoration
constexpr int settleLimit = 20'000; // ms that a picture waits for work in the background

struct Options {
    QStringList targets;
    bool exitAfterPaint = false;
    QString screenshot;
    std::optional<QSize> size;
    std::optional<Theme> theme;
    QString view;
};

int wrongUsage(const QString &message)
{
    std::fprintf(stderr, "npeek: %s; see npeek --help\n", qUtf8Printable(message));
    return 2;
}

/// Qt would end the program with a crash report where it finds no display.
bool hasDisplay()
{
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

bool isPictureWanted(int argc, char **argv)
{
    return std::any_of(argv, argv + argc,
                       [](const char *word) { return QByteArrayView(word).startsWith("--screenshot"); });
}

std::optional<QSize> parseSize(const QString &text)
{
    const QStringList parts = text.split(u'x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    return parts.size() == 2 && size.width() > 0 && size.height() > 0 && size.width() <= 16384 && size.height() <= 16384
        ? std::optional(size)
        : std::nullopt;
}

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption exitAfterPaint(QStringLiteral("exit-after-paint"));
    const QCommandLineOption screenshot(QStringLiteral("screenshot"), {}, QStringLiteral("OUT.png"));
    const QCommandLineOption size(QStringLiteral("size"), {}, QStringLiteral("WxH"));
    const QCommandLineOption view(QStringLiteral("view"), {}, QStringLiteral("VIEW"));
    const QCommandLineOption theme(QStringLiteral("theme"), {}, QStringLiteral("THEME"));
    parser.addOptions({exitAfterPaint, screenshot, size, view, theme});
    const auto wrong = [](const QString &message) { return Error{ErrorCode::InvalidInput, message}; };
    if (!parser.parse(arguments))
        return wrong(parser.errorText());

    Options options;
    options.targets = parser.positionalArguments();
    options.exitAfterPaint = parser.isSet(exitAfterPaint);
    options.screenshot = parser.value(screenshot);
    options.view = parser.value(view);
    if (parser.isSet(size) && !(options.size = parseSize(parser.value(size))))
        return wrong(QStringLiteral("--size takes WIDTHxHEIGHT, such as 1280x720"));
    if (parser.isSet(theme) && !(options.theme = themeFromName(parser.value(theme))))
        return wrong(QStringLiteral("--theme takes light, dark or system"));
    if (parser.isSet(view)
        && !QStringList{QStringLiteral("table"), QStringLiteral("heatmap"), QStringLiteral("both")}.contains(
            options.view))
        return wrong(QStringLiteral("--view takes table, heatmap or both"));
    return options;
}

/// Saves the window once everything in it has come to rest, and ends the program.
void saveWhenSettled(MainWindow &window, const QString &path)
{
    const auto save = [&window, path] {
        const bool isSaved = window.grab().save(path, "PNG");
        if (!isSaved)
            std::fprintf(stderr, "npeek: %s could not be written\n", qUtf8Printable(path));
        QApplication::exit(isSaved ? 0 : 1);
    };
    auto *poll = new QTimer(&window);
    QObject::connect(poll, &QTimer::timeout, &window, [&window, poll, save, rounds = 0]() mutable {
        rounds = window.isSettled() ? rounds + 1 : 0;
        if (rounds == 3) { // what was queued in between has been painted, too
            poll->stop();
            save();
        }
    });
    poll->start(30);
    QTimer::singleShot(settleLimit, &window, save);
}

} // namespace

int runApplication(int &argc, char **argv)
{
    if (!hasDisplay()) {
        if (!isPictureWanted(argc, argv)) {
            std::fputs("npeek: there is no display for a window; npeek --help tells what works without\n", stderr);
            return 1;
        }
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("npeek"));
    QApplication::setApplicationDisplayName(QStringLiteral("Npeek"));
    QApplication::setOrganizationName(QStringLiteral("npeek"));
    QApplication::setApplicationVersion(QStringLiteral(NPEEK_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("npeek"));

    const auto options = parseOptions(QApplication::arguments());
    if (!options)
        return wrongUsage(options.error().message);
    applyTheme(options->theme.value_or(Settings().theme()));

    MainWindow window;
    if (options->size)
        window.resize(*options->size);
    for (const QString &target : options->targets)
        window.openTarget(target);
    if (!options->view.isEmpty())
        window.action(options->view)->trigger();
    if (options->exitAfterPaint) {
        QObject::connect(
            &window, &MainWindow::painted, &application,
            [&window] {
                if (window.hasPainted())
                    QApplication::exit(0);
            },
            Qt::QueuedConnection); // once the frame has been handed over
    }
    window.show();
    QTimer::singleShot(iconDelay, &window,
                       [] { QApplication::setWindowIcon(QIcon(QStringLiteral(":/npeek/icon-128.png"))); });
    if (!options->screenshot.isEmpty())
        saveWhenSettled(window, options->screenshot);
    return QApplication::exec();
}

} // namespace npeek
