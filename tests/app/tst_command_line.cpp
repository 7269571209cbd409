#include "tests/support/run.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace npeek::test;

/// The commands as a person types them; whether their values are NumPy's is tst_interop's matter.
class TestCommandLine : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    Run npeek(const QStringList &arguments) const { return run(npeekProgram(), arguments, m_folder.path()); }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QByteArray contents(const QString &name) const { return contentsOf(path(name)); }

    static QByteArray contentsOf(const QString &absolutePath)
    {
        QFile file(absolutePath);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    void writeNpy(const QString &name, const QByteArray &descr, const QByteArray &shape, const QByteArray &data) const
    {
        QByteArray header = "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }";
        header = header.leftJustified(117, ' ') + '\n';
        write(name, QByteArray("\x93NUMPY\x01\x00\x76\x00", 10) + header + data);
    }

    /// A gzip file: Qt gives the deflate stream between a length, a zlib header and a checksum of its own.
    static QByteArray gzipped(const QByteArray &content)
    {
        quint32 crc = ~0u;
        for (const char c : content) {
            crc ^= static_cast<quint8>(c);
            for (int bit = 0; bit < 8; ++bit)
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
        }
        const QByteArray packed = qCompress(content);
        return QByteArray::fromHex("1f8b08000000000000ff") + packed.mid(6, packed.size() - 10)
            + bytes<quint32>({qToLittleEndian(~crc), qToLittleEndian(static_cast<quint32>(content.size()))});
    }

    template <class T> static QByteArray bytes(std::initializer_list<T> values)
    {
        return QByteArray(reinterpret_cast<const char *>(values.begin()), qsizetype(values.size() * sizeof(T)));
    }

private Q_SLOTS:
    void initTestCase();
    void exitStatus_data();
    void exitStatus();
    void helpOfEveryCommand();
    void infoAsJson();
    void infoOfAnArchiveWithoutItsEnd();
    void infoGoesOnAfterABadFile();
    void damagedNpyIsRefused();
    void show_data();
    void show();
    void stats();
    void statsOfManyMembers();
    void integersAreExact();
    void convert_data();
    void convert();
    void compressLevels_data();
    void compressLevels();
    void nothingIsLeftBehind();
    void pathsWithColons();
    void render_data();
    void render();
    void renderTakesRangesOfAnySign();
    void verify();
    void verifyAsJson();
    void needsNoDisplay();
    void fullDiskIsAFailure();
    void interruptLeavesNothingBehind();
};

void TestCommandLine::initTestCase()
{
    QVERIFY2(QFileInfo::exists(npeekProgram()), "NPEEK_PROGRAM does not name the built program");
    writeNpy(QStringLiteral("a.npy"), "'<i2'", "(2, 3)", bytes<qint16>({1, 2, 3, -4, 5, 600}));
    writeNpy(QStringLiteral("b.npy"), "'<f8'", "(3,)", bytes<double>({0.5, -1, 1e-5}));
    writeNpy(QStringLiteral("scalar.npy"), "'<f4'", "()", bytes<float>({2.5f}));
    writeNpy(QStringLiteral("empty.npy"), "'<f4'", "(0, 3)", {});
    writeNpy(QStringLiteral("long.npy"), "'|u1'", "(100,)", QByteArray(100, 7));
    writeNpy(QStringLiteral("cube.npy"), "'|u1'", "(2, 2, 2)", bytes<quint8>({1, 2, 3, 4, 5, 6, 7, 8}));
    writeNpy(QStringLiteral("big.npy"), "'<u8'", "(2,)", bytes<quint64>({18446744073709551615u, 9007199254740993u}));
    writeNpy(QStringLiteral("people.npy"), "[('age', '|u1'), ('name', '|S3')]", "(2,)",
             QByteArray("\x1f"
                        "Ada\x20"
                        "Bob",
                        8));
    writeNpy(QStringLiteral("objects.npy"), "'|O'", "(1,)", "\x80\x03N.");
    writeNpy(QStringLiteral("short.npy"), "'<f8'", "(1000,)", "too little");
    writeNpy(QStringLiteral("text.npy"), "'|S6'", "(2,)", QByteArray("a\x1b[2Jbc\ndef", 12));
    write(QStringLiteral("notes.txt"), "no array here\n");
    write(QStringLiteral("two.npy"), contents(QStringLiteral("a.npy")) + contents(QStringLiteral("b.npy")));
    writeNpy(QStringLiteral("brain.npy"), "'<V2'", "(2,)", QByteArray::fromHex("803f20c0"));
    write(QStringLiteral("a.npy.gz"), gzipped(contents(QStringLiteral("a.npy"))));
    write(QStringLiteral("numbers.bin"), "abc" + bytes<float>({1, 2, 3, 4}));
    const Run made = npeek({QStringLiteral("convert"), QStringLiteral("a.npy"), QStringLiteral("b.npy"),
                            QStringLiteral("-o"), QStringLiteral("ab.npz")});
    QVERIFY2(made.status == 0, made.err.constData());
    write(QStringLiteral("cut.npz"), contents(QStringLiteral("ab.npz")).chopped(1));
}

void TestCommandLine::exitStatus_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("complaint"); // part of what standard error says; empty for silence

    QTest::newRow("version") << "--version" << 0 << "";
    QTest::newRow("overview") << "help" << 0 << "";
    QTest::newRow("info") << "info a.npy" << 0 << "";
    QTest::newRow("a member") << "show ab.npz::b" << 0 << "";
    QTest::newRow("options after --") << "info -- a.npy" << 0 << "";

    QTest::newRow("no file named") << "info" << 2 << "needs a FILE";
    QTest::newRow("unknown option") << "info --fast a.npy" << 2 << "npeek info --help";
    QTest::newRow("two files for one") << "show a.npy b.npy" << 2 << "one FILE";
    QTest::newRow("slice that is none") << "show a.npy --slice 1:2:3:4" << 2 << "npeek show --help";
    QTest::newRow("no rows") << "show a.npy --rows 0" << 2 << "--rows";
    QTest::newRow("too many cells") << "show a.npy --rows 100000 --columns 100000" << 2 << "too many";
    QTest::newRow("no output") << "convert a.npy" << 2 << "-o OUT";
    QTest::newRow("unknown suffix") << "convert a.npy -o a.docx" << 2 << ".npy";
    QTest::newRow("several arrays to one text") << "convert a.npy b.npy -o c.csv" << 2 << ".npz";
    QTest::newRow("compressed text") << "convert a.npy -o a.csv --compress" << 2 << ".npz";
    QTest::newRow("level that is none") << "convert a.npy -o c.npz --compress=11" << 2 << "0 to 9";
    QTest::newRow("picture without size") << "render a.npy -o a.png --size 3" << 2 << "--size";
    QTest::newRow("range that is none") << "render a.npy -o a.png --range 1" << 2 << "--range";
    QTest::newRow("unknown colours") << "render a.npy -o a.png --colormap mud" << 2 << "viridis";

    QTest::newRow("layout that is none") << "show long.npy --raw f4" << 2 << "--raw";
    QTest::newRow("layout that does not fit") << "show long.npy --raw f8,1000" << 1 << "8000 bytes";
    QTest::newRow("view of another size") << "show a.npy --view-as f4" << 1 << "2 bytes";
    QTest::newRow("view as nothing known") << "show a.npy --view-as float9" << 1 << "float9";
    QTest::newRow("no such file") << "info gone.npy" << 1 << "gone.npy";
    QTest::newRow("no array file") << "info notes.txt" << 1 << "notes.txt";
    QTest::newRow("no such member") << "show ab.npz::c" << 1 << "a, b";
    QTest::newRow("member of an npy") << "show a.npy::c" << 1 << "'c'";
    QTest::newRow("an archive without its end") << "info cut.npz" << 1 << "no end record";
    QTest::newRow("no such appended array") << "show two.npy::[2]" << 1 << "[1]";
    QTest::newRow("index out of bounds") << "show a.npy --slice 2" << 1 << "a.npy";
    QTest::newRow("objects") << "stats objects.npy" << 1 << "never executed";
    QTest::newRow("no such field") << "show people.npy --field size" << 1 << "age";
    QTest::newRow("several arrays, none named") << "convert ab.npz -o ab.csv" << 1 << "a, b";
    QTest::newRow("equal keys") << "convert a.npy ab.npz::a -o c.npz" << 1 << "'a'";
    QTest::newRow("folder that is not there") << "convert a.npy -o gone/a.csv" << 1 << "gone";
    QTest::newRow("picture of text") << "render text.npy -o text.png" << 1 << "colours";
    QTest::newRow("picture of nothing") << "render empty.npy -o empty.png" << 1 << "(0, 3)";
}

void TestCommandLine::exitStatus()
{
    QFETCH(QString, line);
    QFETCH(QString, complaint);
    const Run answer = npeek(line.split(QLatin1Char(' ')));
    QTEST(answer.status, "status");
    const QString said = QString::fromUtf8(answer.err);
    QVERIFY2(said.contains(complaint) && said.isEmpty() == complaint.isEmpty(), answer.err.constData());
    QVERIFY2(said.isEmpty() || said.startsWith(QLatin1String("npeek: ")), answer.err.constData());
    QCOMPARE(said.count(QLatin1Char('\n')), answer.status); // a sentence, and a hint at --help for wrong usage
}

void TestCommandLine::helpOfEveryCommand()
{
    for (const char *name : {"info", "show", "stats", "convert", "render", "verify"}) {
        const Run answer = npeek({QLatin1String(name), QStringLiteral("--help")});
        QCOMPARE(answer.status, 0);
        QVERIFY2(answer.out.startsWith(QByteArray("Usage: npeek ") + name), answer.out.constData());
        QVERIFY2(answer.out.contains("--help"), answer.out.constData());
        QVERIFY2(answer.err.isEmpty(), answer.err.constData());
        QCOMPARE(npeek({QStringLiteral("help"), QLatin1String(name)}).out, answer.out);
    }
}

void TestCommandLine::infoAsJson()
{
    const QJsonObject npy = QJsonDocument::fromJson(npeek({"info", "--json", "a.npy"}).out).object();
    QCOMPARE(npy["format"].toString(), QStringLiteral("npy"));
    const QJsonObject array = npy["members"].toArray().first().toObject();
    QCOMPARE(array["state"].toString(), QStringLiteral("ok"));
    QCOMPARE(array["descr"].toString(), QStringLiteral("'<i2'"));
    QCOMPARE(array["shape"].toArray(), (QJsonArray{2, 3}));
    QCOMPARE(array["data_offset"].toInt(), 128);
    QCOMPARE(array["mapped"].toBool(), true);

    const QJsonArray both = QJsonDocument::fromJson(npeek({"info", "--json", "ab.npz", "a.npy"}).out).array();
    QCOMPARE(both.size(), 2);
    const QJsonArray members = both.first()["members"].toArray();
    QCOMPARE(members.size(), 2);
    QCOMPARE(members.last()["name"].toString(), QStringLiteral("b"));
    QCOMPARE(members.last()["compression"].toString(), QStringLiteral("stored"));
}

void TestCommandLine::infoOfAnArchiveWithoutItsEnd()
{
    const Run answer = npeek({"info", "--json", "cut.npz"});
    QCOMPARE(answer.status, 1);
    const QJsonObject cut = QJsonDocument::fromJson(answer.out).object();
    QCOMPARE(cut["members"].toArray().size(), 2);
    QCOMPARE(cut["notes"].toArray().size(), 1);
    QVERIFY2(answer.err.contains("2 members were found"), answer.err.constData());
    QVERIFY(npeek({"info", "cut.npz"}).out.contains("float64"));
    QVERIFY(!npeek({"info", "--json", "ab.npz"}).out.contains("\"notes\""));
}

void TestCommandLine::infoGoesOnAfterABadFile()
{
    const Run answer = npeek({"info", "gone.npy", "a.npy"});
    QCOMPARE(answer.status, 1);
    QVERIFY2(answer.out.contains("int16") && answer.out.contains("(2, 3)"), answer.out.constData());
}

void TestCommandLine::damagedNpyIsRefused()
{
    for (const char *command : {"info", "show", "stats", "verify"}) {
        const Run answer = npeek({QLatin1String(command), QStringLiteral("short.npy")});
        QCOMPARE(answer.status, 1);
        QVERIFY2(answer.err.contains("short.npy"), answer.err.constData());
    }
}

void TestCommandLine::show_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("text"); // without the title

    QTest::newRow("rows and columns") << "a.npy"
                                      << "    0  1    2\n0   1  2    3\n1  -4  5  600\n";
    QTest::newRow("one axis") << "b.npy"
                              << "0    0.5\n1   -1.0\n2  1e-05\n";
    QTest::newRow("one value") << "scalar.npy"
                               << "2.5\n";
    QTest::newRow("no elements") << "empty.npy"
                                 << "no elements: the shape is (0, 3)\n";
    QTest::newRow("fields are columns") << "people.npy"
                                        << "   age  name\n0   31  Ada\n1   32  Bob\n";
    QTest::newRow("one field") << "people.npy --field age"
                               << "0  31\n1  32\n";
    QTest::newRow("the array's own indices") << "a.npy --slice ::-1,1"
                                             << "[::-1, 1] (2,)\n1  5\n0  2\n";
    QTest::newRow("last two axes") << "cube.npy"
                                   << "[0, :, :] (2, 2)\n   0  1\n0  1  2\n1  3  4\n";
    QTest::newRow("head and tail") << "long.npy --rows 3"
                                   << " 0  7\n 1  7\n …\n99  7\n";
    QTest::newRow("first and last column") << "a.npy --columns 2"
                                           << "    0  …    2\n0   1  …    3\n1  -4  …  600\n";
    QTest::newRow("first of several arrays") << "two.npy --columns 2"
                                             << "    0  …    2\n0   1  …    3\n1  -4  …  600\n";
    QTest::newRow("appended array") << "two.npy::[1]"
                                    << "0    0.5\n1   -1.0\n2  1e-05\n";
    QTest::newRow("salvaged array") << "cut.npz::b"
                                    << "0    0.5\n1   -1.0\n2  1e-05\n";
    QTest::newRow("number format") << "b.npy --format .2f"
                                   << "0   0.50\n1  -1.00\n2   0.00\n";
    QTest::newRow("terminal escapes are harmless") << "text.npy"
                                                   << "0  a\\x1b[2Jb\n1  c\\ndef\n";
    QTest::newRow("two raw bytes are bfloat16") << "brain.npy"
                                                << "0   1.0\n1  -2.5\n";
    QTest::newRow("two raw bytes as such") << "brain.npy --view-as V2"
                                           << "0  b'\\x80\\x3F'\n1  b'\\x20\\xC0'\n";
    QTest::newRow("view of a field") << "people.npy --field age --view-as int4"
                                     << "0  -1\n1   0\n";
    QTest::newRow("unpacked while read") << "a.npy.gz"
                                         << "    0  1    2\n0   1  2    3\n1  -4  5  600\n";
    QTest::newRow("without a header") << "numbers.bin --raw <f4,-1x2,F,3"
                                      << "     0    1\n0  1.0  3.0\n1  2.0  4.0\n";
}

void TestCommandLine::show()
{
    QFETCH(QString, line);
    const Run answer = npeek(QStringList{QStringLiteral("show")} + line.split(QLatin1Char(' ')));
    QVERIFY2(answer.status == 0, answer.err.constData());
    const QString text = QString::fromUtf8(answer.out);
    QTEST(text.mid(text.indexOf(QLatin1Char('\n')) + 1), "text");
}

void TestCommandLine::stats()
{
    const QJsonObject answer =
        QJsonDocument::fromJson(npeek({"stats", "--json", "a.npy", "--slice", "1"}).out).object();
    QCOMPARE(answer["count"].toInt(), 3);
    QCOMPARE(answer["min"].toInt(), -4);
    QCOMPARE(answer["argmax"].toInt(), 2);
    QVERIFY(qFuzzyCompare(answer["mean"].toDouble(), 601 / 3.0));
    const QByteArray text = npeek({"stats", "a.npy"}).out;
    QVERIFY2(text.contains("argmax  5 (1, 2)\n"), text.constData());
    const QJsonObject none = QJsonDocument::fromJson(npeek({"stats", "--json", "empty.npy"}).out).object();
    QCOMPARE(none["count"].toInt(-1), 0);
    QVERIFY(none["min"].isNull() && none["mean"].isNull() && none["argmin"].isNull());
}

void TestCommandLine::statsOfManyMembers()
{
    const QJsonArray answers = QJsonDocument::fromJson(npeek({"stats", "--json", "ab.npz"}).out).array();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers.last()["member"].toString(), QStringLiteral("b"));
    QCOMPARE(answers.last()["min"].toInt(), -1);
}

void TestCommandLine::integersAreExact()
{
    const QByteArray text = npeek({"stats", "--json", "big.npy"}).out;
    QVERIFY2(text.contains("\"max\": 18446744073709551615,"), text.constData());
    QVERIFY2(text.contains("\"min\": 9007199254740993,"), text.constData());
}

void TestCommandLine::convert_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("output");
    QTest::addColumn<QByteArray>("bytes");

    QTest::newRow("text") << "a.npy"
                          << "a.csv" << QByteArray("1,2,3\n-4,5,600\n");
    QTest::newRow("tabs") << "a.npy --slice 0"
                          << "a.tsv" << QByteArray("1\n2\n3\n");
    QTest::newRow("number format") << "ab.npz::b --format .1f"
                                   << "b.csv" << QByteArray("0.5\n-1.0\n0.0\n");
    QTest::newRow("bytes of a slice") << "a.npy --slice :,1"
                                      << "a.raw" << bytes<qint16>({2, 5});
    QTest::newRow("field, then slice") << "people.npy --field name --slice 1"
                                       << "name.raw" << QByteArray("Bob");
    QTest::newRow("a copy") << "a.npy"
                            << "copy.npy" << contents(QStringLiteral("a.npy"));
    QTest::newRow("a copy of what gzip packed") << "a.npy.gz"
                                                << "unpacked.npy" << contents(QStringLiteral("a.npy"));
    QTest::newRow("numbers of ml_dtypes as text") << "brain.npy"
                                                  << "brain.csv" << QByteArray("1.0\n-2.5\n");
    QTest::newRow("without a header to raw") << "numbers.bin --raw f4,2x2,C,3 --slice 1"
                                             << "cut.raw" << bytes<float>({3, 4});
}

void TestCommandLine::convert()
{
    QFETCH(QString, line);
    QFETCH(QString, output);
    const Run answer = npeek(QStringList{QStringLiteral("convert")} + line.split(QLatin1Char(' '))
                             + QStringList{QStringLiteral("-o"), output});
    QVERIFY2(answer.status == 0 && answer.out.isEmpty() && answer.err.isEmpty(), answer.err.constData());
    QTEST(contents(output).replace("\r\n", "\n"), "bytes");
}

void TestCommandLine::compressLevels_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("compression");
    QTest::newRow("stored") << "long.npy -o l.npz"
                            << "stored";
    QTest::newRow("no level") << "--compress long.npy -o l.npz"
                              << "deflated";
    QTest::newRow("level after a blank") << "long.npy --compress 9 -o l.npz"
                                         << "deflated";
    QTest::newRow("level after =") << "long.npy --compress=1 -o l.npz"
                                   << "deflated";
    QTest::newRow("at the end") << "long.npy -o l.npz --compress"
                                << "deflated";
}

void TestCommandLine::compressLevels()
{
    QFETCH(QString, words);
    const Run answer = npeek(QStringList{QStringLiteral("convert")} + words.split(QLatin1Char(' ')));
    QVERIFY2(answer.status == 0, answer.err.constData());
    const QJsonObject told = QJsonDocument::fromJson(npeek({"info", "--json", "l.npz"}).out).object();
    const QJsonValue member = told["members"].toArray().first();
    QCOMPARE(member["name"].toString(), QStringLiteral("long"));
    QTEST(member["compression"].toString(), "compression");
}

void TestCommandLine::nothingIsLeftBehind()
{
    const QStringList before = QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden);
    QVERIFY(npeek({"show", "objects.npy"}).out.contains("None"));
    QCOMPARE(npeek({"convert", "objects.npy", "-o", "objects.raw"}).status, 1);
    QCOMPARE(npeek({"convert", "short.npy", "-o", "short.csv"}).status, 1);
    QCOMPARE(npeek({"convert", "cube.npy", "-o", "cube.csv"}).status, 1);
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden), before);
}

void TestCommandLine::pathsWithColons()
{
    writeNpy(QStringLiteral("odd::name.npy"), "'|u1'", "()", "\x2a");
    QCOMPARE(npeek({"show", "odd::name.npy"}).out.split('\n').value(1), QByteArray("42"));
    write(QStringLiteral("odd.npz::x"), contents(QStringLiteral("ab.npz")));
    const QByteArray shown = npeek({"show", "odd.npz::x::a", "--slice", "1, 2"}).out;
    QVERIFY2(shown.endsWith("\n600\n"), shown.constData());
}

void TestCommandLine::render_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("one pixel per element") << "a.npy" << 3 << 2;
    QTest::newRow("other colours") << "a.npy --colormap gray_r --range 0:5" << 3 << 2;
    QTest::newRow("enlarged") << "a.npy --size 30x40" << 30 << 40;
    QTest::newRow("reduced") << "cube.npy --slice 1 --size 1x1" << 1 << 1;
    QTest::newRow("one axis") << "b.npy" << 1 << 3;
    QTest::newRow("the first plane") << "cube.npy" << 2 << 2;
}

void TestCommandLine::render()
{
    QFETCH(QString, line);
    const Run answer = npeek(QStringList{QStringLiteral("render")} + line.split(QLatin1Char(' '))
                             + QStringList{QStringLiteral("-o"), QStringLiteral("out.png")});
    QVERIFY2(answer.status == 0, answer.err.constData());
    const QByteArray png = contents(QStringLiteral("out.png"));
    QVERIFY(png.startsWith("\x89PNG\r\n\x1a\n"));
    QTEST(int(png.mid(16, 4).toHex().toUInt(nullptr, 16)), "width");
    QTEST(int(png.mid(20, 4).toHex().toUInt(nullptr, 16)), "height");
}

void TestCommandLine::renderTakesRangesOfAnySign()
{
    for (const char *range : {"-1:1", "-2e3:-1", "0:1e-25", "-1e-25:1e+25", "3:3"}) {
        const Run answer = npeek({"render", "b.npy", "-o", "out.png", "--range", QLatin1String(range)});
        QVERIFY2(answer.status == 0, (range + answer.err).constData());
    }
}

void TestCommandLine::verify()
{
    const Run good = npeek({"verify", "ab.npz", "a.npy", "objects.npy"});
    QVERIFY2(good.status == 0, good.err.constData());
    QVERIFY2(good.out.contains("ab.npz::a: ok") && good.out.contains("a.npy: ok\n"), good.out.constData());

    QByteArray bytes = contents(QStringLiteral("ab.npz"));
    const qsizetype at = bytes.indexOf(QByteArray("\x58\x02", 2), 128); // the 600 at the end of a
    QVERIFY(at > 0);
    bytes[at] = 0x59;
    write(QStringLiteral("flipped.npz"), bytes);
    const Run bad = npeek({"verify", "flipped.npz"});
    QCOMPARE(bad.status, 1);
    QVERIFY2(bad.out.contains("flipped.npz::a: wrong: ") && bad.out.contains("flipped.npz::b: ok"),
             bad.out.constData());
    QCOMPARE(npeek({"convert", "flipped.npz::a", "-o", "flipped.raw"}).status, 1);
    QVERIFY(!QFileInfo::exists(path(QStringLiteral("flipped.raw"))));

    const Run two = npeek({"verify", "two.npy"});
    QCOMPARE(two.status, 0);
    QVERIFY2(two.out.contains("two.npy: ok") && two.out.contains("two.npy::[1]: ok"), two.out.constData());
}

void TestCommandLine::verifyAsJson()
{
    write(QStringLiteral("trailing.npy"), contents(QStringLiteral("b.npy")) + "xyz");
    const Run one = npeek({"verify", "--json", "trailing.npy"});
    QCOMPARE(one.status, 1);
    const QJsonObject trailing = QJsonDocument::fromJson(one.out).object();
    QCOMPARE(trailing["ok"].toBool(true), false);
    QVERIFY(trailing["problems"].toArray().first().toString().startsWith(QLatin1String("3 bytes")));
    QVERIFY(trailing["notes"].isArray());
    QCOMPARE(trailing["members"].toArray().size(), 1);
    QCOMPARE(trailing["members"][0]["ok"].toBool(), true);

    const Run three = npeek({"verify", "--json", "ab.npz", "cut.npz", "gone.npy"});
    QCOMPARE(three.status, 1);
    const QJsonArray files = QJsonDocument::fromJson(three.out).array();
    QCOMPARE(files.size(), 3);
    const bool expected[] = {true, false, false};
    for (int i = 0; i < 3; ++i)
        QCOMPARE(files[i]["ok"].toBool(), expected[i]);
    QCOMPARE(files[0]["members"][1]["name"].toString(), QStringLiteral("b"));
}

void TestCommandLine::needsNoDisplay()
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("DISPLAY"));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("no-such-platform"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    process.setProcessEnvironment(environment);
    process.start(npeekProgram(), {QStringLiteral("info"), path(QStringLiteral("a.npy"))});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardError(), QByteArray());
}

void TestCommandLine::fullDiskIsAFailure()
{
    if (!QFileInfo::exists(QStringLiteral("/dev/full")))
        QSKIP("there is no /dev/full here to stand for a full disk");
    const QString shell = QStringLiteral("\"$0\" show a.npy > /dev/full");
    const Run answer = run(QStringLiteral("sh"), {QStringLiteral("-c"), shell, npeekProgram()}, m_folder.path());
    QCOMPARE(answer.status, 1);
    QVERIFY2(answer.err.startsWith("npeek: cannot write to standard output"), answer.err.constData());
    const QString quiet = QStringLiteral("\"$0\" show long.npy --rows 100 | true");
    QCOMPARE(run(QStringLiteral("sh"), {QStringLiteral("-c"), quiet, npeekProgram()}, m_folder.path()).err,
             QByteArray());
}

void TestCommandLine::interruptLeavesNothingBehind()
{
    if (!QFileInfo::exists(QStringLiteral("/proc/self/maps")))
        QSKIP("there is no /proc here that tells how far a process is");
    QDir folder(path(QStringLiteral("interrupted")));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    writeNpy(QStringLiteral("interrupted/sparse.npy"), "'|u1'", "(4000000000, 1)", {});
    QVERIFY(QFile::resize(folder.filePath(QStringLiteral("sparse.npy")), 128 + 4'000'000'000));
    const auto files = [&] { return folder.entryList(QDir::Files | QDir::Hidden).size(); };

    QProcess process;
    process.setWorkingDirectory(folder.path());
    process.start(
        npeekProgram(),
        {QStringLiteral("convert"), QStringLiteral("sparse.npy"), QStringLiteral("-o"), QStringLiteral("out.csv")});
    QVERIFY(process.waitForStarted());
    const QString maps = QStringLiteral("/proc/%1/maps").arg(process.processId());
    QTRY_VERIFY(contentsOf(maps).contains("sparse.npy")); // it works on the file by now
    process.terminate();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QCOMPARE(files(), 1);
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
