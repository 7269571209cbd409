#include "ui/document_source.h"

#include "core/format/view_type.h"
#include "ui/sparse_slice.h"

#include <limits>

namespace npeek {

qint64 DocumentSource::size() const
{
    return m_sparse ? elementCount(m_sparse->shape()).value_or(std::numeric_limits<qint64>::max()) : m_array.size();
}

qint64 DocumentSource::bytesToRead() const
{
    return m_sparse ? storedBytes(*m_sparse) : m_array.nbytes();
}

bool DocumentSource::isSame(const DocumentSource &other) const
{
    if (isSparse() || other.isSparse())
        return isSparse() && other.isSparse() && &m_sparse->storage() == &other.m_sparse->storage();
    return m_array.source() == other.m_array.source() && m_array.offset() == other.m_array.offset()
        && m_array.shape() == other.m_array.shape() && m_array.dtype() == other.m_array.dtype();
}

SliceState DocumentSource::initialState() const
{
    return m_sparse ? countableState(*m_sparse) : SliceState(m_array.shape());
}

Result<Slice2d> DocumentSource::slice(const SliceState &state, const QString &name) const
{
    return m_sparse ? sparseSlice(*m_sparse, state, name) : Result<Slice2d>(state.slice(m_array, name));
}

Result<Statistics> DocumentSource::statistics(Progress &progress,
                                              const std::function<void(const Statistics &)> &partial) const
{
    return m_sparse ? m_sparse->statistics(m_sparse->whole(), progress) : computeStatistics(m_array, progress, partial);
}

Result<ArrayView> viewedArray(const ArrayFile &file, const Member &member, const QString &viewTypeName)
{
    const auto array = file.array(member);
    if (!array || viewTypeName.isEmpty())
        return array;
    const auto dtype = viewType(array->dtype(), viewTypeName);
    return dtype ? array->viewedAs(*dtype) : dtype.error();
}

} // namespace npeek
