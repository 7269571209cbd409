#pragma once

#include "core/array/array_view.h"
#include "core/export/cell_text.h"
#include "ui/grid_model.h"

#include <vector>

namespace npeek {

/// How the cells of a column come from the elements of a 2-D view.
struct CellColumn {
    bool isField = false; ///< of a structured array that is spread over columns
    QString fieldName;
    qint64 offset = 0; ///< bytes from the start of the element
    DType dtype; ///< of what is shown: the start of the element where that is too large for a cell
    bool isCut = false; ///< dtype is only the start
    bool alignRight = true;

    GridCell cell(const unsigned char *data, const CellFormat &format) const;
    /// As wide as what such a column holds most of the time.
    QString typicalText() const;
};

/// One for every field of a structured view with one column; else one that stands for all columns.
std::vector<CellColumn> cellColumns(const ArrayView &view);

/// The type of an element's first bytes, limit of them at most (and never a part of a number).
DType leadingType(const DType &dtype, qint64 limit);

} // namespace npeek
