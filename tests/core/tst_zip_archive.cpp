#include "core/io/mapped_file.h"
#include "core/io/zip_archive.h"
#include "tests/support/byte_source_contract.h"
#include "tests/support/zip_builder.h"

#include <QTemporaryFile>

using namespace npeek;
using namespace npeek::test;

namespace {

const QByteArray FirstData = QByteArray("first data ").repeated(500);
const QByteArray SecondData = QByteArray("second data ").repeated(700);

Result<ZipArchive> openArchive(const QByteArray &bytes)
{
    return ZipArchive::open(std::make_shared<MemorySource>(bytes));
}

/// Two members; change them and build.
ZipBuilder pair(int method = 0)
{
    return {.members = {{.name = "a.npy", .data = FirstData, .method = method},
                        {.name = "b.npy", .data = SecondData, .method = method}}};
}

template <class Change> QByteArray changed(ZipBuilder builder, Change change)
{
    change(builder);
    return builder.build();
}

/// Reads all that an archive offers, and says how many members gave their bytes.
int countReadable(const QByteArray &archive)
{
    const auto zip = openArchive(archive);
    if (!zip)
        return 0;
    int count = 0;
    for (const ZipEntry &entry : zip->entries()) {
        (void)zip->head(entry, 64);
        const auto source = zip->source(entry);
        QByteArray scratch;
        count += source && (*source)->read(0, (*source)->size(), scratch).isOk();
    }
    return count;
}

} // namespace

class TestZipArchive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valid_data();
    void valid();
    void noMembers();
    void names_data();
    void names();
    void badMember_data();
    void badMember();
    void badArchive_data();
    void badArchive();
    void zip64SizesAreTaken();
    void manyMembers_data();
    void manyMembers();
    void storedMemberIsPartOfTheMap();
    void duplicatesAreListed();
    void headInflatesOnlyTheStart();
    void entryOfAnotherArchive();
    void sourceOutlivesTheArchive();
    void parallelUse();
    void everyDamagedByte();
};

void TestZipArchive::valid_data()
{
    QTest::addColumn<QByteArray>("archive");
    const QByteArray sizes64 = u16(1) + u16(16) + u64(FirstData.size()) + u64(FirstData.size());
    const auto row = [](const char *name, ZipBuilder builder, auto change) {
        QTest::newRow(name) << changed(std::move(builder), change);
    };
    row("stored", pair(), [](auto &) {});
    row("deflated", pair(8), [](auto &) {});
    row("prefix before the archive", pair(), [](auto &zip) { zip.prefix = "#!/bin/sh\n"; });
    row("prefix counted in the offsets", pair(), [](auto &zip) {
        zip.prefix = "junk";
        zip.members[0].offset = 4;
        zip.members[1].offset = 4 + 35 + FirstData.size();
        zip.directoryOffset = 4 + 2 * 35 + FirstData.size() + SecondData.size();
    });
    row("comment", pair(), [](auto &zip) { zip.comment = "a comment"; });
    row("longest comment", pair(8), [](auto &zip) { zip.comment = QByteArray(65535, 'c'); });
    row("gap before the directory", pair(), [](auto &zip) { zip.gap = QByteArray(100, '\0'); });
    row("zip64 end records", pair(), [](auto &zip) { zip.isZip64 = true; });
    row("zip64 end records and a prefix", pair(8), [](auto &zip) { zip.isZip64 = true, zip.prefix = "junk"; });
    row("local sizes only in zip64, as NumPy writes", pair(), [&](auto &zip) {
        zip.members[0].localSizes = 0xffffffff;
        zip.members[0].localExtra = sizes64;
    });
    row("local sizes missing, data descriptor", pair(8), [](auto &zip) {
        zip.members[0].localSizes = 0;
        zip.members[0].flags = 8;
        zip.members[0].after = "PK\x07\x08" + u32(crcOf(FirstData)) + u32(1) + u32(2);
    });
    row("sizes in the central zip64 field", pair(), [&](auto &zip) {
        zip.members[0].compressedSize = zip.members[0].uncompressedSize = 0xffffffff;
        zip.members[0].centralExtra = sizes64;
    });
    row("only the offset in the central zip64 field", pair(), [&](auto &zip) {
        zip.members[1].offset = 0xffffffff;
        zip.members[1].centralExtra = u16(0x5455) + u16(1) + "x" + u16(1) + u16(8) + u64(35 + FirstData.size());
    });
    row("padding that aligns the data", pair(), [](auto &zip) { zip.members[0].localExtra = QByteArray(29, '\0'); });
    row("extra field that overruns", pair(), [](auto &zip) { zip.members[0].centralExtra = u16(7) + u16(500) + "x"; });
    row("end record counts too few", pair(), [](auto &zip) { zip.count = 1; });
    row("end record counts too many", pair(), [](auto &zip) { zip.count = 5000; });
    row("end record counts none", pair(8), [](auto &zip) { zip.count = 0; });
    row("central and local flags differ", pair(), [](auto &zip) { zip.members[0].flags = 2; });
    QTest::newRow("bytes behind the archive") << pair().build() + "trailing";
}

void TestZipArchive::valid()
{
    QFETCH(QByteArray, archive);
    const auto zip = openArchive(archive);
    QVERIFY2(zip.isOk(), zip ? "" : qPrintable(zip.error().message));
    QCOMPARE(zip->entries().size(), size_t(2));
    const std::pair<QString, QByteArray> expected[] = {{"a.npy", FirstData}, {"b.npy", SecondData}};
    for (size_t i = 0; i < 2; ++i) {
        const ZipEntry &entry = zip->entries()[i];
        const auto &[name, data] = expected[i];
        QCOMPARE(entry.name, name);
        QCOMPARE(entry.uncompressedSize, qint64(data.size()));
        QCOMPARE(entry.crc32, crcOf(data));
        const auto source = zip->source(entry);
        QVERIFY2(source.isOk(), source ? "" : qPrintable(source.error().message));
        QByteArray scratch;
        QVERIFY(equals((*source)->read(0, (*source)->size(), scratch), data));
        const auto head = zip->head(entry, 20);
        QVERIFY(head.isOk());
        QCOMPARE(*head, data.left(20));
        const auto all = zip->head(entry, 1 << 20);
        QVERIFY(all.isOk());
        QCOMPARE(*all, data);
    }
}

void TestZipArchive::noMembers()
{
    const auto zip = openArchive(ZipBuilder().build());
    QVERIFY(zip.isOk());
    QVERIFY(zip->entries().empty());
}

void TestZipArchive::names_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<int>("flags");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << QByteArray("x.npy") << 0 << "x.npy";
    QTest::newRow("UTF-8") << QByteArray("caf\xc3\xa9") << 0x800 << QStringLiteral("café");
    QTest::newRow("UTF-8 without its flag, as zipfile shows it")
        << QByteArray("caf\xc3\xa9") << 0 << QStringLiteral("caf├⌐");
    QTest::newRow("code page 437") << QByteArray("\x80\x9c\xe1\xff") << 0 << QStringLiteral("Ç£ß\u00a0");
    QTest::newRow("NUL ends it") << QByteArray("a\0b.npy", 7) << 0 << "a";
    QTest::newRow("empty") << QByteArray("") << 0 << "";
    QTest::newRow("folders, up and absolute") << QByteArray("/../a\\b/") << 0 << "/../a\\b/";
    QTest::newRow("longest") << QByteArray(65535, 'n') << 0 << QString(65535, 'n');
}

void TestZipArchive::names()
{
    QFETCH(QByteArray, raw);
    QFETCH(int, flags);
    const auto zip = openArchive(ZipBuilder{.members = {{.name = raw, .data = "data", .flags = flags}}}.build());
    QVERIFY(zip.isOk());
    QCOMPARE(zip->entries().size(), size_t(1));
    QTEST(zip->entries()[0].name, "name");
    QVERIFY(zip->source(zip->entries()[0]).isOk());
}

void TestZipArchive::badMember_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, ErrorCode code, const QString &says, auto change, int method = 0) {
        QTest::newRow(name) << changed(pair(method), [&](ZipBuilder &zip) { change(zip.members[0]); }) << code << says;
    };
    constexpr auto corrupt = ErrorCode::Corrupt;
    constexpr auto unsupported = ErrorCode::Unsupported;
    row("encrypted", unsupported, "encrypted", [](auto &m) { m.flags = 1; });
    row("strongly encrypted", unsupported, "encrypted", [](auto &m) { m.flags = 0x40; });
    row("patch data", unsupported, "patch", [](auto &m) { m.flags = 0x20; });
    row("bzip2", unsupported, "method 12", [](auto &m) { m.method = 12; });
    row("stored with two sizes", corrupt, "two sizes", [](auto &m) { m.uncompressedSize = 7; });
    row("another local name", corrupt, "another name", [](auto &m) { m.localName = "z.npy"; });
    row("a longer local name", corrupt, "another name", [](auto &m) { m.localName = "a.npyx"; });
    row("starts outside of the file", corrupt, "2147483647", [](auto &m) { m.offset = 2147483647; });
    row("starts in the directory", corrupt, "said to start",
        [](auto &m) { m.offset = 70 + FirstData.size() + SecondData.size(); });
    row("starts inside another", corrupt, "no local header", [](auto &m) { m.offset = 100; });
    row("ends outside of the file", corrupt, "99999999",
        [](auto &m) { m.compressedSize = m.uncompressedSize = 99999999; });
    row("reaches into the next", corrupt, "overlaps",
        [](auto &m) { m.compressedSize = m.uncompressedSize = FirstData.size() + 1; });
    row("zip64 size of 2^63", corrupt, "9223372036854775807", [](auto &m) {
        m.compressedSize = m.uncompressedSize = 0xffffffff;
        m.centralExtra = u16(1) + u16(16) + QByteArray(16, '\xff');
    });
    row("zip64 size without its field", corrupt, "4294967295",
        [](auto &m) { m.compressedSize = m.uncompressedSize = 0xffffffff; });
    row("zip64 offset of 2^63", corrupt, "outside", [](auto &m) {
        m.offset = 0xffffffff;
        m.centralExtra = u16(1) + u16(8) + QByteArray(8, '\xff');
    });
    row(
        "declares more than deflate can hold", corrupt, "cannot hold", [](auto &m) { m.uncompressedSize = 0x7fffffff; },
        8);
    row(
        "deflated, with compressed bytes missing", corrupt, "break off",
        [](auto &m) {
            m.compressedSize = 10;
            m.uncompressedSize = 5500;
        },
        8);
    row(
        "deflated, declared too short", corrupt, "more than", [](auto &m) { m.uncompressedSize = 5499; }, 8);
    row(
        "deflated, wrong checksum", corrupt, "00000001", [](auto &m) { m.crc = 1; }, 8);
}

void TestZipArchive::badMember()
{
    QFETCH(QByteArray, archive);
    QFETCH(QString, says);
    const auto zip = openArchive(archive);
    QVERIFY(zip.isOk());
    QCOMPARE(zip->entries().size(), size_t(2));
    QByteArray scratch;
    const auto source = zip->source(zip->entries()[0]);
    const auto read = source ? (*source)->read(0, (*source)->size(), scratch) : Result<Bytes>(source.error());
    QVERIFY(!read.isOk());
    QTEST(read.error().code, "code");
    QVERIFY2(read.error().message.contains(says), qPrintable(read.error().message));
    (void)zip->head(zip->entries()[0], 100);

    const auto good = zip->source(zip->entries()[1]);
    QVERIFY2(good.isOk(), good ? "" : qPrintable(good.error().message));
    QVERIFY(equals((*good)->read(0, (*good)->size(), scratch), SecondData));
}

void TestZipArchive::badArchive_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<ErrorCode>("code");
    const QByteArray good = pair().build();
    QTest::newRow("empty file") << QByteArray() << ErrorCode::Corrupt;
    QTest::newRow("no zip file") << QByteArray(70000, 'x') << ErrorCode::Corrupt;
    QTest::newRow("cut before the first data") << good.left(34) << ErrorCode::Corrupt;
    QTest::newRow("directory larger than the file")
        << changed(pair(), [](auto &zip) { zip.directorySize = 1 << 30; }) << ErrorCode::Corrupt;
    QTest::newRow("zip64 directory of 2^63 bytes")
        << changed(pair(), [](auto &zip) { zip.isZip64 = true, zip.directorySize = -1; }) << ErrorCode::Corrupt;
    QTest::newRow("directory size one byte short")
        << changed(pair(), [](auto &zip) { zip.directorySize = 2 * 51 - 1; }) << ErrorCode::Corrupt;
    QTest::newRow("damaged record") << QByteArray(good).replace(good.lastIndexOf("PK\x01\x02"), 4, "XX\x01\x02")
                                    << ErrorCode::Corrupt;
    QTest::newRow("name longer than the directory")
        << QByteArray(good).replace(good.lastIndexOf("PK\x01\x02") + 28, 2, "\xff\xff") << ErrorCode::Corrupt;
}

void TestZipArchive::badArchive()
{
    QFETCH(QByteArray, archive);
    const auto zip = openArchive(archive);
    QVERIFY(!zip.isOk());
    QTEST(zip.error().code, "code");
    QVERIFY(!zip.error().message.isEmpty());
}

void TestZipArchive::zip64SizesAreTaken()
{
    constexpr qint64 size = qint64(5) << 30;
    const QByteArray field = u16(1) + u16(24) + u64(size) + u64(size - 1) + u64(qint64(6) << 30);
    const ZipMember member = {.name = "big",
                              .data = "x",
                              .centralExtra = field,
                              .compressedSize = 0xffffffff,
                              .uncompressedSize = 0xffffffff,
                              .offset = 0xffffffff};
    const auto zip = openArchive(ZipBuilder{.members = {member}}.build());
    QVERIFY(zip.isOk());
    QCOMPARE(zip->entries()[0].uncompressedSize, size);
    QCOMPARE(zip->entries()[0].compressedSize, size - 1);
    const auto offset = zip->dataOffset(zip->entries()[0]);
    QVERIFY(!offset.isOk());
    QVERIFY2(offset.error().message.contains(QString::number(qint64(6) << 30)), qPrintable(offset.error().message));
}

void TestZipArchive::manyMembers_data()
{
    QTest::addColumn<bool>("isZip64");
    QTest::newRow("zip64") << true;
    QTest::newRow("count overflows 16 bits") << false;
}

void TestZipArchive::manyMembers()
{
    QFETCH(bool, isZip64);
    ZipBuilder builder{.isZip64 = isZip64};
    for (int i = 0; i < 66000; ++i)
        builder.members.push_back({.name = "p" + QByteArray::number(i), .data = QByteArray::number(i)});
    const auto zip = openArchive(builder.build());
    QVERIFY(zip.isOk());
    QCOMPARE(zip->entries().size(), size_t(66000));
    QCOMPARE(zip->entries().back().name, QStringLiteral("p65999"));
    const auto head = zip->head(zip->entries().back(), 100);
    QVERIFY(head.isOk());
    QCOMPARE(*head, QByteArray("65999"));
}

void TestZipArchive::storedMemberIsPartOfTheMap()
{
    QTemporaryFile file;
    QVERIFY(file.open() && file.write(pair().build()) > 0 && file.flush());
    const auto mapped = openFile(file.fileName());
    QVERIFY(mapped.isOk());
    const auto zip = ZipArchive::open(*mapped);
    QVERIFY(zip.isOk());
    const auto offset = zip->dataOffset(zip->entries()[1]);
    QVERIFY(offset.isOk());
    QCOMPARE(*offset, qint64(35 + FirstData.size() + 35));
    const auto source = zip->source(zip->entries()[1]);
    QVERIFY(source.isOk());
    checkByteSourceContract(**source, SecondData);
    QByteArray scratch;
    const auto file0 = (*mapped)->read(0, 1, scratch);
    const auto member0 = (*source)->read(0, 1, scratch);
    QVERIFY(file0 && member0);
    QCOMPARE(static_cast<const void *>(member0->data()), static_cast<const void *>(file0->data() + *offset));
}

void TestZipArchive::duplicatesAreListed()
{
    ZipBuilder builder = pair();
    builder.members[1].name = builder.members[1].localName = "a.npy";
    const auto zip = openArchive(builder.build());
    QVERIFY(zip.isOk());
    QCOMPARE(zip->entries().size(), size_t(2));
    QCOMPARE(zip->entries()[0].name, zip->entries()[1].name);
    QCOMPARE(zip->head(zip->entries()[0], 5).isOk() ? *zip->head(zip->entries()[0], 5) : QByteArray(),
             QByteArray("first"));
    QCOMPARE(zip->head(zip->entries()[1], 6).isOk() ? *zip->head(zip->entries()[1], 6) : QByteArray(),
             QByteArray("second"));
}

void TestZipArchive::headInflatesOnlyTheStart()
{
    const QByteArray bytes = QByteArray(128, 'h') + randomBytes(1 << 20);
    ZipBuilder builder{.members = {{.name = "x", .data = bytes, .method = 8, .crc = 1}}};
    QByteArray archive = builder.build();
    archive.replace(500000, 1000, QByteArray(1000, '\xff'));
    const auto zip = openArchive(archive);
    QVERIFY(zip.isOk());
    const auto head = zip->head(zip->entries()[0], 1000);
    QVERIFY(head.isOk());
    QCOMPARE(*head, bytes.left(1000));
    QVERIFY(zip->head(zip->entries()[0], 0).isOk());
    QVERIFY(zip->head(zip->entries()[0], -5).isOk());
}

void TestZipArchive::entryOfAnotherArchive()
{
    const auto zip = openArchive(pair().build());
    QVERIFY(zip.isOk());
    for (const qint64 position : {qint64(2), qint64(-1), std::numeric_limits<qint64>::max()}) {
        ZipEntry entry = zip->entries()[0];
        entry.position = position;
        const auto source = zip->source(entry);
        QVERIFY(!source.isOk());
        QCOMPARE(source.error().code, ErrorCode::InvalidInput);
    }
}

void TestZipArchive::sourceOutlivesTheArchive()
{
    std::vector<ByteSourcePtr> sources;
    {
        const auto zip = openArchive(pair(8).build());
        QVERIFY(zip.isOk());
        for (const ZipEntry &entry : zip->entries()) {
            auto source = zip->source(entry);
            QVERIFY(source.isOk());
            sources.push_back(*source);
        }
    }
    checkByteSourceContract(*sources[0], FirstData, 10);
    checkByteSourceContract(*sources[1], SecondData, 10);
}

void TestZipArchive::parallelUse()
{
    const auto zip = openArchive(pair(8).build());
    QVERIFY(zip.isOk());
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (size_t i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            QByteArray scratch;
            for (int round = 0; round < 50; ++round) {
                const auto source = zip->source(zip->entries()[i % 2]);
                wrong +=
                    !source || !equals((*source)->read(0, (*source)->size(), scratch), i % 2 ? SecondData : FirstData);
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

void TestZipArchive::everyDamagedByte()
{
    const QByteArray archive =
        ZipBuilder{.members = {{.name = "a", .data = "stored"}, {.name = "b", .data = FirstData, .method = 8}},
                   .isZip64 = true}
            .build();
    for (qsizetype at = 0; at < archive.size(); ++at) {
        for (const char value : {'\0', '\x7f', '\xff'}) {
            QByteArray damaged = archive;
            damaged[at] = value;
            QVERIFY(countReadable(damaged) <= 2);
        }
    }
}

QTEST_APPLESS_MAIN(TestZipArchive)
#include "tst_zip_archive.moc"
