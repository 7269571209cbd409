// Slices against Python's rules, taken literally. Input: number of axes, a length for each, then steps divided by ';':
// a slice, or 'T' for transposing.
#include "core/array/array_view.h"
#include "core/array/block_reader.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <limits>

using namespace npeek;
using namespace npeek::fuzz;

namespace {

__extension__ typedef __int128 Wide;

constexpr qint64 largest = std::numeric_limits<qint64>::max();

/// An array without any cleverness: all its values in C order.
struct Model {
    Shape shape;
    std::vector<unsigned char> values;
};

qint64 lengthOf(uint8_t byte)
{
    if (byte < 200)
        return byte % 12;
    return byte < 250 ? byte : byte < 253 ? qint64(1) << (byte - 250 + 60) : largest - (byte - 253);
}

/// "The slice of s from i to j with step k", language reference and slice.indices().
AxisSlice reference(const SliceSpec::Item &item, int axis, qint64 length)
{
    const Wide step = item.step.value_or(1);
    const Wide low = step < 0 ? -1 : 0;
    const Wide high = step < 0 ? Wide(length) - 1 : Wide(length);
    const auto bound = [&](qint64 i) { return i < 0 ? std::max(Wide(i) + length, low) : std::min(Wide(i), high); };
    const Wide start = item.start ? bound(*item.start) : (step < 0 ? high : low);
    const Wide stop = item.stop ? bound(*item.stop) : (step < 0 ? low : high);
    const Wide distance = step < 0 ? start - stop : stop - start;
    const Wide magnitude = step < 0 ? -step : step;
    const Wide count = distance <= 0 ? 0 : (distance + magnitude - 1) / magnitude;
    return {.axis = axis, .start = count > 0 ? qint64(start) : 0, .step = qint64(step), .length = qint64(count)};
}

/// The items without the ellipsis, one for each axis.
std::vector<SliceSpec::Item> spread(const SliceSpec &spec, size_t ndim)
{
    std::vector<SliceSpec::Item> items;
    for (const SliceSpec::Item &item : spec.items) {
        if (item.type == SliceSpec::Item::Type::Ellipsis)
            items.resize(items.size() + ndim - (spec.items.size() - 1));
        else
            items.push_back(item);
    }
    items.resize(ndim);
    return items;
}

bool isInBounds(const SliceSpec::Item &item, qint64 length)
{
    return item.type != SliceSpec::Item::Type::Index
        || (Wide(item.index) < length && Wide(item.index) >= -Wide(length));
}

void checkResolved(const SliceSpec &spec, const Shape &shape, const Result<std::vector<AxisSlice>> &resolved)
{
    const auto isEllipsis = [](const SliceSpec::Item &item) { return item.type == SliceSpec::Item::Type::Ellipsis; };
    const auto given = spec.items.size() - static_cast<size_t>(std::ranges::count_if(spec.items, isEllipsis));
    if (given > shape.size()) {
        require(!resolved, "too many indices are refused");
        return;
    }
    const std::vector<SliceSpec::Item> items = spread(spec, shape.size());
    bool isAllowed = true;
    for (size_t i = 0; i < items.size(); ++i)
        isAllowed = isAllowed && isInBounds(items[i], shape[i]);
    require(resolved.isOk() == isAllowed, "indices are refused exactly when they are out of bounds");
    for (size_t i = 0; resolved && i < items.size(); ++i) {
        const AxisSlice &axis = (*resolved)[i];
        const bool isIndex = items[i].type == SliceSpec::Item::Type::Index;
        require(axis.axis == int(i) && axis.isIndex == isIndex, "every axis has its slice");
        if (isIndex) {
            require(axis.length == 1 && axis.start == (items[i].index < 0 ? items[i].index + shape[i] : items[i].index),
                    "an index is counted from the right end");
            continue;
        }
        const AxisSlice expected = reference(items[i], int(i), shape[i]);
        require(axis.start == expected.start && axis.length == expected.length, "a range is what Python makes of it");
        require(axis.step == expected.step || expected.step < -largest, "a step stays as it is");
    }
}

qint64 countOf(const Shape &shape)
{
    return elementCount(shape).value_or(-1);
}

/// The value at an index, by counting.
unsigned char at(const Model &model, const Shape &index)
{
    qint64 flat = 0;
    for (size_t i = 0; i < index.size(); ++i)
        flat = flat * model.shape[i] + index[i];
    return model.values[static_cast<size_t>(flat)];
}

/// Fills the values of a shape from a function of the index.
template <class ValueAt> Model filled(const Shape &shape, ValueAt valueAt)
{
    Model model{shape, {}};
    const qint64 count = countOf(shape);
    for (qint64 flat = 0; flat < count; ++flat) {
        Shape index(shape.size());
        qint64 rest = flat;
        for (size_t i = shape.size(); i-- > 0; rest /= shape[i])
            index[i] = rest % shape[i];
        model.values.push_back(valueAt(index));
    }
    return model;
}

Model sliced(const Model &model, const std::vector<AxisSlice> &axes)
{
    Shape shape;
    for (const AxisSlice &axis : axes) {
        if (!axis.isIndex)
            shape.push_back(axis.length);
    }
    return filled(shape, [&](const Shape &index) {
        Shape source;
        size_t next = 0;
        for (const AxisSlice &axis : axes)
            source.push_back(axis.isIndex ? axis.start : axis.indexOf(index[next++]));
        return at(model, source);
    });
}

Model transposed(const Model &model)
{
    const Shape shape(model.shape.rbegin(), model.shape.rend());
    return filled(shape, [&](const Shape &index) { return at(model, Shape(index.rbegin(), index.rend())); });
}

std::vector<unsigned char> contentOf(const ArrayView &view, Order order, qint64 blockBytes)
{
    std::vector<unsigned char> values(static_cast<size_t>(view.size()));
    BlockReader reader(view, order, blockBytes);
    Block block;
    qint64 count = 0;
    for (Result<bool> more = reader.next(block); more && *more; more = reader.next(block)) {
        for (qint64 k = 0; k < block.count; ++k, ++count) {
            const qint64 index = reader.indexOf(block, k);
            require(index >= 0 && index < view.size(), "an index lies in the view");
            values[static_cast<size_t>(index)] = block.data[k];
        }
    }
    require(count == view.size() && reader.done() == count, "every element is read once");
    return values;
}

void compare(const ArrayView &view, const Model &model)
{
    require(view.shape() == model.shape && view.size() == qint64(model.values.size()), "the shapes are the same");
    require(contentOf(view, Order::C, 5) == model.values, "the elements are the same in C order");
    require(contentOf(view, Order::Memory, 1 << 20) == model.values,
            "the elements are the same in the order of memory");
}

class Run {
public:
    explicit Run(const Shape &shape)
        : m_shape(shape)
        , m_isSmall(countOf(shape) >= 0 && countOf(shape) <= 600)
    {
        if (!m_isSmall)
            return;
        QByteArray bytes(countOf(shape), Qt::Uninitialized);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>(i * 7 % 251);
        qsizetype next = 0;
        m_model = filled(shape, [&](const Shape &) { return static_cast<unsigned char>(bytes[next++]); });
        const DType byte{.kind = Kind::UInt, .itemsize = 1};
        m_view = *ArrayView::fromSource(byte, shape, false, 0, std::make_shared<MemorySource>(bytes));
        compare(m_view, m_model);
    }

    /// False when this step and so all that follow mean nothing.
    bool apply(const QString &step)
    {
        if (step == u"T") {
            std::ranges::reverse(m_shape);
            m_view = m_view.transposed();
            if (m_isSmall)
                m_model = transposed(m_model);
        } else if (!applySlice(step)) {
            return false;
        }
        if (m_isSmall)
            compare(m_view, m_model);
        return true;
    }

private:
    bool applySlice(const QString &text)
    {
        const Result<SliceSpec> spec = SliceSpec::parse(text);
        if (!spec)
            return false;
        const Result<SliceSpec> again = SliceSpec::parse(spec->toString());
        require(again && *again == *spec, "toString() reads back");
        const auto axes = spec->resolve(m_shape);
        checkResolved(*spec, m_shape, axes);
        if (!axes)
            return false;
        m_shape.clear();
        for (const AxisSlice &axis : *axes) {
            if (!axis.isIndex)
                m_shape.push_back(axis.length);
        }
        if (m_isSmall) {
            m_model = sliced(m_model, *axes);
            m_view = m_view.slice(*axes);
        }
        return true;
    }

    Shape m_shape;
    bool m_isSmall;
    Model m_model;
    ArrayView m_view;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const size_t ndim = std::min<size_t>(data[0] % 7, size - 1);
    Shape shape;
    for (size_t i = 0; i < ndim; ++i)
        shape.push_back(lengthOf(data[1 + i]));
    const QByteArrayView rest(data + 1 + ndim, static_cast<qsizetype>(size - 1 - ndim));
    const QString text = QString::fromUtf8(rest);
    Run run(shape);
    for (const QString &step : text.split(u';')) {
        if (!run.apply(step))
            break;
    }
    return 0;
}
