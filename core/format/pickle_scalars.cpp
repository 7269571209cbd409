#include "core/format/pickle_machine.h"
#include "core/format/py_text.h"

#include <QtEndian>

#include <algorithm>
#include <charconv>

namespace npeek {

using Type = PyObject::Type;

namespace {

/// A two's complement number of up to 8 bytes.
qint64 signExtended(QByteArrayView bytes)
{
    quint64 number = !bytes.isEmpty() && static_cast<signed char>(bytes.back()) < 0 ? ~quint64(0) : 0;
    for (qsizetype i = bytes.size(); i-- > 0;)
        number = (number << 8) | static_cast<unsigned char>(bytes[i]);
    return static_cast<qint64>(number);
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

template <int size, bool isSigned> bool PickleMachine::pushInt()
{
    quint64 number = 0;
    if (!takeNumber(size, number))
        return false;
    const auto value = isSigned ? static_cast<qint32>(static_cast<quint32>(number)) : static_cast<qint64>(number);
    return push(m_arena->addInt(value));
}

template bool PickleMachine::pushInt<1, false>();
template bool PickleMachine::pushInt<2, false>();
template bool PickleMachine::pushInt<4, true>();

bool PickleMachine::pushDecimal(QByteArrayView digits)
{
    const bool isNegative = digits.startsWith('-');
    const bool hasSign = isNegative || digits.startsWith('+');
    QByteArrayView bare = digits.sliced(hasSign ? 1 : 0);
    if (!isDigits(bare))
        return corrupt(QStringLiteral("an integer is not made of digits"));
    while (bare.size() > 1 && bare.front() == '0')
        bare = bare.sliced(1);
    const QByteArrayView text = isNegative ? digits : bare;
    qint64 value = 0;
    if (std::from_chars(text.begin(), text.end(), value).ec == std::errc())
        return push(m_arena->addInt(value));
    if (!m_arena->afford(digits.size()))
        return true;
    const PyRef ref = m_arena->addBytes(Type::Int, QByteArray(isNegative ? "-" : "") + bare.toByteArray());
    m_arena->node(ref).isDecimalText = true;
    return push(ref);
}

bool PickleMachine::pushIntLine()
{
    QByteArrayView line;
    if (!takeLine(line))
        return false;
    if (line == "01" || line == "00")
        return push(PyArena::boolean(line == "01"));
    return pushDecimal(line.trimmed());
}

bool PickleMachine::pushLongLine()
{
    QByteArrayView line;
    if (!takeLine(line))
        return false;
    line = line.trimmed();
    return pushDecimal(line.endsWith('L') ? line.chopped(1) : line);
}

template <int countSize> bool PickleMachine::pushLong()
{
    QByteArrayView bytes;
    if (!takeCounted(countSize, bytes))
        return false;
    if (bytes.size() <= 8)
        return push(m_arena->addInt(signExtended(bytes)));
    return push(m_arena->addBytes(Type::Int, bytes.toByteArray()));
}

template bool PickleMachine::pushLong<1>();
template bool PickleMachine::pushLong<4>();

bool PickleMachine::pushFloat()
{
    Bytes bytes;
    return take(8, bytes) && push(m_arena->add(Type::Float, qFromBigEndian<double>(bytes.data())));
}

bool PickleMachine::pushFloatLine()
{
    QByteArrayView line;
    if (!takeLine(line))
        return false;
    line = line.trimmed();
    bool isNumber = false;
    const double value = line.size() <= maxShortText ? line.toByteArray().toDouble(&isNumber) : 0;
    if (!isNumber)
        return corrupt(QStringLiteral("a float is no number"));
    return push(m_arena->add(Type::Float, value));
}

/// A value of bytes that are paid for already.
bool PickleMachine::pushBytes(Type type, QByteArrayView bytes, bool isPython2Str)
{
    if (type == Type::Str && !isPickleUtf8(bytes))
        return corrupt(QStringLiteral("a str is not UTF-8"));
    const PyRef ref = m_arena->addBytes(type, bytes.toByteArray());
    m_arena->node(ref).isPython2Str = isPython2Str;
    return push(ref);
}

template <PyObject::Type type, int countSize> bool PickleMachine::pushCounted()
{
    QByteArrayView bytes;
    return takeCounted(countSize, bytes) && pushBytes(type, bytes, false);
}

template bool PickleMachine::pushCounted<Type::Str, 1>();
template bool PickleMachine::pushCounted<Type::Str, 4>();
template bool PickleMachine::pushCounted<Type::Str, 8>();
template bool PickleMachine::pushCounted<Type::ByteString, 1>();
template bool PickleMachine::pushCounted<Type::ByteString, 4>();
template bool PickleMachine::pushCounted<Type::ByteString, 8>();
template bool PickleMachine::pushCounted<Type::ByteArray, 8>();

template <int countSize> bool PickleMachine::pushPython2Str()
{
    QByteArrayView bytes;
    return takeCounted(countSize, bytes) && pushBytes(Type::ByteString, bytes, true);
}

template bool PickleMachine::pushPython2Str<1>();
template bool PickleMachine::pushPython2Str<4>();

bool PickleMachine::pushStringLine()
{
    QByteArrayView line;
    if (!takeLine(line))
        return false;
    if (!m_arena->afford(line.size()))
        return true;
    const auto bytes = bytesFromQuoted(line);
    if (!bytes)
        return corrupt(QStringLiteral("a str is not quoted as it should be"));
    return pushBytes(Type::ByteString, *bytes, true);
}

bool PickleMachine::pushUnicodeLine()
{
    QByteArrayView line;
    if (!takeLine(line))
        return false;
    if (!m_arena->afford(2 * line.size()))
        return true;
    const auto text = utf8FromRawUnicodeEscape(line);
    return text ? push(m_arena->addBytes(Type::Str, *text)) : corrupt(QStringLiteral("a str has a bad escape"));
}

} // namespace npeek
