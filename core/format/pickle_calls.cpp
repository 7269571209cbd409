#include "core/format/pickle_globals.h"
#include "core/format/pickle_machine.h"
#include "core/format/py_text.h"

namespace npeek {

using Type = PyObject::Type;

bool PickleMachine::pushClass(const QByteArray &module, const QByteArray &name)
{
    if (!m_arena->afford(module.size() + name.size()))
        return true;
    const PyRef ref = m_arena->addBytes(Type::Class, module + '.' + name);
    m_arena->node(ref).callable = callableFrom(module, name);
    return push(ref);
}

bool PickleMachine::global()
{
    QByteArrayView line;
    if (!takeLine(line))
        return false;
    const QByteArray module = line.toByteArray();
    if (!takeLine(line))
        return false;
    const QByteArray name = line.toByteArray();
    if (!isPickleUtf8(module) || !isPickleUtf8(name))
        return corrupt(QStringLiteral("a name is not UTF-8"));
    return pushClass(module, name);
}

bool PickleMachine::stackGlobal()
{
    PyRef name;
    PyRef module;
    if (!pop(name) || !pop(module))
        return false;
    if (m_arena->type(name) != Type::Str || m_arena->type(module) != Type::Str)
        return corrupt(QStringLiteral("a name is no str"));
    return pushClass(*m_arena->part<QByteArray>(module), *m_arena->part<QByteArray>(name));
}

/// A value that only the program which wrote the pickle could look up.
bool PickleMachine::pushOpaque(const char *name, PyRef argument)
{
    const PyRef callee = m_arena->addBytes(Type::Class, name);
    return push(m_arena->addInstance(Type::Opaque, callee, m_arena->addRefs(Type::Tuple, {argument})));
}

template <int size> bool PickleMachine::extension()
{
    quint64 code = 0;
    return takeNumber(size, code) && pushOpaque("copyreg.extension", m_arena->addInt(static_cast<qint64>(code)));
}

template bool PickleMachine::extension<1>();
template bool PickleMachine::extension<2>();
template bool PickleMachine::extension<4>();

bool PickleMachine::persistentLine()
{
    QByteArrayView line;
    if (!takeLine(line))
        return false;
    if (!m_arena->afford(line.size()))
        return true;
    return pushOpaque("persistent_id", m_arena->addBytes(Type::ByteString, line.toByteArray()));
}

bool PickleMachine::persistent()
{
    PyRef id;
    return pop(id) && pushOpaque("persistent_id", id);
}

/// Puts down the value of a call, or the call itself when it means nothing to us.
bool PickleMachine::call(PyRef callee, PyRef args)
{
    const PyCallable callable = m_arena->node(callee).callable;
    const PyRefs *list = m_arena->tuple(args);
    if (list && callable != PyCallable::Unknown) {
        if (const auto made = callKnown(*m_arena, callable, callee, *list))
            return push(*made);
    }
    return push(m_arena->addInstance(Type::Opaque, callee, args));
}

bool PickleMachine::reduce()
{
    PyRef args;
    PyRef callee;
    return pop(args) && pop(callee) && call(callee, args);
}

bool PickleMachine::newObjectWithKeywords()
{
    PyRef keywords;
    PyRef args;
    PyRef callee;
    if (!pop(keywords) || !pop(args) || !pop(callee))
        return false;
    const auto *pairs = m_arena->part<PyRefs>(keywords);
    if (m_arena->type(keywords) == Type::Dict && pairs && pairs->empty())
        return call(callee, args);
    const PyRef made = m_arena->addInstance(Type::Opaque, callee, args);
    m_arena->instance(made)->keywords = keywords;
    return push(made);
}

/// INST: a class by its two lines, its arguments behind a MARK.
bool PickleMachine::instance()
{
    PyRefs args;
    PyRef callee;
    if (!popMark(args) || !global() || !pop(callee))
        return false;
    return call(callee, m_arena->addRefs(Type::Tuple, std::move(args)));
}

/// OBJ: a class and its arguments behind a MARK.
bool PickleMachine::object()
{
    PyRefs args;
    if (!popMark(args))
        return false;
    if (args.empty())
        return corrupt(QStringLiteral("the class is missing"));
    const PyRef callee = args.front();
    args.erase(args.begin());
    return call(callee, m_arena->addRefs(Type::Tuple, std::move(args)));
}

bool PickleMachine::build()
{
    PyRef state;
    PyRef target;
    if (!pop(state) || !top(target))
        return false;
    const bool isSet = setState(*m_arena, target, state) || m_arena->isFull();
    return isSet || corrupt(QStringLiteral("the value takes no state"));
}

} // namespace npeek
