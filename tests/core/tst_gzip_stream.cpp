#include "core/io/gzip_stream.h"
#include "tests/support/byte_source_contract.h"
#include "tests/support/gzip.h"

#include <QTest>

using namespace npeek;
using namespace npeek::test;

namespace {

ByteSourcePtr memory(const QByteArray &bytes)
{
    return std::make_shared<MemorySource>(bytes);
}

/// Bytes that deflate somewhat.
QByteArray sample(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>((i * 2654435761u) >> 13 & 0x1f);
    return bytes;
}

Result<ByteSourcePtr> opened(const QByteArray &file)
{
    Progress progress;
    const auto members = countGzipMembers(MemorySource(file), progress);
    return members ? gzipContent(memory(file), *members) : members.error();
}

class CanceledProgress : public Progress {
    bool isCanceled() const override { return true; }
};

} // namespace

class TestGzipStream : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contents_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("content");
        const QByteArray bytes = sample(700000);
        QTest::newRow("one member") << gzipped(bytes) << bytes;
        QTest::newRow("nothing in it") << gzipped({}) << QByteArray();
        const QByteArray header =
            QByteArray::fromHex("1f8b081e0000000000030300616263") + QByteArray("name\0comment\0", 13);
        QTest::newRow("extra field, name, comment, header CRC")
            << gzipped(bytes, header + littleEndian(crcOf(header)).left(2)) << bytes;
        QTest::newRow("two members") << gzipped(bytes) + gzipped("tail") << bytes + "tail";
        QTest::newRow("empty members between")
            << gzipped({}) + gzipped("a") + gzipped({}) + gzipped("b") << QByteArray("ab");
        QTest::newRow("zeros behind") << gzipped(bytes) + QByteArray(512, '\0') << bytes;
        QByteArray many, all;
        for (int i = 0; i < 40; ++i) {
            many += gzipped(bytes.mid(i * 1000, 1000));
            all += bytes.mid(i * 1000, 1000);
        }
        QTest::newRow("many members") << many << all;
    }
    void contents()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, content);
        const auto source = opened(file);
        QVERIFY2(source, source ? "" : qPrintable(source.error().message));
        checkEdges(**source, content);
        checkRefusedRanges(**source);
        QCOMPARE(countWrongReads(**source, content, 3, 50), 0);
    }

    void damaged_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<ErrorCode>("code");
        const QByteArray good = gzipped(sample(50000));
        QByteArray flipped = good, wrongCrc = good, wrongSize = good;
        flipped[good.size() / 2] = static_cast<char>(flipped[good.size() / 2] ^ 0x55);
        wrongCrc[good.size() - 6] = static_cast<char>(~wrongCrc[good.size() - 6]);
        wrongSize[good.size() - 1] = 1;
        QTest::newRow("empty") << QByteArray() << ErrorCode::Corrupt;
        QTest::newRow("cut off in the header") << good.left(7) << ErrorCode::Corrupt;
        QTest::newRow("cut off in the data") << good.left(good.size() / 2) << ErrorCode::Corrupt;
        QTest::newRow("cut off in the trailer") << good.chopped(5) << ErrorCode::Corrupt;
        QTest::newRow("a bit flipped") << flipped << ErrorCode::Corrupt;
        QTest::newRow("wrong CRC") << wrongCrc << ErrorCode::Corrupt;
        QTest::newRow("wrong size") << wrongSize << ErrorCode::Corrupt;
        QTest::newRow("reserved flags") << gzipped("a", QByteArray::fromHex("1f8b08e0000000000003"))
                                        << ErrorCode::Corrupt;
        QTest::newRow("a name without end")
            << QByteArray::fromHex("1f8b0808000000000003") + QByteArray(200000, 'a') << ErrorCode::Corrupt;
        QTest::newRow("an extra field longer than the file")
            << QByteArray::fromHex("1f8b0804000000000003ffff") << ErrorCode::Corrupt;
        QTest::newRow("second member damaged") << good + good.left(good.size() / 2) << ErrorCode::Corrupt;
    }
    void damaged()
    {
        QFETCH(QByteArray, file);
        const auto source = opened(file);
        QVERIFY(!source);
        QTEST(source.error().code, "code");
        QVERIFY(!source.error().message.isEmpty());
    }

    void claims()
    {
        const QByteArray bytes = sample(10000);
        const MemorySource file(gzipped(bytes));
        const auto claim = gzipClaim(file);
        QVERIFY(claim);
        QCOMPARE(claim->size, 10000);
        QCOMPARE(claim->crc32, crcOf(bytes));
        QCOMPARE(claim->dataOffset, 10);
        QCOMPARE(*gzipHead(file, *claim, 300), bytes.left(300));
        QCOMPARE(*gzipHead(file, *claim, 20000), bytes);
        QVERIFY(!gzipClaim(MemorySource(gzipped(bytes).left(15))));
    }

    void falseClaimsAreFoundInUse()
    {
        const QByteArray file = gzipped(sample(10000));
        auto claim = *gzipClaim(MemorySource(file));
        QByteArray scratch;
        for (const qint64 size : {9999, 10001}) {
            claim.size = size;
            const auto source = gzipContent(memory(file), {claim});
            QVERIFY(source);
            QVERIFY(!(*source)->read(size - 1, 1, scratch));
        }
        claim.size = qint64(1) << 40;
        QVERIFY(!gzipContent(memory(file), {claim}));
    }

    void countingCanBeCanceled()
    {
        CanceledProgress progress;
        const auto members = countGzipMembers(MemorySource(gzipped("a")), progress);
        QVERIFY(!members);
        QCOMPARE(members.error().code, ErrorCode::Canceled);
    }
};

QTEST_APPLESS_MAIN(TestGzipStream)
#include "tst_gzip_stream.moc"
