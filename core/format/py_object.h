#pragma once

#include "core/format/dtype.h"

#include <QByteArray>

#include <complex>
#include <limits>
#include <memory>
#include <optional>

namespace npeek {

class PyArena;
struct PyNode;

/// The numbers of a datetime.date, time, datetime or timedelta; those that its type does not have are 0.
struct PyMoment {
    int days = 0; ///< timedelta only; may be negative, the rest never is
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0; ///< timedelta: of the day
    int microsecond = 0;
    bool fold = false;
};

/// A value that a pickle describes. Immutable, cheap to copy, safe to read from any thread. All values of one pickle
/// live together and may refer to each other in cycles, so whoever walks them bounds his depth and his output.
class PyObject {
public:
    enum class Type : quint8 {
        None,
        Bool,
        Int,
        Float,
        Complex,
        Str,
        ByteString,
        ByteArray,
        Tuple,
        List,
        Set,
        FrozenSet,
        Dict, ///< List and Dict also for deque, OrderedDict, ...: see className()
        Range,
        Slice, ///< three items: start, stop, step
        Date,
        Time,
        DateTime,
        TimeDelta,
        Decimal,
        DType,
        Scalar,
        Array, ///< NumPy's
        Class, ///< a class or function by its name
        Sparse, ///< a scipy.sparse matrix: className() and state()
        Opaque ///< anything else: a call that was not made, with its arguments and state
    };

    PyObject() = default; ///< None
    PyObject(std::shared_ptr<const PyArena> arena, quint32 ref);

    Type type() const;
    bool is(Type other) const { return type() == other; }
    /// Tells values apart and finds cycles: equal for two handles of one value.
    const void *identity() const { return m_node; }

    bool toBool() const; ///< Bool
    std::optional<qint64> toInt64() const; ///< Int that fits, Bool
    QString integerText() const; ///< Int in decimal; cut when longer than 4 900 digits
    double toDouble() const; ///< Float
    std::complex<double> toComplex() const; ///< Complex
    /// Str, Decimal, Class, and the Latin-1 text of ByteString; no more than limit bytes of it are looked at.
    QString text(qint64 limit = std::numeric_limits<qint64>::max()) const;
    qint64 byteCount() const; ///< of what text() or bytes() hold
    QByteArray bytes() const; ///< ByteString, ByteArray; the elements of Scalar and Array
    bool isPython2Str() const; ///< ByteString that was a str of Python 2
    PyMoment moment() const; ///< Date, Time, DateTime, TimeDelta
    PyObject zone() const; ///< tzinfo of Time and DateTime

    /// Tuple, List, Set, FrozenSet, Range, Slice; elements of an object Array in C order; what an Opaque was appended.
    qint64 itemCount() const;
    PyObject item(qint64 index) const;
    /// Dict, Opaque; a key that was set twice occurs twice, the last one counts.
    qint64 pairCount() const;
    PyObject key(qint64 index) const;
    PyObject value(qint64 index) const;
    /// The value for a key that is a str; nothing when there is none.
    std::optional<PyObject> find(const QString &key) const;

    DType dtype() const; ///< DType, Scalar, Array
    bool isStringDType() const; ///< NumPy 2's StringDType, whose elements are Str objects
    Shape shape() const; ///< Array
    bool fortranOrder() const; ///< Array: the order of bytes()

    /// "numpy.matrix", "collections.OrderedDict", "os.system": of Class, Sparse, Opaque, and of an Array, List or Dict
    /// that is not the plain one. Else empty.
    QString className() const;
    std::optional<PyObject> callee() const; ///< Opaque: what was to be called; mostly a Class
    PyObject args() const; ///< Opaque, Sparse: a Tuple; a defaultdict's or deque's too
    std::optional<PyObject> keywords() const; ///< Opaque: a Dict
    std::optional<PyObject> state() const; ///< Opaque, Sparse, containers with attributes

private:
    PyObject at(quint32 ref) const { return {m_arena, ref}; }

    std::shared_ptr<const PyArena> m_arena;
    const PyNode *m_node = nullptr;
};

} // namespace npeek
