#include "core/io/zip_archive.h"
#include "tests/support/byte_source_contract.h"
#include "tests/support/sparse_source.h"
#include "tests/support/zip_builder.h"

#include <QElapsedTimer>

using namespace npeek;
using namespace npeek::test;

namespace {

const QByteArray FirstData = QByteArray("first data ").repeated(50);
const QByteArray SecondData = QByteArray("PK\x07\x08 second PK\x03\x04 ").repeated(70);
constexpr int Piped = 8; ///< flag bit 3: sizes and CRC stand behind the data

Result<ZipArchive> openArchive(const QByteArray &bytes)
{
    return ZipArchive::open(std::make_shared<MemorySource>(bytes));
}

ZipMember member(const QByteArray &name, const QByteArray &data, int method = 0)
{
    return {.name = name, .data = data, .method = method};
}

/// A member as written to a pipe; the descriptor follows.
ZipMember piped(const QByteArray &name, const QByteArray &data, int method, bool isSigned, bool isWide)
{
    ZipMember result = member(name, data, method);
    const qint64 packed = method == 8 ? deflated(data).size() : data.size();
    result.flags = Piped;
    result.localSizes = 0;
    result.after = (isSigned ? QByteArray("PK\x07\x08") : QByteArray()) + u32(crcOf(data))
        + (isWide ? u64(packed) + u64(data.size()) : u32(packed) + u32(data.size()));
    return result;
}

/// The archive without its directory.
QByteArray withoutDirectory(std::vector<ZipMember> members)
{
    const QByteArray archive = ZipBuilder{.members = std::move(members)}.build();
    return archive.left(archive.indexOf("PK\x01\x02"));
}

QByteArray bytesOf(const ZipArchive &zip, size_t index)
{
    const auto source = zip.source(zip.entries()[index]);
    QByteArray scratch;
    const auto bytes = source ? (*source)->read(0, (*source)->size(), scratch) : Result<Bytes>(source.error());
    return bytes ? QByteArray(reinterpret_cast<const char *>(bytes->data()), static_cast<qsizetype>(bytes->size()))
                 : bytes.error().message.toUtf8();
}

} // namespace

class TestZipSalvage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholeMembers_data();
    void wholeMembers();
    void incompleteMember_data();
    void incompleteMember();
    void everyTruncation();
    void headerOfTheNextIsCut();
    void wholeArchivesAreNotSalvaged();
    void nothingToSalvage_data();
    void nothingToSalvage();
    void everyDamagedByte();
    void manyMembers();
    void endlessDeflateIsBounded();
    void offsetsBeyond4GiBWithoutZip64();
    void wrappedOffsetsAreSearchedShortly();
};

void TestZipSalvage::wholeMembers_data()
{
    QTest::addColumn<QByteArray>("archive");
    const auto row = [](const char *name, const ZipMember &a, const ZipMember &b) {
        QTest::newRow(name) << withoutDirectory({a, b});
    };
    row("stored", member("a", FirstData), member("b", SecondData));
    row("deflated", member("a", FirstData, 8), member("b", SecondData, 8));
    for (const bool isWide : {false, true}) {
        const QByteArray bits = isWide ? "64 bits" : "32 bits";
        row("stored to a pipe, " + bits, piped("a", FirstData, 0, true, isWide),
            piped("b", SecondData, 0, true, isWide));
        row("deflated to a pipe, " + bits, piped("a", FirstData, 8, true, isWide),
            piped("b", SecondData, 8, true, isWide));
        row("deflated to a pipe, without signature, " + bits, piped("a", FirstData, 8, false, isWide),
            piped("b", SecondData, 8, false, isWide));
    }
    ZipMember local64 = member("a", FirstData);
    local64.localSizes = 0xffffffff;
    local64.localExtra = u16(1) + u16(16) + u64(FirstData.size()) + u64(FirstData.size());
    row("local sizes in zip64, as NumPy writes", local64, member("b", SecondData));
    ZipMember piped64 = piped("a", FirstData, 0, true, true);
    piped64.localSizes = 0xffffffff;
    piped64.localExtra = u16(1) + u16(16) + u64(0) + u64(0);
    row("zip64 to a pipe, as NumPy writes", piped64, member("b", SecondData));
    const QByteArray whole = ZipBuilder{.members = {member("a", FirstData), member("b", SecondData)}}.build();
    QTest::newRow("cut inside the directory") << whole.chopped(60);
    QTest::newRow("cut inside the end record") << whole.chopped(1);
}

void TestZipSalvage::wholeMembers()
{
    QFETCH(QByteArray, archive);
    const auto zip = openArchive(archive);
    QVERIFY2(zip.isOk(), zip ? "" : qPrintable(zip.error().message));
    QVERIFY(zip->isSalvaged());
    QCOMPARE(zip->entries().size(), size_t(2));
    QCOMPARE(zip->entries()[0].name, QStringLiteral("a"));
    QCOMPARE(zip->entries()[1].crc32, crcOf(SecondData));
    QCOMPARE(bytesOf(*zip, 0), FirstData);
    QCOMPARE(bytesOf(*zip, 1), SecondData);
    QCOMPARE(zip->notes().size(), 1);
    QVERIFY2(zip->notes().front().contains("no end record") && zip->notes().front().contains("2 members"),
             qPrintable(zip->notes().front()));
    QVERIFY(!zip->notes().front().contains("incomplete"));
}

void TestZipSalvage::incompleteMember_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const ZipMember &second, const QString &says) {
        QTest::newRow(name) << withoutDirectory({member("a", FirstData), second}).chopped(100) << says;
    };
    const QByteArray noise = randomBytes(1000);
    row("stored", member("b", noise), "900 of its 1000 bytes");
    row("deflated", member("b", noise, 8), QStringLiteral("of its %1 bytes").arg(deflated(noise).size()));
    row("stored to a pipe", piped("b", noise, 0, true, false), "in the 916 bytes");
    row("deflated to a pipe", piped("b", noise, 8, true, false), "break off");
    ZipMember claims = member("b", noise);
    claims.localSizes = 0xffffffff;
    claims.localExtra = u16(1) + u16(16) + QByteArray(16, '\xff');
    row("claims 2^64 bytes", claims, "900 of its 9223372036854775807 bytes");
    QByteArray damaged = withoutDirectory({member("a", FirstData), piped("b", FirstData, 8, true, false)});
    damaged[damaged.lastIndexOf("b") + 1] = '\xff';
    QTest::newRow("damaged where its end is searched") << damaged << "damaged near";
}

void TestZipSalvage::incompleteMember()
{
    QFETCH(QByteArray, archive);
    QFETCH(QString, says);
    const auto zip = openArchive(archive);
    QVERIFY2(zip.isOk(), zip ? "" : qPrintable(zip.error().message));
    QVERIFY(zip->isSalvaged());
    QCOMPARE(zip->entries().size(), size_t(2));
    QCOMPARE(bytesOf(*zip, 0), FirstData);
    const ZipEntry &last = zip->entries()[1];
    QCOMPARE(last.name, QStringLiteral("b"));
    for (const Error &error : {zip->source(last).error(), zip->head(last, 10).error(), zip->dataOffset(last).error()}) {
        QCOMPARE(error.code, ErrorCode::Corrupt);
        QVERIFY2(error.message.contains("incomplete") && error.message.contains(says), qPrintable(error.message));
    }
    QVERIFY(zip->notes().front().contains("incomplete"));
}

void TestZipSalvage::everyTruncation()
{
    const std::vector<ZipMember> members = {member("a", "stored"), piped("b", FirstData, 8, true, true),
                                            member("c", FirstData, 8)};
    const QByteArray archive = ZipBuilder{.members = members, .isZip64 = true}.build();
    const QByteArray expected[] = {"stored", FirstData, FirstData};
    size_t most = 0;
    for (qsizetype size = 0; size < archive.size(); ++size) {
        const auto zip = openArchive(archive.left(size));
        QCOMPARE(zip.isOk(), size >= 31);
        if (!zip)
            continue;
        const size_t count = zip->entries().size();
        QVERIFY(zip->isSalvaged() && count >= most && count <= 3);
        most = count;
        for (size_t i = 0; i + 1 < count; ++i)
            QCOMPARE(bytesOf(*zip, i), expected[i]);
    }
    QCOMPARE(most, size_t(3));
}

void TestZipSalvage::headerOfTheNextIsCut()
{
    const QByteArray archive = withoutDirectory({member("a", FirstData), member("b", SecondData)});
    const auto zip = openArchive(archive.left(31 + FirstData.size() + 20));
    QVERIFY(zip.isOk());
    QCOMPARE(zip->entries().size(), size_t(1));
    QCOMPARE(bytesOf(*zip, 0), FirstData);
    QVERIFY2(zip->notes().front().contains("header of another member"), qPrintable(zip->notes().front()));
}

void TestZipSalvage::wholeArchivesAreNotSalvaged()
{
    const auto zip = openArchive(ZipBuilder{.members = {member("a", FirstData)}}.build());
    QVERIFY(zip.isOk());
    QVERIFY(!zip->isSalvaged());
    QVERIFY(zip->notes().isEmpty());
}

void TestZipSalvage::nothingToSalvage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a signature alone") << QByteArray("PK\x03\x04");
    QTest::newRow("a header cut in its name") << withoutDirectory({member("a name", FirstData)}).left(33);
    QTest::newRow("something else first") << "junk" + withoutDirectory({member("a", FirstData)});
    QTest::newRow("a damaged directory with its end record")
        << ZipBuilder{.members = {member("a", FirstData)}}.build().replace("PK\x01\x02", "XX\x01\x02");
}

void TestZipSalvage::nothingToSalvage()
{
    QFETCH(QByteArray, bytes);
    const auto zip = openArchive(bytes);
    QVERIFY(!zip.isOk());
    QCOMPARE(zip.error().code, ErrorCode::Corrupt);
}

void TestZipSalvage::everyDamagedByte()
{
    const QByteArray archive =
        withoutDirectory({piped("a", "stored", 0, true, true), piped("b", FirstData, 8, false, true)});
    for (qsizetype at = 0; at < archive.size(); ++at) {
        for (const char value : {'\0', '\x7f', '\xff'}) {
            QByteArray damaged = archive;
            damaged[at] = value;
            const auto zip = openArchive(damaged);
            for (size_t i = 0; zip && i < zip->entries().size(); ++i)
                QVERIFY(bytesOf(*zip, i).size() < 10000);
        }
    }
}

void TestZipSalvage::manyMembers()
{
    std::vector<ZipMember> members;
    for (int i = 0; i < 66000; ++i)
        members.push_back(piped("p" + QByteArray::number(i), "0123456789", i % 2 ? 8 : 0, true, false));
    const QByteArray archive = withoutDirectory(std::move(members));
    QElapsedTimer timer;
    timer.start();
    const auto zip = openArchive(archive);
    QVERIFY(zip.isOk());
    QCOMPARE(zip->entries().size(), size_t(66000));
    QCOMPARE(bytesOf(*zip, 65999), QByteArray("0123456789"));
    QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
}

void TestZipSalvage::endlessDeflateIsBounded()
{
    // Ends of 64 MiB of zeros are searched again and again until the sum is too much.
    const ZipMember bomb = piped("z", QByteArray(64 << 20, '\0'), 8, true, false);
    const QByteArray one = withoutDirectory({bomb});
    const auto zip = openArchive(one.repeated(40));
    QVERIFY(zip.isOk());
    QVERIFY2(zip->entries().size() >= 32 && zip->entries().size() <= 34,
             qPrintable(QString::number(zip->entries().size())));
    const auto source = zip->source(zip->entries().back());
    QVERIFY(!source.isOk());
    QVERIFY2(source.error().message.contains("more than"), qPrintable(source.error().message));
}

void TestZipSalvage::offsetsBeyond4GiBWithoutZip64()
{
    constexpr qint64 GiB4 = qint64(1) << 32;
    const auto local = [](const QByteArray &name) { return withoutDirectory({member(name, name + " data")}); };
    const std::pair<QByteArray, qint64> places[] = {
        {"a", 0}, {"b", GiB4 - 1}, {"c", GiB4 + 500}, {"d", 2 * GiB4 + 500}};
    ZipBuilder builder;
    const qint64 directory = 3 * GiB4 + 77;
    auto file = std::make_shared<SparseSource>(directory + 4 * 47 + 22);
    for (const auto &[name, offset] : places) {
        file->put(offset, local(name));
        builder.members.push_back(member(name, name + " data"));
        builder.members.back().offset = offset % GiB4;
    }
    builder.directoryOffset = directory % GiB4;
    const QByteArray built = builder.build();
    file->put(directory, built.mid(built.indexOf("PK\x01\x02")));
    const auto zip = ZipArchive::open(file);
    QVERIFY2(zip.isOk(), zip ? "" : qPrintable(zip.error().message));
    QVERIFY(!zip->isSalvaged());
    QCOMPARE(zip->entries().size(), size_t(4));
    for (size_t i = 0; i < 4; ++i) {
        QCOMPARE(bytesOf(*zip, i), places[i].first + " data");
        QCOMPARE(*zip->dataOffset(zip->entries()[i]), places[i].second + 31);
    }
    QCOMPARE(zip->notes().size(), 1);
    QVERIFY2(zip->notes().front().contains("4294967296"), qPrintable(zip->notes().front()));
}

void TestZipSalvage::wrappedOffsetsAreSearchedShortly()
{
    constexpr qint64 size = qint64(1) << 50;
    ZipBuilder builder;
    for (int i = 0; i < 200; ++i)
        builder.members.push_back(member("m" + QByteArray::number(i), "x"));
    const QByteArray built = builder.build();
    const QByteArray tail = built.mid(built.indexOf("PK\x01\x02"));
    auto file = std::make_shared<SparseSource>(size);
    file->put(size - tail.size(), tail);
    QElapsedTimer timer;
    timer.start();
    const auto zip = ZipArchive::open(file);
    QVERIFY(zip.isOk());
    QVERIFY(!zip->source(zip->entries().back()).isOk());
    QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestZipSalvage)
#include "tst_zip_salvage.moc"
