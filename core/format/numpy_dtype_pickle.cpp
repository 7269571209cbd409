#include "core/format/datetime_unit.h"
#include "core/format/dtype_parts.h"
#include "core/format/numpy_pickle.h"

#include <algorithm>

namespace npeek {

namespace {

using Type = PyObject::Type;

constexpr int maxNesting = 64; ///< of structured types

/// Takes what a copy of dtype needs off the budget and answers how deeply it is nested.
int affordCopy(PyArena &arena, const DType &dtype)
{
    int depth = 0;
    if (!arena.afford(static_cast<qint64>(sizeof(Field) * (dtype.fields.size() + 1))))
        return maxNesting;
    for (const Field &field : dtype.fields)
        depth = std::max(depth, affordCopy(arena, field.dtype));
    return depth + 1;
}

std::optional<PyRef> addDType(PyArena &arena, DType dtype, bool isStringDType)
{
    if (affordCopy(arena, dtype) > maxNesting)
        return std::nullopt;
    auto part = std::make_unique<PyNumpyPart>();
    arena.afford(sizeof(PyNumpyPart));
    part->dtype = std::make_shared<const DType>(std::move(dtype));
    part->isStringDType = isStringDType;
    return arena.add(Type::DType, std::move(part));
}

/// The dtype behind a value that a copy may be made of.
const DType *copyable(PyArena &arena, PyRef ref)
{
    const PyNumpyPart *part = arena.type(ref) == Type::DType ? arena.numpy(ref) : nullptr;
    const bool isAllowed = part && !part->isStringDType && affordCopy(arena, *part->dtype) < maxNesting;
    return isAllowed ? part->dtype.get() : nullptr;
}

/// (order, subarray, names, fields, itemsize, ..., metadata) on top of what the type string said.
class DTypeState {
public:
    DTypeState(PyArena &arena, const PyRefs &parts)
        : m_arena(arena)
        , m_parts(parts)
    {
    }
    std::optional<DType> applied(DType dtype);

private:
    bool setOrder(DType &dtype);
    bool setItemsize(DType &dtype);
    bool setSubarray(DType &dtype);
    bool setFields(DType &dtype);
    bool setUnit(DType &dtype);
    std::optional<Field> field(const QString &name, PyRef description, qint64 itemsize);

    PyArena &m_arena;
    const PyRefs &m_parts;
};

bool DTypeState::setOrder(DType &dtype)
{
    const auto order = m_arena.shortText(m_parts[1]);
    const bool takesOrder = dtype.kind != Kind::Bytes && dtype.kind != Kind::Void && dtype.kind != Kind::Object;
    if (order && *order == QLatin1String(">") && takesOrder)
        dtype.byteorder = std::endian::big;
    return order.has_value();
}

/// -1 where the type itself says it.
bool DTypeState::setItemsize(DType &dtype)
{
    const auto itemsize = m_arena.integer(m_parts[5]);
    if (!itemsize || *itemsize < -1 || *itemsize > maxItemsize)
        return false;
    const bool isFlexible = dtype.kind == Kind::Bytes || dtype.kind == Kind::Str || dtype.kind == Kind::Void;
    if (*itemsize >= 0 && isFlexible)
        dtype.itemsize = *itemsize;
    return dtype.kind != Kind::Str || dtype.itemsize % 4 == 0;
}

bool DTypeState::setSubarray(DType &dtype)
{
    const PyRefs *pair = m_arena.tuple(m_parts[2]);
    const DType *element = pair && pair->size() == 2 ? copyable(m_arena, (*pair)[0]) : nullptr;
    const PyRefs *lengths = element ? m_arena.tuple((*pair)[1]) : nullptr;
    if (!lengths || lengths->size() > maxDimensions)
        return false;
    PyValue shape;
    shape.type = PyValue::Type::Tuple;
    for (const PyRef length : *lengths) {
        PyValue item;
        item.type = PyValue::Type::Int;
        item.integer = m_arena.integer(length).value_or(-1);
        shape.items.push_back(item);
    }
    Result<DType> made = dtypeWithShape(*element, shape);
    if (made)
        dtype = *std::move(made);
    return made.isOk();
}

/// (dtype, offset) or (dtype, offset, title), which must lie inside of the element.
std::optional<Field> DTypeState::field(const QString &name, PyRef description, qint64 itemsize)
{
    const PyRefs *parts = m_arena.tuple(description);
    if (!parts || parts->size() < 2 || parts->size() > 3)
        return std::nullopt;
    const DType *dtype = copyable(m_arena, (*parts)[0]);
    const auto offset = m_arena.integer((*parts)[1]);
    if (!dtype || !offset || *offset < 0 || *offset > itemsize - dtype->itemsize)
        return std::nullopt;
    const QString title = parts->size() == 3 ? m_arena.shortText((*parts)[2]).value_or(QString()) : QString();
    return Field{name, title, *offset, *dtype};
}

bool DTypeState::setFields(DType &dtype)
{
    const PyRefs *names = m_arena.sequence(m_parts[3]);
    const PyRefs *pairs = m_arena.type(m_parts[4]) == Type::Dict ? m_arena.part<PyRefs>(m_parts[4]) : nullptr;
    if (!names || !pairs || dtype.kind != Kind::Void
        || !m_arena.afford(static_cast<qint64>((names->size() + pairs->size()) * 64)))
        return false;
    QHash<QString, PyRef> described;
    for (size_t i = 0; i + 1 < pairs->size(); i += 2) {
        if (const auto name = m_arena.shortText((*pairs)[i]))
            described.insert(*name, (*pairs)[i + 1]);
    }
    QSet<QString> seen;
    dtype.kind = Kind::Struct;
    for (const PyRef ref : *names) {
        const auto name = m_arena.shortText(ref);
        const bool isNew = name && described.contains(*name) && !seen.contains(*name);
        auto made = isNew ? field(*name, described.value(*name), dtype.itemsize) : std::nullopt;
        if (!made)
            return false;
        seen.insert(*name);
        dtype.fields.push_back(*std::move(made));
    }
    return true;
}

/// Metadata of datetimes: (dict, (unit, multiple, divisor, event)).
bool DTypeState::setUnit(DType &dtype)
{
    const PyRefs *metadata = m_parts.size() > 8 ? m_arena.tuple(m_parts[8]) : nullptr;
    const PyRefs *unit = metadata && metadata->size() == 2 ? m_arena.tuple((*metadata)[1]) : nullptr;
    const auto name = unit && unit->size() >= 3 ? m_arena.shortText((*unit)[0]) : std::nullopt;
    const auto multiple = name ? m_arena.integer((*unit)[1]) : std::nullopt;
    const auto divisor = name ? m_arena.integer((*unit)[2]) : std::nullopt;
    if (!multiple || !divisor)
        return false;
    const QString tail = *divisor == 1 ? QString() : QStringLiteral("/%1").arg(*divisor);
    const bool isGeneric = *name == QLatin1String("generic");
    const Result<DateTimeUnit> made =
        dateTimeUnitFromString(isGeneric ? QString() : QStringLiteral("[%1%2%3]").arg(*multiple).arg(*name, tail));
    if (made)
        dtype.unit = *made;
    return made.isOk();
}

std::optional<DType> DTypeState::applied(DType dtype)
{
    const bool isTime = dtype.kind == Kind::DateTime || dtype.kind == Kind::TimeDelta;
    if (!setOrder(dtype) || !setItemsize(dtype) || (isTime && m_parts.size() > 8 && !setUnit(dtype)))
        return std::nullopt;
    if (m_parts[2] != PyArena::none && !setSubarray(dtype))
        return std::nullopt;
    if (m_parts[3] != PyArena::none && !setFields(dtype))
        return std::nullopt;
    return dtype;
}

} // namespace

std::optional<PyRef> makeDType(PyArena &arena, const PyRefs &args)
{
    if (args.empty())
        return std::nullopt;
    const auto *name = arena.type(args[0]) == Type::Class ? arena.part<QByteArray>(args[0]) : nullptr;
    const bool isRecord = name && *name == "numpy.record";
    const auto text = isRecord ? std::optional(QStringLiteral("V0")) : arena.shortText(args[0]);
    const Result<DType> dtype = text ? dtypeFromString(*text) : Error();
    return dtype ? addDType(arena, *dtype, false) : std::nullopt;
}

std::optional<PyRef> makeStringDType(PyArena &arena)
{
    DType dtype;
    dtype.kind = Kind::Object;
    dtype.itemsize = 8;
    return addDType(arena, dtype, true);
}

bool setDTypeState(PyArena &arena, PyRef ref, PyRef state)
{
    const PyNumpyPart *old = arena.numpy(ref);
    const PyRefs *parts = arena.tuple(state);
    if (!parts || parts->size() < 7 || parts->size() > 9 || affordCopy(arena, *old->dtype) > maxNesting)
        return false;
    const auto applied = DTypeState(arena, *parts).applied(*old->dtype);
    if (!applied || affordCopy(arena, *applied) > maxNesting)
        return false;
    auto part = std::make_unique<PyNumpyPart>(*old);
    part->dtype = std::make_shared<const DType>(*applied);
    arena.node(ref).value = std::move(part);
    return true;
}

} // namespace npeek
