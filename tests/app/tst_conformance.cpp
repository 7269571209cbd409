#include "tests/support/run.h"

#include <QTest>

using namespace npeek::test;

/// Holds the built program against a folder of good and hostile files, where it is at hand.
class TestConformance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passes_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("hand-made files") << QStringLiteral("conformance");
        QTest::newRow("files of other projects") << QStringLiteral("corpus");
    }

    void passes()
    {
        QFETCH(QString, folder);
        const QString shared = sourceFile(QStringLiteral("../shared/"));
        const QString check = shared + QStringLiteral("conformance/check.py");
        if (!QFileInfo::exists(check) || !QFileInfo::exists(shared + folder + QStringLiteral("/manifest.json"))) {
            qInfo("the folder of shared files is not here, nothing was checked");
            return;
        }
        const Run answer =
            run(QStringLiteral("python3"), {check, npeekProgram(), QStringLiteral("--dir"), shared + folder});
        QVERIFY2(answer.status == 0, (answer.out + answer.err).constData());
        QVERIFY2(answer.out.endsWith(" passed, 0 failed\n"), answer.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
