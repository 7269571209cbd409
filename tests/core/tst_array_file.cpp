#include "core/format/array_file.h"
#include "core/format/file_diagnosis.h"
#include "tests/support/gzip.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace npeek;

namespace {

/// A golden file; ctest says where the sources are, by hand tests run in their folder.
QString dataFile(const char *name)
{
    return qEnvironmentVariable("NPEEK_SOURCE_DIR", QStringLiteral(".")) + QStringLiteral("/tests/data/")
        + QLatin1String(name);
}

using State = Member::State;

QByteArray bytesOf(const ByteSource &source)
{
    QByteArray scratch;
    const auto bytes = source.read(0, source.size(), scratch);
    return bytes ? QByteArray(reinterpret_cast<const char *>(bytes->data()), static_cast<qsizetype>(bytes->size()))
                 : QByteArray("cannot be read");
}

/// The number at the start of an element, in the host's order.
template <class T> T valueAt(const ArrayView &view, const std::vector<qint64> &index)
{
    QByteArray scratch;
    const auto bytes = view.element(index, scratch);
    return bytes ? qFromUnaligned<T>(bytes->data()) : T(-99);
}

QByteArray npy(const QByteArray &dict, qsizetype dataSize)
{
    QByteArray length(2, '\0');
    qToLittleEndian(static_cast<quint16>(dict.size()), length.data());
    return QByteArray("\x93NUMPY\x01\x00", 8) + length + dict + QByteArray(dataSize, '\1');
}

/// A zip record: its signature and little-endian numbers of two (positive) or four (negative width) bytes.
class Record {
public:
    explicit Record(const char *signature)
        : m_bytes(signature, 4)
    {
    }
    Record &u16(qsizetype value) { return number(value, 2); }
    Record &u32(qsizetype value) { return number(value, 4); }
    QByteArray operator+(const QByteArray &tail) const { return m_bytes + tail; }

private:
    Record &number(qsizetype value, int width)
    {
        for (int i = 0; i < width; ++i)
            m_bytes += static_cast<char>(value >> (8 * i));
        return *this;
    }
    QByteArray m_bytes;
};

/// An archive of stored members m0, m1 ... that all hold the same bytes (their CRC is left 0).
QByteArray storedZip(int count, const QByteArray &data)
{
    QByteArray files, directory;
    for (int i = 0; i < count; ++i) {
        const QByteArray name = 'm' + QByteArray::number(i) + ".npy";
        const qsizetype offset = files.size();
        files += Record("PK\3\4")
                     .u16(20)
                     .u16(0)
                     .u16(0)
                     .u32(0)
                     .u32(0)
                     .u32(data.size())
                     .u32(data.size())
                     .u16(name.size())
                     .u16(0)
            + name + data;
        directory += Record("PK\1\2")
                         .u16(20)
                         .u16(20)
                         .u16(0)
                         .u16(0)
                         .u32(0)
                         .u32(0)
                         .u32(data.size())
                         .u32(data.size())
                         .u16(name.size())
                         .u16(0)
                         .u16(0)
                         .u16(0)
                         .u16(0)
                         .u32(0)
                         .u32(offset)
            + name;
    }
    const qsizetype start = files.size();
    return files + directory
        + (Record("PK\5\6")
               .u16(0)
               .u16(0)
               .u16(count & 0xffff)
               .u16(count & 0xffff)
               .u32(directory.size())
               .u32(start)
               .u16(0)
           + QByteArray());
}

} // namespace

class TestArrayFile : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    QString write(const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(QStringLiteral("file"));
        QFile::remove(path);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
    }

private Q_SLOTS:
    void npyFile()
    {
        const auto file = ArrayFile::open(dataFile("table.npy"));
        QVERIFY(file);
        QCOMPARE(file->format(), FileFormat::Npy);
        QCOMPARE(file->fileSize(), 152);
        QCOMPARE(file->members().size(), size_t(1));
        const Member &member = file->members().front();
        QCOMPARE(member.state, State::Ok);
        QVERIFY(member.name.isEmpty());
        QVERIFY(file->member(QString()) == &member);
        QVERIFY(!file->member(QStringLiteral("x")));
        QCOMPARE(member.nbytes, 24);
        QVERIFY(member.isMapped);
        QVERIFY(!member.isCompressed());
        const auto array = file->array(member);
        QVERIFY(array);
        QCOMPARE(array->shape(), (Shape{3, 4}));
        QCOMPARE(qFromBigEndian(valueAt<qint16>(*array, {1, 2})), qint16(7));
        QVERIFY(file->isIntact());
    }

    void objectsAreListedAndNeverRead()
    {
        const auto file = ArrayFile::open(dataFile("objects.npy"));
        QVERIFY(file);
        const Member &member = file->members().front();
        QCOMPARE(member.state, State::Object);
        QCOMPARE(member.header->shape, Shape{3});
        const auto array = file->array(member);
        QVERIFY(!array);
        QCOMPARE(array.error().code, ErrorCode::Unsupported);
    }

    void npzFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isCompressed");
        QTest::newRow("stored") << "../data/stored.npz" << false;
        QTest::newRow("deflated") << "../data/deflated.npz" << true;
    }
    void npzFile()
    {
        QFETCH(QString, name);
        QFETCH(bool, isCompressed);
        const auto file = ArrayFile::open(dataFile(qPrintable(name)));
        QVERIFY(file);
        QCOMPARE(file->format(), FileFormat::Npz);
        QCOMPARE(file->members().size(), size_t(2));
        const Member &first = file->members()[0];
        QCOMPARE(first.name, QStringLiteral("first"));
        QCOMPARE(file->members()[1].name, QStringLiteral("second"));
        QCOMPARE(first.state, State::Ok);
        QCOMPARE(first.nbytes, 40);
        QCOMPARE(first.isCompressed(), isCompressed);
        QCOMPARE(first.isMapped, !isCompressed);
        QCOMPARE(first.storedBytes < 168, isCompressed);
        const auto array = file->array(first);
        QVERIFY(array);
        QCOMPARE(valueAt<double>(*array, {3}), 3.0);
        const auto bytes = file->bytes(first);
        QVERIFY(bytes);
        QVERIFY(bytesOf(**bytes).startsWith("\x93NUMPY"));
        QCOMPARE((*bytes)->size(), 168);
    }

    void emptyNpz()
    {
        const auto file = ArrayFile::open(dataFile("empty.npz"));
        QVERIFY(file);
        QCOMPARE(file->format(), FileFormat::Npz);
        QVERIFY(file->members().empty());
    }

    void mixedMembers_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("name");
        QTest::addColumn<State>("state");
        QTest::addColumn<qint64>("nbytes");
        int index = 0;
        const auto row = [&index](const char *name, State state, qint64 nbytes = 0) {
            QTest::addRow("%d %s", index, name) << index << QString::fromUtf8(name) << state << nbytes;
            ++index;
        };
        row("stored", State::Ok, 24);
        row("deflated", State::Ok, 24);
        row("wide", State::Ok, 1600);
        row("objects", State::Object, 158);
        row("notes.txt", State::Raw, 8);
        row("folder/", State::Raw);
        row("empty", State::Raw);
        row("short", State::Refused);
        row("short_stored", State::Refused);
        row("cut", State::Refused);
        row("claims", State::Refused);
        row("packed", State::Refused);
        row("no suffix", State::Ok, 24);
        row("x.npy", State::Ok, 1);
        row("x", State::Ok, 1);
        row("twice", State::Ok, 1);
        row("twice", State::Ok, 1);
        row("a/b/ü", State::Ok, 24);
    }
    void mixedMembers()
    {
        QFETCH(int, index);
        const auto file = ArrayFile::open(dataFile("mixed.npz"));
        QVERIFY(file);
        QCOMPARE(file->members().size(), size_t(18));
        const Member &member = file->members()[static_cast<size_t>(index)];
        QTEST(member.name, "name");
        QTEST(member.state, "state");
        QTEST(member.nbytes, "nbytes");
        QCOMPARE(file->array(member).isOk(), member.state == State::Ok);
        QCOMPARE(member.error.message.isEmpty(), member.state != State::Refused);
        QCOMPARE(member.header.has_value(), member.state == State::Ok || member.state == State::Object);
    }

    void lookUpAsInNumPy()
    {
        const auto file = ArrayFile::open(dataFile("mixed.npz"));
        QVERIFY(file);
        const auto value = [&file](const QString &name) {
            const Member *member = file->member(name);
            return member ? valueAt<qint8>(*file->array(*member), {}) : qint8(-1);
        };
        QCOMPARE(value(QStringLiteral("x")), qint8(2));
        QCOMPARE(value(QStringLiteral("x.npy")), qint8(2));
        QCOMPARE(value(QStringLiteral("x.npy.npy")), qint8(1));
        QCOMPARE(value(QStringLiteral("twice")), qint8(4));
        QVERIFY(file->member(QStringLiteral("notes.txt")));
        QVERIFY(!file->member(QStringLiteral("missing")));
    }

    void rawMembersGiveTheirBytes()
    {
        const auto file = ArrayFile::open(dataFile("mixed.npz"));
        QVERIFY(file);
        const auto bytes = file->bytes(*file->member(QStringLiteral("notes.txt")));
        QVERIFY(bytes);
        QCOMPARE(bytesOf(**bytes), QByteArray("no array"));
    }

    void refusedFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const QByteArray &bytes, const char *word) {
            QTest::newRow(name) << bytes << QString::fromLatin1(word);
        };
        const QByteArray good = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12);
        row("empty", "", "empty");
        row("inside the magic", good.left(3), "ends after 3 bytes");
        row("inside the header", good.left(30), "header");
        row("data cut off", good.chopped(1), "12 bytes of data, but only 11");
        row("a claim of 1 TiB", npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1099511627776,)}", 12),
            "1099511627776");
        row("Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS");
        row("a web page", "\n<!DOCTYPE html><html>", "web page");
        row("gzip, damaged", "\x1f\x8b\x08" + good, "gzip");
        row("gzip of text", test::gzipped("1.0 2.0\n3.0 4.0\n"), "of what it holds: this is text");
        row("gzip of nothing", test::gzipped({}), "empty");
        row("gzip of an array cut off", test::gzipped(good.chopped(1)), "12 bytes of data, but only 11");
        row("gzip cut off", test::gzipped(good).chopped(9), "gzip");
        row("gzip of a claim of 1 TiB",
            test::gzipped(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1099511627776,)}", 12)),
            "1099511627776");
        row("HDF5", "\x89HDF\r\n\x1a\n" + QByteArray(100, '\0'), "HDF5");
        row("PNG", "\x89PNG\r\n\x1a\n", "PNG");
        row("a pickle", "\x80\x04\x95.", "pickle");
        row("zeros", QByteArray(5000, '\0'), "zero bytes");
        row("converted to UTF-8", "\xc2" + good, "UTF-8");
        row("the first byte lost", good.mid(1), "first byte");
        row("text", "1.0 2.0\n3.0 4.0\n", "text");
        row("float32 of tofile", QByteArray::fromHex("0000803f00000040cdcc4c3e"),
            "raw float32: open it as raw data (--raw float32,SHAPE, 3 ");
        row("float64 of tofile", QByteArray::fromHex("182d4454fb210940565555555555d53f"), "raw float64");
        row("whole numbers as float64", QByteArray::fromHex("000000000000f03f0000000000000040"), "raw float64");
        row("nothing known", QByteArray::fromHex("f1e2d3c4b5a69788796a5b4c3d2e1f01"), "f1 e2 d3 c4");
        row("JSON", "\n{\"a\": [1, 2]}", "JSON");
        row("CSV", "a,b,c\n1,2,3\n4,5,6\n", "CSV");
        row("a pickle of protocol 0", "cnumpy.core.multiarray\n_reconstruct\np0\n", "pickle");
        row("PyTorch of before 1.6", QByteArray::fromHex("80028a0a6cfc9c46f9206aa8501927e8"), "torch.load");
        row("MATLAB 5", "MATLAB 5.0 MAT-file, Platform: GLNXA64", "loadmat");
        row("MATLAB 7.3", "MATLAB 7.3 MAT-file, Platform: GLNXA64" + QByteArray(480, ' ') + "\x89HDF\r\n\x1a\n", "7.3");
        row("HDF5 behind something", QByteArray(512, 'x') + "\x89HDF\r\n\x1a\n", "HDF5");
        row("safetensors", QByteArray::fromHex("1000000000000000") + "{\"__metadata__\":{}}", "safetensors");
        row("tar", QByteArray(257, 'a') + "ustar" + QByteArray(300, '\0'), "tar archive");
        row("7z", QByteArray::fromHex("377abcaf271c0004"), "7z");
        row("xz", QByteArray::fromHex("fd377a585a000004"), "unxz");
        row("bzip2", "BZh91AY&SY", "bunzip2");
        row("zstd", QByteArray::fromHex("28b52ffd0458"), "unzstd");
        row("TIFF", QByteArray::fromHex("49492a0008000000"), "TIFF");
        row("GIF", "GIF89a\1", "GIF");
        row("WebP", "RIFF\x10\x20\1\1WEBPVP8 ", "WebP");
        row("BMP", "BM" + test::littleEndian(30) + QByteArray(24, '\2'), "BMP");
        row("JPEG", QByteArray::fromHex("ffd8ffe000104a464946"), "JPEG");
        row("an archive cut in its first header", storedZip(2, good).left(30), "end record");
        row("a split archive", "PK\x07\x08" + storedZip(1, good), "split");
    }
    void refusedFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        const auto file = ArrayFile::open(write(bytes));
        QVERIFY(!file);
        QVERIFY(!file.error().message.isEmpty());
        QVERIFY2(file.error().message.contains(word), qPrintable(file.error().message));
    }

    void gzipFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<qint64>("nbytes");
        const QByteArray good = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12);
        const QByteArray large = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (700000,)}", 700000);
        QTest::newRow("as gzip writes it") << test::gzipped(good) << qint64(12);
        QTest::newRow("several blocks") << test::gzipped(large) << qint64(700000);
        QTest::newRow("several gzip members")
            << test::gzipped(large.left(1000)) + test::gzipped(large.mid(1000)) << qint64(700000);
        QTest::newRow("cut inside the header")
            << test::gzipped(good.left(20)) + test::gzipped(good.mid(20)) << qint64(12);
        QTest::newRow("bytes behind the array") << test::gzipped(good + "more") << qint64(12);
        QTest::newRow("zeros behind the stream") << test::gzipped(good) + QByteArray(100, '\0') << qint64(12);
    }
    void gzipFiles()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(qint64, nbytes);
        const auto file = ArrayFile::open(write(bytes));
        QVERIFY2(file, file ? "" : qPrintable(file.error().message));
        QCOMPARE(file->format(), FileFormat::Npy);
        QCOMPARE(file->fileSize(), qint64(bytes.size()));
        const Member &member = file->members().front();
        QCOMPARE(member.nbytes, nbytes);
        QCOMPARE(member.storedBytes, qint64(bytes.size()));
        QVERIFY(member.isGzipped && member.isCompressed() && !member.isMapped);
        const auto array = file->array(member);
        QVERIFY(array);
        QByteArray scratch;
        const auto data = array->source()->read(array->offset(), nbytes, scratch);
        QVERIFY2(data, data ? "" : qPrintable(data.error().message));
        QCOMPARE(QByteArray(reinterpret_cast<const char *>(data->data()), nbytes), QByteArray(nbytes, '\1'));
    }

    void gzippedNpz()
    {
        const QByteArray good = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12);
        const auto file = ArrayFile::open(write(test::gzipped(storedZip(2, good))));
        QVERIFY(file);
        QCOMPARE(file->format(), FileFormat::Npz);
        QCOMPARE(file->members().size(), size_t(2));
        QCOMPARE(valueAt<qint32>(*file->array(file->members()[1]), {2}), 0x01010101);
    }

    void gzipWithAWrongChecksumIsFoundWhenRead()
    {
        QByteArray bytes = test::gzipped(npy("{'descr': '|u1', 'fortran_order': False, 'shape': (700000,)}", 700000));
        bytes[bytes.size() - 8] = static_cast<char>(~bytes[bytes.size() - 8]);
        const auto file = ArrayFile::open(write(bytes));
        QVERIFY(file);
        const auto array = file->array(file->members().front());
        QVERIFY(array);
        QByteArray scratch;
        const auto data = array->source()->read(array->offset(), 700000, scratch);
        QVERIFY(!data);
        QCOMPARE(data.error().code, ErrorCode::Corrupt);
    }

    void rawFile()
    {
        const QString path = write(QByteArray("head") + QByteArray::fromHex("0000803f00000040"));
        const auto layout = RawLayout::parse(QStringLiteral("<f4,-1,C,4"));
        QVERIFY(layout);
        const auto file = ArrayFile::openRaw(path, *layout);
        QVERIFY(file);
        QVERIFY(file->isRaw());
        const auto array = file->array(file->members().front());
        QVERIFY(array);
        QCOMPARE(array->shape(), Shape{2});
        QCOMPARE(valueAt<float>(*array, {1}), 2.0f);
        QVERIFY(!ArrayFile::openRaw(path, *RawLayout::parse(QStringLiteral("<f4,4"))));
        QVERIFY(!ArrayFile::openRaw(m_folder.filePath(QStringLiteral("missing")), *layout));
    }

    void filesOfPyTorchSayWhatTheyAre()
    {
        QByteArray zip = storedZip(1, "\x80\x02}.");
        zip.replace("m0.npy", "a/data");
        const auto plain = ArrayFile::open(write(zip));
        QVERIFY(plain);
        QVERIFY(plain->notes().isEmpty());
        for (const QString &name : {QStringLiteral("data.pkl"), QStringLiteral("archive/data.pkl")}) {
            ZipEntry entry;
            entry.name = name;
            QVERIFY(notesOnArchive({entry}).value(0).contains(QLatin1String("torch.load")));
        }
        QVERIFY(notesOnArchive({}).isEmpty());
    }

    void missingFile()
    {
        const auto file = ArrayFile::open(m_folder.filePath(QStringLiteral("missing.npy")));
        QVERIFY(!file);
        QCOMPARE(file.error().code, ErrorCode::NotFound);
    }

    void trailingBytes_data()
    {
        QTest::addColumn<QByteArray>("trailing");
        QTest::newRow("one") << QByteArray("x");
        QTest::newRow("zeros") << QByteArray(1 << 20, '\0');
        QTest::newRow("less than a magic") << QByteArray("\x93NUMP");
        QTest::newRow("another kind of file") << storedZip(1, "x");
    }
    void trailingBytes()
    {
        QFETCH(QByteArray, trailing);
        const QByteArray good = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12);
        const auto file = ArrayFile::open(write(good + trailing));
        QVERIFY(file);
        QCOMPARE(file->members().size(), size_t(1));
        QCOMPARE(file->members().front().nbytes, 12);
        QCOMPARE(bytesOf(**file->bytes(file->members().front())), good);
        QCOMPARE(file->notes().size(), 1);
        QVERIFY2(file->notes().front().startsWith(QString::number(trailing.size()) + " bytes"),
                 qPrintable(file->notes().front()));
    }

    void appendedArrays()
    {
        const QByteArray first = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12);
        const QByteArray empty = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (0,)}", 0);
        const QByteArray last = npy("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2)}", 0) + "abcd";
        const auto file = ArrayFile::open(write(first + empty + last));
        QVERIFY(file);
        QCOMPARE(file->members().size(), size_t(3));
        QVERIFY(file->notes().isEmpty());
        const QByteArray expected[] = {first, empty, last};
        const QString names[] = {QString(), QStringLiteral("[1]"), QStringLiteral("[2]")};
        qint64 offset = 0;
        for (size_t i = 0; i < 3; ++i) {
            const Member *member = file->member(names[i]);
            QVERIFY(member == &file->members()[i]);
            QCOMPARE(member->state, State::Ok);
            QCOMPARE(*file->offset(*member), offset);
            QCOMPARE(bytesOf(**file->bytes(*member)), expected[i]);
            offset += expected[i].size();
        }
        QCOMPARE(valueAt<char>(*file->array(file->members()[2]), {1, 0}), 'b');
    }

    void badAppendedArray_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        const QByteArray good = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12);
        QTest::newRow("cut in its data") << good.chopped(1) << "12 bytes of data, but only 11";
        QTest::newRow("cut in its header") << good.left(30) << "header";
        QTest::newRow("magic only") << good.left(6) << "header";
        QTest::newRow("an unknown dtype") << QByteArray(good).replace("<i4", "<i3") << "i3";
    }
    void badAppendedArray()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        const QByteArray good = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12);
        const auto file = ArrayFile::open(write(good + good + bytes));
        QVERIFY(file);
        QCOMPARE(file->members().size(), size_t(3));
        QCOMPARE(file->members()[1].state, State::Ok);
        const Member &bad = file->members()[2];
        QCOMPARE(bad.state, State::Refused);
        QVERIFY2(bad.error.message.contains(word), qPrintable(bad.error.message));
        QCOMPARE(bytesOf(**file->bytes(bad)), bytes);
        QVERIFY(!file->array(bad));
    }

    void manyAppendedArrays()
    {
        const QByteArray tiny = npy("{'descr':'|u1','fortran_order':False,'shape':()}", 1);
        const auto file = ArrayFile::open(write(tiny.repeated(100'001)));
        QVERIFY(file);
        QCOMPARE(file->members().size(), size_t(100'000));
        QVERIFY2(file->notes().front().contains(QString::number(tiny.size()) + " bytes"),
                 qPrintable(file->notes().front()));
    }

    void zerosBehindTheArrayAreNotRead()
    {
        const QString path = write(npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12));
        if (!QFile::resize(path, qint64(1) << 40))
            QSKIP("no file of 1 TiB can be made here");
        const auto file = ArrayFile::open(path);
        QVERIFY(file);
        QCOMPARE(file->members().size(), size_t(1));
        QCOMPARE(file->notes().size(), 1);
    }

    void archiveThatLostItsEnd()
    {
        const QByteArray good = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12);
        const QByteArray whole = storedZip(3, good);
        const auto file = ArrayFile::open(write(whole.left(2 * (36 + good.size()) + 36 + 20)));
        QVERIFY(file);
        QVERIFY(file->isSalvaged());
        QCOMPARE(file->format(), FileFormat::Npz);
        QCOMPARE(file->members().size(), size_t(3));
        QCOMPARE(file->members()[1].state, State::Ok);
        QCOMPARE(file->members()[2].state, State::Refused);
        const QString message = file->members()[2].error.message;
        QVERIFY2(message.contains(QStringLiteral("20 of its %1 bytes").arg(good.size())), qPrintable(message));
        QCOMPARE(file->notes().size(), 1);
        QVERIFY(!ArrayFile::open(write(whole))->isSalvaged());
        QVERIFY(ArrayFile::open(write(whole))->notes().isEmpty());
    }

    void archiveBehindSomethingElse()
    {
        const QByteArray good = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12);
        const auto file = ArrayFile::open(write("#!/bin/sh\nexit\n" + storedZip(2, good)));
        QVERIFY(file);
        QCOMPARE(file->members().size(), size_t(2));
        QCOMPARE(file->members()[1].state, State::Ok);
        QVERIFY(file->array(file->members()[1]));
    }

    void headersTogetherAreBounded()
    {
        const QByteArray length = QByteArray::fromHex("00001002"); // 33 MiB
        const QByteArray dict("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}");
        const QByteArray data = QByteArray("\x93NUMPY\x02\x00", 8) + length + dict
            + QByteArray((33 << 20) - dict.size(), ' ') + QByteArray(12, '\0');
        const auto file = ArrayFile::open(write(storedZip(2, data)));
        QVERIFY(file);
        QCOMPARE(file->members().front().state, State::Ok);
        QCOMPARE(file->members().back().state, State::Refused);
        QCOMPARE(file->members().back().error.code, ErrorCode::TooLarge);
    }

    void manyMembersAreListedSoon()
    {
        const QByteArray good = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,)}", 12);
        const QString path = write(storedZip(66000, good));
        QElapsedTimer timer;
        timer.start();
        const auto file = ArrayFile::open(path);
        QVERIFY(file);
        QCOMPARE(file->members().size(), size_t(66000));
        QCOMPARE(file->member(QStringLiteral("m65999"))->state, State::Ok);
        qInfo("66000 members in %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 8000); // 2 s when built for release
    }
};

QTEST_APPLESS_MAIN(TestArrayFile)
#include "tst_array_file.moc"
