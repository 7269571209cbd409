#pragma once

#include "core/array/number_loads.h"

namespace npeek::loads {

/// What of a dtype decides how one real number is read; a complex number is two of them.
struct NumberFormat {
    Kind kind;
    Encoding encoding;
    std::endian byteorder;
    qint64 itemsize;

    explicit NumberFormat(const DType &dtype)
        : kind(dtype.shape.empty() ? dtype.kind : Kind::Void)
        , encoding(dtype.shape.empty() ? dtype.encoding : Encoding::Plain)
        , byteorder(dtype.byteorder)
        , itemsize(dtype.itemsize)
    {
    }
    bool isComplex() const { return kind == Kind::Complex; }
    /// The format of the real and of the imaginary part.
    NumberFormat part() const
    {
        NumberFormat format = *this;
        format.kind = Kind::Float;
        format.itemsize = itemsize / 2;
        return format;
    }
    bool isSwapped() const { return byteorder != std::endian::native; }
    bool isBig() const { return byteorder == std::endian::big; }
};

template <class T, class Visitor> auto visitPlain(const NumberFormat &format, const Visitor &visitor)
{
    return format.isSwapped() ? visitor(Plain<T, true>{}) : visitor(Plain<T, false>{});
}

template <class T1, class T2, class T4, class T8, class Visitor>
auto visitInteger(const NumberFormat &format, const Visitor &visitor)
{
    switch (format.itemsize) {
    case 1:
        return visitor(Plain<T1, false>{});
    case 2:
        return visitPlain<T2>(format, visitor);
    case 4:
        return visitPlain<T4>(format, visitor);
    case 8:
        return visitPlain<T8>(format, visitor);
    default:
        return visitor(None{});
    }
}

template <class Visitor> auto visitLongDouble(const NumberFormat &format, const Visitor &visitor)
{
    if (format.encoding == Encoding::Binary128 && format.itemsize == 16)
        return format.isBig() ? visitor(Binary128<true>{}) : visitor(Binary128<false>{});
    if (format.itemsize == 12)
        return format.isBig() ? visitor(X87<true, 12>{}) : visitor(X87<false, 12>{});
    if (format.itemsize == 16)
        return format.isBig() ? visitor(X87<true, 16>{}) : visitor(X87<false, 16>{});
    return visitor(None{});
}

template <class Visitor> auto visitFloat(const NumberFormat &format, const Visitor &visitor)
{
    switch (format.itemsize) {
    case 2:
        return format.isSwapped() ? visitor(Half<true>{}) : visitor(Half<false>{});
    case 4:
        return visitPlain<float>(format, visitor);
    case 8:
        return visitPlain<double>(format, visitor);
    default:
        return visitLongDouble(format, visitor);
    }
}

template <class Visitor> auto visitKind(const NumberFormat &format, const Visitor &visitor)
{
    switch (format.kind) {
    case Kind::Bool:
        return visitor(Bool{});
    case Kind::Int:
        return visitInteger<qint8, qint16, qint32, qint64>(format, visitor);
    case Kind::UInt:
        return visitInteger<quint8, quint16, quint32, quint64>(format, visitor);
    case Kind::Float:
        return visitFloat(format, visitor);
    case Kind::DateTime:
    case Kind::TimeDelta:
        return format.isSwapped() ? visitor(Time<true>{}) : visitor(Time<false>{});
    default:
        return visitor(None{});
    }
}

/// Calls visitor with the load of a real format; with None for everything that is no number.
template <class Visitor> auto visitNumber(const NumberFormat &format, const Visitor &visitor)
{
    switch (format.encoding) {
    case Encoding::BFloat16:
        return format.isSwapped() ? visitor(BFloat16<true>{}) : visitor(BFloat16<false>{});
    case Encoding::Float8E4m3fn:
        return visitor(Float8<Encoding::Float8E4m3fn>{});
    case Encoding::Float8E5m2:
        return visitor(Float8<Encoding::Float8E5m2>{});
    case Encoding::Float8E4m3fnuz:
        return visitor(Float8<Encoding::Float8E4m3fnuz>{});
    case Encoding::Float8E5m2fnuz:
        return visitor(Float8<Encoding::Float8E5m2fnuz>{});
    case Encoding::Float8E8m0fnu:
        return visitor(Float8<Encoding::Float8E8m0fnu>{});
    case Encoding::Int4:
        return visitor(Nibble<true>{});
    case Encoding::UInt4:
        return visitor(Nibble<false>{});
    case Encoding::Plain:
    case Encoding::X87:
    case Encoding::Binary128:
        break;
    }
    return visitKind(format, visitor);
}

} // namespace npeek::loads
