#pragma once

#include "core/array/element.h"
#include "ui/slice2d.h"

#include <QWidget>

#include <memory>

namespace npeek {

/// A 1-D array (the only column of a slice) as a line over its index. Of many elements the smallest and largest a pixel
/// are drawn, worked out by a job, so that no spike is lost. Axes with round numbers; wheel zooms along the index, drag
/// pans, double-click fits.
class CurveView : public QWidget {
    Q_OBJECT
public:
    explicit CurveView(QWidget *parent = nullptr);
    ~CurveView() override;

    void setSlice(const Slice2d &slice);
    void setPart(ComplexPart part);
    void setCursorRow(qint64 row);
    QSize sizeHint() const override;

Q_SIGNALS:
    void hovered(qint64 row); ///< -1 when the pointer left
    void rowClicked(qint64 row);
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

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace npeek
