#pragma once

#include "ui/heatmap_source.h"
#include "ui/heatmap_view.h"

class QPainter;

namespace npeek {

/// One element of the slice; -1, -1: none.
struct HeatmapCell {
    qint64 row = -1;
    qint64 column = -1;
    bool isValid() const { return row >= 0 && column >= 0; }
    bool operator==(const HeatmapCell &) const = default;
};

struct HeatmapView::Private {
    enum class Drag { None, Pressed, Pan, Box };

    explicit Private(HeatmapView *view);

    void layOut();
    void changed(); ///< of what is in the picture
    void viewChanged();
    void sourceChanged(bool hasNewRange);
    void updateColors();
    void tellRange();
    void requestDetail();
    const QImage &composedPicture();
    double ratio() const { return q->devicePixelRatioF(); }
    QPointF inArea(const QPointF &pos) const { return pos - area.topLeft(); }
    HeatmapCell cellAt(const QPointF &pos) const;
    void hover(const HeatmapCell &cell);
    void zoom(const QPointF &at, double factor, Qt::Orientations axes);
    void pan(const QPointF &by);
    void drag(const QPointF &to, Qt::KeyboardModifiers modifiers);
    bool pressKey(int key);

    void paint(QPainter &painter);
    void paintPicture(QPainter &painter);
    QString note() const;

    HeatmapView *const q;
    Slice2d slice;
    QString message; ///< instead of a picture
    HeatmapViewport viewport;
    HeatmapSource source;
    QImage composed; ///< null when it has to be made anew
    QRect area;
    Colormap colormap;
    std::optional<ValueRange> fixedRange;
    ValueRange automaticRange;
    HeatmapCell cursor, hovered;
    Drag dragging = Drag::None;
    QPointF pressedAt, draggedTo;
};

} // namespace npeek
