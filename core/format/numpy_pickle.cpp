#include "core/format/numpy_pickle.h"

#include <algorithm>

namespace npeek {

namespace {

using Type = PyObject::Type;

constexpr size_t maxDimensions = 64;

/// Lengths, of which NumPy allows 64, from a tuple of int.
std::optional<Shape> shapeFrom(const PyArena &arena, PyRef ref)
{
    const PyRefs *items = arena.tuple(ref);
    if (!items || items->size() > maxDimensions)
        return std::nullopt;
    Shape shape;
    for (const PyRef item : *items) {
        const auto length = arena.integer(item);
        if (!length || *length < 0)
            return std::nullopt;
        shape.push_back(*length);
    }
    return shape;
}

/// Data of elements without objects: exactly the bytes that the shape asks for.
bool takeBytes(PyArena &arena, PyNumpyPart &part, qint64 count, PyRef data)
{
    auto bytes = arena.bytes(data);
    const auto needed = checkedMultiply(count, part.dtype->itemsize);
    if (!bytes || !needed || *needed != bytes->size())
        return false;
    part.data = *std::move(bytes);
    return true;
}

/// Data of elements with objects: a list of them in C order, whatever the order of the array.
bool takeObjects(PyArena &arena, PyNumpyPart &part, qint64 count, PyRef data)
{
    const PyRefs *items = arena.sequence(data);
    if (!items || static_cast<qint64>(items->size()) != count || !arena.afford(count * qint64(sizeof(PyRef))))
        return false;
    part.objects = *items;
    return true;
}

std::unique_ptr<PyNumpyPart> arrayPart(PyArena &arena, PyRef shape, PyRef dtype, bool fortranOrder, PyRef data)
{
    const PyNumpyPart *type = arena.type(dtype) == Type::DType ? arena.numpy(dtype) : nullptr;
    const auto lengths = shapeFrom(arena, shape);
    const auto count = lengths ? elementCount(*lengths) : std::nullopt;
    if (!type || !count || !type->dtype->shape.empty() || !arena.afford(sizeof(PyNumpyPart)))
        return nullptr;
    auto part = std::make_unique<PyNumpyPart>();
    part->dtype = type->dtype;
    part->isStringDType = type->isStringDType;
    part->shape = *lengths;
    part->fortranOrder = fortranOrder;
    const bool hasObjects = part->isStringDType || part->dtype->hasObjects();
    const bool isTaken = hasObjects ? takeObjects(arena, *part, *count, data) : takeBytes(arena, *part, *count, data);
    return isTaken ? std::move(part) : nullptr;
}

/// Elements in the order of shape, taken from data by steps in bytes.
QByteArray gathered(const QByteArray &data, qint64 itemsize, const Shape &shape, const Shape &steps)
{
    QByteArray out;
    out.reserve(data.size());
    Shape index(shape.size(), 0);
    qint64 offset = 0;
    while (out.size() < data.size()) {
        out.append(data.constData() + offset, itemsize);
        for (size_t axis = shape.size(); axis-- > 0;) {
            offset += steps[axis];
            if (++index[axis] < shape[axis])
                break;
            offset -= steps[axis] * shape[axis];
            index[axis] = 0;
        }
    }
    return out;
}

/// numpy.transpose() of an array in C order, written out in C order again. False when axes is no permutation.
bool transpose(PyArena &arena, PyNumpyPart &part, const Shape &axes)
{
    const size_t ndim = part.shape.size();
    Shape sorted = axes;
    std::ranges::sort(sorted);
    for (size_t i = 0; i < sorted.size(); ++i) {
        if (sorted[i] != static_cast<qint64>(i))
            return false;
    }
    if (axes.size() != ndim || !part.objects.empty() || !arena.afford(part.data.size()))
        return false;
    Shape steps(ndim, part.dtype->itemsize);
    for (size_t i = ndim; !part.data.isEmpty() && i-- > 1;)
        steps[i - 1] = steps[i] * part.shape[i];
    Shape shape;
    Shape permuted;
    for (const qint64 axis : axes) {
        shape.push_back(part.shape[static_cast<size_t>(axis)]);
        permuted.push_back(steps[static_cast<size_t>(axis)]);
    }
    part.data = gathered(part.data, part.dtype->itemsize, shape, permuted);
    part.shape = shape;
    return true;
}

/// The class of an array under construction, when it is not the plain one.
PyRef subclassOf(PyArena &arena, PyRef array)
{
    if (const PyNumpyPart *part = arena.numpy(array))
        return part->subclass;
    const PyRefs *args = arena.tuple(arena.instance(array)->args);
    const bool isNamed = args && !args->empty() && arena.type(args->front()) == Type::Class;
    const bool isPlain = isNamed && arena.node(args->front()).callable == PyCallable::NdArray;
    return isNamed && !isPlain ? args->front() : 0;
}

} // namespace

std::optional<PyRef> makeNumpyScalar(PyArena &arena, const PyRefs &args)
{
    const PyNumpyPart *type = args.size() == 2 && arena.type(args[0]) == Type::DType ? arena.numpy(args[0]) : nullptr;
    if (!type)
        return std::nullopt;
    if (type->isStringDType || type->dtype->kind == Kind::Object)
        return args[1];
    auto part = std::make_unique<PyNumpyPart>();
    part->dtype = type->dtype;
    const bool isAffordable = arena.afford(sizeof(PyNumpyPart));
    if (!isAffordable || part->dtype->hasObjects() || !takeBytes(arena, *part, 1, args[1]))
        return std::nullopt;
    return arena.add(Type::Scalar, std::move(part));
}

std::optional<PyRef> makeArrayFromBuffer(PyArena &arena, const PyRefs &args)
{
    const auto order = args.size() == 4 || args.size() == 5 ? arena.shortText(args[3]) : std::nullopt;
    const bool isPermuted = order && *order == QLatin1String("K") && args.size() == 5;
    if (!order || (!isPermuted && *order != QLatin1String("C") && *order != QLatin1String("F")))
        return std::nullopt;
    auto part = arrayPart(arena, args[2], args[1], *order == QLatin1String("F"), args[0]);
    const auto axes = isPermuted ? shapeFrom(arena, args[4]) : std::nullopt;
    if (!part || (isPermuted && !(axes && transpose(arena, *part, *axes))))
        return std::nullopt;
    return arena.add(Type::Array, std::move(part));
}

bool setArrayState(PyArena &arena, PyRef array, PyRef state)
{
    const PyRefs *parts = arena.tuple(state);
    if (!parts || parts->size() < 4 || parts->size() > 5)
        return false;
    const size_t first = parts->size() - 4;
    const auto fortranOrder = arena.integer((*parts)[first + 2]);
    if (!fortranOrder)
        return false;
    auto part = arrayPart(arena, (*parts)[first], (*parts)[first + 1], *fortranOrder != 0, (*parts)[first + 3]);
    if (!part)
        return false;
    part->subclass = subclassOf(arena, array);
    PyNode &node = arena.node(array);
    node.type = Type::Array;
    node.value = std::move(part);
    return true;
}

} // namespace npeek
