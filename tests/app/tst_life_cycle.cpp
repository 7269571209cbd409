#include "tests/support/python.h"
#include "tests/support/run.h"

#include <QTest>

using namespace npeek::test;

/// The files of NumPy's everyday life, made by NumPy, then opened, shown and converted: see life_cycle.py.
class TestLifeCycle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFileInfo::exists(npeekProgram()), "NPEEK_PROGRAM does not name the built program");
        if (pythonWithNumpy().isEmpty())
            QSKIP("there is no Python with NumPy here (python3-numpy), so nothing can be made");
    }

    void works_data()
    {
        QTest::addColumn<QString>("scene");
        for (const char *scene : {"single arrays", "a large array by slices", "savez by keyword", "savez by position",
                                  "stored and compressed", "checkpoints"})
            QTest::newRow(scene) << QString::fromLatin1(scene);
    }

    void works()
    {
        QFETCH(QString, scene);
        const QString script = sourceFile(QStringLiteral("tests/app/life_cycle.py"));
        const Run answer = run(pythonWithNumpy(), {QStringLiteral("-B"), script, npeekProgram(), scene});
        QVERIFY2(answer.status == 0, (answer.out + answer.err).constData());
        QCOMPARE(answer.out, QByteArray("done\n"));
    }
};

QTEST_GUILESS_MAIN(TestLifeCycle)
#include "tst_life_cycle.moc"
