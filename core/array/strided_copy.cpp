#include "core/array/strided_copy.h"

#include <algorithm>
#include <cstring>

namespace npeek {

namespace {

constexpr qint64 mebi = 1 << 20;
constexpr qint64 pageBytes = 64 << 10; // systems map a few pages round every one that is touched
constexpr qint64 maxTouched = 64 * mebi; // of a mapped source at once
constexpr qint64 maxSpan = 4 * mebi; // read of another source at once
constexpr qint64 cheapSpan = 256 << 10; // read as a whole however little of it is needed
constexpr qint64 maxBytesPerNeededByte = 512; // beyond cheapSpan

using CopyRows = void (*)(const CopyAxis &slow, const CopyAxis &fast, qint64 unitBytes, const unsigned char *from,
                          unsigned char *to);

/// Size 0 stands for any size. A constant size makes a move of each memcpy.
template <size_t Size>
void copyRows(const CopyAxis &slow, const CopyAxis &fast, qint64 unitBytes, const unsigned char *from,
              unsigned char *to)
{
    for (qint64 i = 0; i < slow.length; ++i) {
        const unsigned char *source = from + i * slow.from;
        unsigned char *target = to + i * slow.to;
        for (qint64 k = 0; k < fast.length; ++k)
            std::memcpy(target + k * fast.to, source + k * fast.from,
                        Size != 0 ? Size : static_cast<size_t>(unitBytes));
    }
}

CopyRows copyRowsFor(qint64 unitBytes)
{
    switch (unitBytes) {
    case 1:
        return copyRows<1>;
    case 2:
        return copyRows<2>;
    case 4:
        return copyRows<4>;
    case 8:
        return copyRows<8>;
    case 16:
        return copyRows<16>;
    default:
        return copyRows<0>;
    }
}

/// The two innermost axes of a copy and how to go through them.
struct Plane {
    CopyAxis slow, fast;
    qint64 unitBytes;
    qint64 tile; ///< units along each side; 0 for whole rows
    CopyRows rows;

    void copy(const unsigned char *from, unsigned char *to) const
    {
        if (tile == 0)
            return rows(slow, fast, unitBytes, from, to);
        for (qint64 k = 0; k < fast.length; k += tile) {
            for (qint64 i = 0; i < slow.length; i += tile) {
                const CopyAxis partSlow{std::min(tile, slow.length - i), slow.from, slow.to};
                const CopyAxis partFast{std::min(tile, fast.length - k), fast.from, fast.to};
                rows(partSlow, partFast, unitBytes, from + i * slow.from + k * fast.from,
                     to + i * slow.to + k * fast.to);
            }
        }
    }
};

void copyPlanes(std::span<const CopyAxis> outer, const Plane &plane, const unsigned char *from, unsigned char *to)
{
    if (outer.empty())
        return plane.copy(from, to);
    for (qint64 i = 0; i < outer.front().length; ++i)
        copyPlanes(outer.subspan(1), plane, from + i * outer.front().from, to + i * outer.front().to);
}

bool hasWiderSource(const CopyAxis &a, const CopyAxis &b)
{
    return std::abs(a.from) > std::abs(b.from);
}

bool canReadWhole(const CopyBox &box, const ByteSource &source, qint64 span)
{
    if (source.isMapped())
        return box.touchedBytes() <= maxTouched;
    return span <= cheapSpan || (span <= maxSpan && span / maxBytesPerNeededByte <= box.size() * box.unitBytes);
}

} // namespace

qint64 CopyBox::size() const
{
    qint64 units = 1;
    for (const CopyAxis &axis : axes)
        units *= axis.length;
    return units;
}

qint64 CopyBox::bytesBefore() const
{
    qint64 bytes = 0;
    for (const CopyAxis &axis : axes)
        bytes -= std::min<qint64>(axis.from, 0) * (axis.length - 1);
    return bytes;
}

qint64 CopyBox::bytesBehind() const
{
    qint64 bytes = unitBytes;
    for (const CopyAxis &axis : axes)
        bytes += std::max<qint64>(axis.from, 0) * (axis.length - 1);
    return bytes;
}

qint64 CopyBox::touchedBytes() const
{
    std::vector<CopyAxis> narrowFirst = axes;
    std::ranges::sort(narrowFirst, [](const CopyAxis &a, const CopyAxis &b) { return hasWiderSource(b, a); });
    qint64 touched = unitBytes;
    for (const CopyAxis &axis : narrowFirst) {
        const qint64 stride = std::abs(axis.from);
        touched = stride <= touched + pageBytes ? touched + stride * (axis.length - 1)
                                                : axis.length * std::max(touched, pageBytes);
    }
    return touched;
}

void copyStrided(const CopyBox &box, const unsigned char *from, unsigned char *to)
{
    std::vector<CopyAxis> axes = box.axes;
    std::erase_if(axes, [](const CopyAxis &axis) { return axis.length == 1; });
    std::ranges::stable_sort(axes, hasWiderSource);
    axes.insert(axes.begin(), axes.size() < 2 ? 2 - axes.size() : 0, CopyAxis{});
    // Inside, the axis that is fastest in the target, and next to it the one that is fastest in the source.
    const auto packed = std::min_element(axes.begin(), axes.end(), [](const CopyAxis &a, const CopyAxis &b) {
        return a.length > 1 && (b.length == 1 || a.to < b.to);
    });
    const bool isTransposed = packed != axes.end() - 1 && packed->length > 1;
    if (isTransposed)
        std::rotate(packed, packed + 1, axes.end());
    const qint64 tile = isTransposed ? std::clamp<qint64>(128 / box.unitBytes, 4, 64) : 0;
    const Plane plane{axes[axes.size() - 2], axes.back(), box.unitBytes, tile, copyRowsFor(box.unitBytes)};
    copyPlanes(std::span(axes).first(axes.size() - 2), plane, from, to);
}

Result<> copyFromSource(const CopyBox &box, const ByteSource &source, qint64 offset, unsigned char *to,
                        QByteArray &scratch)
{
    const qint64 before = box.bytesBefore();
    const qint64 span = before + box.bytesBehind();
    if (box.size() == 1 || canReadWhole(box, source, span)) {
        const Result<Bytes> bytes = source.read(offset - before, span, scratch);
        if (!bytes)
            return bytes.error();
        copyStrided(box, bytes->data() + before, to);
        source.release(offset - before, span);
        return {};
    }
    const auto widest = std::ranges::max_element(box.axes, [](const CopyAxis &a, const CopyAxis &b) {
        return b.length > 1 && (a.length == 1 || hasWiderSource(b, a));
    });
    CopyBox half = box;
    CopyAxis &axis = half.axes[static_cast<size_t>(widest - box.axes.begin())];
    axis.length = widest->length / 2;
    const qint64 skipped = axis.length;
    if (Result<> done = copyFromSource(half, source, offset, to, scratch); !done)
        return done;
    axis.length = widest->length - skipped;
    return copyFromSource(half, source, offset + skipped * axis.from, to + skipped * axis.to, scratch);
}

} // namespace npeek
