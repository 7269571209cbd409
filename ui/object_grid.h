#pragma once

#include "ui/grid_model.h"
#include "ui/object_level.h"

namespace npeek {

/// The elements of an array of Python objects as a table: the last axis across, all others down; of a mapping, keys and
/// values.
class ObjectGrid : public GridModel {
    Q_OBJECT
public:
    using GridModel::GridModel;

    void setTable(const ObjectTablePtr &table);
    const PyObject &object(qint64 row, qint64 column) const;
    /// What Python writes behind the table to get at a cell: "[3]", "[0, 2]", "['a']".
    QString indexText(qint64 row, qint64 column) const;

    qint64 rowCount() const override;
    qint64 columnCount() const override;
    QString rowLabel(qint64 row) const override;
    QString columnLabel(qint64 column) const override;
    GridCell cell(qint64 row, qint64 column) const override;

private:
    bool isMapping() const { return m_table->index == ObjectTable::Index::Mapping; }

    ObjectTablePtr m_table = std::make_shared<ObjectTable>();
    qint64 m_rows = 0;
    qint64 m_columns = 0;
};

} // namespace npeek
