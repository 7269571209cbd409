#pragma once

#include <QColor>
#include <QObject>
#include <QString>

namespace npeek {

/// A rectangle of cells.
struct GridRect {
    qint64 row = 0, column = 0, rows = 0, columns = 0;
    bool operator==(const GridRect &) const = default;
};

struct GridCell {
    enum class State { Ready, Pending, Failed };
    QString text;
    State state = State::Ready;
    bool alignRight = true;
    bool isSpecial = false; ///< NaN, NaT, inf, None: drawn muted
    QColor background; ///< invalid: none
};

/// What a GridView shows. All calls come from the GUI thread and must answer at once: cells that are not at hand are
/// Pending until cellsChanged() says that they can be asked for again.
class GridModel : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual qint64 rowCount() const = 0;
    virtual qint64 columnCount() const = 0;
    virtual QString rowLabel(qint64 row) const = 0;
    virtual QString columnLabel(qint64 column) const = 0;
    virtual GridCell cell(qint64 row, qint64 column) const = 0;
    /// Called before painting: these cells are about to be asked for.
    virtual void prepare(const GridRect &visible) { Q_UNUSED(visible) }
    /// A text as wide as the widest that a column may hold, for the first width; empty when unknown.
    virtual QString widestText(qint64 column) const
    {
        Q_UNUSED(column)
        return {};
    }

Q_SIGNALS:
    void cellsChanged();
    void modelReset();
};

} // namespace npeek
