#include "tests/support/python.h"
#include "tests/support/run.h"

#include <QTest>

using namespace npeek::test;

/// NumPy writes arrays, npeek reads, describes and rewrites them, and NumPy compares: see interop.py for what.
class TestInterop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFileInfo::exists(npeekProgram()), "NPEEK_PROGRAM does not name the built program");
        if (pythonWithNumpy().isEmpty())
            QSKIP("there is no Python with NumPy here (python3-numpy), so nothing to compare with");
    }

    void agreesWithNumPy_data()
    {
        QTest::addColumn<QString>("group");
        for (const char *group :
             {"bools", "integers", "floats", "special floats", "complex", "bytes and text", "times", "structured"})
            QTest::newRow(group) << QString::fromLatin1(group);
    }

    void agreesWithNumPy()
    {
        QFETCH(QString, group);
        const QString script = sourceFile(QStringLiteral("tests/app/interop.py"));
        const Run answer = run(pythonWithNumpy(), {QStringLiteral("-B"), script, npeekProgram(), group});
        QVERIFY2(answer.status == 0, (answer.out + answer.err).constData());
        QVERIFY2(answer.out.contains(" checked, 0 failed"), answer.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestInterop)
#include "tst_interop.moc"
