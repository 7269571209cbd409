#include "core/format/pickle_globals.h"

#include "core/format/builtin_pickle.h"
#include "core/format/numpy_pickle.h"

#include <QHash>

namespace npeek {

namespace {

using Names = QHash<QByteArray, PyCallable>;

/// Modules as Python 2 and NumPy 1 call them.
const Names &knownNames()
{
    using enum PyCallable;
    static const Names names{{"numpy ndarray", NdArray},
                             {"numpy dtype", NumpyDType},
                             {"numpy.core.multiarray _reconstruct", Reconstruct},
                             {"numpy.core._internal _reconstruct", Reconstruct},
                             {"numpy.core.multiarray scalar", NumpyScalar},
                             {"numpy.core.numeric _frombuffer", FromBuffer},
                             {"numpy.core._internal _convert_to_stringdtype_kwargs", StringDType},
                             {"numpy.dtypes StringDType", StringDType},
                             {"_codecs encode", Encode},
                             {"copy_reg _reconstructor", Reconstructor},
                             {"copy_reg __newobj__", NewObject},
                             {"__builtin__ range", Range},
                             {"__builtin__ xrange", Range},
                             {"__builtin__ slice", Slice},
                             {"__builtin__ set", Set},
                             {"__builtin__ frozenset", FrozenSet},
                             {"__builtin__ complex", Complex},
                             {"__builtin__ bytearray", ByteArray},
                             {"__builtin__ list", List},
                             {"__builtin__ dict", Dict},
                             {"__builtin__ tuple", Tuple},
                             {"__builtin__ str", Str},
                             {"__builtin__ unicode", Str},
                             {"__builtin__ bytes", ByteString},
                             {"__builtin__ int", Int},
                             {"__builtin__ long", Int},
                             {"__builtin__ float", Float},
                             {"collections OrderedDict", OrderedDict},
                             {"collections defaultdict", DefaultDict},
                             {"collections Counter", Counter},
                             {"collections deque", Deque},
                             {"datetime datetime", DateTime},
                             {"datetime date", Date},
                             {"datetime time", Time},
                             {"datetime timedelta", TimeDelta},
                             {"decimal Decimal", Decimal}};
    return names;
}

QByteArray olderModule(QByteArrayView module)
{
    if (module == "builtins")
        return "__builtin__";
    if (module == "copyreg")
        return "copy_reg";
    if (module == "numpy._core" || module.startsWith("numpy._core."))
        return "numpy.core" + module.sliced(11).toByteArray();
    return module.toByteArray();
}

} // namespace

PyCallable callableFrom(QByteArrayView module, QByteArrayView name)
{
    constexpr qsizetype longest = 64;
    if (module.size() > longest || name.size() > longest)
        return PyCallable::Unknown;
    return knownNames().value(olderModule(module) + ' ' + name.toByteArray(), PyCallable::Unknown);
}

std::optional<PyRef> callKnown(PyArena &arena, PyCallable callable, PyRef callee, const PyRefs &args)
{
    using enum PyCallable;
    switch (callable) {
    case NumpyDType:
        return makeDType(arena, args);
    case NumpyScalar:
        return makeNumpyScalar(arena, args);
    case FromBuffer:
        return makeArrayFromBuffer(arena, args);
    case StringDType:
        return makeStringDType(arena);
    case DateTime:
    case Date:
    case Time:
    case TimeDelta:
        return makeMoment(arena, callable, args);
    case OrderedDict:
    case DefaultDict:
    case Counter:
    case Deque:
        return makeCollection(arena, callable, callee, args);
    case Unknown:
    case NdArray:
    case Reconstruct:
        return std::nullopt;
    default:
        return makeBuiltin(arena, callable, args);
    }
}

bool setState(PyArena &arena, PyRef object, PyRef state)
{
    switch (arena.type(object)) {
    case PyObject::Type::DType:
        return setDTypeState(arena, object, state);
    case PyObject::Type::Array:
        return setArrayState(arena, object, state);
    case PyObject::Type::Scalar:
        return true;
    default:
        break;
    }
    PyInstancePart *part = arena.instance(object);
    if (!part)
        return false;
    if (arena.node(part->callee).callable == PyCallable::Reconstruct && setArrayState(arena, object, state))
        return true;
    part->state = state;
    const auto *name = arena.part<QByteArray>(part->callee);
    const bool isSparse = name && name->startsWith("scipy.sparse.") && arena.type(state) == PyObject::Type::Dict;
    if (isSparse && arena.type(object) == PyObject::Type::Opaque)
        arena.node(object).type = PyObject::Type::Sparse;
    return true;
}

} // namespace npeek
