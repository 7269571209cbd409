#include "core/io/file_source.h"
#include "core/io/mapped_file.h"
#include "core/io/mapping_guard.h"
#include "tests/support/byte_source_contract.h"

#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace npeek;
using namespace npeek::test;

class TestMappedFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mapped();
    void readByBlocks();
    void empty();
    void refused_data();
    void refused();
    void replacedByRename();
    void sparseTebibyte();
    void addressSpaceTooSmall();
    void truncated();
    void truncatedInsideAPage();
    void truncatedUnderThreads();
    void truncatedWhileReadByBlocks();
    void otherFaultsAreNotOurs_data();
    void otherFaultsAreNotOurs();
    void moreFilesThanGuards();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const;

    QTemporaryDir m_folder;
};

constexpr int ForeignFault = 42;

void TestMappedFile::initTestCase()
{
    QVERIFY(m_folder.isValid());
#ifdef Q_OS_UNIX
    // What the guard must find as the previous handler, and hand the faults of others to.
    std::signal(SIGBUS, [](int) { _exit(ForeignFault); });
#endif
}

QString TestMappedFile::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

void TestMappedFile::mapped()
{
    const QByteArray bytes = randomBytes(3 * 65536 + 17);
    const auto source = openFile(write("mapped", bytes));
    QVERIFY(source.isOk());
    QVERIFY((*source)->isMapped());
    checkByteSourceContract(**source, bytes);
}

void TestMappedFile::readByBlocks()
{
    const QByteArray bytes = randomBytes(3 * 65536 + 17);
    auto file = std::make_unique<QFile>(write("blocks", bytes));
    QVERIFY(file->open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    const FileSource source(std::move(file));
    QVERIFY(!source.isMapped());
    checkByteSourceContract(source, bytes);
}

void TestMappedFile::empty()
{
    const auto source = openFile(write("empty", {}));
    QVERIFY(source.isOk());
    checkByteSourceContract(**source, {});
}

void TestMappedFile::refused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("missing") << path("missing") << ErrorCode::NotFound;
    QTest::newRow("missing folder") << path("missing/file") << ErrorCode::NotFound;
    QTest::newRow("no name") << QString() << ErrorCode::NotFound;
    QTest::newRow("folder") << m_folder.path() << ErrorCode::InvalidInput;
#ifdef Q_OS_UNIX
    QCOMPARE(mkfifo(qPrintable(path("pipe")), 0600), 0);
    QVERIFY(QFile::link(path("nowhere"), path("broken link")));
    QTest::newRow("pipe") << path("pipe") << ErrorCode::InvalidInput;
    QTest::newRow("device") << QStringLiteral("/dev/zero") << ErrorCode::InvalidInput;
    QTest::newRow("broken link") << path("broken link") << ErrorCode::NotFound;
    QTest::newRow("file taken for a folder") << write("plain", "x") + "/file" << ErrorCode::NotFound;
    if (geteuid() != 0) {
        QFile(write("secret", "x")).setPermissions({});
        QTest::newRow("not allowed") << path("secret") << ErrorCode::Io;
    }
#endif
}

void TestMappedFile::refused()
{
    QFETCH(QString, name);
    const auto source = openFile(name);
    QVERIFY(!source.isOk());
    QTEST(source.error().code, "code");
    QVERIFY2(source.error().message.contains(name), qPrintable(source.error().message));
}

void TestMappedFile::replacedByRename()
{
    const auto source = openFile(write("old", "the old bytes"));
    QVERIFY(source.isOk());
    QCOMPARE(std::rename(qPrintable(write("new", "new")), qPrintable(path("old"))), 0);
    QByteArray scratch;
    QVERIFY(equals((*source)->read(0, 13, scratch), "the old bytes"));
    QVERIFY((*source)->isIntact());
}

void TestMappedFile::sparseTebibyte()
{
    constexpr qint64 size = qint64(1) << 40;
    QFile file(write("sparse", "start"));
    if (!file.resize(size))
        QSKIP("this file system has no files of 1 TiB");
    const auto source = openFile(file.fileName());
    QVERIFY(source.isOk());
    QCOMPARE((*source)->size(), size);
    QByteArray scratch;
    QVERIFY(equals((*source)->read(0, 5, scratch), "start"));
    QVERIFY(equals((*source)->read(size - 7, 7, scratch), QByteArray(7, '\0')));
    file.remove();
}

void TestMappedFile::addressSpaceTooSmall()
{
#if !defined(Q_OS_LINUX) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("needs a limit of the address space, which sanitizers exceed");
#else
    constexpr qint64 size = qint64(1) << 40;
    QFile file(write("sparse", "start"));
    if (!file.resize(size))
        QSKIP("this file system has no files of 1 TiB");
    rlimit before;
    QCOMPARE(getrlimit(RLIMIT_AS, &before), 0);
    const rlimit tight = {qMin<rlim_t>(before.rlim_max, rlim_t(2) << 30), before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_AS, &tight), 0);
    const auto source = openFile(file.fileName());
    setrlimit(RLIMIT_AS, &before);
    QVERIFY(source.isOk());
    QVERIFY(!(*source)->isMapped());
    QByteArray scratch;
    QVERIFY(equals((*source)->read(0, 5, scratch), "start"));
    QVERIFY(equals((*source)->read(size - 7, 7, scratch), QByteArray(7, '\0')));
    file.remove();
#endif
}

void TestMappedFile::truncated()
{
#ifndef Q_OS_UNIX
    QSKIP("a mapped file cannot be truncated here");
#else
    const QByteArray bytes = randomBytes(1 << 20);
    const QString name = write("truncated", bytes);
    const auto source = openFile(name);
    const auto other = openFile(write("other", bytes));
    QVERIFY(source.isOk() && other.isOk());
    QByteArray scratch;
    const auto whole = (*source)->read(0, bytes.size(), scratch);
    QVERIFY(whole.isOk());
    QVERIFY(QFile::resize(name, 65536));

    QVERIFY(std::ranges::all_of(whole->subspan(65536), [](uchar byte) { return byte == 0; }));
    QCOMPARE(QByteArrayView(whole->data(), 65536), QByteArrayView(bytes).first(65536));
    QVERIFY(!(*source)->isIntact());
    const auto again = (*source)->read(0, 1, scratch);
    QVERIFY(!again.isOk());
    QCOMPARE(again.error().code, ErrorCode::FileChanged);
    QVERIFY2(again.error().message.contains("65536") && again.error().message.contains("1048576"),
             qPrintable(again.error().message));
    QVERIFY(equals((*other)->read(0, bytes.size(), scratch), bytes));
    QVERIFY((*other)->isIntact());
#endif
}

void TestMappedFile::truncatedInsideAPage()
{
#ifndef Q_OS_UNIX
    QSKIP("a mapped file cannot be truncated here");
#else
    const QString name = write("short", randomBytes(100));
    const auto source = openFile(name);
    QVERIFY(source.isOk());
    QVERIFY((*source)->isIntact());
    QVERIFY(QFile::resize(name, 50));
    QVERIFY(!(*source)->isIntact());
#endif
}

void TestMappedFile::truncatedUnderThreads()
{
#ifndef Q_OS_UNIX
    QSKIP("a mapped file cannot be truncated here");
#else
    const QByteArray bytes = randomBytes(1 << 20);
    const QString name = write("threads", bytes);
    const auto source = openFile(name);
    QVERIFY(source.isOk());
    QByteArray scratch;
    const auto whole = (*source)->read(0, bytes.size(), scratch);
    QVERIFY(whole.isOk());
    QVERIFY(QFile::resize(name, 0));
    std::atomic<int> nonZero = 0;
    std::vector<std::thread> threads;
    for (size_t start = 0; start < 4; ++start) {
        threads.emplace_back([&, start] {
            for (size_t at = whole->size() - 4 + start; at < whole->size(); at -= 4096)
                nonZero += (*whole)[at] != 0;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(nonZero.load(), 0);
    QVERIFY(!(*source)->isIntact());
#endif
}

void TestMappedFile::truncatedWhileReadByBlocks()
{
#ifndef Q_OS_UNIX
    QSKIP("needs the size of an open file");
#else
    auto file = std::make_unique<QFile>(write("cut", randomBytes(100000)));
    QVERIFY(file->open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    const FileSource source(std::move(file));
    QVERIFY(QFile::resize(path("cut"), 70000));
    QByteArray scratch;
    QVERIFY(source.read(0, 70000, scratch).isOk());
    const auto bytes = source.read(0, 70001, scratch);
    QVERIFY(!bytes.isOk());
    QCOMPARE(bytes.error().code, ErrorCode::FileChanged);
    QVERIFY2(bytes.error().message.contains("70000"), qPrintable(bytes.error().message));
    QVERIFY(!source.isIntact());
#endif
}

void TestMappedFile::otherFaultsAreNotOurs_data()
{
    QTest::addColumn<bool>("isFault");
    QTest::newRow("a fault in a foreign mapping") << true;
    QTest::newRow("the signal sent by somebody") << false;
}

void TestMappedFile::otherFaultsAreNotOurs()
{
#ifndef Q_OS_UNIX
    QSKIP("there is no SIGBUS here");
#else
    QFETCH(bool, isFault);
    const auto guarded = openFile(write("guarded", randomBytes(10000)));
    QVERIFY(guarded.isOk());
    QFile file(write("foreign", randomBytes(100000)));
    QVERIFY(file.open(QIODevice::ReadWrite));
    const volatile uchar *bytes = file.map(0, file.size());
    QVERIFY(bytes && file.resize(0));
    const pid_t child = fork();
    if (child == 0) {
        if (isFault)
            _exit(bytes[50000]);
        raise(SIGBUS);
        _exit(0);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), ForeignFault);
    QVERIFY((*guarded)->isIntact());
#endif
}

void TestMappedFile::moreFilesThanGuards()
{
#ifndef Q_OS_UNIX
    QSKIP("nothing is guarded here");
#else
    const uchar byte = 0;
    std::vector<std::unique_ptr<MappingGuard>> guards;
    while (auto guard = MappingGuard::create(&byte, 1)) {
        guards.push_back(std::move(guard));
        QVERIFY(guards.size() < 100000);
    }
    QVERIFY(guards.size() > 100);
    const QByteArray bytes = randomBytes(10000);
    const auto unmapped = openFile(write("many", bytes));
    QVERIFY(unmapped.isOk());
    QVERIFY(!(*unmapped)->isMapped());
    checkByteSourceContract(**unmapped, bytes);
    guards.clear();
    const auto mappedAgain = openFile(path("many"));
    QVERIFY(mappedAgain.isOk());
    QVERIFY((*mappedAgain)->isMapped());
#endif
}

QTEST_GUILESS_MAIN(TestMappedFile)
#include "tst_mapped_file.moc"
