#include "core/export/npz_writer.h"
#include "core/io/zip_archive.h"

#include <QBuffer>
#include <QTest>
#include <QtEndian>

using namespace npeek;

namespace {

ArrayView bytesView(const QByteArray &bytes)
{
    DType dtype;
    dtype.kind = Kind::UInt;
    dtype.itemsize = 1;
    auto view = ArrayView::fromSource(dtype, {bytes.size()}, false, 0, std::make_shared<MemorySource>(bytes));
    if (!view)
        qFatal("%s", qPrintable(view.error().message));
    return *view;
}

/// Repeats too far apart for one deflate window, so that the member takes several pieces.
QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, '\0');
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

QByteArray archiveOf(const QStringList &keys, const std::vector<QByteArray> &contents, int level)
{
    QBuffer buffer;
    if (!buffer.open(QIODevice::ReadWrite))
        return {};
    Progress progress;
    ByteMeter meter(progress, 0);
    NpzWriter npz(buffer);
    bool isOk = npz.open().isOk();
    for (qsizetype i = 0; i < keys.size(); ++i)
        isOk &= npz.add(keys[i], bytesView(contents[static_cast<size_t>(i)]), level, meter).isOk();
    isOk &= npz.close().isOk();
    return isOk ? buffer.data() : QByteArray("failed");
}

} // namespace

class TestNpzWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roundTrip_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<QByteArray>("content");
        for (const int level : {0, 1, 6, 9}) {
            QTest::addRow("empty, level %d", level) << level << QByteArray();
            QTest::addRow("small, level %d", level) << level << QByteArray("abc");
            QTest::addRow("a megabyte of zeros, level %d", level) << level << QByteArray(1 << 20, '\0');
            QTest::addRow("noise, level %d", level) << level << noise(700001);
        }
    }
    void roundTrip()
    {
        QFETCH(int, level);
        QFETCH(QByteArray, content);
        const QByteArray archive = archiveOf({QStringLiteral("a"), QStringLiteral("b/ü")}, {content, "second"}, level);
        const auto zip = ZipArchive::open(std::make_shared<MemorySource>(archive));
        QVERIFY2(zip, "archive");
        QCOMPARE(zip->entries().size(), size_t(2));
        QCOMPARE(zip->entries()[0].name, QStringLiteral("a.npy"));
        QCOMPARE(zip->entries()[1].name, QStringLiteral(u"b/ü.npy"));
        const ZipEntry &entry = zip->entries()[0];
        QCOMPARE(int(entry.method), level > 0 ? 8 : 0);
        QCOMPARE(entry.flags & 0x8, 0); // no data descriptor
        const auto source = zip->source(entry);
        QVERIFY(source.isOk());
        QByteArray scratch;
        const auto bytes = (*source)->read(0, (*source)->size(), scratch);
        QVERIFY2(bytes, "reads and has the right CRC");
        QVERIFY(QByteArray(reinterpret_cast<const char *>(bytes->data()), qsizetype(bytes->size())).endsWith(content));
        QCOMPARE(entry.uncompressedSize, 128 + content.size());
    }

    /// Naive readers take sizes, CRC and name flag from there.
    void localHeaders()
    {
        const QByteArray archive = archiveOf({QStringLiteral("a"), QStringLiteral(u"ü")}, {"abc", "abc"}, 0);
        const auto u16 = [&](qsizetype at) { return qFromLittleEndian<quint16>(archive.constData() + at); };
        const auto u32 = [&](qsizetype at) { return qFromLittleEndian<quint32>(archive.constData() + at); };
        QVERIFY(archive.startsWith("PK\3\4"));
        QCOMPARE(u16(6), quint16(0));
        QCOMPARE(u16(8), quint16(0));
        QCOMPARE(u32(10), quint32(0x00210000)); // 1980-01-01
        QVERIFY(u32(14) != 0);
        QCOMPARE(u32(18), quint32(131));
        QCOMPARE(u32(22), quint32(131));
        QCOMPARE(u16(28), quint16(0)); // no extra field, so no zip64
        const qsizetype second = 30 + 5 + 131;
        QCOMPARE(archive.mid(second, 4), QByteArray("PK\3\4"));
        QCOMPARE(u16(second + 6), quint16(0x800));
    }

    void sameArraysGiveTheSameBytes()
    {
        QCOMPARE(archiveOf({QStringLiteral("a")}, {"abc"}, 6), archiveOf({QStringLiteral("a")}, {"abc"}, 6));
    }

    void noMembers() { QCOMPARE(archiveOf({}, {}, 0), QByteArray("PK\5\6") + QByteArray(18, '\0')); }

    void refusesKeys_data()
    {
        QTest::addColumn<QStringList>("keys");
        QTest::newRow("equal") << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("a")};
        QTest::newRow("too long") << QStringList{QString(65532, QLatin1Char('a'))};
        QTest::newRow("with a NUL") << QStringList{QString(QChar(0))};
    }
    void refusesKeys()
    {
        QFETCH(QStringList, keys);
        QCOMPARE(archiveOf(keys, {"x", "y", "z"}, 0), QByteArray("failed"));
    }
};

QTEST_GUILESS_MAIN(TestNpzWriter)
#include "tst_npz_writer.moc"
