#pragma once

#include "core/format/object_array.h"
#include "ui/grid_model.h"

namespace npeek {

/// The elements of an array of Python objects as a table: the last axis across, all others down.
class ObjectGrid : public GridModel {
    Q_OBJECT
public:
    using GridModel::GridModel;

    void setArray(ObjectArray array);

    qint64 rowCount() const override;
    qint64 columnCount() const override;
    QString rowLabel(qint64 row) const override;
    QString columnLabel(qint64 column) const override;
    GridCell cell(qint64 row, qint64 column) const override;

private:
    ObjectArray m_array;
    qint64 m_rows = 0;
    qint64 m_columns = 0;
};

} // namespace npeek
