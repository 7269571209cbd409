#include "core/format/py_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace npeek {

namespace {

constexpr char32_t invalid = 0xffffffff;

/// Takes one character off the front of text, which is not empty; on invalid only its first byte.
char32_t takeCharacter(QByteArrayView &text)
{
    const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    static constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    bool isValid = length > 0 && length <= text.size();
    char32_t code = length <= 1 ? first : first & (0x7fU >> length);
    for (int i = 1; isValid && i < length; ++i) {
        isValid = (byte(i) & 0xc0U) == 0x80;
        code = (code << 6) | (byte(i) & 0x3fU);
    }
    isValid = isValid && code >= least[static_cast<size_t>(length)] && code <= 0x10ffff;
    text = text.sliced(isValid ? length : 1);
    return isValid ? code : invalid;
}

void appendCharacter(QByteArray &out, char32_t code)
{
    const auto put = [&out](char32_t byte) { out.append(static_cast<char>(byte)); };
    if (code < 0x80)
        return put(code);
    if (code < 0x800)
        put(0xc0 | (code >> 6));
    else if (code < 0x10000)
        put(0xe0 | (code >> 12));
    else
        put(0xf0 | (code >> 18));
    if (code >= 0x10000)
        put(0x80 | ((code >> 12) & 0x3f));
    if (code >= 0x800)
        put(0x80 | ((code >> 6) & 0x3f));
    put(0x80 | (code & 0x3f));
}

/// The number of count hexadecimal digits at the front of text, which are taken off.
char32_t takeHex(QByteArrayView &text, qsizetype count)
{
    if (text.size() < count)
        return invalid;
    bool isNumber = true;
    char32_t code = 0;
    for (qsizetype i = 0; i < count; ++i) {
        const char digit = text[i];
        const char lower = static_cast<char>(digit | 0x20);
        const bool isDigit = digit >= '0' && digit <= '9';
        isNumber = isNumber && (isDigit || (lower >= 'a' && lower <= 'f'));
        code = code * 16 + static_cast<char32_t>(isDigit ? digit - '0' : lower - 'a' + 10);
    }
    text = text.sliced(count);
    return isNumber ? code : invalid;
}

int simpleEscape(char letter)
{
    switch (letter) {
    case '\\':
    case '\'':
    case '"':
        return letter;
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return -1;
    }
}

/// What stands behind a backslash of a byte string; unknown escapes keep it.
bool appendEscape(QByteArray &out, QByteArrayView &text)
{
    const char letter = text.front();
    text = text.sliced(1);
    if (const int simple = simpleEscape(letter); simple >= 0) {
        out.append(static_cast<char>(simple));
        return true;
    }
    if (letter == 'x') {
        const char32_t code = takeHex(text, 2);
        out.append(static_cast<char>(code & 0xff));
        return code != invalid;
    }
    const auto isOctal = [](char digit) { return digit >= '0' && digit <= '7'; };
    if (!isOctal(letter)) {
        out.append('\\').append(letter);
        return true;
    }
    unsigned code = static_cast<unsigned>(letter - '0');
    for (int i = 0; i < 2 && !text.isEmpty() && isOctal(text.front()); ++i, text = text.sliced(1))
        code = code * 8 + static_cast<unsigned>(text.front() - '0');
    out.append(static_cast<char>(code & 0xff));
    return true;
}

using Words = std::vector<quint32>;

/// Divides by 10^9 in place, most significant word last; answers the rest.
quint32 divideByBillion(Words &words)
{
    quint64 rest = 0;
    for (size_t i = words.size(); i-- > 0;) {
        const quint64 part = (rest << 32) | words[i];
        words[i] = static_cast<quint32>(part / 1000000000);
        rest = part % 1000000000;
    }
    while (!words.empty() && words.back() == 0)
        words.pop_back();
    return static_cast<quint32>(rest);
}

Words magnitude(QByteArrayView bytes, bool isNegative)
{
    Words words(static_cast<size_t>(bytes.size()) / 4 + 1, isNegative ? 0xffffffffU : 0);
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        quint32 &word = words[static_cast<size_t>(i) / 4];
        const auto shift = static_cast<quint32>(i % 4) * 8;
        word = (word & ~(0xffU << shift)) | (static_cast<quint32>(static_cast<unsigned char>(bytes[i])) << shift);
    }
    quint32 carry = isNegative ? 1 : 0;
    for (size_t i = 0; isNegative && i < words.size(); ++i) {
        words[i] = ~words[i] + carry;
        carry = carry != 0 && words[i] == 0 ? 1 : 0;
    }
    return words;
}

} // namespace

bool isPickleUtf8(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (static_cast<signed char>(bytes.front()) >= 0)
            bytes = bytes.sliced(1);
        else if (takeCharacter(bytes) == invalid)
            return false;
    }
    return true;
}

QString fromPickleUtf8(QByteArrayView bytes)
{
    if (bytes.isValidUtf8())
        return QString::fromUtf8(bytes);
    QString text;
    while (!bytes.isEmpty()) {
        const char32_t code = takeCharacter(bytes);
        if (code == invalid)
            text += QChar(QChar::ReplacementCharacter);
        else if (code < 0x10000)
            text += QChar(static_cast<char16_t>(code));
        else
            text += QString::fromUcs4(&code, 1);
    }
    return text;
}

std::optional<QByteArray> latin1FromPickleUtf8(QByteArrayView bytes)
{
    QByteArray latin1(bytes.size(), Qt::Uninitialized);
    char *out = latin1.data();
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const bool isPair = (byte == 0xc2 || byte == 0xc3) && i + 1 < bytes.size();
        if (byte >= 0x80 && !isPair)
            return std::nullopt;
        *out++ = isPair ? static_cast<char>(((byte & 0x03U) << 6) | (static_cast<unsigned char>(bytes[++i]) & 0x3fU))
                        : static_cast<char>(byte);
    }
    latin1.truncate(out - latin1.constData());
    return latin1;
}

std::optional<QByteArray> utf8FromRawUnicodeEscape(QByteArrayView line)
{
    QByteArray out;
    out.reserve(line.size());
    while (!line.isEmpty()) {
        const char byte = line.front();
        line = line.sliced(1);
        const char letter = byte == '\\' && !line.isEmpty() ? line.front() : '\0';
        if (letter == 'u' || letter == 'U') {
            line = line.sliced(1);
            const char32_t code = takeHex(line, letter == 'u' ? 4 : 8);
            if (code > 0x10ffff)
                return std::nullopt;
            appendCharacter(out, code);
            continue;
        }
        appendCharacter(out, static_cast<unsigned char>(byte));
        if (byte == '\\' && !line.isEmpty()) {
            appendCharacter(out, static_cast<unsigned char>(letter));
            line = line.sliced(1);
        }
    }
    return out;
}

std::optional<QByteArray> bytesFromQuoted(QByteArrayView line)
{
    line = line.trimmed();
    if (line.size() < 2 || line.front() != line.back() || (line.front() != '\'' && line.front() != '"'))
        return std::nullopt;
    line = line.sliced(1).chopped(1);
    QByteArray out;
    while (!line.isEmpty()) {
        const char byte = line.front();
        line = line.sliced(1);
        if (byte != '\\')
            out.append(byte);
        else if (line.isEmpty() || !appendEscape(out, line))
            return std::nullopt;
    }
    return out;
}

QString integerFromTwosComplement(QByteArrayView bytes)
{
    const bool isNegative = !bytes.isEmpty() && (static_cast<unsigned char>(bytes.back()) & 0x80U) != 0;
    if (bytes.size() > 2048) {
        QByteArray top = bytes.last(16).toByteArray();
        std::reverse(top.begin(), top.end());
        return QStringLiteral("0x%1… (%2 bytes)").arg(QString::fromLatin1(top.toHex())).arg(bytes.size());
    }
    Words words = magnitude(bytes, isNegative);
    QString text;
    do {
        const quint32 digits = divideByBillion(words);
        text.prepend(QString::number(digits).rightJustified(words.empty() ? 1 : 9, u'0'));
    } while (!words.empty());
    return isNegative ? u'-' + text : text;
}

} // namespace npeek
