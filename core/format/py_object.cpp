#include "core/format/py_object.h"

#include "core/format/py_node.h"
#include "core/format/py_text.h"

#include <algorithm>

namespace npeek {

namespace {

template <class T> const T *partOf(const PyNode *node)
{
    return node ? std::get_if<T>(&node->value) : nullptr;
}

/// The larger parts are held by pointer.
template <class T> const T *heldPart(const PyNode *node)
{
    const auto *held = partOf<std::unique_ptr<T>>(node);
    return held ? held->get() : nullptr;
}

const PyRefs noRefs;

const PyRefs &itemsOf(const PyNode *node)
{
    if (const auto *numpy = heldPart<PyNumpyPart>(node))
        return numpy->objects;
    if (const auto *instance = heldPart<PyInstancePart>(node))
        return instance->items;
    const auto *refs = partOf<PyRefs>(node);
    return refs && node->type != PyObject::Type::Dict ? *refs : noRefs;
}

const PyRefs &pairsOf(const PyNode *node)
{
    if (const auto *instance = heldPart<PyInstancePart>(node))
        return instance->pairs;
    const auto *refs = partOf<PyRefs>(node);
    return refs && node->type == PyObject::Type::Dict ? *refs : noRefs;
}

} // namespace

PyObject::PyObject(std::shared_ptr<const PyArena> arena, quint32 ref)
    : m_arena(std::move(arena))
    , m_node(&m_arena->node(ref))
{
}

PyObject::Type PyObject::type() const
{
    return m_node ? m_node->type : Type::None;
}

bool PyObject::toBool() const
{
    return toInt64().value_or(0) != 0;
}

std::optional<qint64> PyObject::toInt64() const
{
    const auto *number = partOf<qint64>(m_node);
    return number ? std::optional(*number) : std::nullopt;
}

QString PyObject::integerText() const
{
    if (const auto number = toInt64())
        return QString::number(*number);
    const auto *bytes = is(Type::Int) ? partOf<QByteArray>(m_node) : nullptr;
    if (!bytes)
        return {};
    if (!m_node->isDecimalText)
        return integerFromTwosComplement(*bytes);
    return bytes->size() <= 4900
        ? QString::fromLatin1(*bytes)
        : QStringLiteral("%1… (%2 digits)").arg(QString::fromLatin1(bytes->left(40))).arg(bytes->size());
}

double PyObject::toDouble() const
{
    const auto *number = partOf<double>(m_node);
    return number ? *number : 0;
}

std::complex<double> PyObject::toComplex() const
{
    const auto *number = partOf<std::complex<double>>(m_node);
    return number ? *number : std::complex<double>(toDouble());
}

QString PyObject::text(qint64 limit) const
{
    const auto *bytes = partOf<QByteArray>(m_node);
    if (!bytes || is(Type::Int))
        return {};
    QByteArrayView shown(*bytes);
    if (shown.size() > limit)
        shown = shown.first(std::max<qint64>(limit, 0));
    if (is(Type::ByteString) || is(Type::ByteArray))
        return QString::fromLatin1(shown);
    // A character that the limit cuts is left out.
    while (shown.size() < bytes->size() && !shown.isEmpty()
           && (static_cast<unsigned char>(bytes->at(shown.size())) & 0xc0U) == 0x80)
        shown = shown.chopped(1);
    return fromPickleUtf8(shown);
}

qint64 PyObject::byteCount() const
{
    if (const auto *numpy = heldPart<PyNumpyPart>(m_node))
        return numpy->data.size();
    const auto *bytes = partOf<QByteArray>(m_node);
    return bytes ? bytes->size() : 0;
}

QByteArray PyObject::bytes() const
{
    if (const auto *numpy = heldPart<PyNumpyPart>(m_node))
        return numpy->data;
    const auto *bytes = partOf<QByteArray>(m_node);
    return bytes ? *bytes : QByteArray();
}

bool PyObject::isPython2Str() const
{
    return m_node && m_node->isPython2Str;
}

PyMoment PyObject::moment() const
{
    const auto *part = heldPart<PyMomentPart>(m_node);
    return part ? part->moment : PyMoment();
}

PyObject PyObject::zone() const
{
    const auto *part = heldPart<PyMomentPart>(m_node);
    return part ? at(part->zone) : PyObject();
}

qint64 PyObject::itemCount() const
{
    return static_cast<qint64>(itemsOf(m_node).size());
}

PyObject PyObject::item(qint64 index) const
{
    return at(itemsOf(m_node)[static_cast<size_t>(index)]);
}

qint64 PyObject::pairCount() const
{
    return static_cast<qint64>(pairsOf(m_node).size() / 2);
}

PyObject PyObject::key(qint64 index) const
{
    return at(pairsOf(m_node)[static_cast<size_t>(index) * 2]);
}

PyObject PyObject::value(qint64 index) const
{
    return at(pairsOf(m_node)[static_cast<size_t>(index) * 2 + 1]);
}

std::optional<PyObject> PyObject::find(const QString &name) const
{
    for (qint64 i = pairCount(); i-- > 0;) {
        const PyObject candidate = key(i);
        const bool isText = candidate.is(Type::Str) || candidate.isPython2Str();
        if (isText && candidate.text(4 * name.size() + 1) == name)
            return value(i);
    }
    return std::nullopt;
}

DType PyObject::dtype() const
{
    const auto *part = heldPart<PyNumpyPart>(m_node);
    return part ? *part->dtype : npeek::DType();
}

bool PyObject::isStringDType() const
{
    const auto *part = heldPart<PyNumpyPart>(m_node);
    return part && part->isStringDType;
}

Shape PyObject::shape() const
{
    const auto *part = heldPart<PyNumpyPart>(m_node);
    return part ? part->shape : Shape();
}

bool PyObject::fortranOrder() const
{
    const auto *part = heldPart<PyNumpyPart>(m_node);
    return part && part->fortranOrder;
}

QString PyObject::className() const
{
    if (is(Type::Class))
        return text();
    if (const auto *numpy = heldPart<PyNumpyPart>(m_node))
        return numpy->subclass != 0 ? at(numpy->subclass).text() : QString();
    const auto called = callee();
    return called && called->is(Type::Class) ? called->text() : QString();
}

std::optional<PyObject> PyObject::callee() const
{
    const auto *part = heldPart<PyInstancePart>(m_node);
    return part ? std::optional(at(part->callee)) : std::nullopt;
}

PyObject PyObject::args() const
{
    const auto *part = heldPart<PyInstancePart>(m_node);
    return part ? at(part->args) : PyObject();
}

std::optional<PyObject> PyObject::keywords() const
{
    const auto *part = heldPart<PyInstancePart>(m_node);
    return part && part->keywords != 0 ? std::optional(at(part->keywords)) : std::nullopt;
}

std::optional<PyObject> PyObject::state() const
{
    const auto *part = heldPart<PyInstancePart>(m_node);
    return part && part->state != 0 ? std::optional(at(part->state)) : std::nullopt;
}

} // namespace npeek
