#pragma once

#include "core/array/array_view.h"
#include "core/export/output_file.h"

namespace npeek {

/// One .npy file: header and elements, as numpy.save() writes them. Fortran order stays when the view is Fortran- and
/// not C-contiguous; byte order and dtype stay always.
class NpyWriter {
public:
    explicit NpyWriter(const ArrayView &view);

    /// Bytes of header and elements.
    qint64 size() const;
    /// The meter advances by the view's nbytes().
    Result<> write(const Sink &sink, ByteMeter &meter) const;

private:
    ArrayView m_view; ///< its C order is the order in the file
    QByteArray m_header;
};

} // namespace npeek
