#include "core/format/py_node.h"

#include "core/format/py_text.h"

namespace npeek {

PyArena::PyArena(qint64 budget)
    : m_left(budget)
{
    add(Type::None);
    add(Type::Bool, qint64(0));
    add(Type::Bool, qint64(1));
}

bool PyArena::afford(qint64 bytes)
{
    m_left = bytes <= m_left ? m_left - bytes : -1;
    return m_left >= 0;
}

PyRef PyArena::add(Type type, PyNode::Value value)
{
    afford(sizeof(PyNode));
    PyNode node;
    node.type = type;
    node.value = std::move(value);
    m_nodes.push_back(std::move(node));
    return static_cast<PyRef>(m_nodes.size() - 1);
}

/// The bytes themselves were afforded when they were made.
PyRef PyArena::addBytes(Type type, QByteArray bytes)
{
    return add(type, std::move(bytes));
}

PyRef PyArena::addRefs(Type type, PyRefs refs)
{
    return add(type, std::move(refs));
}

PyRef PyArena::addInstance(Type type, PyRef callee, PyRef args)
{
    afford(sizeof(PyInstancePart));
    auto part = std::make_unique<PyInstancePart>();
    part->callee = callee;
    part->args = args;
    return add(type, std::move(part));
}

PyRef PyArena::emptyTuple()
{
    if (m_emptyTuple == 0)
        m_emptyTuple = addRefs(Type::Tuple, {});
    return m_emptyTuple;
}

const PyRefs *PyArena::tuple(PyRef ref) const
{
    return type(ref) == Type::Tuple ? part<PyRefs>(ref) : nullptr;
}

const PyRefs *PyArena::sequence(PyRef ref) const
{
    return type(ref) == Type::Tuple || type(ref) == Type::List ? part<PyRefs>(ref) : nullptr;
}

const PyNumpyPart *PyArena::numpy(PyRef ref) const
{
    const auto *held = part<std::unique_ptr<PyNumpyPart>>(ref);
    return held ? held->get() : nullptr;
}

PyInstancePart *PyArena::instance(PyRef ref)
{
    const auto *held = part<std::unique_ptr<PyInstancePart>>(ref);
    return held ? held->get() : nullptr;
}

PyRefs *PyArena::appendable(PyRef ref)
{
    PyNode &target = node(ref);
    if (target.type == Type::List || target.type == Type::Set || target.type == Type::Opaque) {
        if (PyInstancePart *part = instance(ref))
            return &part->items;
        return std::get_if<PyRefs>(&target.value);
    }
    return nullptr;
}

PyRefs *PyArena::settable(PyRef ref)
{
    PyNode &target = node(ref);
    if (target.type != Type::Dict && target.type != Type::Opaque)
        return nullptr;
    if (PyInstancePart *part = instance(ref))
        return &part->pairs;
    return std::get_if<PyRefs>(&target.value);
}

std::optional<qint64> PyArena::integer(PyRef ref) const
{
    const auto *value = part<qint64>(ref);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<QByteArray> PyArena::bytes(PyRef ref)
{
    const auto *value = part<QByteArray>(ref);
    if (!value)
        return std::nullopt;
    if (type(ref) == Type::ByteString || type(ref) == Type::ByteArray)
        return *value;
    return type(ref) == Type::Str && afford(value->size()) ? latin1FromPickleUtf8(*value) : std::nullopt;
}

std::optional<QString> PyArena::shortText(PyRef ref) const
{
    const auto *value = part<QByteArray>(ref);
    if (!value || value->size() > maxShortText)
        return std::nullopt;
    if (type(ref) == Type::Str)
        return fromPickleUtf8(*value);
    return type(ref) == Type::ByteString ? std::optional(QString::fromLatin1(*value)) : std::nullopt;
}

} // namespace npeek
