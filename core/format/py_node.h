#pragma once

#include "core/format/py_object.h"

#include <deque>
#include <variant>
#include <vector>

namespace npeek {

/// Where a value stands in its arena.
using PyRef = quint32;
using PyRefs = std::vector<PyRef>;

/// The names that stand for values; every other one is Unknown.
enum class PyCallable : quint8 {
    Unknown,
    NdArray,
    NumpyDType,
    Reconstruct,
    NumpyScalar,
    FromBuffer,
    StringDType,
    Encode,
    Reconstructor,
    NewObject,
    Range,
    Slice,
    Set,
    FrozenSet,
    Complex,
    ByteArray,
    List,
    Dict,
    Tuple,
    Str,
    ByteString,
    Int,
    Float,
    OrderedDict,
    DefaultDict,
    Counter,
    Deque,
    DateTime,
    Date,
    Time,
    TimeDelta,
    Decimal
};

/// Date, Time, DateTime, TimeDelta.
struct PyMomentPart {
    PyMoment moment;
    PyRef zone = 0;
};

/// DType, Scalar, Array.
struct PyNumpyPart {
    std::shared_ptr<const npeek::DType> dtype;
    bool isStringDType = false;
    bool fortranOrder = false;
    Shape shape;
    QByteArray data;
    PyRefs objects;
    PyRef subclass = 0; ///< a Class other than numpy.ndarray
};

/// Sparse, Opaque, and containers that are not the plain list or dict.
struct PyInstancePart {
    PyRef callee = 0;
    PyRef args = 0;
    PyRef keywords = 0;
    PyRef state = 0;
    PyRefs items;
    PyRefs pairs; ///< key, value, key, value ...
};

/// Bool and Int: qint64; a larger Int: bytes, decimal text or two's complement in little-endian order. Str, Class and
/// Decimal: UTF-8 in which lone surrogates are allowed. Refs: items, or pairs of a Dict. 0 as a PyRef stands for None.
struct PyNode {
    using Value =
        std::variant<std::monostate, qint64, double, std::complex<double>, QByteArray, PyRefs,
                     std::unique_ptr<PyMomentPart>, std::unique_ptr<PyNumpyPart>, std::unique_ptr<PyInstancePart>>;
    PyObject::Type type = PyObject::Type::None;
    PyCallable callable = PyCallable::Unknown; ///< Class
    bool isDecimalText = false; ///< Int
    bool isPython2Str = false; ///< ByteString
    Value value;
};

/// All values of one pickle, so that cycles and any depth are freed at once. Counts what they take of a budget.
class PyArena {
public:
    using Type = PyObject::Type;

    explicit PyArena(qint64 budget);

    /// Takes bytes off the budget, before they are allocated. False, from then on, when that much is not left.
    bool afford(qint64 bytes);
    bool isFull() const { return m_left < 0; }
    qint64 left() const { return m_left; }

    static constexpr PyRef none = 0;
    static PyRef boolean(bool value) { return value ? 2 : 1; }
    PyRef add(Type type, PyNode::Value value = {});
    PyRef addInt(qint64 value) { return add(Type::Int, value); }
    PyRef addBytes(Type type, QByteArray bytes);
    PyRef addRefs(Type type, PyRefs refs);
    PyRef addInstance(Type type, PyRef callee, PyRef args);
    PyRef emptyTuple();

    PyNode &node(PyRef ref) { return m_nodes[ref]; }
    const PyNode &node(PyRef ref) const { return m_nodes[ref]; }
    Type type(PyRef ref) const { return m_nodes[ref].type; }

    /// The part of a node, or nullptr when it has another one.
    template <class T> const T *part(PyRef ref) const { return std::get_if<T>(&m_nodes[ref].value); }
    const PyRefs *tuple(PyRef ref) const; ///< items of a Tuple
    const PyRefs *sequence(PyRef ref) const; ///< items of a Tuple or plain List
    const PyNumpyPart *numpy(PyRef ref) const;
    PyInstancePart *instance(PyRef ref);
    PyRefs *appendable(PyRef ref); ///< items of what takes APPEND or ADDITEMS
    PyRefs *settable(PyRef ref); ///< pairs of what takes SETITEM
    std::optional<qint64> integer(PyRef ref) const; ///< Int that fits, Bool
    std::optional<QByteArray> bytes(PyRef ref); ///< ByteString, ByteArray, and a Str that is Latin-1
    std::optional<QString> shortText(PyRef ref) const; ///< Str or ByteString of no more than 4 300 bytes

private:
    std::deque<PyNode> m_nodes;
    qint64 m_left;
    PyRef m_emptyTuple = 0;
};

constexpr qint64 maxShortText = 4300; ///< as many digits as Python makes an int of

} // namespace npeek
