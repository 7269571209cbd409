#include "core/array/array_view.h"

#include <QStringList>

#include <algorithm>

namespace npeek {

namespace {

/// 8000000 as "8 000 000".
QString grouped(qint64 number)
{
    QString text = QString::number(number);
    for (qsizetype i = text.size() - 3; i > 0; i -= 3)
        text.insert(i, u' ');
    return text;
}

Error tooLarge(const Shape &shape, qint64 itemsize)
{
    QStringList lengths;
    for (const qint64 length : shape)
        lengths << QString::number(length);
    return {ErrorCode::TooLarge,
            QStringLiteral("the shape (%1) with elements of %2 bytes is more than 63 bits can count")
                .arg(lengths.join(QStringLiteral(", ")))
                .arg(itemsize)};
}

/// Packed strides with the first axis fastest (Fortran) or the last. Only shapes without elements can overflow; their
/// strides are never used and become 0.
Shape packedStrides(const Shape &shape, qint64 itemsize, bool fortranOrder)
{
    Shape strides(shape.size());
    std::optional<qint64> stride = itemsize;
    for (size_t k = 0; k < shape.size(); ++k) {
        const size_t axis = fortranOrder ? k : shape.size() - 1 - k;
        strides[axis] = stride.value_or(0);
        stride = stride ? checkedMultiply(*stride, std::max<qint64>(shape[axis], 1)) : std::nullopt;
    }
    return strides;
}

/// True when axes of these lengths, fastest first, lie without gaps; axes of length 1 may have any stride.
template <class Axes> bool isPacked(const Axes &axes, const Shape &shape, const Shape &strides, qint64 itemsize)
{
    qint64 expected = itemsize;
    for (const size_t axis : axes) {
        if (shape[axis] != 1 && strides[axis] != expected)
            return false;
        expected *= shape[axis];
    }
    return true;
}

std::vector<size_t> countedAxes(size_t ndim, bool backwards)
{
    std::vector<size_t> axes(ndim);
    for (size_t i = 0; i < ndim; ++i)
        axes[i] = backwards ? ndim - 1 - i : i;
    return axes;
}

} // namespace

Result<> checkIntact(const ByteSource &source)
{
    if (source.isIntact())
        return {};
    return Error{ErrorCode::FileChanged, QStringLiteral("the file was truncated or lost while it was read")};
}

Result<ArrayView> ArrayView::fromHeader(const ArrayHeader &header, ByteSourcePtr source)
{
    return fromSource(header.dtype, header.shape, header.fortranOrder, header.dataOffset, std::move(source));
}

Result<ArrayView> ArrayView::fromSource(const DType &dtype, const Shape &shape, bool fortranOrder, qint64 offset,
                                        ByteSourcePtr source)
{
    const std::optional<qint64> size = elementCount(shape);
    const std::optional<qint64> nbytes = size ? checkedMultiply(*size, dtype.itemsize) : std::nullopt;
    if (!nbytes || *nbytes < 0)
        return tooLarge(shape, dtype.itemsize);
    if (!source || offset < 0 || offset > source->size() || *nbytes > source->size() - offset)
        return Error{ErrorCode::Corrupt,
                     QStringLiteral("the header describes %1 bytes, the file has %2")
                         .arg(grouped(*nbytes), grouped(source ? source->size() - offset : 0))};
    ArrayView view;
    view.m_dtype = dtype;
    view.m_shape = shape;
    view.m_strides = packedStrides(shape, dtype.itemsize, fortranOrder);
    view.m_offset = offset;
    view.m_size = *size;
    view.m_source = std::move(source);
    return dtype.shape.empty() ? Result<ArrayView>(view) : view.withElements(dtype, 0);
}

Result<ArrayView> ArrayView::slice(const SliceSpec &spec) const
{
    const Result<std::vector<AxisSlice>> axes = spec.resolve(m_shape);
    if (!axes)
        return axes.error();
    return slice(*axes);
}

ArrayView ArrayView::slice(const std::vector<AxisSlice> &axes) const
{
    ArrayView view = *this;
    view.m_shape.clear();
    view.m_strides.clear();
    for (const AxisSlice &axis : axes) {
        const qint64 stride = m_strides[static_cast<size_t>(axis.axis)];
        // Elements lie inside the source, so products overflow only where there are none, or a single one on the axis.
        if (m_size > 0)
            view.m_offset += axis.start * stride;
        if (axis.isIndex)
            continue;
        view.m_shape.push_back(axis.length);
        view.m_strides.push_back(axis.length > 1 ? checkedMultiply(stride, axis.step).value_or(0) : stride);
    }
    view.m_size = elementCount(view.m_shape).value_or(0);
    return view;
}

/// The same places with another element type, part bytes further in; the axes of its sub-array are appended.
Result<ArrayView> ArrayView::withElements(const DType &dtype, qint64 part) const
{
    ArrayView view = *this;
    view.m_dtype = dtype.base();
    if (m_size > 0)
        view.m_offset += part;
    view.m_shape.insert(view.m_shape.end(), dtype.shape.begin(), dtype.shape.end());
    const Shape inner = packedStrides(dtype.shape, view.m_dtype.itemsize, false);
    view.m_strides.insert(view.m_strides.end(), inner.begin(), inner.end());
    const std::optional<qint64> size = elementCount(view.m_shape);
    if (!size || !checkedMultiply(*size, view.m_dtype.itemsize))
        return tooLarge(view.m_shape, view.m_dtype.itemsize);
    view.m_size = *size;
    return view;
}

Result<ArrayView> ArrayView::field(const QString &name) const
{
    const auto found = std::ranges::find(m_dtype.fields, name, &Field::name);
    if (found == m_dtype.fields.end()) {
        QStringList names;
        for (const Field &field : m_dtype.fields)
            names << field.name;
        return Error{
            ErrorCode::NotFound,
            names.isEmpty()
                ? QStringLiteral("there is no field '%1': the array has no fields").arg(name)
                : QStringLiteral("there is no field '%1', only %2").arg(name, names.join(QStringLiteral(", ")))};
    }
    const std::optional<qint64> end = checkedAdd(found->offset, found->dtype.itemsize);
    if (found->offset < 0 || found->dtype.itemsize < 0 || !end || *end > m_dtype.itemsize)
        return Error{ErrorCode::Corrupt,
                     QStringLiteral("the field '%1' of %2 bytes at %3 lies outside of its element of %4 bytes")
                         .arg(name)
                         .arg(found->dtype.itemsize)
                         .arg(found->offset)
                         .arg(m_dtype.itemsize)};
    return withElements(found->dtype, found->offset);
}

Result<ArrayView> ArrayView::viewedAs(const DType &dtype) const
{
    if (dtype.itemsize != m_dtype.itemsize || !dtype.shape.empty() || dtype.hasObjects())
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("elements of %1 (%2 bytes) cannot be viewed as %3 (%4 bytes)")
                         .arg(m_dtype.name())
                         .arg(m_dtype.itemsize)
                         .arg(dtype.name())
                         .arg(dtype.itemsize)};
    ArrayView view = *this;
    view.m_dtype = dtype;
    return view;
}

ArrayView ArrayView::transposed(const std::vector<int> &axes) const
{
    ArrayView view = *this;
    for (size_t i = 0; i < axes.size(); ++i) {
        view.m_shape[i] = m_shape[static_cast<size_t>(axes[i])];
        view.m_strides[i] = m_strides[static_cast<size_t>(axes[i])];
    }
    return view;
}

ArrayView ArrayView::transposed() const
{
    ArrayView view = *this;
    std::ranges::reverse(view.m_shape);
    std::ranges::reverse(view.m_strides);
    return view;
}

ArrayView ArrayView::as2d() const
{
    ArrayView view = *this;
    while (view.m_shape.size() < 2) {
        view.m_shape.push_back(1);
        view.m_strides.push_back(m_dtype.itemsize);
    }
    const auto extra = static_cast<std::ptrdiff_t>(view.m_shape.size() - 2);
    const auto kept = view.m_shape.begin() + extra;
    const bool dropsEmptyAxis = std::find(view.m_shape.begin(), kept, 0) != kept;
    view.m_shape.erase(view.m_shape.begin(), kept);
    view.m_strides.erase(view.m_strides.begin(), view.m_strides.begin() + extra);
    if (dropsEmptyAxis)
        view.m_shape[0] = 0;
    view.m_size = elementCount(view.m_shape).value_or(0);
    return view;
}

bool ArrayView::isContiguous() const
{
    return nbytes() == 0 || isPacked(countedAxes(m_shape.size(), true), m_shape, m_strides, m_dtype.itemsize);
}

bool ArrayView::isFortranContiguous() const
{
    return nbytes() == 0 || isPacked(countedAxes(m_shape.size(), false), m_shape, m_strides, m_dtype.itemsize);
}

qint64 ArrayView::offsetOf(std::span<const qint64> index) const
{
    qint64 offset = m_offset;
    for (size_t axis = 0; axis < index.size(); ++axis)
        offset += index[axis] * m_strides[axis];
    return offset;
}

Result<Bytes> ArrayView::element(std::span<const qint64> index, QByteArray &scratch) const
{
    Result<Bytes> bytes = m_source->read(offsetOf(index), m_dtype.itemsize, scratch);
    if (!bytes)
        return bytes;
    if (const Result<> intact = checkIntact(*m_source); !intact)
        return intact.error();
    return bytes;
}

} // namespace npeek
