#include "core/format/pickle_machine.h"

#include <array>

namespace npeek {

using Type = PyObject::Type;

template <PyObject::Type type> bool PickleMachine::pushMarked()
{
    PyRefs items;
    return popMark(items) && push(m_arena->addRefs(type, std::move(items)));
}

template bool PickleMachine::pushMarked<Type::List>();
template bool PickleMachine::pushMarked<Type::Tuple>();
template bool PickleMachine::pushMarked<Type::FrozenSet>();

template <int size> bool PickleMachine::pushTuple()
{
    PyRefs items(size);
    m_arena->afford(size * sizeof(PyRef));
    for (size_t i = size; i-- > 0;) {
        if (!pop(items[i]))
            return false;
    }
    return push(m_arena->addRefs(Type::Tuple, std::move(items)));
}

template bool PickleMachine::pushTuple<1>();
template bool PickleMachine::pushTuple<2>();
template bool PickleMachine::pushTuple<3>();

bool PickleMachine::pushMarkedDict()
{
    PyRefs pairs;
    if (!popMark(pairs))
        return false;
    if (pairs.size() % 2 != 0)
        return corrupt(QStringLiteral("a key has no value"));
    return push(m_arena->addRefs(Type::Dict, std::move(pairs)));
}

bool PickleMachine::extend(PyRefs *target, const PyRefs &items, const char *what)
{
    if (!target)
        return corrupt(QStringLiteral("the value takes no %1").arg(QLatin1String(what)));
    // A vector grows to twice its size at most.
    if (m_arena->afford(static_cast<qint64>(items.size() * 2 * sizeof(PyRef))))
        target->insert(target->end(), items.begin(), items.end());
    return true;
}

bool PickleMachine::append()
{
    PyRef item;
    PyRef list;
    return pop(item) && top(list) && extend(m_arena->appendable(list), {item}, "items");
}

bool PickleMachine::appendMarked()
{
    PyRefs items;
    PyRef list;
    return popMark(items) && top(list) && extend(m_arena->appendable(list), items, "items");
}

bool PickleMachine::setItem()
{
    PyRef key;
    PyRef value;
    PyRef dict;
    return pop(value) && pop(key) && top(dict) && extend(m_arena->settable(dict), {key, value}, "keys");
}

bool PickleMachine::setMarkedItems()
{
    PyRefs pairs;
    PyRef dict;
    if (!popMark(pairs) || !top(dict))
        return false;
    if (pairs.size() % 2 != 0)
        return corrupt(QStringLiteral("a key has no value"));
    return extend(m_arena->settable(dict), pairs, "keys");
}

} // namespace npeek
