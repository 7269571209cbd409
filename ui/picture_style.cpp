#include "ui/picture_style.h"

#include <QFontMetricsF>
#include <QPainter>

namespace npeek {

namespace {

QColor mixed(const QColor &a, const QColor &b, double share)
{
    return QColor::fromRgbF(static_cast<float>(a.redF() + (b.redF() - a.redF()) * share),
                            static_cast<float>(a.greenF() + (b.greenF() - a.greenF()) * share),
                            static_cast<float>(a.blueF() + (b.blueF() - a.blueF()) * share));
}

QColor translucent(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

} // namespace

QFont axisFont(const QFont &font)
{
    QFont small = font;
    if (font.pointSizeF() > 0)
        small.setPointSizeF(std::max(font.pointSizeF() * 0.85, 6.0));
    return small;
}

QColor axisColor(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.68);
}

QColor frameColor(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.35);
}

QColor gridColor(const QPalette &palette)
{
    return translucent(palette.color(QPalette::WindowText), 28);
}

QColor curveColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x6c, 0xb4, 0xee) : QColor(0x1f, 0x66, 0xb0);
}

QColor contrastingColor(QRgb background)
{
    // Relative luminance of sRGB with the curve taken as a square; 0.18 is where black and white read equally well.
    const double r = qRed(background) / 255.0;
    const double g = qGreen(background) / 255.0;
    const double b = qBlue(background) / 255.0;
    return 0.2126 * r * r + 0.7152 * g * g + 0.0722 * b * b > 0.2 ? QColor(Qt::black) : QColor(Qt::white);
}

void drawNote(QPainter &painter, const QRectF &area, const QPalette &palette, const QString &text)
{
    if (text.isEmpty())
        return;
    const QFontMetricsF metrics(painter.font());
    const QSizeF size(metrics.horizontalAdvance(text) + 12, metrics.height() + 4);
    const QRectF box(area.bottomRight() - QPointF(size.width() + 5, size.height() + 5), size);
    if (box.left() < area.left() || box.top() < area.top())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(translucent(palette.color(QPalette::Window), 215));
    painter.drawRoundedRect(box, 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(axisColor(palette));
    painter.drawText(box, Qt::AlignCenter, text);
}

void drawMessage(QPainter &painter, const QRectF &area, const QPalette &palette, const QString &text)
{
    painter.setPen(axisColor(palette));
    painter.drawText(area.adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void drawTag(QPainter &painter, const QRectF &rect, const QPalette &palette, const QString &text)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(axisColor(palette));
    painter.drawRoundedRect(rect, 3, 3);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(palette.color(QPalette::Window));
    painter.drawText(rect, Qt::AlignCenter, text);
}

} // namespace npeek
