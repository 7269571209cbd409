#include "ui/object_grid.h"

#include "core/analysis/statistics.h"
#include "core/base/shape_text.h"
#include "core/export/object_text.h"

namespace npeek {
namespace {

constexpr ObjectFormat brief{1000, 6, 20}; // a cell is one line

} // namespace

void ObjectGrid::setTable(const ObjectTablePtr &table)
{
    m_table = table;
    const Shape &shape = m_table->array.shape;
    const qint64 size = static_cast<qint64>(m_table->array.elements.size());
    m_columns = shape.size() > 1 ? shape.back() : 1;
    m_rows = m_columns > 0 ? size / m_columns : 0;
    Q_EMIT modelReset();
}

const PyObject &ObjectGrid::object(qint64 row, qint64 column) const
{
    return m_table->array.elements[static_cast<size_t>(row * m_columns + column)];
}

QString ObjectGrid::indexText(qint64 row, qint64 column) const
{
    if (isMapping()) // a key has no expression of its own
        return column == 0 ? QStringLiteral(".keys()[%1]").arg(row)
                           : QStringLiteral("[%1]").arg(objectText(object(row, 0), brief));
    const Shape index = unravelIndex(row * m_columns + column, m_table->array.shape);
    const QString text = shapeText(index); // as a tuple
    return index.size() == 1 ? QStringLiteral("[%1]").arg(index[0])
        : index.empty()      ? QStringLiteral("[()]")
                             : QStringLiteral("[%1]").arg(text.mid(1, text.size() - 2));
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
    const Shape &shape = m_table->array.shape;
    if (shape.size() <= 2)
        return QString::number(row);
    return shapeText(unravelIndex(row, Shape(shape.begin(), shape.end() - 1)));
}

QString ObjectGrid::columnLabel(qint64 column) const
{
    if (isMapping())
        return column == 0 ? tr("key") : tr("value");
    return m_table->array.shape.size() > 1 ? QString::number(column) : tr("value");
}

GridCell ObjectGrid::cell(qint64 row, qint64 column) const
{
    GridCell cell;
    const PyObject &shown = object(row, column);
    cell.text = objectText(shown, brief);
    cell.alignRight = false;
    cell.isSpecial = shown.is(PyObject::Type::None);
    return cell;
}

} // namespace npeek
