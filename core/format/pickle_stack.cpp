#include "core/format/pickle_machine.h"

#include <algorithm>
#include <charconv>

namespace npeek {

bool PickleMachine::take(qint64 size, Bytes &bytes)
{
    const auto taken = m_input.take(size);
    if (!taken)
        return inputFailed();
    bytes = *taken;
    return true;
}

bool PickleMachine::takeLine(QByteArrayView &line)
{
    const auto taken = m_input.takeLine(std::max<qint64>(m_arena->left(), 0));
    if (!taken)
        return inputFailed();
    line = QByteArrayView(taken->data(), static_cast<qsizetype>(taken->size()));
    return true;
}

/// An unsigned number of size bytes in little-endian order.
bool PickleMachine::takeNumber(int size, quint64 &number)
{
    Bytes bytes;
    if (!take(size, bytes))
        return false;
    number = 0;
    for (size_t i = bytes.size(); i-- > 0;)
        number = (number << 8) | bytes[i];
    return true;
}

/// Bytes behind their number, checked against what is left of the input and of the memory before they are read.
bool PickleMachine::takeCounted(int countSize, QByteArrayView &bytes)
{
    quint64 count = 0;
    if (!takeNumber(countSize, count))
        return false;
    if (count > static_cast<quint64>(m_input.left()))
        return corrupt(QStringLiteral("%1 bytes are announced, %2 are left").arg(count).arg(m_input.left()));
    const auto size = static_cast<qint64>(count);
    Bytes taken;
    if (!m_arena->afford(size + 16))
        return fail(ErrorCode::TooLarge, QStringLiteral("its values take more than %1 bytes").arg(m_limits.maxMemory));
    if (!take(size, taken))
        return false;
    bytes = QByteArrayView(taken.data(), size);
    return true;
}

bool PickleMachine::push(PyRef ref)
{
    const size_t room = m_stack.capacity();
    if (m_stack.size() == room && !m_arena->afford(static_cast<qint64>(sizeof(PyRef) * 2 * (room + 32))))
        return fail(ErrorCode::TooLarge, QStringLiteral("its values take more than %1 bytes").arg(m_limits.maxMemory));
    m_stack.push_back(ref);
    return true;
}

bool PickleMachine::top(PyRef &ref)
{
    const size_t floor = m_marks.empty() ? 0 : m_marks.back();
    if (m_stack.size() <= floor)
        return corrupt(QStringLiteral("a value is missing"));
    ref = m_stack.back();
    return true;
}

bool PickleMachine::pop(PyRef &ref)
{
    if (!top(ref))
        return false;
    m_stack.pop_back();
    return true;
}

bool PickleMachine::mark()
{
    if (static_cast<qint64>(m_marks.size()) >= m_limits.maxDepth)
        return fail(ErrorCode::TooLarge, QStringLiteral("more than %1 containers are open").arg(m_limits.maxDepth));
    m_marks.push_back(m_stack.size());
    return true;
}

bool PickleMachine::popMark(PyRefs &items)
{
    if (m_marks.empty())
        return corrupt(QStringLiteral("there is no MARK"));
    const auto start = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    if (!m_arena->afford(static_cast<qint64>(sizeof(PyRef)) * (m_stack.end() - start)))
        return fail(ErrorCode::TooLarge, QStringLiteral("its values take more than %1 bytes").arg(m_limits.maxMemory));
    items.assign(start, m_stack.end());
    m_stack.erase(start, m_stack.end());
    m_marks.pop_back();
    return true;
}

bool PickleMachine::discard()
{
    if (!m_marks.empty() && m_marks.back() == m_stack.size()) {
        m_marks.pop_back();
        return true;
    }
    PyRef ref;
    return pop(ref);
}

bool PickleMachine::discardMarked()
{
    if (m_marks.empty())
        return corrupt(QStringLiteral("there is no MARK"));
    m_stack.resize(m_marks.back());
    m_marks.pop_back();
    return true;
}

bool PickleMachine::duplicate()
{
    PyRef ref;
    return top(ref) && push(ref);
}

bool PickleMachine::store(quint64 number)
{
    PyRef ref;
    if (!top(ref))
        return false;
    const bool isNext = number == m_memo.size();
    if (number < m_memo.size()) {
        m_memo[number] = ref;
        return true;
    }
    const auto count = static_cast<qint64>(m_memo.size()) + m_sparseMemo.size();
    if (count >= m_limits.maxMemo)
        return fail(ErrorCode::TooLarge, QStringLiteral("more than %1 values are numbered").arg(m_limits.maxMemo));
    m_arena->afford(isNext ? 8 : 48);
    if (!isNext) {
        m_sparseMemo.insert(number, ref);
        return true;
    }
    m_sparseMemo.remove(number);
    m_memo.push_back(ref);
    return true;
}

bool PickleMachine::load(quint64 number)
{
    if (number < m_memo.size())
        return push(m_memo[number]);
    const auto found = m_sparseMemo.constFind(number);
    return found != m_sparseMemo.cend() ? push(*found)
                                        : corrupt(QStringLiteral("no value has the number %1").arg(number));
}

bool PickleMachine::memoize()
{
    return store(m_memo.size() + static_cast<quint64>(m_sparseMemo.size()));
}

template <int size> bool PickleMachine::put()
{
    quint64 number = 0;
    return takeNumber(size, number) && store(number);
}

template <int size> bool PickleMachine::recall()
{
    quint64 number = 0;
    return takeNumber(size, number) && load(number);
}

template bool PickleMachine::put<1>();
template bool PickleMachine::put<4>();
template bool PickleMachine::recall<1>();
template bool PickleMachine::recall<4>();

bool PickleMachine::takeIndexLine(quint64 &number)
{
    QByteArrayView line;
    if (!takeLine(line))
        return false;
    line = line.trimmed();
    const auto parsed = std::from_chars(line.begin(), line.end(), number);
    const bool isNumber = parsed.ec == std::errc() && parsed.ptr == line.end();
    return isNumber || corrupt(QStringLiteral("the number of a value is no number"));
}

bool PickleMachine::putLine()
{
    quint64 number = 0;
    return takeIndexLine(number) && store(number);
}

bool PickleMachine::recallLine()
{
    quint64 number = 0;
    return takeIndexLine(number) && load(number);
}

} // namespace npeek
