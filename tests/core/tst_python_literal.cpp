#include "core/format/python_literal.h"

#include <QElapsedTimer>
#include <QTest>

using namespace npeek;

namespace {

/// The value spelled again in one way, so that tables can hold it.
QString spell(const PyValue &value)
{
    QStringList items;
    for (const PyValue &item : value.items)
        items += spell(item);
    const QString joined = items.join(u' ');
    switch (value.type) {
    case PyValue::Type::None:
        return QStringLiteral("None");
    case PyValue::Type::Bool:
        return value.boolean ? QStringLiteral("True") : QStringLiteral("False");
    case PyValue::Type::Int:
        return value.overflows ? QStringLiteral("huge") : QString::number(value.integer);
    case PyValue::Type::Float:
        return QStringLiteral("float ") + QString::number(value.number);
    case PyValue::Type::String:
        return pythonRepr(value.text);
    case PyValue::Type::ByteString:
        return u'b' + pythonRepr(value.text);
    case PyValue::Type::Tuple:
        return u'(' + joined + u')';
    case PyValue::Type::List:
        return u'[' + joined + u']';
    case PyValue::Type::Dict:
        return u'{' + joined + u'}';
    }
    return {};
}

const QString refused = QStringLiteral("refused");

QString read(const QString &text, const LiteralOptions &options = {})
{
    const Result<PyValue> value = parsePythonLiteral(text, options);
    return value ? spell(*value) : refused;
}

} // namespace

class TestPythonLiteral : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void strict_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const char *text, const char *value) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(value);
        };
        row("what NumPy writes", "{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }    \n",
            "{'descr' '<i4' 'fortran_order' False 'shape' (3)}");
        row("without spaces", "{'a':(3,),'b':[1,2]}", "{'a' (3) 'b' [1 2]}");
        row("empty containers", "[(), [], {}]", "[() [] {}]");
        row("redundant parentheses", "(((3)))", "3");
        row("comments and line ends inside", "( # one\r\n 1,\r 2 #\n)", "(1 2)");
        row("tabs, form feed, continuation", "(\t1,\f\\\n2)", "(1 2)");
        row("leading blanks", " \t(1,)", "(1)");
        row("leading lines", "\n# coding: utf-8\n(1,)", "(1)");
        row("indented line", "\n (1,)", "refused");
        row("text behind", "(1,) 2", "refused");
        row("semicolon", "1;", "refused");
        row("nothing", "", "refused");
        row("only a comment", "# 1", "refused");
        row("unclosed", "(1, [2)", "refused");
        row("two commas", "(1,,)", "refused");
        row("a lone comma", "(,)", "refused");
        row("a set", "{1, 2}", "refused");
        row("dict unpacking", "{**{}}", "refused");
        row("a name", "nan", "refused");
        row("lower-case true", "true", "refused");
        row("a call", "np.int64(3)", "refused");
        row("arithmetic", "(1,)*3", "refused");
        row("power", "10**3", "refused");
        row("a lambda", "lambda: 0", "refused");
        row("an attribute", "'a'.b", "refused");
        QTest::newRow("a NUL") << QStringLiteral("(1,)") + QChar(u'\0') << refused;
        row("a no-break space", "(1,\u00a0)", "refused");
        QTest::newRow("a byte order mark") << QChar(0xfeff) + QStringLiteral("(1,)") << refused;
        row("a vertical tab", "(1,\v)", "refused");
    }
    void strict()
    {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QCOMPARE(read(text), value);
    }

    void numbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::newRow("decimal") << "12"
                                 << "12";
        QTest::newRow("underscores") << "1_000"
                                     << "1000";
        QTest::newRow("hexadecimal") << "0xFf"
                                     << "255";
        QTest::newRow("octal") << "0o17"
                               << "15";
        QTest::newRow("binary") << "0b_11"
                                << "3";
        QTest::newRow("signs") << "(+3, - 3, -(3))"
                               << "(3 -3 -3)";
        QTest::newRow("zeros") << "00"
                               << "0";
        QTest::newRow("largest") << "9223372036854775807"
                                 << "9223372036854775807";
        QTest::newRow("smallest") << "-9223372036854775808"
                                  << "-9223372036854775808";
        QTest::newRow("too large") << "9223372036854775808"
                                   << "huge";
        QTest::newRow("far too large") << "1" + QString(4000, u'0') << "huge";
        QTest::newRow("more digits than CPython takes") << "1" + QString(4300, u'0') << refused;
        QTest::newRow("float") << "1.5e3"
                               << "float 1500";
        QTest::newRow("float without digits in front") << ".5"
                                                       << "float 0.5";
        QTest::newRow("leading zero") << "03" << refused;
        QTest::newRow("trailing underscore") << "1_" << refused;
        QTest::newRow("two underscores") << "1__0" << refused;
        QTest::newRow("no digits") << "0x" << refused;
        QTest::newRow("complex") << "1j" << refused;
        QTest::newRow("two signs") << "--3" << refused;
        QTest::newRow("two signs in brackets") << "-(-3)" << refused;
        QTest::newRow("sign of a bool") << "-True" << refused;
        QTest::newRow("Python 2 long") << "3L" << refused;
    }
    void numbers()
    {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QCOMPARE(read(text), value);
    }

    void strings_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const char *text, const char *value) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(value);
        };
        row("both quotes", "(\"a'\", 'b\"')", "(\"a'\" 'b\"')");
        row("triple quotes over lines", "'''a\n'b''c'''", "\"a\\n'b''c\"");
        row("prefixes", "(u'a', R'\\n', b'c', bR\"\\x\", rb'')", "('a' '\\\\n' b'c' b'\\\\x' b'')");
        row("escapes", "'\\x3c\\u003c\\74\\U0001F600\\'\\\\\\n\\t'", "\"<<<😀'\\\\\\n\\t\"");
        row("a character by name", "'\\N{LESS-THAN SIGN}i4'", "'<i4'");
        row("an unknown escape stays", "'\\d\\ '", "'\\\\d\\\\ '");
        row("line continued inside", "'a\\\nb'", "'ab'");
        row("half a surrogate pair", "'\\ud83d'", "'\\ud83d'");
        row("next to each other", "('<' \"i4\" # c\n 'x')", "'<i4x'");
        row("bytes next to text", "'a' b'b'", "refused");
        row("bytes that are not ASCII", "b'é'", "refused");
        row("an f-string", "f'{1}'", "refused");
        row("prefixes of Python 2", "ur'a'", "refused");
        row("an unknown name", "'\\N{NO SUCH THING}'", "refused");
        row("too few digits", "'\\x4'", "refused");
        row("beyond Unicode", "'\\U00110000'", "refused");
        row("unclosed", "'abc", "refused");
        row("over a line", "'a\nb'", "refused");
        row("a backslash at the end", "'a\\", "refused");
    }
    void strings()
    {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QCOMPARE(read(text), value);
    }

    void longSuffix()
    {
        LiteralOptions options;
        options.dropLongSuffix = true;
        QCOMPARE(read(QStringLiteral("(3L, 0x4L, 5 L)"), options), QStringLiteral("(3 4 5)"));
        QCOMPARE(read(QStringLiteral("3l"), options), refused);
        QCOMPARE(read(QStringLiteral("3LL"), options), refused);
    }

    void lenient()
    {
        LiteralOptions options;
        options.lenient = true;
        QCOMPARE(read(QStringLiteral("(np.int64(3), numpy.uint8(4), np.True_, false)"), options),
                 QStringLiteral("(3 4 True False)"));
        QCOMPARE(read(QStringLiteral("(1,)") + QString(7, QChar(u'\0')), options), QStringLiteral("(1)"));
        QCOMPARE(read(QStringLiteral("np.maybe"), options), refused);
        QCOMPARE(read(QStringLiteral("np.int64(exit())"), options), refused);
        QCOMPARE(read(QStringLiteral("np.int64('3')"), options), refused);
    }

    void theLastOfEqualKeysCounts()
    {
        const auto dict = parsePythonLiteral(QStringLiteral("{'a': 1, b'a': 2, 'a': 3, 'b': 4}"));
        QVERIFY(dict);
        QVERIFY(dict->find(QStringLiteral("a")));
        QCOMPARE(dict->find(QStringLiteral("a"))->integer, 3);
        QVERIFY(!dict->find(QStringLiteral("c")));
    }

    void errorsNameThePlace()
    {
        const auto value = parsePythonLiteral(QStringLiteral("{'a': ?}"));
        QVERIFY(!value);
        QCOMPARE(value.error().code, ErrorCode::InvalidInput);
        QCOMPARE(value.error().message, QStringLiteral("unexpected '?' at character 7"));
    }

    void depthIsLimited()
    {
        const auto nested = [](qsizetype depth) { return QString(depth, u'(') + u'1' + QString(depth, u')'); };
        QCOMPARE(read(nested(200)), QStringLiteral("1"));
        QCOMPARE(read(nested(201)), refused);
        QCOMPARE(read(QString(1000000, u'[')), refused);
        QCOMPARE(read(QString(1000000, u'-')), refused);
    }

    void valuesAreLimited()
    {
        LiteralOptions options;
        options.maxNodes = 100;
        QCOMPARE(read(u'(' + QStringLiteral("1,").repeated(90) + u')', options).size(), 181);
        QCOMPARE(read(u'(' + QStringLiteral("1,").repeated(100) + u')', options), refused);
    }

    void timeGrowsWithTheText()
    {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(parsePythonLiteral(u'(' + QStringLiteral("'abcdef' ").repeated(200000) + u')'));
        QVERIFY(parsePythonLiteral(u'\'' + QStringLiteral("a\\\n").repeated(300000) + u'\''));
        QVERIFY(parsePythonLiteral(u'1' + QString(8 << 20, u' ')));
        QVERIFY2(timer.elapsed() < 8000, qPrintable(QString::number(timer.elapsed())));
    }

    void repr_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("repr");
        QTest::newRow("plain") << "a b"
                               << "'a b'";
        QTest::newRow("a quote") << "it's"
                                 << "\"it's\"";
        QTest::newRow("both quotes") << "\"it's\""
                                     << "'\"it\\'s\"'";
        QTest::newRow("controls") << QStringLiteral("\r\n\t\\\x01\x7f") << "'\\r\\n\\t\\\\\\x01\\x7f'";
        QTest::newRow("Latin") << QStringLiteral("\u00e9\u00a0\u00ad") << QStringLiteral("'\u00e9\\xa0\\xad'");
        QTest::newRow("separator and private use") << QStringLiteral("\u2028\ue000") << "'\\u2028\\ue000'";
        QTest::newRow("half a pair") << QString(QChar(0xd800)) << "'\\ud800'";
        QTest::newRow("emoji") << QStringLiteral("\U0001f600") << QStringLiteral("'\U0001f600'");
        QTest::newRow("beyond what is assigned") << QStringLiteral("\U000e0001") << "'\\U000e0001'";
    }
    void repr()
    {
        QFETCH(QString, text);
        QFETCH(QString, repr);
        QCOMPARE(pythonRepr(text), repr);
    }
};

QTEST_APPLESS_MAIN(TestPythonLiteral)
#include "tst_python_literal.moc"
