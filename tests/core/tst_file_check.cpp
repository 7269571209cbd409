#include "core/format/file_check.h"
#include "tests/support/zip_builder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace npeek;
using namespace npeek::test;

namespace {

/// An .npy of three int32 whose header has this many bytes.
QByteArray array(qsizetype headerSize = 128)
{
    const QByteArray dict = "{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}";
    return QByteArray("\x93NUMPY\x01\x00", 8) + u16(headerSize - 10) + dict.leftJustified(headerSize - 11) + '\n'
        + QByteArray(12, '\1');
}

/// Stored members whose elements are aligned: nothing is to be said about them.
ZipMember member(const QByteArray &name, const QByteArray &data = array())
{
    return {.name = name, .data = data, .localExtra = QByteArray(4 - (30 + name.size()) % 4, '\0')};
}

ZipBuilder pair()
{
    return {.members = {member("a.npy"), member("b.npy")}};
}

ZipBuilder named(const QByteArray &name, int flags = 0)
{
    ZipBuilder builder{.members = {member("a.npy"), member(name)}};
    builder.members[1].flags = flags;
    return builder;
}

class Canceled : public Progress {
public:
    bool isCanceled() const override { return true; }
};

} // namespace

class TestFileCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingToSay_data();
    void nothingToSay();
    void problemOfMember_data();
    void problemOfMember();
    void problemOfFile_data();
    void problemOfFile();
    void notes_data();
    void notes();
    void canBeCanceled();

private:
    FileCheck check(const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(QStringLiteral("file"));
        QFile::remove(path);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
            qFatal("cannot write a file");
        Progress progress;
        const auto answer = checkFile(path, progress);
        return answer ? *answer : FileCheck{path, FileFormat::Npy, {{answer.error().message}, {}}, {}};
    }
    QTemporaryDir m_folder;
};

namespace {

QString allOf(const FileCheck &check)
{
    QStringList all = check.found.problems + check.found.notes;
    for (const MemberCheck &member : check.members)
        all += member.found.problems + member.found.notes;
    return all.join(QLatin1Char('\n'));
}

} // namespace

void TestFileCheck::nothingToSay_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("npy") << array();
    QTest::newRow("two arrays in an npy") << array() + array();
    QTest::newRow("stored npz") << pair().build();
    QTest::newRow("empty npz") << ZipBuilder().build();
    ZipBuilder deflatedPair = pair();
    deflatedPair.members[0].method = deflatedPair.members[1].method = 8;
    QTest::newRow("deflated npz") << deflatedPair.build();
    ZipBuilder zip64 = pair();
    zip64.isZip64 = true;
    zip64.members[0].localSizes = 0xffffffff;
    zip64.members[0].localExtra = u16(1) + u16(16) + u64(140) + u64(140) + QByteArray(1, '\0');
    QTest::newRow("zip64") << zip64.build();
    ZipBuilder piped = pair();
    piped.members[0].flags = 8;
    piped.members[0].localSizes = 0;
    piped.members[0].after = "PK\x07\x08" + u32(crcOf(array())) + u64(140) + u64(140);
    QTest::newRow("data descriptor") << piped.build();
    ZipBuilder raw = pair();
    raw.members.push_back(member("notes.txt", "no array"));
    raw.comment = "a comment";
    QTest::newRow("a member that is no array, and a comment") << raw.build();
    QTest::newRow("folders and UTF-8 in names") << named("f/g/\xc3\xa9..x.npy", 0x800).build();
}

void TestFileCheck::nothingToSay()
{
    QFETCH(QByteArray, bytes);
    const FileCheck answer = check(bytes);
    QVERIFY(answer.isOk());
    QVERIFY2(allOf(answer).isEmpty(), qPrintable(allOf(answer)));
}

void TestFileCheck::problemOfMember_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QString &says, auto change) {
        ZipBuilder zip = pair();
        change(zip.members[1]);
        QTest::newRow(name) << zip.build() << says;
    };
    row("wrong CRC", "CRC", [](auto &m) { m.crc = 1; });
    row("wrong CRC, deflated", "CRC", [](auto &m) { m.crc = 1, m.method = 8; });
    row("bytes behind the array", "3 bytes follow the array", [](auto &m) { m.data += "xyz"; });
    row("too few bytes", "12 bytes of data, but only 11", [](auto &m) { m.data.chop(1); });
    row("local sizes differ", "says 7 for its size, the directory 140", [](auto &m) { m.localSizes = 7; });
    row("local zip64 sizes differ", "says 7 for its compressed size", [](auto &m) {
        m.localSizes = 0xffffffff;
        m.localExtra = u16(1) + u16(16) + u64(140) + u64(7);
    });
    row("local zip64 field is missing", "refers to a zip64 field", [](auto &m) { m.localSizes = 0xffffffff; });
    row("central zip64 field is missing", "refers to a zip64 field", [](auto &m) { m.uncompressedSize = 0xffffffff; });
    row("descriptor is missing", "descriptor", [](auto &m) { m.flags = 8; });
    row("descriptor with another CRC", "another CRC", [](auto &m) {
        m.flags = 8;
        m.after = "PK\x07\x08" + u32(1) + u32(140) + u32(140);
    });
    row("another local name", "another name", [](auto &m) { m.localName = "z.npy"; });
    row("name used twice", "2 members have this name", [](auto &m) { m.name = m.localName = "a.npy"; });
    row("same place", "shares bytes with the member “a.npy”", [](auto &m) { m.offset = 0; });
    row("encrypted", "encrypted", [](auto &m) { m.flags = 1; });
    const auto rowNamed = [&row](const char *title, const QByteArray &name, const QString &says, int flags = 0) {
        row(title, says, [&](auto &m) { m.name = m.localName = name, m.flags = flags; });
    };
    rowNamed("no name", "", "empty");
    rowNamed("absolute name", "/etc/b.npy", "absolute");
    rowNamed("name on a drive", "c:b.npy", "drive");
    rowNamed("name that leads out", "x/../../b.npy", "out of its folder");
    rowNamed("name that leads out with backslashes", "..\\b.npy", "out of its folder");
    rowNamed("backslash", "x\\b.npy", "backslash");
    rowNamed("NUL", QByteArray("b.npy\0.exe", 10), "NUL");
    rowNamed("escape", "b\x1b[2J.npy", "control");
    rowNamed("line end", "b\n.npy", "control");
    rowNamed("right-to-left override", "b\xe2\x80\xaeypn.npy", "direction", 0x800);
    rowNamed("no UTF-8", "b\xff.npy", "UTF-8", 0x800);
    QTest::newRow("appended array that is cut") << array() + array().chopped(1) << "only 11";
}

void TestFileCheck::problemOfMember()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const FileCheck answer = check(bytes);
    QVERIFY(!answer.isOk());
    QVERIFY2(answer.found.isOk(), qPrintable(allOf(answer)));
    QCOMPARE(answer.members.size(), size_t(2));
    const QString problems = answer.members[1].found.problems.join(QLatin1Char('\n'));
    QVERIFY2(problems.contains(says), qPrintable(allOf(answer)));
}

void TestFileCheck::problemOfFile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QString &says, auto change) {
        ZipBuilder zip = pair();
        change(zip);
        QTest::newRow(name) << zip.build() << says;
    };
    QTest::newRow("no array file") << QByteArray("text") << "text";
    QTest::newRow("bytes behind an npy") << array() + "xyz"
                                         << "3 bytes follow";
    QTest::newRow("bytes behind an npz") << pair().build() + "xyz"
                                         << "3 bytes follow the archive";
    QTest::newRow("no end record") << pair().build().chopped(1) << "no end record";
    row("wrong count", "counts 7 members, the directory has 2", [](auto &zip) { zip.count = 7; });
    row("wrong count in zip64", "counts 7 members", [](auto &zip) { zip.count = 7, zip.isZip64 = true; });
    row("directory said to be behind itself", "the directory is said to be at offset 5000",
        [](auto &zip) { zip.directoryOffset = 5000; });
    const auto zip64 = [](const char *name, const QString &says, auto change) {
        ZipBuilder zip = pair();
        zip.isZip64 = true;
        QByteArray bytes = zip.build();
        change(bytes, bytes.lastIndexOf("PK\x05\x06"));
        QTest::newRow(name) << bytes << says;
    };
    zip64("end records disagree", "says 9 for the size of the directory",
          [](QByteArray &bytes, qsizetype end) { bytes.replace(end + 12, 4, u32(9)); });
    zip64("locator points elsewhere", "said to be at offset 3",
          [](QByteArray &bytes, qsizetype end) { bytes.replace(end - 12, 8, u64(3)); });
}

void TestFileCheck::problemOfFile()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const FileCheck answer = check(bytes);
    QVERIFY(!answer.isOk());
    const QString problems = answer.found.problems.join(QLatin1Char('\n'));
    QVERIFY2(problems.contains(says), qPrintable(allOf(answer)));
}

void TestFileCheck::notes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QString &says, ZipBuilder zip) {
        QTest::newRow(name) << zip.build() << says;
    };
    QTest::newRow("header of another length") << array(80) << "80 bytes, which is no multiple of 64";
    QTest::newRow("odd header") << array().replace("(3,)", "[3] ") << "list";
    ZipBuilder unaligned = pair();
    unaligned.members[0].localExtra = {};
    row("elements that are not aligned", "offset 163 of the file, which is no multiple of their itemsize 4", unaligned);
    ZipBuilder gap = pair();
    gap.gap = QByteArray(100, '\0');
    row("gap before the directory", "100 bytes at offset", gap);
    ZipBuilder prefix = pair();
    prefix.prefix = "junk";
    row("bytes before the archive", "4 bytes at offset 0", prefix);
    row("a name with and without .npy", "but for .npy", named("a"));
    row("UTF-8 without its flag", "code page 437", named("\xc3\xa9.npy"));
    ZipBuilder extra = pair();
    extra.members[0].centralExtra = u16(7) + u16(500) + "x";
    row("extra field that overruns", "longer than its room", extra);
}

void TestFileCheck::notes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const FileCheck answer = check(bytes);
    QVERIFY2(answer.isOk(), qPrintable(allOf(answer)));
    QVERIFY2(allOf(answer).contains(says), qPrintable(allOf(answer)));
}

void TestFileCheck::canBeCanceled()
{
    (void)check(array());
    Canceled progress;
    const auto answer = checkFile(m_folder.filePath(QStringLiteral("file")), progress);
    QVERIFY(!answer.isOk());
    QCOMPARE(answer.error().code, ErrorCode::Canceled);
}

QTEST_APPLESS_MAIN(TestFileCheck)
#include "tst_file_check.moc"
