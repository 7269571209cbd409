#pragma once

#include "ui/grid_painter.h"
#include "ui/grid_view.h"

#include <QBasicTimer>
#include <QPointer>

namespace npeek {

/// The state of a GridView and what its event handlers share.
struct GridView::Private {
    enum class Drag { None, Select, ResizeColumn };

    explicit Private(GridView *view);

    void reset(bool keepWidths); ///< counts, header and scroll bars anew from the model
    void restyle();
    void updateHeaderWidth();
    void updateScrollBars();
    void sizeNewColumns(); ///< first widths of visible columns that have none
    void growColumns(const GridCells &cells);
    void growColumn(qint64 column, int width);
    int widestColumn() const; ///< pixels that a column may grow to by itself
    int fittingWidth(qint64 column) const;
    GridCells askForCells();
    GridLook look(const GridColors &colors) const;

    void moved(); ///< after a scroll: bars, header, repaint
    void barMoved(Qt::Orientation orientation, int action);
    void barChanged(Qt::Orientation orientation);
    void select(const GridSelection &selection, bool showCurrent);
    void wheel(QWheelEvent &event, bool sideways);
    bool moveCurrent(const QKeyEvent &event);
    void press(const GridGeometry::Hit &hit, bool extend);
    void dragTo(QPoint position);
    void autoScroll();
    void hoverAt(QPoint position);
    void resizeColumnTo(int x);
    void showToolTip(QPoint position, QPoint globalPosition);
    QString fullText(const GridGeometry::Hit &hit) const; ///< of what is cut off there; empty when nothing is

    GridView *q;
    QPointer<GridModel> model;
    GridGeometry geometry;
    GridSelection selection;
    GridStyle style;
    QString widthsKey; ///< what the measured widths belong to
    bool isSyncing = false; ///< the scroll bars follow, they do not lead
    bool isBarUpdateQueued = false;

    Drag drag = Drag::None;
    GridSelection::Mode dragMode = GridSelection::Mode::None;
    qint64 resizedColumn = -1;
    int resizeOffset = 0;
    QPoint dragPosition;
    QBasicTimer autoScrollTimer;
    GridGeometry::Hit hover;
    QPointF wheelRest; ///< rows and columns, under 1, that the wheel has not moved yet
};

} // namespace npeek
