#include "tests/support/byte_source_contract.h"

using namespace npeek;
using namespace npeek::test;

class TestByteSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void memory_data();
    void memory();
    void part_data();
    void part();
    void partKeepsItsParent();
};

void TestByteSource::memory_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("empty") << qsizetype(0);
    QTest::newRow("one byte") << qsizetype(1);
    QTest::newRow("some bytes") << qsizetype(5000);
}

void TestByteSource::memory()
{
    QFETCH(qsizetype, size);
    const QByteArray bytes = randomBytes(size);
    checkByteSourceContract(MemorySource(bytes), bytes);
}

void TestByteSource::part_data()
{
    constexpr qint64 max = std::numeric_limits<qint64>::max();
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("isInside");
    QTest::newRow("all") << qint64(0) << qint64(5000) << true;
    QTest::newRow("the middle") << qint64(1234) << qint64(2345) << true;
    QTest::newRow("the last byte") << qint64(4999) << qint64(1) << true;
    QTest::newRow("nothing at the end") << qint64(5000) << qint64(0) << true;
    QTest::newRow("one byte too many") << qint64(1) << qint64(5000) << false;
    QTest::newRow("negative offset") << qint64(-1) << qint64(10) << false;
    QTest::newRow("negative size") << qint64(10) << qint64(-1) << false;
    QTest::newRow("overflow") << max << max << false;
}

void TestByteSource::part()
{
    QFETCH(qint64, offset);
    QFETCH(qint64, size);
    QFETCH(bool, isInside);
    const QByteArray bytes = randomBytes(5000);
    const auto part = SubSource::create(std::make_shared<MemorySource>(bytes), offset, size);
    QCOMPARE(part.isOk(), isInside);
    if (isInside)
        checkByteSourceContract(**part, bytes.mid(offset, size));
    else
        QCOMPARE(part.error().code, ErrorCode::InvalidInput);
}

void TestByteSource::partKeepsItsParent()
{
    auto parent = std::make_shared<MemorySource>(QByteArray("0123456789"));
    const std::weak_ptr<MemorySource> watch = parent;
    auto outer = SubSource::create(std::move(parent), 2, 6);
    auto inner = SubSource::create(*outer, 1, 3);
    outer = ByteSourcePtr();
    QVERIFY(!watch.expired());
    QByteArray scratch;
    QVERIFY(equals((*inner)->read(0, 3, scratch), "345"));
    inner = ByteSourcePtr();
    QVERIFY(watch.expired());
}

QTEST_APPLESS_MAIN(TestByteSource)
#include "tst_byte_source.moc"
