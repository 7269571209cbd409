#pragma once

#include "core/analysis/colormap.h"
#include "core/analysis/plane.h"
#include "core/analysis/value_range.h"
#include "ui/slice2d.h"

#include <QImage>
#include <QWidget>

#include <memory>
#include <optional>

namespace npeek {

/// A 2-D slice as a picture. Samples only what the screen can hold, in a job; the last picture stays until the next is
/// there. Wheel zooms at the cursor, left drag pans, Ctrl+drag boxes a zoom, double-click fits. Enlarged pixels are
/// nearest-neighbour.
class HeatmapView : public QWidget {
    Q_OBJECT
public:
    explicit HeatmapView(QWidget *parent = nullptr);
    ~HeatmapView() override;

    /// keepView: zoom and position stay (another slice of the same shape). The range is worked out anew unless one was
    /// fixed.
    void setSlice(const Slice2d &slice, bool keepView);
    void clear();

    void setColormap(const Colormap &colormap);
    const Colormap &colormap() const;
    /// A fixed range, or nothing for one worked out from the samples of the whole slice.
    void setRange(std::optional<ValueRange> range);
    ValueRange range() const;
    bool isRangeAutomatic() const;
    bool isBusy() const; ///< something finer is on its way
    void setPart(ComplexPart part);
    void setSampling(Sampling sampling);
    void setCursorCell(qint64 row, qint64 column);

    void zoomBy(double factor);
    void fit();
    void actualSize(); ///< one element a (device-independent) pixel
    double zoom() const; ///< pixels an element
    /// The picture inside the frame as it shows now, for "export as shown".
    QImage shownImage() const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void rangeChanged(const npeek::ValueRange &range, bool isAutomatic, qint64 sampleCount); ///< sampleCount 0: exact
    void hovered(qint64 row, qint64 column); ///< -1, -1 when the pointer left
    void cellClicked(qint64 row, qint64 column);
    void viewChanged(); ///< zoom or position
    void failed(const QString &message);
    void painted(); ///< after a frame that shows data

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace npeek
