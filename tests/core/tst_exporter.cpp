#include "core/export/exporter.h"
#include "core/io/mapped_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace npeek;

namespace {

DType plain(Kind kind, qint64 itemsize, std::endian byteorder = std::endian::little)
{
    DType dtype;
    dtype.kind = kind;
    dtype.itemsize = itemsize;
    dtype.byteorder = byteorder;
    return dtype;
}

template <class T> QByteArray bytesOf(const std::vector<T> &values)
{
    return QByteArray(reinterpret_cast<const char *>(values.data()), static_cast<qsizetype>(values.size() * sizeof(T)));
}

ArrayView viewOf(const DType &dtype, const Shape &shape, const QByteArray &bytes, bool fortranOrder = false)
{
    auto view = ArrayView::fromSource(dtype, shape, fortranOrder, 0, std::make_shared<MemorySource>(bytes));
    if (!view)
        qFatal("%s", qPrintable(view.error().message));
    return *view;
}

ArrayView doubles(const Shape &shape, const std::vector<double> &values, bool fortranOrder = false)
{
    return viewOf(plain(Kind::Float, 8), shape, bytesOf(values), fortranOrder);
}

ArrayView texts(Kind kind, const Shape &shape, qint64 itemsize, const QByteArrayList &values)
{
    QByteArray bytes;
    for (const QByteArray &value : values)
        bytes += value.leftJustified(itemsize, '\0');
    return viewOf(plain(kind, itemsize), shape, bytes);
}

/// Fields a (int16), b (float64) and c (bytes of 3).
ArrayView records()
{
    DType dtype = plain(Kind::Struct, 13);
    dtype.fields = {{QStringLiteral("a"), {}, 0, plain(Kind::Int, 2)},
                    {QStringLiteral("b, with a comma"), {}, 2, plain(Kind::Float, 8)},
                    {QStringLiteral("c"), {}, 10, plain(Kind::Bytes, 3)}};
    return viewOf(dtype, {2},
                  QByteArray::fromHex("0100000000000000f83f787900"
                                      "feff000000000000004022 0000"));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

/// Cancels when it is asked for the nth time.
class CanceledAt : public Progress {
public:
    explicit CanceledAt(int n)
        : m_left(n)
    {
    }
    bool isCanceled() const override { return --m_left <= 0; }

private:
    mutable int m_left;
};

#ifdef Q_OS_UNIX
/// Files cannot grow over so many bytes: what a full disk is to a writer.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t size)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{size, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    rlimit m_before;
};
#endif

class LastReport : public Progress {
public:
    void report(qint64 done, qint64 total) override
    {
        isMonotonic &= done >= lastDone;
        lastDone = done;
        lastTotal = total;
    }
    qint64 lastDone = 0, lastTotal = 0;
    bool isMonotonic = true;
};

} // namespace

Q_DECLARE_METATYPE(npeek::ArrayView)

class TestExporter : public QObject {
    Q_OBJECT
private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)); }
    Result<> exported(const ArrayView &view, const ExportOptions &options, const char *name) const
    {
        Progress progress;
        return exportArray(view, options, path(name), progress);
    }
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden); }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void init()
    {
        for (const QString &name : files())
            QFile::remove(m_folder.filePath(name));
    }

    void formatForPath_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("format");
        QTest::newRow("npy") << "a.npy" << int(ExportFormat::Npy);
        QTest::newRow("npz in capitals") << "/x/A.NPZ" << int(ExportFormat::Npz);
        QTest::newRow("csv") << "a.b.csv" << int(ExportFormat::Csv);
        QTest::newRow("tsv") << "a.tsv" << int(ExportFormat::Tsv);
        QTest::newRow("raw") << "a.raw" << int(ExportFormat::Raw);
        QTest::newRow("bin") << "a.bin" << int(ExportFormat::Raw);
        QTest::newRow("png") << "a.png" << int(ExportFormat::Png);
        QTest::newRow("no suffix") << "npy" << -1;
        QTest::newRow("a suffix of the folder") << "a.npy/b" << -1;
        QTest::newRow("unknown") << "a.txt" << -1;
    }
    void formatForPath()
    {
        QFETCH(QString, path);
        const auto format = exportFormatForPath(path);
        QTEST(format ? int(*format) : -1, "format");
        if (!format)
            QVERIFY2(format.error().message.contains(QStringLiteral(".npy, .npz")), qPrintable(format.error().message));
    }

    void csv_data()
    {
        QTest::addColumn<ArrayView>("view");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("table") << doubles({2, 3}, {1, 0.1, -0.0, 1e16, qQNaN(), qInf()})
                               << QByteArray("1.0,0.1,-0.0\n1e+16,nan,inf\n");
        QTest::newRow("Fortran order") << doubles({2, 2}, {1, 2, 3, 4}, true) << QByteArray("1.0,3.0\n2.0,4.0\n");
        QTest::newRow("column") << doubles({2}, {1, 2}) << QByteArray("1.0\n2.0\n");
        QTest::newRow("scalar") << doubles({}, {1.5}) << QByteArray("1.5\n");
        QTest::newRow("no rows") << doubles({0, 3}, {}) << QByteArray();
        QTest::newRow("no columns") << doubles({qint64(1) << 40, 0}, {}) << QByteArray();
        QTest::newRow("big-endian integers")
            << viewOf(plain(Kind::Int, 2, std::endian::big), {1, 2}, QByteArray::fromHex("0001fffe"))
            << QByteArray("1,-2\n");
        QTest::newRow("complex") << viewOf(plain(Kind::Complex, 16), {1}, bytesOf(std::vector<double>{1, -2}))
                                 << QByteArray("(1-2j)\n");
        QTest::newRow("bytes to be quoted") << texts(Kind::Bytes, {1, 4}, 4, {"a,b", "\"", "x\ny", "\r"})
                                            << QByteArray("\"a,b\",\"\"\"\",\"x\ny\",\"\r\"\n");
        QTest::newRow("bytes in UTF-8 and in Latin-1")
            << texts(Kind::Bytes, {1, 2}, 2, {"\xc3\xa9", "\xe9"}) << QByteArray("\xc3\xa9,\xc3\xa9\n");
        QTest::newRow("an empty text alone in its line")
            << texts(Kind::Bytes, {2}, 1, {"", "a"}) << QByteArray("\"\"\na\n");
        QTest::newRow("text") << texts(Kind::Str, {1, 2}, 4, {QByteArray("\t\0\0\0", 4), QByteArray("\0\xf6\1\0", 4)})
                              << QByteArray("\t,\xf0\x9f\x98\x80\n");
        QTest::newRow("records") << records() << QByteArray("a,\"b, with a comma\",c\n1,1.5,xy\n-2,2.0,\"\"\"\"\n");
        QTest::newRow("more than 2 axes") << doubles({1, 1, 1}, {1}) << QByteArray("(no file)");
    }
    void csv()
    {
        QFETCH(ArrayView, view);
        ExportOptions options;
        options.format = ExportFormat::Csv;
        const auto done = exported(view, options, "a.csv");
        QTEST(contentOf(path("a.csv")), "text");
        QCOMPARE(done.isOk(), view.ndim() <= 2);
        QCOMPARE(files().size(), done ? 1 : 0);
    }

    void tsvWithFormat()
    {
        ExportOptions options;
        options.format = ExportFormat::Tsv;
        options.cell = *CellFormat::parse(QStringLiteral(",.1f"));
        QVERIFY(exported(doubles({1, 2}, {1234, 2}), options, "a.tsv"));
        QCOMPARE(contentOf(path("a.tsv")), QByteArray("1,234.0\t2.0\n"));
    }

    void csvOfManyPieces()
    {
        std::vector<double> values(300000);
        QByteArray expected;
        for (size_t i = 0; i < values.size(); ++i) {
            values[i] = double(i) + 0.25;
            expected += QByteArray::number(i) + ".25" + (i % 3 == 2 ? '\n' : ',');
        }
        ExportOptions options;
        options.format = ExportFormat::Csv;
        QVERIFY(exported(doubles({100000, 3}, values), options, "a.csv"));
        QVERIFY(contentOf(path("a.csv")) == expected);
    }

    void npy_data()
    {
        QTest::addColumn<ArrayView>("view");
        QTest::addColumn<bool>("fortranOrder");
        QTest::addColumn<QByteArray>("data");
        const std::vector<double> values{1, 2, 3, 4, 5, 6};
        const ArrayView table = doubles({2, 3}, values);
        QTest::newRow("C order") << table << false << bytesOf(values);
        QTest::newRow("Fortran order stays") << doubles({2, 3}, values, true) << true << bytesOf(values);
        QTest::newRow("transposed") << table.transposed() << true << bytesOf(values);
        QTest::newRow("every second column") << *table.slice(*SliceSpec::parse(QStringLiteral(":, ::2"))) << false
                                             << bytesOf(std::vector<double>{1, 3, 4, 6});
        QTest::newRow("reversed") << *table.slice(*SliceSpec::parse(QStringLiteral("1, ::-1"))) << false
                                  << bytesOf(std::vector<double>{6, 5, 4});
        QTest::newRow("scalar") << doubles({}, {1}) << false << bytesOf(std::vector<double>{1});
        QTest::newRow("nothing") << doubles({0, 3}, {}) << false << QByteArray();
        QTest::newRow("big-endian stays")
            << viewOf(plain(Kind::Int, 2, std::endian::big), {1}, "\1\2") << false << QByteArray("\1\2");
        QTest::newRow("a field of records")
            << *records().field(QStringLiteral("c")) << false << QByteArray("xy\0\"\0\0", 6);
    }
    void npy()
    {
        QFETCH(ArrayView, view);
        QFETCH(QByteArray, data);
        QVERIFY(exported(view, {}, "a.npy"));
        const QByteArray content = contentOf(path("a.npy"));
        const auto header = ArrayHeader::read(MemorySource(content));
        QVERIFY2(header, "header");
        QVERIFY(header->dtype == view.dtype());
        QVERIFY(header->shape == view.shape());
        QTEST(header->fortranOrder, "fortranOrder");
        QCOMPARE(content.mid(header->dataOffset), data);
        ExportOptions raw;
        raw.format = ExportFormat::Raw;
        QVERIFY(exported(view, raw, "a.raw"));
        QCOMPARE(contentOf(path("a.raw")).size(), view.nbytes());
    }

    void rawIsInCOrder()
    {
        ExportOptions options;
        options.format = ExportFormat::Raw;
        QVERIFY(exported(doubles({2, 2}, {1, 2, 3, 4}, true), options, "a.raw"));
        QCOMPARE(contentOf(path("a.raw")), bytesOf(std::vector<double>{1, 3, 2, 4}));
    }

    void ontoItsOwnFile()
    {
        QVERIFY(exported(doubles({2, 2}, {1, 2, 3, 4}), {}, "a.npy"));
        const auto source = openFile(path("a.npy"));
        QVERIFY(source.isOk());
        const auto view = ArrayView::fromHeader(*ArrayHeader::read(**source), *source);
        QVERIFY(view.isOk());
        ExportOptions raw;
        raw.format = ExportFormat::Raw;
        QVERIFY(exported(*view->slice(*SliceSpec::parse(QStringLiteral("::-1"))), raw, "a.npy"));
        QCOMPARE(contentOf(path("a.npy")), bytesOf(std::vector<double>{3, 4, 1, 2}));
    }

    void canceledLeavesTheOldFile_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("npy") << int(ExportFormat::Npy);
        QTest::newRow("npz") << int(ExportFormat::Npz);
        QTest::newRow("csv") << int(ExportFormat::Csv);
        QTest::newRow("raw") << int(ExportFormat::Raw);
        QTest::newRow("png") << int(ExportFormat::Png);
    }
    void canceledLeavesTheOldFile()
    {
        QFETCH(int, format);
        QFile old(path("a"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        ExportOptions options;
        options.format = ExportFormat(format);
        options.compressionLevel = 1;
        CanceledAt progress(2);
        const auto done =
            exportArray(doubles({1000, 1000}, std::vector<double>(1000000)), options, path("a"), progress);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Canceled);
        QCOMPARE(contentOf(path("a")), QByteArray("old"));
        QCOMPARE(files().size(), 1);
    }

    void progressReachesTheEnd()
    {
        LastReport progress;
        ExportOptions options;
        options.format = ExportFormat::Png;
        QVERIFY(exportArray(doubles({1000, 300}, std::vector<double>(300000, 1.0)), options, path("a.png"), progress));
        QCOMPARE(progress.lastDone, progress.lastTotal);
        QVERIFY(progress.isMonotonic);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<ArrayView>("view");
        QTest::addColumn<int>("code");
        QTest::newRow("no such folder") << path("none/a.npy") << doubles({1}, {1}) << int(ErrorCode::Io);
        QTest::newRow("the path is a folder") << m_folder.path() << doubles({1}, {1}) << int(ErrorCode::Io);
        QTest::newRow("a device") << "/dev/null" << doubles({1}, {1}) << int(ErrorCode::Io);
        QTest::newRow("objects") << path("a.npy") << viewOf(plain(Kind::Object, 8), {1}, QByteArray(8, 'x'))
                                 << int(ErrorCode::Unsupported);
    }
    void refusals()
    {
        QFETCH(QString, path);
        QFETCH(ArrayView, view);
        Progress progress;
        const auto done = exportArray(view, {}, path, progress);
        QVERIFY(!done);
        QTEST(int(done.error().code), "code");
        if (done.error().code == ErrorCode::Io)
            QVERIFY2(done.error().message.contains(path), qPrintable(done.error().message));
        QCOMPARE(files().size(), 0);
        QVERIFY(!QFileInfo(QStringLiteral("/dev/null")).isFile());
    }

    void fullDisk_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("npy") << int(ExportFormat::Npy);
        QTest::newRow("npz") << int(ExportFormat::Npz);
        QTest::newRow("csv") << int(ExportFormat::Csv);
    }
    void fullDisk()
    {
#ifdef Q_OS_UNIX
        QFETCH(int, format);
        const FileSizeLimit limit(200000);
        ExportOptions options;
        options.format = ExportFormat(format);
        const auto done = exported(doubles({300000}, std::vector<double>(300000)), options, "a");
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Io);
        QVERIFY2(done.error().message.contains(path("a")), qPrintable(done.error().message));
        QVERIFY2(done.error().message.contains(QStringLiteral("too large")), qPrintable(done.error().message));
        QCOMPARE(files().size(), 0);
#else
        QSKIP("needs setrlimit()");
#endif
    }
};

QTEST_GUILESS_MAIN(TestExporter)
#include "tst_exporter.moc"
