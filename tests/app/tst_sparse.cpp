#include "tests/support/python.h"
#include "tests/support/run.h"

#include <QTest>

using namespace npeek::test;

/// What scipy.sparse saves, against what scipy itself says of it: see sparse.py.
class TestSparse : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithScipy()
    {
        QVERIFY2(QFileInfo::exists(npeekProgram()), "NPEEK_PROGRAM does not name the built program");
        const QString python = pythonWithNumpy();
        if (python.isEmpty() || run(python, {QStringLiteral("-c"), QStringLiteral("import scipy.sparse")}).status != 0)
            QSKIP("there is no Python with scipy here (python3-scipy), so nothing to compare with");
        const Run answer = run(
            python, {QStringLiteral("-BWignore"), sourceFile(QStringLiteral("tests/app/sparse.py")), npeekProgram()});
        QVERIFY2(answer.status == 0, (answer.out + answer.err).constData());
        QVERIFY2(answer.out.endsWith("0 failed\n"), answer.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestSparse)
#include "tst_sparse.moc"
