#include "ui/object_grid.h"

#include "core/analysis/statistics.h"
#include "core/base/shape_text.h"
#include "core/export/object_text.h"

namespace npeek {

void ObjectGrid::setArray(ObjectArray array)
{
    m_array = std::move(array);
    const qint64 size = static_cast<qint64>(m_array.elements.size());
    m_columns = m_array.shape.size() > 1 ? m_array.shape.back() : 1;
    m_rows = m_columns > 0 ? size / m_columns : 0;
    Q_EMIT modelReset();
}

qint64 ObjectGrid::rowCount() const
{
    return m_rows;
}

qint64 ObjectGrid::columnCount() const
{
    return m_columns;
}

QString ObjectGrid::rowLabel(qint64 row) const
{
    if (m_array.shape.size() <= 2)
        return QString::number(row);
    return shapeText(unravelIndex(row, Shape(m_array.shape.begin(), m_array.shape.end() - 1)));
}

QString ObjectGrid::columnLabel(qint64 column) const
{
    return m_array.shape.size() > 1 ? QString::number(column) : tr("value");
}

GridCell ObjectGrid::cell(qint64 row, qint64 column) const
{
    constexpr ObjectFormat brief{1000, 6, 20}; // a cell is one line
    GridCell cell;
    const PyObject &object = m_array.elements[static_cast<size_t>(row * m_columns + column)];
    cell.text = objectText(object, brief);
    cell.alignRight = false;
    return cell;
}

} // namespace npeek
