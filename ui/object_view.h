#pragma once

#include "ui/object_level.h"

#include <QWidget>

namespace npeek {

class GridView;
class ObjectGrid;
class ValueLine;

/// Python objects as a table. A double click, Enter or the menu of a cell opens what it holds.
class ObjectView : public QWidget {
    Q_OBJECT
public:
    explicit ObjectView(QWidget *parent = nullptr);

    /// name: what stands in front of a cell's index.
    void setTable(const ObjectTablePtr &table, const QString &name);
    GridView *table() const { return m_table; }

Q_SIGNALS:
    void openRequested(const npeek::PyObject &object, const QString &label, qint64 row, qint64 column);
    void textRequested(const npeek::PyObject &object, const QString &label, qint64 row, qint64 column);
    void copyRequested();

private:
    void openCell(qint64 row, qint64 column);
    void showMenu(const QPoint &position);

    QString m_name;
    GridView *m_table;
    ObjectGrid *m_objects;
    ValueLine *m_value;
};

} // namespace npeek
