#include "core/export/npy_writer.h"

#include "core/export/raw_writer.h"

namespace npeek {

NpyWriter::NpyWriter(const ArrayView &view)
{
    ArrayHeader header;
    header.dtype = view.dtype();
    header.shape = view.shape();
    header.fortranOrder = view.isFortranContiguous() && !view.isContiguous();
    m_header = header.encode();
    m_view = header.fortranOrder ? view.transposed() : view;
}

qint64 NpyWriter::size() const
{
    return m_header.size() + m_view.nbytes();
}

Result<> NpyWriter::write(const Sink &sink, ByteMeter &meter) const
{
    if (auto written = sink(asBytes(m_header)); !written)
        return written;
    return writeRaw(m_view, sink, meter);
}

} // namespace npeek
