#pragma once

#include <QPointF>
#include <QRectF>

class QPainter;
class QPalette;

namespace npeek {

/// A line of one device pixel around picture.
void drawPictureFrame(QPainter &painter, const QRectF &picture, const QPalette &palette, double ratio);
/// A frame round one cell that shows on any colour; lines lead to cells that are too small to be seen.
void drawCellCursor(QPainter &painter, const QRectF &picture, const QRectF &cell);
/// The box that is being drawn to be zoomed into.
void drawZoomBox(QPainter &painter, const QRectF &box, const QPalette &palette);

} // namespace npeek
