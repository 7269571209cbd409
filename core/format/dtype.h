#pragma once

#include "core/base/checked_math.h"
#include "core/base/result.h"

#include <QString>

#include <bit>
#include <vector>

namespace npeek {

/// NumPy's dtype.kind, with structured types apart from raw void.
enum class Kind { Bool, Int, UInt, Float, Complex, Bytes, Str, Void, DateTime, TimeDelta, Object, Struct };

/// How the bits of one number are to be read where kind and itemsize do not say it all.
enum class Encoding {
    Plain, ///< IEEE 754 binary16/32/64, two's complement
    X87, ///< longdouble of x86: 80 bits in 12 or 16 bytes, the rest is garbage to be ignored
    Binary128, ///< longdouble of aarch64, riscv64
    BFloat16,
    Float8E4m3fn,
    Float8E5m2,
    Float8E4m3fnuz,
    Float8E5m2fnuz,
    Float8E8m0fnu,
    Int4,
    UInt4 ///< ml_dtypes, carried as V1/V2
};

enum class TimeUnit { Generic, Year, Month, Week, Day, Hour, Minute, Second, Milli, Micro, Nano, Pico, Femto, Atto };

/// Unit of datetime64 and timedelta64: multiple x unit, as in "25s".
struct DateTimeUnit {
    TimeUnit unit = TimeUnit::Generic;
    qint64 multiple = 1;
    bool operator==(const DateTimeUnit &) const = default;
};

struct Field;

/// The type of one element, in NumPy's terms. A value; compares by content.
struct DType {
    Kind kind = Kind::Void;
    std::endian byteorder = std::endian::little; ///< of multi-byte numbers and of Str code points
    qint64 itemsize = 0; ///< bytes of one element, all of a sub-array included
    Encoding encoding = Encoding::Plain;
    Kind carrier = Kind::Void; ///< what descr() spells for an encoding of ml_dtypes
    DateTimeUnit unit; ///< DateTime and TimeDelta only
    Shape shape; ///< sub-array shape; empty for a plain element
    std::vector<Field> fields; ///< Struct only, without the padding; may be empty
    qint64 emptyItemsize = 0; ///< itemsize of base() where a zero in shape makes itemsize 0; else 0

    /// The element type inside a sub-array; *this without shape otherwise.
    DType base() const;
    /// True when an object (a pickled reference) is anywhere inside.
    bool hasObjects() const;
    /// Bool, Int, UInt, Float, Complex of any encoding, not a sub-array.
    bool isNumeric() const;
    /// The field, or nullptr.
    const Field *field(const QString &name) const;

    /// The Python literal that NumPy writes after 'descr': as in '<f4' or [('a', '<i4'), ('b', '<f8', (2,))].
    QString descr() const;
    /// NumPy's name for people: float64, int16, complex128, bool, '<U5', datetime64[ns], (structured) the descr.
    /// Big-endian types are spelled like '>f8', types of ml_dtypes with what carries them: bfloat16 (V2).
    QString name() const;

    bool operator==(const DType &) const;
};

struct Field {
    QString name;
    QString title; ///< null when there is none
    qint64 offset = 0; ///< bytes from the start of the element
    DType dtype;

    bool operator==(const Field &) const;
};

class PyValue;

/// The dtype that a descr literal means (NEP 1 and NumPy's dtype strings). Unsupported or InvalidInput say what is
/// wrong in it.
Result<DType> dtypeFromDescr(const PyValue &descr);
/// The same for a bare dtype string such as "<f8", "float32", "M8[25s]".
Result<DType> dtypeFromString(const QString &text);

} // namespace npeek
