#include "core/io/file_source.h"
#include "core/io/inflate_source.h"
#include "tests/support/byte_source_contract.h"
#include "tests/support/deflate.h"

#include <QTemporaryFile>

using namespace npeek;
using namespace npeek::test;

namespace {

constexpr qsizetype Block = 256 << 10;

/// Bytes as of an array: they compress to about a third.
QByteArray smoothBytes(qsizetype size)
{
    std::vector<quint64> words(static_cast<size_t>(size / 8 + 1));
    QRandomGenerator random(5);
    for (quint64 &word : words)
        word = random.generate64() & 0x0707070707070707;
    return QByteArray(reinterpret_cast<const char *>(words.data()), size);
}

/// Counts what is read through it: the measure of how much was inflated.
class CountingSource : public ByteSource {
public:
    explicit CountingSource(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    qint64 size() const override { return m_bytes.size(); }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override
    {
        count += size;
        return m_bytes.read(offset, size, scratch);
    }
    bool isIntact() const override { return !isTruncated; }

    mutable std::atomic<qint64> count = 0;
    std::atomic<bool> isTruncated = false;

private:
    MemorySource m_bytes;
};

std::shared_ptr<MemorySource> memory(const QByteArray &bytes)
{
    return std::make_shared<MemorySource>(bytes);
}

} // namespace

class TestInflateSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contract_data();
    void contract();
    void compressedReadByBlocks();
    void damaged_data();
    void damaged();
    void wrongChecksum();
    void damageLeavesWhatIsBeforeIt();
    void impossibleSize_data();
    void impossibleSize();
    void sequentialReadInflatesOnce();
    void randomReadStartsNearby();
    void parallelReadsShareTheWork();
    void truncatedFile();
    void head_data();
    void head();
};

void TestInflateSource::contract_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("strategy");
    QTest::addColumn<InflateOptions>("options");
    const InflateOptions usual;
    const InflateOptions nothing = {0, 0};
    const InflateOptions little = {600 << 10, 200 << 10};
    const QByteArray smooth = smoothBytes(7 * Block + 12345);
    QTest::newRow("empty") << QByteArray() << 6 << Z_DEFAULT_STRATEGY << usual;
    QTest::newRow("one byte") << QByteArray("x") << 6 << Z_DEFAULT_STRATEGY << usual;
    QTest::newRow("one block") << smooth.left(Block) << 6 << Z_DEFAULT_STRATEGY << usual;
    QTest::newRow("one block and a byte") << smooth.left(Block + 1) << 6 << Z_DEFAULT_STRATEGY << little;
    QTest::newRow("many blocks") << smooth << 6 << Z_DEFAULT_STRATEGY << usual;
    QTest::newRow("many blocks, little memory") << smooth << 1 << Z_DEFAULT_STRATEGY << little;
    QTest::newRow("many blocks, no memory") << smooth.left(3 * Block + 1) << 6 << Z_DEFAULT_STRATEGY << nothing;
    QTest::newRow("stored blocks of deflate") << smooth << 0 << Z_DEFAULT_STRATEGY << little;
    QTest::newRow("fixed codes") << smooth << 6 << Z_FIXED << little;
    QTest::newRow("incompressible") << randomBytes(4 * Block) << 9 << Z_DEFAULT_STRATEGY << little;
    QTest::newRow("zeros, the highest ratio") << QByteArray(9 * Block, '\0') << 9 << Z_DEFAULT_STRATEGY << little;
}

void TestInflateSource::contract()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, level);
    QFETCH(int, strategy);
    QFETCH(InflateOptions, options);
    const auto source =
        InflateSource::create(memory(deflated(bytes, level, strategy)), bytes.size(), crcOf(bytes), options);
    QVERIFY(source.isOk());
    QVERIFY(!(*source)->isMapped());
    checkByteSourceContract(**source, bytes, 6);
}

void TestInflateSource::compressedReadByBlocks()
{
    const QByteArray bytes = smoothBytes(8 * Block + 5);
    QTemporaryFile temporary;
    QVERIFY(temporary.open() && temporary.write(deflated(bytes)) > 0 && temporary.flush());
    auto file = std::make_unique<QFile>(temporary.fileName());
    QVERIFY(file->open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    const auto source = InflateSource::create(std::make_shared<FileSource>(std::move(file)), bytes.size(), crcOf(bytes),
                                              {600 << 10, 200 << 10});
    QVERIFY(source.isOk());
    checkByteSourceContract(**source, bytes, 8);
}

void TestInflateSource::damaged_data()
{
    QTest::addColumn<QByteArray>("compressed");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QString>("says");
    const QByteArray bytes = smoothBytes(3 * Block + 100);
    const QByteArray good = deflated(bytes);
    const qint64 size = bytes.size();
    QTest::newRow("cut in the middle") << good.left(good.size() / 2) << size << "break off";
    QTest::newRow("cut before its last byte") << good.chopped(1) << size << "break off";
    QTest::newRow("declared one byte too short") << good << size - 1 << "more than";
    QTest::newRow("declared as ending with a block") << good << qint64(3 * Block) << "more than";
    QTest::newRow("as declared") << deflated("x") << qint64(1) << "";
    QTest::newRow("declared one byte too long") << good << size + 1 << "fewer than";
    QTest::newRow("declared a block too long") << good << size + Block << "fewer than";
    QTest::newRow("not a stream") << QByteArray(good).replace(0, 1, "\xff") << size << "damaged near byte";
    QTest::newRow("no bytes at all") << QByteArray() << qint64(10) << "break off";
}

void TestInflateSource::damaged()
{
    QFETCH(QByteArray, compressed);
    QFETCH(qint64, size);
    QFETCH(QString, says);
    const auto source = InflateSource::create(memory(compressed), size, std::nullopt);
    QVERIFY(source.isOk());
    for (int round = 0; round < 2; ++round) {
        QByteArray scratch;
        const auto read = (*source)->read(0, size, scratch);
        QCOMPARE(read.isOk(), says.isEmpty());
        if (read)
            continue;
        QCOMPARE(read.error().code, ErrorCode::Corrupt);
        QVERIFY2(read.error().message.contains(says), qPrintable(read.error().message));
    }
}

void TestInflateSource::wrongChecksum()
{
    const QByteArray bytes = smoothBytes(2 * Block + 1);
    const auto source = InflateSource::create(memory(deflated(bytes)), bytes.size(), 0x12345678);
    QVERIFY(source.isOk());
    QByteArray scratch;
    QVERIFY(equals((*source)->read(0, 2 * Block, scratch), bytes.left(2 * Block)));
    for (const qint64 offset : {qint64(2 * Block), qint64(0)}) {
        const auto read = (*source)->read(offset, 1, scratch);
        QVERIFY(!read.isOk());
        QCOMPARE(read.error().code, ErrorCode::Corrupt);
        QVERIFY(read.error().message.contains("12345678"));
        QVERIFY(read.error().message.contains(QString::number(crcOf(bytes), 16).rightJustified(8, '0')));
    }
}

void TestInflateSource::damageLeavesWhatIsBeforeIt()
{
    const QByteArray bytes = smoothBytes(4 * Block);
    const QByteArray good = deflated(bytes);
    const auto source = InflateSource::create(memory(good.left(good.size() / 2)), bytes.size(), crcOf(bytes), {0, 0});
    QVERIFY(source.isOk());
    QByteArray scratch;
    QVERIFY(!(*source)->read(3 * Block, 1, scratch).isOk());
    QVERIFY(equals((*source)->read(0, Block, scratch), bytes.left(Block)));
    QVERIFY(!(*source)->read(0, bytes.size(), scratch).isOk());
}

void TestInflateSource::impossibleSize_data()
{
    constexpr qint64 max = std::numeric_limits<qint64>::max();
    QTest::addColumn<QByteArray>("compressed");
    QTest::addColumn<qint64>("size");
    QTest::newRow("8 EiB in a few bytes") << deflated("few") << max;
    QTest::newRow("negative") << deflated("few") << qint64(-1);
    QTest::newRow("a terabyte in a kibibyte") << QByteArray(1024, 'x') << (qint64(1) << 40);
    QTest::newRow("more than 1032 to one") << QByteArray(100, 'x') << qint64(101 * 1032);
}

void TestInflateSource::impossibleSize()
{
    QFETCH(QByteArray, compressed);
    QFETCH(qint64, size);
    const auto source = InflateSource::create(memory(compressed), size, std::nullopt);
    QVERIFY(!source.isOk());
    QCOMPARE(source.error().code, ErrorCode::Corrupt);
    QVERIFY(source.error().message.contains(QString::number(size)));
    QVERIFY(!inflateHead(MemorySource(compressed), size).isOk());
}

void TestInflateSource::sequentialReadInflatesOnce()
{
    const QByteArray bytes = smoothBytes(40 * Block);
    const auto compressed = std::make_shared<CountingSource>(deflated(bytes, 1));
    const auto source = InflateSource::create(compressed, bytes.size(), crcOf(bytes), {Block, 1 << 20});
    QVERIFY(source.isOk());
    QByteArray scratch;
    for (int pass = 0; pass < 2; ++pass) {
        compressed->count = 0;
        for (qint64 offset = 0; offset < bytes.size(); offset += 100000) {
            const qint64 size = std::min<qint64>(100000, bytes.size() - offset);
            QVERIFY(equals((*source)->read(offset, size, scratch), bytes.mid(offset, size)));
        }
        QVERIFY2(compressed->count <= compressed->size() + (64 << 10), qPrintable(QString::number(compressed->count)));
    }
}

void TestInflateSource::randomReadStartsNearby()
{
    const QByteArray bytes = smoothBytes(60 * Block);
    const auto compressed = std::make_shared<CountingSource>(deflated(bytes, 1));
    const auto source = InflateSource::create(compressed, bytes.size(), crcOf(bytes), {Block, 16 << 20});
    QVERIFY(source.isOk());
    QByteArray scratch;
    QVERIFY((*source)->read(bytes.size() - 1, 1, scratch).isOk());
    for (const qint64 block : {qint64(55), qint64(11), qint64(50), qint64(3), qint64(31)}) {
        compressed->count = 0;
        QVERIFY(equals((*source)->read(block * Block + 5, 100, scratch), bytes.mid(block * Block + 5, 100)));
        QVERIFY2(compressed->count < compressed->size() / 8, qPrintable(QString::number(compressed->count)));
    }
}

void TestInflateSource::parallelReadsShareTheWork()
{
    const QByteArray bytes = smoothBytes(40 * Block);
    const auto compressed = std::make_shared<CountingSource>(deflated(bytes, 1));
    const auto source = InflateSource::create(compressed, bytes.size(), crcOf(bytes));
    QVERIFY(source.isOk());
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (qint64 part = 0; part < 4; ++part) {
        threads.emplace_back([&, part] {
            QByteArray scratch;
            for (qint64 block = part * 10; block < part * 10 + 10; ++block)
                wrong += !equals((*source)->read(block * Block, Block, scratch), bytes.mid(block * Block, Block));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(compressed->count.load(), compressed->size());
}

void TestInflateSource::truncatedFile()
{
    const QByteArray bytes = smoothBytes(4 * Block);
    const auto compressed = std::make_shared<CountingSource>(deflated(bytes));
    const auto source = InflateSource::create(compressed, bytes.size(), std::nullopt);
    QVERIFY(source.isOk());
    compressed->isTruncated = true;
    QVERIFY(!(*source)->isIntact());
    QByteArray scratch;
    const auto read = (*source)->read(0, 1, scratch);
    QVERIFY(!read.isOk());
    QCOMPARE(read.error().code, ErrorCode::FileChanged);
}

void TestInflateSource::head_data()
{
    QTest::addColumn<QByteArray>("compressed");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("isValid");
    const QByteArray good = deflated(smoothBytes(4 * Block));
    QTest::newRow("nothing") << good << qint64(0) << true;
    QTest::newRow("a header") << good << qint64(128) << true;
    QTest::newRow("all") << good << qint64(4 * Block) << true;
    QTest::newRow("more than there is") << good << qint64(4 * Block + 1) << false;
    QTest::newRow("a header of a stream cut later") << good.left(good.size() / 2) << qint64(128) << true;
    QTest::newRow("not a stream") << QByteArray(100, '\xff') << qint64(10) << false;
}

void TestInflateSource::head()
{
    QFETCH(QByteArray, compressed);
    QFETCH(qint64, size);
    QFETCH(bool, isValid);
    const CountingSource source(compressed);
    const auto head = inflateHead(source, size);
    QCOMPARE(head.isOk(), isValid);
    if (isValid)
        QCOMPARE(*head, smoothBytes(4 * Block).left(size));
    else
        QCOMPARE(head.error().code, ErrorCode::Corrupt);
    QVERIFY(size > 128 || source.count <= 64 << 10);
}

QTEST_APPLESS_MAIN(TestInflateSource)
#include "tst_inflate_source.moc"
