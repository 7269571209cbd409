#pragma once

#include "core/array/array_view.h"
#include "core/export/cell_text.h"
#include "core/export/output_file.h"

namespace npeek {

/// Text in lines that end in \n, quoted as RFC 4180 says, in UTF-8. Up to two axes, one line a row; 1-d arrays are one
/// column. Structured arrays of up to one axis have one column a field and start with a line of their names. Text is
/// written as it is, numbers as cell says. InvalidInput for more axes. The meter advances by nbytes().
Result<> writeCsv(const ArrayView &view, char separator, const CellFormat &cell, const Sink &sink, ByteMeter &meter);

} // namespace npeek
