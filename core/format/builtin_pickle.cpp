#include "core/format/builtin_pickle.h"

#include "core/format/py_text.h"

#include <algorithm>

namespace npeek {

namespace {

using Type = PyObject::Type;

bool isLatin1Name(QString name)
{
    name = name.toLower();
    return name == QLatin1String("latin1") || name == QLatin1String("latin-1") || name == QLatin1String("iso-8859-1");
}

/// bytes as Python 3 writes them for Python 2: their Latin-1 text, and the name of that encoding.
std::optional<PyRef> encodedText(PyArena &arena, Type type, const PyRefs &args)
{
    const auto encoding = args.size() == 2 ? arena.shortText(args[1]) : std::nullopt;
    if (!encoding || !isLatin1Name(*encoding) || arena.type(args[0]) != Type::Str)
        return std::nullopt;
    const auto bytes = arena.bytes(args[0]);
    return bytes ? std::optional(arena.addBytes(type, *bytes)) : std::nullopt;
}

std::optional<PyRef> makeBytes(PyArena &arena, Type type, const PyRefs &args)
{
    if (args.empty())
        return arena.addBytes(type, {});
    if (args.size() == 2)
        return encodedText(arena, type, args);
    const bool isBytes = arena.type(args[0]) == Type::ByteString || arena.type(args[0]) == Type::ByteArray;
    return args.size() == 1 && isBytes ? std::optional(arena.addBytes(type, *arena.bytes(args[0]))) : std::nullopt;
}

std::optional<PyRef> makeSequence(PyArena &arena, Type type, const PyRefs &args)
{
    if (args.empty())
        return arena.addRefs(type, {});
    const PyRefs *items = args.size() == 1 ? arena.sequence(args[0]) : nullptr;
    if (!items || !arena.afford(static_cast<qint64>(items->size() * sizeof(PyRef))))
        return std::nullopt;
    return arena.addRefs(type, *items);
}

/// The pairs of a dict, or of a sequence of pairs.
std::optional<PyRefs> pairsFrom(PyArena &arena, PyRef source)
{
    if (arena.type(source) == Type::Dict) {
        const auto *pairs = arena.part<PyRefs>(source);
        const bool isCopied = pairs && arena.afford(static_cast<qint64>(pairs->size() * sizeof(PyRef)));
        return isCopied ? std::optional(*pairs) : std::nullopt;
    }
    const PyRefs *items = arena.sequence(source);
    if (!items || !arena.afford(static_cast<qint64>(2 * items->size() * sizeof(PyRef))))
        return std::nullopt;
    PyRefs pairs;
    pairs.reserve(2 * items->size());
    for (const PyRef item : *items) {
        const PyRefs *pair = arena.sequence(item);
        if (!pair || pair->size() != 2)
            return std::nullopt;
        pairs.insert(pairs.end(), pair->begin(), pair->end());
    }
    return pairs;
}

std::optional<PyRef> makeDict(PyArena &arena, const PyRefs &args)
{
    if (args.empty())
        return arena.addRefs(Type::Dict, {});
    auto pairs = args.size() == 1 ? pairsFrom(arena, args[0]) : std::nullopt;
    return pairs ? std::optional(arena.addRefs(Type::Dict, *std::move(pairs))) : std::nullopt;
}

/// range(stop), range(start, stop[, step]); slice alike, with None allowed.
std::optional<PyRef> makeRange(PyArena &arena, Type type, const PyRefs &args)
{
    const bool isSlice = type == Type::Slice;
    const bool areBounds =
        std::ranges::all_of(args, [&](PyRef arg) { return arena.type(arg) == Type::Int || isSlice; });
    if (args.empty() || args.size() > 3 || !areBounds)
        return std::nullopt;
    arena.afford(3 * sizeof(PyRef));
    const PyRef start = args.size() > 1 ? args[0] : isSlice ? PyArena::none : arena.addInt(0);
    const PyRef stop = args.size() > 1 ? args[1] : args[0];
    const PyRef step = args.size() > 2 ? args[2] : isSlice ? PyArena::none : arena.addInt(1);
    return arena.addRefs(type, {start, stop, step});
}

std::optional<double> numberFrom(const PyArena &arena, PyRef ref)
{
    if (const auto *number = arena.part<double>(ref))
        return *number;
    if (const auto integer = arena.integer(ref))
        return static_cast<double>(*integer);
    bool isNumber = false;
    const auto text = arena.shortText(ref);
    const double number = text ? text->trimmed().toDouble(&isNumber) : 0;
    return isNumber ? std::optional(number) : std::nullopt;
}

std::optional<PyRef> makeFloat(PyArena &arena, const PyRefs &args)
{
    const auto number = args.size() == 1 ? numberFrom(arena, args[0]) : std::nullopt;
    return number ? std::optional(arena.add(Type::Float, *number)) : std::nullopt;
}

std::optional<PyRef> makeComplex(PyArena &arena, const PyRefs &args)
{
    const auto real = args.size() == 2 ? numberFrom(arena, args[0]) : std::nullopt;
    const auto imaginary = real ? numberFrom(arena, args[1]) : std::nullopt;
    return imaginary ? std::optional(arena.add(Type::Complex, std::complex<double>(*real, *imaginary))) : std::nullopt;
}

std::optional<PyRef> makeInt(PyArena &arena, const PyRefs &args)
{
    if (args.size() != 1)
        return std::nullopt;
    if (arena.type(args[0]) == Type::Int)
        return args[0];
    bool isNumber = false;
    const auto text = arena.shortText(args[0]);
    const qint64 number = text ? text->trimmed().toLongLong(&isNumber) : 0;
    return isNumber ? std::optional(arena.addInt(number)) : std::nullopt;
}

std::optional<PyRef> makeStr(PyArena &arena, const PyRefs &args)
{
    if (args.empty())
        return arena.addBytes(Type::Str, {});
    return args.size() == 1 && arena.type(args[0]) == Type::Str ? std::optional(args[0]) : std::nullopt;
}

std::optional<PyRef> makeDecimal(PyArena &arena, const PyRefs &args)
{
    const auto text = args.size() == 1 ? arena.shortText(args[0]) : std::nullopt;
    if (!text || !arena.afford(2 * text->size()))
        return std::nullopt;
    return arena.addBytes(Type::Decimal, text->toUtf8());
}

/// An instance of a class of someone else: the class is what is shown, and what its base class keeps is its argument.
std::optional<PyRef> makeInstance(PyArena &arena, PyCallable callable, const PyRefs &args)
{
    const bool isReconstructor = callable == PyCallable::Reconstructor;
    if (args.empty() || arena.type(args[0]) != Type::Class || (isReconstructor && args.size() != 3))
        return std::nullopt;
    PyRefs own(args.begin() + (isReconstructor ? 2 : 1), args.end());
    if (isReconstructor && own[0] == PyArena::none)
        own.clear();
    if (!arena.afford(static_cast<qint64>(own.size() * sizeof(PyRef))))
        return std::nullopt;
    return arena.addInstance(Type::Opaque, args[0], arena.addRefs(Type::Tuple, std::move(own)));
}

} // namespace

std::optional<PyRef> makeCollection(PyArena &arena, PyCallable callable, PyRef callee, const PyRefs &args)
{
    const bool isDeque = callable == PyCallable::Deque;
    const bool isDefault = callable == PyCallable::DefaultDict;
    const size_t source = isDefault ? 1 : 0;
    std::optional<PyRefs> content{PyRefs()};
    if (args.size() > source && isDeque)
        content = arena.sequence(args[0]) ? std::optional(*arena.sequence(args[0])) : std::nullopt;
    else if (args.size() > source)
        content = pairsFrom(arena, args[source]);
    const bool isAffordable =
        content && arena.afford(static_cast<qint64>((content->size() + args.size()) * sizeof(PyRef)));
    if (!isAffordable || args.size() > 2)
        return std::nullopt;
    const PyRef kept = isDeque || isDefault ? arena.addRefs(Type::Tuple, args) : arena.emptyTuple();
    const PyRef made = arena.addInstance(isDeque ? Type::List : Type::Dict, callee, kept);
    PyInstancePart *part = arena.instance(made);
    (isDeque ? part->items : part->pairs) = *std::move(content);
    return made;
}

std::optional<PyRef> makeBuiltin(PyArena &arena, PyCallable callable, const PyRefs &args)
{
    using enum PyCallable;
    switch (callable) {
    case Encode:
        return encodedText(arena, Type::ByteString, args);
    case ByteString:
        return makeBytes(arena, Type::ByteString, args);
    case ByteArray:
        return makeBytes(arena, Type::ByteArray, args);
    case List:
        return makeSequence(arena, Type::List, args);
    case Tuple:
        return makeSequence(arena, Type::Tuple, args);
    case Set:
        return makeSequence(arena, Type::Set, args);
    case FrozenSet:
        return makeSequence(arena, Type::FrozenSet, args);
    case Dict:
        return makeDict(arena, args);
    case Range:
        return makeRange(arena, Type::Range, args);
    case Slice:
        return makeRange(arena, Type::Slice, args);
    case Float:
        return makeFloat(arena, args);
    case Complex:
        return makeComplex(arena, args);
    case Int:
        return makeInt(arena, args);
    case Str:
        return makeStr(arena, args);
    case Decimal:
        return makeDecimal(arena, args);
    case Reconstructor:
    case NewObject:
        return makeInstance(arena, callable, args);
    default:
        return std::nullopt;
    }
}

} // namespace npeek
