#include "core/array/long_double.h"

#include <QtEndian>

#include <algorithm>
#include <array>

namespace npeek {

namespace {

constexpr qint64 partSize = 16;
constexpr qint64 runs = 64; ///< places of the data that are looked at
constexpr qint64 runLength = 32; ///< elements at each
constexpr qint64 maxSeen = 4096; ///< numbers, after which no further field is looked at
constexpr int maxDepth = 8; ///< of structs in structs

/// What speaks for either format.
struct Votes {
    qint64 seen = 0;
    qint64 parts = 0; ///< numbers with a byte that is not zero
    qint64 x87 = 0; ///< with integer bit, and an exponent of everyday numbers above the first 8 bytes
    qint64 notX87 = 0; ///< no valid number of 80 bits
    qint64 binary128 = 0; ///< with such an exponent in the last two bytes

    void count(const unsigned char *data, bool isBig);
    bool areForBinary128() const { return 2 * notX87 > parts || (2 * binary128 > parts && binary128 > x87); }
};

/// As doubles have it, with zero left out.
bool isEveryday(int exponent)
{
    return exponent > 16383 - 1100 && exponent < 16383 + 1100;
}

void Votes::count(const unsigned char *data, bool isBig)
{
    ++seen;
    std::array<unsigned char, partSize> bytes;
    std::copy_n(data, partSize, bytes.begin());
    if (isBig)
        std::ranges::reverse(bytes);
    if (std::ranges::all_of(bytes, [](unsigned char byte) { return byte == 0; }))
        return;
    const auto low = qFromLittleEndian<quint64>(bytes.data());
    const int x87Exponent = qFromLittleEndian<quint16>(bytes.data() + 8) & 0x7fff;
    const int quadExponent = qFromLittleEndian<quint16>(bytes.data() + 14) & 0x7fff;
    const bool hasIntegerBit = (low >> 63) != 0;
    ++parts;
    x87 += hasIntegerBit && (isEveryday(x87Exponent) || x87Exponent == 0x7fff);
    notX87 += !hasIntegerBit && x87Exponent != 0;
    binary128 += isEveryday(quadExponent) || quadExponent == 0x7fff;
}

bool isLongDouble(const DType &dtype)
{
    return dtype.shape.empty()
        && ((dtype.kind == Kind::Float && dtype.itemsize == 16)
            || (dtype.kind == Kind::Complex && dtype.itemsize == 32));
}

bool mayHoldLongDouble(const DType &dtype)
{
    const DType element = dtype.base();
    return isLongDouble(element)
        || (element.kind == Kind::Struct
            && std::ranges::any_of(element.fields, [](const Field &field) { return mayHoldLongDouble(field.dtype); }));
}

Shape indexOf(qint64 flat, const Shape &shape)
{
    Shape index(shape.size());
    for (size_t axis = shape.size(); axis-- > 0;) {
        index[axis] = flat % shape[axis];
        flat /= shape[axis];
    }
    return index;
}

void countRun(Votes &votes, const ArrayView &view, qint64 first)
{
    QByteArray scratch;
    const bool isBig = view.dtype().byteorder == std::endian::big;
    for (qint64 i = first; i < std::min(first + runLength, view.size()); ++i) {
        const auto bytes = view.element(indexOf(i, view.shape()), scratch);
        if (!bytes)
            return;
        for (qint64 part = 0; part < view.dtype().itemsize; part += partSize)
            votes.count(bytes->data() + part, isBig);
    }
}

/// The fields of structs too: one file is written by one machine, so all longdoubles in it are alike.
void collect(Votes &votes, const ArrayView &view, int depth)
{
    const DType &dtype = view.dtype();
    if (isLongDouble(dtype)) {
        const bool isMapped = view.source() && view.source()->isMapped();
        const qint64 step = isMapped ? std::max(runLength, view.size() / runs) : runLength;
        for (qint64 run = 0; run < runs && run * step < view.size(); ++run)
            countRun(votes, view, run * step);
    }
    for (const Field &field : dtype.fields) {
        if (votes.seen > maxSeen || depth == 0)
            return;
        if (!mayHoldLongDouble(field.dtype))
            continue;
        if (const auto part = view.field(field.name))
            collect(votes, *part, depth - 1);
    }
}

void setEncoding(DType &dtype, Encoding encoding)
{
    if (isLongDouble(dtype.base()))
        dtype.encoding = encoding;
    for (Field &field : dtype.fields)
        setEncoding(field.dtype, encoding);
}

} // namespace

Encoding recognizeLongDouble(const ArrayView &view)
{
    Votes votes;
    collect(votes, view, maxDepth);
    return votes.areForBinary128() ? Encoding::Binary128 : Encoding::X87;
}

ArrayView withLongDoublesRecognized(const ArrayView &view)
{
    if (view.size() == 0 || !mayHoldLongDouble(view.dtype()))
        return view;
    DType dtype = view.dtype();
    setEncoding(dtype, recognizeLongDouble(view));
    const auto seen = view.viewedAs(dtype);
    return seen ? *seen : view;
}

} // namespace npeek
