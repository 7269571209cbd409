#pragma once

#include "core/array/array_view.h"
#include "core/export/cell_text.h"

namespace npeek {

struct TableOptions {
    CellFormat format;
    qint64 rows = 20; ///< at most, the first and the last ones
    qint64 columns = 12; ///< likewise
};

/// The elements of a view of up to two axes in aligned columns, under the array's own indices (axes: one per axis of
/// the view). The fields of a structured 1-D view are its columns. Reads what it shows and no more.
Result<QByteArray> elementTable(const ArrayView &view, const std::vector<AxisSlice> &axes, const TableOptions &options);

} // namespace npeek
