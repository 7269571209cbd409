#pragma once

#include "core/array/slice_spec.h"
#include "core/format/array_header.h"
#include "core/io/byte_source.h"

namespace npeek {

/// Elements of one dtype laid out over a source by shape and signed strides. A cheap value: slicing, transposing and
/// picking a field make another view and read nothing. The bytes a view may touch were checked against the source when
/// it was made, so every index inside the shape can be read.
class ArrayView {
public:
    ArrayView() = default; ///< zero elements of V0, shape (0,)

    /// The array that a header describes; source starts at the magic. Corrupt when the source is too short, with both
    /// sizes.
    static Result<ArrayView> fromHeader(const ArrayHeader &header, ByteSourcePtr source);
    /// Elements in C or Fortran order from offset on. Corrupt when the source is too short.
    static Result<ArrayView> fromSource(const DType &dtype, const Shape &shape, bool fortranOrder, qint64 offset,
                                        ByteSourcePtr source);

    const DType &dtype() const { return m_dtype; }
    const Shape &shape() const { return m_shape; }
    const Shape &strides() const { return m_strides; } ///< bytes
    qint64 offset() const { return m_offset; } ///< bytes in the source to element [0, 0, ...]
    int ndim() const { return static_cast<int>(m_shape.size()); }
    qint64 size() const { return m_size; } ///< elements
    qint64 nbytes() const { return m_size * m_dtype.itemsize; }
    const ByteSourcePtr &source() const { return m_source; } ///< nullptr for the default view only

    Result<ArrayView> slice(const SliceSpec &spec) const;
    /// The same for a slice that was already resolved against this shape.
    ArrayView slice(const std::vector<AxisSlice> &axes) const;
    /// One field of a structured array; the axes of a sub-array are appended, as in NumPy. NotFound with the names
    /// there are.
    Result<ArrayView> field(const QString &name) const;
    /// The same bytes as elements of another type of the same itemsize (numpy.ndarray.view); viewType() makes one.
    Result<ArrayView> viewedAs(const DType &dtype) const;
    /// Axis i of the result is axis axes[i] of this view; axes is a permutation.
    ArrayView transposed(const std::vector<int> &axes) const;
    ArrayView transposed() const; ///< all axes reversed
    /// This view as rows and columns: 0-d as (1, 1), 1-d as one column (n, 1), 2-d as it is; more only with length-1
    /// axes in front.
    ArrayView as2d() const;

    bool isContiguous() const; ///< C order without gaps; also true for zero and one elements
    bool isFortranContiguous() const;

    /// Bytes in the source from its start to the element at index (one number per axis, each inside the shape).
    qint64 offsetOf(std::span<const qint64> index) const;
    /// The bytes of one element; index as above. FileChanged when the file was truncated.
    Result<Bytes> element(std::span<const qint64> index, QByteArray &scratch) const;

private:
    Result<ArrayView> withElements(const DType &dtype, qint64 part) const;

    DType m_dtype;
    Shape m_shape{0};
    Shape m_strides{0};
    qint64 m_offset = 0;
    qint64 m_size = 0;
    ByteSourcePtr m_source;
};

/// FileChanged when the source lost bytes: to call after reading.
Result<> checkIntact(const ByteSource &source);

} // namespace npeek
