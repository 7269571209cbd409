#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QRectF>

class QPainter;

namespace npeek {

/// What pictures and curves have in common in looks, all from the font and the palette at hand.
QFont axisFont(const QFont &font); ///< a bit smaller
QColor axisColor(const QPalette &palette); ///< muted text
QColor frameColor(const QPalette &palette);
QColor gridColor(const QPalette &palette); ///< translucent
QColor curveColor(const QPalette &palette);
QColor contrastingColor(QRgb background); ///< black or white, whichever reads better

/// A small unobtrusive note in the lower right corner of area, on a translucent ground; nothing for an empty text.
void drawNote(QPainter &painter, const QRectF &area, const QPalette &palette, const QString &text);
/// A sentence in the middle of area, for when there is nothing else to show.
void drawMessage(QPainter &painter, const QRectF &area, const QPalette &palette, const QString &text);
/// A label on its own ground at rect, for the index under the pointer.
void drawTag(QPainter &painter, const QRectF &rect, const QPalette &palette, const QString &text);

} // namespace npeek
