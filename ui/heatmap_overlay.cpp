#include "ui/heatmap_overlay.h"

#include "ui/picture_style.h"

#include <QPainter>

namespace npeek {

namespace {

constexpr double smallestCell = 6;

void drawLeadingLines(QPainter &painter, const QRectF &picture, const QRectF &frame)
{
    const QPointF middle = frame.center();
    painter.drawLine(QLineF(picture.left(), middle.y(), frame.left() - 2, middle.y()));
    painter.drawLine(QLineF(frame.right() + 2, middle.y(), picture.right(), middle.y()));
    painter.drawLine(QLineF(middle.x(), picture.top(), middle.x(), frame.top() - 2));
    painter.drawLine(QLineF(middle.x(), frame.bottom() + 2, middle.x(), picture.bottom()));
}

QPen framePen(const QColor &color, double width)
{
    return QPen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
}

} // namespace

void drawPictureFrame(QPainter &painter, const QRectF &picture, const QPalette &palette, double ratio)
{
    const double pixel = 1 / ratio;
    const QColor color = frameColor(palette);
    const QRectF frame = picture.adjusted(-pixel, -pixel, pixel, pixel);
    painter.fillRect(QRectF(frame.left(), frame.top(), frame.width(), pixel), color);
    painter.fillRect(QRectF(frame.left(), picture.bottom(), frame.width(), pixel), color);
    painter.fillRect(QRectF(frame.left(), frame.top(), pixel, frame.height()), color);
    painter.fillRect(QRectF(picture.right(), frame.top(), pixel, frame.height()), color);
}

void drawCellCursor(QPainter &painter, const QRectF &picture, const QRectF &cell)
{
    painter.save();
    painter.setClipRect(picture.adjusted(-1, -1, 1, 1));
    painter.setBrush(Qt::NoBrush);
    QRectF frame = cell;
    if (std::min(cell.width(), cell.height()) < smallestCell) {
        frame = QRectF(cell.center() - QPointF(4, 4), QSizeF(8, 8)).united(cell);
        painter.setPen(framePen(QColor(0, 0, 0, 70), 3));
        drawLeadingLines(painter, picture, frame);
        painter.setPen(framePen(QColor(255, 255, 255, 170), 1));
        drawLeadingLines(painter, picture, frame);
    }
    painter.setPen(framePen(QColor(0, 0, 0, 200), 3));
    painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setPen(framePen(Qt::white, 1));
    painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.restore();
}

void drawZoomBox(QPainter &painter, const QRectF &box, const QPalette &palette)
{
    QColor color = palette.color(QPalette::Highlight);
    painter.setPen(color);
    color.setAlpha(60);
    painter.setBrush(color);
    painter.drawRect(box);
}

} // namespace npeek
