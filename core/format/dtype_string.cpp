#include "core/format/dtype_parts.h"

#include "core/format/datetime_unit.h"

#include <QHash>

namespace npeek {

namespace {

DType plain(Kind kind, qint64 itemsize)
{
    const qint64 part = kind == Kind::Complex ? itemsize / 2 : itemsize;
    const bool isLong = (kind == Kind::Float || kind == Kind::Complex) && part > 8;
    DType dtype;
    dtype.kind = kind;
    dtype.itemsize = itemsize;
    dtype.encoding = isLong ? Encoding::X87 : Encoding::Plain;
    return dtype;
}

DType carried(Kind kind, Encoding encoding)
{
    DType dtype = plain(kind, encoding == Encoding::BFloat16 ? 2 : 1);
    dtype.encoding = encoding;
    return dtype;
}

/// One-letter codes of C types on 64-bit Linux; the names follow below.
const QHash<QString, DType> &letters()
{
    static const QHash<QString, DType> table{
        {"?", plain(Kind::Bool, 1)},     {"b", plain(Kind::Int, 1)},      {"B", plain(Kind::UInt, 1)},
        {"h", plain(Kind::Int, 2)},      {"H", plain(Kind::UInt, 2)},     {"i", plain(Kind::Int, 4)},
        {"I", plain(Kind::UInt, 4)},     {"l", plain(Kind::Int, 8)},      {"L", plain(Kind::UInt, 8)},
        {"q", plain(Kind::Int, 8)},      {"Q", plain(Kind::UInt, 8)},     {"p", plain(Kind::Int, 8)},
        {"P", plain(Kind::UInt, 8)},     {"e", plain(Kind::Float, 2)},    {"f", plain(Kind::Float, 4)},
        {"d", plain(Kind::Float, 8)},    {"g", plain(Kind::Float, 16)},   {"F", plain(Kind::Complex, 8)},
        {"D", plain(Kind::Complex, 16)}, {"G", plain(Kind::Complex, 32)}, {"S", plain(Kind::Bytes, 0)},
        {"a", plain(Kind::Bytes, 0)},    {"c", plain(Kind::Bytes, 1)},    {"U", plain(Kind::Str, 0)},
        {"V", plain(Kind::Void, 0)},     {"O", plain(Kind::Object, 8)},   {"M", plain(Kind::DateTime, 8)},
        {"m", plain(Kind::TimeDelta, 8)}};
    return table;
}

struct Alias {
    const char *names; ///< separated by blanks
    DType dtype;
};

const std::vector<Alias> &aliases()
{
    static const std::vector<Alias> list{{"bool bool_ bool8", plain(Kind::Bool, 1)},
                                         {"int8 byte", plain(Kind::Int, 1)},
                                         {"int16 short", plain(Kind::Int, 2)},
                                         {"int32 intc", plain(Kind::Int, 4)},
                                         {"int64 int int_ int0 long longlong intp", plain(Kind::Int, 8)},
                                         {"uint8 ubyte", plain(Kind::UInt, 1)},
                                         {"uint16 ushort", plain(Kind::UInt, 2)},
                                         {"uint32 uintc", plain(Kind::UInt, 4)},
                                         {"uint64 uint uint0 ulong ulonglong uintp", plain(Kind::UInt, 8)},
                                         {"float16 half", plain(Kind::Float, 2)},
                                         {"float32 single", plain(Kind::Float, 4)},
                                         {"float64 float float_ double", plain(Kind::Float, 8)},
                                         {"float128 longdouble longfloat", plain(Kind::Float, 16)},
                                         {"float96", plain(Kind::Float, 12)},
                                         {"complex64 csingle singlecomplex", plain(Kind::Complex, 8)},
                                         {"complex128 complex complex_ cdouble cfloat", plain(Kind::Complex, 16)},
                                         {"complex256 clongdouble clongfloat longcomplex", plain(Kind::Complex, 32)},
                                         {"complex192", plain(Kind::Complex, 24)},
                                         {"bytes bytes_ bytes0 string_", plain(Kind::Bytes, 0)},
                                         {"str str_ str0 unicode unicode_", plain(Kind::Str, 0)},
                                         {"void void0", plain(Kind::Void, 0)},
                                         {"object object_ object0", plain(Kind::Object, 8)},
                                         {"bfloat16", carried(Kind::Float, Encoding::BFloat16)},
                                         {"float8_e4m3fn", carried(Kind::Float, Encoding::Float8E4m3fn)},
                                         {"float8_e5m2", carried(Kind::Float, Encoding::Float8E5m2)},
                                         {"float8_e4m3fnuz", carried(Kind::Float, Encoding::Float8E4m3fnuz)},
                                         {"float8_e5m2fnuz", carried(Kind::Float, Encoding::Float8E5m2fnuz)},
                                         {"float8_e8m0fnu", carried(Kind::Float, Encoding::Float8E8m0fnu)},
                                         {"int4", carried(Kind::Int, Encoding::Int4)},
                                         {"uint4", carried(Kind::UInt, Encoding::UInt4)}};
    return list;
}

const QHash<QString, DType> &names()
{
    static const QHash<QString, DType> table = [] {
        QHash<QString, DType> map;
        for (const Alias &alias : aliases()) {
            for (const QString &name : QString::fromLatin1(alias.names).split(u' '))
                map.insert(name, alias.dtype);
        }
        return map;
    }();
    return table;
}

Error notUnderstood(const QString &text)
{
    return {ErrorCode::Unsupported, QStringLiteral("%1 is no NumPy dtype").arg(quoted(text))};
}

bool isOneOf(qint64 size, std::initializer_list<qint64> sizes)
{
    return std::ranges::find(sizes, size) != sizes.end();
}

/// A kind and its size, as in f8. Sizes of other platforms (f12, c24) and of old ml_dtypes (f1) are read too.
std::optional<DType> sized(QChar kind, qint64 size)
{
    switch (kind.unicode()) {
    case u'b':
        return size == 1 ? std::optional(plain(Kind::Bool, 1)) : std::nullopt;
    case u'i':
        return isOneOf(size, {1, 2, 4, 8}) ? std::optional(plain(Kind::Int, size)) : std::nullopt;
    case u'u':
        return isOneOf(size, {1, 2, 4, 8}) ? std::optional(plain(Kind::UInt, size)) : std::nullopt;
    case u'f':
        if (size == 1)
            return carried(Kind::Float, Encoding::Float8E5m2);
        return isOneOf(size, {2, 4, 8, 12, 16}) ? std::optional(plain(Kind::Float, size)) : std::nullopt;
    case u'c':
        return isOneOf(size, {8, 16, 24, 32}) ? std::optional(plain(Kind::Complex, size)) : std::nullopt;
    case u'S':
    case u'a':
        return plain(Kind::Bytes, size);
    case u'V':
        return plain(Kind::Void, size);
    case u'U':
        return size <= maxItemsize / 4 ? std::optional(plain(Kind::Str, 4 * size)) : std::nullopt;
    case u'O':
        return isOneOf(size, {4, 8}) ? std::optional(plain(Kind::Object, 8)) : std::nullopt;
    default:
        return std::nullopt;
    }
}

/// The number that digits alone make, or -1.
qint64 sizeFromDigits(QStringView digits)
{
    if (!std::ranges::all_of(digits, [](QChar c) { return c >= u'0' && c <= u'9'; }))
        return -1;
    bool isNumber = false;
    const qint64 size = digits.toLongLong(&isNumber);
    return isNumber && size <= maxItemsize ? size : -1;
}

/// The unit behind datetime64, timedelta64, M8 or m8, or nothing when text is no such type.
std::optional<QStringView> dateTimeTail(QStringView text)
{
    for (const QLatin1String start :
         {QLatin1String("M8"), QLatin1String("m8"), QLatin1String("datetime64"), QLatin1String("timedelta64")}) {
        if (text.startsWith(start))
            return text.sliced(start.size());
    }
    return std::nullopt;
}

Result<DType> dateTime(QStringView text, QStringView tail)
{
    const Result<DateTimeUnit> unit = dateTimeUnitFromString(tail);
    if (!unit)
        return unit.error();
    const bool isDelta = text.startsWith(u'm') || text.startsWith(u't');
    DType dtype = plain(isDelta ? Kind::TimeDelta : Kind::DateTime, 8);
    dtype.unit = *unit;
    return dtype;
}

/// A type without its order; hasOrder tells that there was one, which names like float64 do not take.
Result<DType> unordered(QStringView code, bool hasOrder, const QString &text)
{
    if (const auto tail = dateTimeTail(code))
        return dateTime(code, *tail);
    if (code.size() == 1 && letters().contains(code.toString()))
        return letters().value(code.toString());
    if (code.size() > 1) {
        const qint64 size = sizeFromDigits(code.sliced(1));
        if (const auto dtype = size >= 0 ? sized(code.front(), size) : std::nullopt)
            return *dtype;
    }
    if (!hasOrder && code.size() < 32 && names().contains(text))
        return names().value(text);
    return notUnderstood(text);
}

} // namespace

Result<DType> dtypeFromString(const QString &text)
{
    if (isCommaString(text))
        return dtypeFromCommaString(text);
    const QChar first = text.isEmpty() ? QChar() : text.front();
    const bool isBig = first == u'>';
    const bool hasOrder = isBig || first == u'<' || first == u'=' || first == u'|';
    Result<DType> dtype = unordered(QStringView(text).sliced(hasOrder ? 1 : 0), hasOrder, text);
    const bool takesOrder = dtype && dtype->encoding <= Encoding::Binary128
        && (dtype->kind == Kind::Str
            || (dtype->itemsize > 1 && dtype->kind != Kind::Bytes && dtype->kind != Kind::Void
                && dtype->kind != Kind::Object));
    if (takesOrder && isBig)
        dtype->byteorder = std::endian::big;
    return dtype;
}

} // namespace npeek
