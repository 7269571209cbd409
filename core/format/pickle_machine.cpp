#include "core/format/pickle_machine.h"

#include <array>

namespace npeek {

using Type = PyObject::Type;

const PickleMachine::Opcode PickleMachine::opcodes[] = {
    {'(', "MARK", &PickleMachine::mark},
    {'.', "STOP", &PickleMachine::stop},
    {'0', "POP", &PickleMachine::discard},
    {'1', "POP_MARK", &PickleMachine::discardMarked},
    {'2', "DUP", &PickleMachine::duplicate},
    {'F', "FLOAT", &PickleMachine::pushFloatLine},
    {'I', "INT", &PickleMachine::pushIntLine},
    {'J', "BININT", &PickleMachine::pushInt<4, true>},
    {'K', "BININT1", &PickleMachine::pushInt<1, false>},
    {'L', "LONG", &PickleMachine::pushLongLine},
    {'M', "BININT2", &PickleMachine::pushInt<2, false>},
    {'N', "NONE", &PickleMachine::pushNone},
    {'P', "PERSID", &PickleMachine::persistentLine},
    {'Q', "BINPERSID", &PickleMachine::persistent},
    {'R', "REDUCE", &PickleMachine::reduce},
    {'S', "STRING", &PickleMachine::pushStringLine},
    {'T', "BINSTRING", &PickleMachine::pushPython2Str<4>},
    {'U', "SHORT_BINSTRING", &PickleMachine::pushPython2Str<1>},
    {'V', "UNICODE", &PickleMachine::pushUnicodeLine},
    {'X', "BINUNICODE", &PickleMachine::pushCounted<Type::Str, 4>},
    {'a', "APPEND", &PickleMachine::append},
    {'b', "BUILD", &PickleMachine::build},
    {'c', "GLOBAL", &PickleMachine::global},
    {'d', "DICT", &PickleMachine::pushMarkedDict},
    {'}', "EMPTY_DICT", &PickleMachine::pushEmpty<Type::Dict>},
    {'e', "APPENDS", &PickleMachine::appendMarked},
    {'g', "GET", &PickleMachine::recallLine},
    {'h', "BINGET", &PickleMachine::recall<1>},
    {'i', "INST", &PickleMachine::instance},
    {'j', "LONG_BINGET", &PickleMachine::recall<4>},
    {'l', "LIST", &PickleMachine::pushMarked<Type::List>},
    {']', "EMPTY_LIST", &PickleMachine::pushEmpty<Type::List>},
    {'o', "OBJ", &PickleMachine::object},
    {'p', "PUT", &PickleMachine::putLine},
    {'q', "BINPUT", &PickleMachine::put<1>},
    {'r', "LONG_BINPUT", &PickleMachine::put<4>},
    {'s', "SETITEM", &PickleMachine::setItem},
    {'t', "TUPLE", &PickleMachine::pushMarked<Type::Tuple>},
    {')', "EMPTY_TUPLE", &PickleMachine::pushEmptyTuple},
    {'u', "SETITEMS", &PickleMachine::setMarkedItems},
    {'G', "BINFLOAT", &PickleMachine::pushFloat},
    {'B', "BINBYTES", &PickleMachine::pushCounted<Type::ByteString, 4>},
    {'C', "SHORT_BINBYTES", &PickleMachine::pushCounted<Type::ByteString, 1>},
    {0x80, "PROTO", &PickleMachine::protocol},
    {0x81, "NEWOBJ", &PickleMachine::newObject},
    {0x82, "EXT1", &PickleMachine::extension<1>},
    {0x83, "EXT2", &PickleMachine::extension<2>},
    {0x84, "EXT4", &PickleMachine::extension<4>},
    {0x85, "TUPLE1", &PickleMachine::pushTuple<1>},
    {0x86, "TUPLE2", &PickleMachine::pushTuple<2>},
    {0x87, "TUPLE3", &PickleMachine::pushTuple<3>},
    {0x88, "NEWTRUE", &PickleMachine::pushBool<true>},
    {0x89, "NEWFALSE", &PickleMachine::pushBool<false>},
    {0x8a, "LONG1", &PickleMachine::pushLong<1>},
    {0x8b, "LONG4", &PickleMachine::pushLong<4>},
    {0x8c, "SHORT_BINUNICODE", &PickleMachine::pushCounted<Type::Str, 1>},
    {0x8d, "BINUNICODE8", &PickleMachine::pushCounted<Type::Str, 8>},
    {0x8e, "BINBYTES8", &PickleMachine::pushCounted<Type::ByteString, 8>},
    {0x8f, "EMPTY_SET", &PickleMachine::pushEmpty<Type::Set>},
    {0x90, "ADDITEMS", &PickleMachine::appendMarked},
    {0x91, "FROZENSET", &PickleMachine::pushMarked<Type::FrozenSet>},
    {0x92, "NEWOBJ_EX", &PickleMachine::newObjectWithKeywords},
    {0x93, "STACK_GLOBAL", &PickleMachine::stackGlobal},
    {0x94, "MEMOIZE", &PickleMachine::memoize},
    {0x95, "FRAME", &PickleMachine::frame},
    {0x96, "BYTEARRAY8", &PickleMachine::pushCounted<Type::ByteArray, 8>},
    {0x97, "NEXT_BUFFER", &PickleMachine::nextBuffer},
    {0x98, "READONLY_BUFFER", &PickleMachine::readonlyBuffer},
};

const PickleMachine::Opcode *PickleMachine::opcodeOf(unsigned char code)
{
    static const std::array<const Opcode *, 256> table = [] {
        std::array<const Opcode *, 256> filled{};
        for (const Opcode &opcode : opcodes)
            filled[opcode.code] = &opcode;
        return filled;
    }();
    return table[code];
}

PickleMachine::PickleMachine(const ByteSource &source, qint64 offset, const PickleLimits &limits, Progress &progress)
    : m_arena(std::make_shared<PyArena>(limits.maxMemory))
    , m_input(source, offset)
    , m_limits(limits)
    , m_progress(progress)
    , m_opcodeStart(offset)
{
}

bool PickleMachine::fail(ErrorCode code, const QString &what)
{
    m_error = {code, what};
    return false;
}

bool PickleMachine::inputFailed()
{
    m_error = m_input.error();
    return false;
}

/// The sentence for m_error, with the place where it happened.
Error PickleMachine::errorHere() const
{
    const QString opcode = m_opcode ? QStringLiteral(" (%1)").arg(QLatin1String(m_opcode->name)) : QString();
    const QString place = QStringLiteral(" at byte %1%2: %3").arg(m_opcodeStart).arg(opcode, m_error.message);
    switch (m_error.code) {
    case ErrorCode::Corrupt:
        return {m_error.code, QStringLiteral("the pickle is damaged") + place};
    case ErrorCode::TooLarge:
        return {m_error.code, QStringLiteral("the pickle asks for too much") + place};
    case ErrorCode::Unsupported:
        return {m_error.code, QStringLiteral("the pickle cannot be read") + place};
    default:
        return m_error;
    }
}

bool PickleMachine::step()
{
    m_opcodeStart = m_input.position();
    m_opcode = nullptr;
    const auto code = m_input.take(1);
    if (!code)
        return m_input.left() > 0 ? inputFailed() : corrupt(QStringLiteral("it ends without a STOP"));
    m_opcode = opcodeOf(code->front());
    if (!m_opcode)
        return corrupt(QStringLiteral("0x%1 is no opcode").arg(uint(code->front()), 2, 16, QLatin1Char('0')));
    if (!(this->*m_opcode->operation)())
        return false;
    if (!m_arena->isFull())
        return true;
    return fail(ErrorCode::TooLarge, QStringLiteral("its values take more than %1 bytes").arg(m_limits.maxMemory));
}

Result<PyObject> PickleMachine::run()
{
    for (qint64 count = 0; !m_isDone; ++count) {
        if (count % 4096 == 0) {
            if (m_progress.isCanceled())
                return Error{ErrorCode::Canceled, QStringLiteral("canceled")};
            m_progress.report(m_input.position(), m_input.total());
        }
        const bool isTooLong = count >= m_limits.maxOpcodes;
        if (isTooLong)
            fail(ErrorCode::TooLarge, QStringLiteral("it has more than %1 opcodes").arg(m_limits.maxOpcodes));
        if (isTooLong || !step())
            return errorHere();
    }
    return PyObject(m_arena, m_stack.back());
}

bool PickleMachine::protocol()
{
    quint64 number = 0;
    if (!takeNumber(1, number))
        return false;
    return number <= 5 || fail(ErrorCode::Unsupported, QStringLiteral("protocol %1 is not known").arg(number));
}

bool PickleMachine::frame()
{
    quint64 size = 0;
    if (!takeNumber(8, size))
        return false;
    if (size > static_cast<quint64>(m_input.left()))
        return corrupt(QStringLiteral("a frame of %1 bytes is announced, %2 are left").arg(size).arg(m_input.left()));
    return true;
}

bool PickleMachine::stop()
{
    PyRef ref;
    m_isDone = top(ref);
    return m_isDone;
}

bool PickleMachine::nextBuffer()
{
    return fail(ErrorCode::Unsupported, QStringLiteral("it keeps data in buffers outside of itself"));
}

Result<PyObject> readPickle(const ByteSource &source, qint64 offset, const PickleLimits &limits, Progress &progress)
{
    if (auto isInside = checkRange(offset, 0, source.size()); !isInside)
        return isInside.error();
    return PickleMachine(source, offset, limits, progress).run();
}

} // namespace npeek
