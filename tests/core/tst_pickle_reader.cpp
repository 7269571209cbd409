#include "core/export/object_text.h"
#include "core/format/array_file.h"
#include "core/format/object_array.h"

#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace npeek;

namespace {

QString sourceFolder()
{
    return qEnvironmentVariable("NPEEK_SOURCE_DIR", QStringLiteral("."));
}

struct Golden {
    QByteArray name;
    QByteArray pickle;
    QString text;
};

/// The pickles that NumPy and Python wrote, see make_pickles.py.
const QList<Golden> &goldens()
{
    static const QList<Golden> list = [] {
        QList<Golden> read;
        QFile file(sourceFolder() + QStringLiteral("/tests/data/pickles.txt"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("pickles.txt cannot be read");
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QList<QByteArray> parts = line.split('\t');
            if (parts.size() == 3)
                read.append({parts[0], QByteArray::fromBase64(parts[1]), QString::fromUtf8(parts[2])});
        }
        return read;
    }();
    return list;
}

Result<PyObject> read(const QByteArray &pickle, const PickleLimits &limits = {})
{
    Progress progress;
    return readPickle(MemorySource(pickle), 0, limits, progress);
}

/// The text of a pickle, or the sentence that says why there is none.
QString shown(const QByteArray &pickle, const PickleLimits &limits = {})
{
    const auto object = read(pickle, limits);
    return object ? objectText(*object) : object.error().message;
}

QByteArray counted(char opcode, quint64 count, int size)
{
    QByteArray bytes(1, opcode);
    for (int i = 0; i < size; ++i)
        bytes.append(static_cast<char>(count >> (8 * i)));
    return bytes;
}

/// A list of ten references to a list of ten references to ...
QByteArray memoBomb(int levels)
{
    QByteArray pickle = "](NNNNNNNNNNeq\x01";
    for (int level = 0; level < levels; ++level)
        pickle += "](h\x01h\x01h\x01h\x01h\x01h\x01h\x01h\x01h\x01h\x01" "eq\x01";
    return pickle + '.';
}

/// A dtype of two fields that are each the dtype before, over and over.
QByteArray dtypeBomb(int levels)
{
    QByteArray pickle = "cnumpy\ndtype\n(S'V0'\nI0\nI1\ntRp1\n0";
    for (int level = 0; level < levels; ++level)
        pickle += "cnumpy\ndtype\n(S'V0'\nI0\nI1\ntR(I3\nS'|'\nN(S'a'\nS'b'\nt"
                  "(dS'a'\n(g1\nI0\ntsS'b'\n(g1\nI0\ntsI0\nI1\nI0\ntbp1\n0";
    return pickle + "g1\n.";
}

} // namespace

class TstPickleReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void golden_data();
    void golden();
    void errors_data();
    void errors();
    void nestedDeeply();
    void bombs();
    void limits();
    void canceled();
    void everyPrefix();
    void everyFlippedByte();
    void realFiles();
};

void TstPickleReader::golden_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QString>("text");
    for (const Golden &golden : goldens())
        QTest::newRow(golden.name.constData()) << golden.pickle << golden.text;
}

void TstPickleReader::golden()
{
    QFETCH(QByteArray, pickle);
    QFETCH(QString, text);
    QCOMPARE(shown(pickle), text);
}

void TstPickleReader::errors_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    const auto corrupt = [](const char *name, const QByteArray &pickle, const char *words) {
        QTest::newRow(name) << pickle << ErrorCode::Corrupt << QString::fromLatin1(words);
    };
    corrupt("nothing", "", "byte 0: it ends without a STOP");
    corrupt("no STOP", "N", "byte 1: it ends without a STOP");
    corrupt("no opcode", "N\xff.", "byte 1: 0xff is no opcode");
    corrupt("nothing to return", ".", "byte 0 (STOP): a value is missing");
    corrupt("only a MARK", "(.", "byte 1 (STOP): a value is missing");
    corrupt("nothing above the mark", "](a.", "(APPEND): a value is missing");
    corrupt("no MARK", "Nt.", "(TUPLE): there is no MARK");
    corrupt("huge BINBYTES8", counted('\x8e', 1ULL << 60, 8) + "ab.",
            "(BINBYTES8): 1152921504606846976 bytes are announced, 3 are left");
    corrupt("negative BINBYTES8", counted('\x8e', ~0ULL, 8) + '.', "18446744073709551615 bytes are announced");
    corrupt("BINUNICODE behind the end", counted('X', 0xffffffff, 4) + '.', "4294967295 bytes are announced");
    corrupt("frame behind the end", counted('\x95', 1000, 8) + "N.",
            "(FRAME): a frame of 1000 bytes is announced, 2 are left");
    corrupt("unknown memo", "h\x05.", "no value has the number 5");
    corrupt("str is not UTF-8", QByteArray("X\x01\x00\x00\x00\xff.", 7), "a str is not UTF-8");
    corrupt("line without end", "I5", "a line does not end");
    corrupt("no number", "I5x\n.", "an integer is not made of digits");
    corrupt("no float", "Fone\n.", "a float is no number");
    corrupt("str without quotes", "Sabc\n.", "a str is not quoted");
    corrupt("bad escape", "V\\u12\n.", "a str has a bad escape");
    corrupt("append to None", "NNa.", "(APPEND): the value takes no items");
    corrupt("append to a tuple", ")Na.", "the value takes no items");
    corrupt("set in a list", "]NNs.", "the value takes no keys");
    corrupt("key without value", "(Nd.", "a key has no value");
    corrupt("keys without value", "}(Nu.", "a key has no value");
    corrupt("state of a list", "]Nb.", "(BUILD): the value takes no state");
    corrupt("name is no str", "NN\x93.", "a name is no str");
    corrupt("OBJ without class", "(o.", "the class is missing");
    QTest::newRow("buffers") << QByteArray("\x97.") << ErrorCode::Unsupported
                             << QStringLiteral("buffers outside of itself");
    QTest::newRow("protocol 6") << QByteArray("\x80\x06N.") << ErrorCode::Unsupported
                                << QStringLiteral("protocol 6 is not known");
}

void TstPickleReader::errors()
{
    QFETCH(QByteArray, pickle);
    QFETCH(ErrorCode, code);
    QFETCH(QString, words);
    const auto object = read(pickle);
    QVERIFY(!object);
    QCOMPARE(object.error().code, code);
    QVERIFY2(object.error().message.contains(words), qPrintable(object.error().message));
}

void TstPickleReader::nestedDeeply()
{
    constexpr int depth = 1000000;
    const QByteArray lists = QByteArray(depth, ']') + QByteArray(depth - 1, 'a') + '.';
    QVERIFY(shown(lists).startsWith(QStringLiteral("[[[[[[[[[[[[[[[[[[[[[...]]]")));
    QVERIFY(shown('N' + QByteArray(depth / 10, '\x85') + '.').startsWith(QStringLiteral("((((((((((")));
    const QByteArray marks = QByteArray(depth, '(') + QByteArray(depth, 't') + '.';
    QVERIFY(shown(marks).contains(QStringLiteral("100000 containers are open")));
    QVERIFY(shown("cos\nsystem\n" + QByteArray(")R").repeated(depth / 10) + '.').startsWith(QStringLiteral("<<<<<<<")));
}

void TstPickleReader::bombs()
{
    QVERIFY(shown(memoBomb(1000)).size() <= 4097);
    const QString bomb = shown(dtypeBomb(60));
    QVERIFY2(bomb.contains(QStringLiteral("268435456 bytes")), qPrintable(bomb.left(300)));
    const QByteArray text = counted('X', 1 << 20, 4) + QByteArray(1 << 20, 'a') + "q\x01";
    const QByteArray copy = "c_codecs\nencode\nh\x01" + counted('X', 6, 4) + "latin1\x86R";
    QVERIFY(shown(text + copy + '.').startsWith(QStringLiteral("b'aaaa")));
    PickleLimits limits;
    limits.maxMemory = 32 << 20;
    QVERIFY(shown(text + copy.repeated(400) + '.', limits).contains(QStringLiteral("more than 33554432 bytes")));
}

void TstPickleReader::limits()
{
    PickleLimits limits;
    limits.maxOpcodes = 3;
    QCOMPARE(shown("NNN.", limits),
             QStringLiteral("the pickle asks for too much at byte 2 (NONE): it has more than 3 opcodes"));
    QCOMPARE(shown("NN.", limits), QStringLiteral("None"));
    limits = {};
    limits.maxMemo = 1;
    QVERIFY(shown("N\x94\x94.", limits).contains(QStringLiteral("more than 1 values are numbered")));
    limits = {};
    limits.maxMemory = 1000;
    QVERIFY(shown(counted('C', 200, 1) + QByteArray(200, 'a') + '.', limits).startsWith(QStringLiteral("b'aaa")));
    const QByteArray longer = counted('B', 2000, 4) + QByteArray(2000, 'a') + '.';
    QVERIFY(shown(longer, limits).contains(QStringLiteral("more than 1000 bytes")));
    limits.maxMemory = 1 << 20;
    QVERIFY(shown(QByteArray(1 << 20, 'N') + '.', limits).contains(QStringLiteral("more than 1048576 bytes")));
}

void TstPickleReader::canceled()
{
    struct Canceled : Progress {
        bool isCanceled() const override { return true; }
    } progress;
    const auto object = readPickle(MemorySource("N."), 0, {}, progress);
    QVERIFY(!object);
    QCOMPARE(object.error().code, ErrorCode::Canceled);
}

void TstPickleReader::everyPrefix()
{
    for (const Golden &golden : goldens()) {
        const qsizetype end = golden.name == "trailing bytes" ? 2 : golden.pickle.size() - 1;
        for (qsizetype size = 0; size < qMin<qsizetype>(end, 200); ++size) {
            const auto object = read(golden.pickle.left(size));
            QVERIFY2(!object, golden.name.constData());
            QCOMPARE(object.error().code, ErrorCode::Corrupt);
        }
    }
}

void TstPickleReader::everyFlippedByte()
{
    QRandomGenerator random(20240607);
    PickleLimits limits;
    limits.maxMemory = 1 << 20;
    qint64 texts = 0;
    for (const Golden &golden : goldens()) {
        for (qsizetype at = random.bounded(5); at < qMin<qsizetype>(golden.pickle.size(), 700); at += 5) {
            QByteArray changed = golden.pickle;
            changed[at] = static_cast<char>(random.bounded(256));
            texts += shown(changed, limits).size() <= 4200 ? 1 : 0;
        }
    }
    QVERIFY(texts > 5000);
}

void TstPickleReader::realFiles()
{
    const QString shared = sourceFolder() + QStringLiteral("/../shared");
    if (!QDir(shared).exists())
        QSKIP("the shared files are not there");
    int arrays = 0;
    QDirIterator files(shared, {QStringLiteral("*.np[yz]")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const auto file = ArrayFile::open(path);
        for (const Member &member : file ? file->members() : std::vector<Member>()) {
            const auto bytes = member.state == Member::State::Object ? file->bytes(member) : Error();
            if (!bytes)
                continue;
            Progress progress;
            const auto array = readObjectArray(*member.header, **bytes, progress);
            const bool isDamaged = path.contains(QStringLiteral("/hostile/"));
            QVERIFY2(array || isDamaged, qPrintable(path));
            arrays += array && array->oddities.isEmpty() ? 1 : 0;
        }
    }
    QVERIFY2(arrays >= 15, qPrintable(QString::number(arrays)));
}

QTEST_APPLESS_MAIN(TstPickleReader)
#include "tst_pickle_reader.moc"
