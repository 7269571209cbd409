#include "app/application.h"
#include "app/command_line.h"

#include <QCoreApplication>

int main(int argc, char **argv)
{
    if (argc < 2 || !npeek::isCommand(QString::fromLocal8Bit(argv[1])))
        return npeek::runApplication(argc, argv);

    // Output is UTF-8 with decimal points wherever it runs; Qt would warn about other encodings.
    qputenv("LC_ALL", "C.UTF-8");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("npeek"));
    QCoreApplication::setApplicationVersion(QStringLiteral(NPEEK_VERSION));
    return npeek::runCommandLine(QCoreApplication::arguments().mid(1));
}
