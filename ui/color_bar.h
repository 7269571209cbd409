#pragma once

#include "core/analysis/colormap.h"
#include "core/analysis/value_range.h"

#include <QWidget>

namespace npeek {

/// True when a colour map can be spread over it: finite ends that differ.
bool isUsable(const ValueRange &range);

enum class RangeGrip { Minimum, Body, Maximum };
/// The range after a pull from one height of the bar to another (0: minimum, 1: maximum): the value that was taken hold
/// of goes along. The body moves both ends, a grip stretches the range and leaves the other end.
ValueRange pulledRange(const ValueRange &range, RangeGrip grip, double from, double to);
/// The range made this many times as wide; the value at that height stays.
ValueRange stretchedRange(const ValueRange &range, double at, double factor);

/// The colours from minimum (below) to maximum (above) with ticks at round numbers.
class ColorBar : public QWidget {
    Q_OBJECT
public:
    explicit ColorBar(QWidget *parent = nullptr);

    void setColormap(const Colormap &colormap);
    void setRange(const ValueRange &range);
    ValueRange range() const { return m_range; }
    QRect barRect() const; ///< where the colours are
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void rangeChosen(const npeek::ValueRange &range);
    void automaticRangeChosen();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    double heightAt(double y) const;
    RangeGrip gripAt(double y) const;
    void choose(const ValueRange &range);
    void paintColors(QPainter &painter, const QRect &bar) const;
    void paintTicks(QPainter &painter, const QRect &bar) const;

    Colormap m_colormap;
    ValueRange m_range;
    bool m_isDragging = false;
    RangeGrip m_grip = RangeGrip::Body;
    double m_dragFrom = 0;
    ValueRange m_dragRange;
};

} // namespace npeek
