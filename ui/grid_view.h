#pragma once

#include "ui/grid_model.h"

#include <QAbstractScrollArea>

#include <memory>

namespace npeek {

/// A table of any size: 64-bit rows and columns, of which only the visible ones are ever asked for.
/// The first visible row and column are the truth, the scroll bars a projection of them.
class GridView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit GridView(QWidget *parent = nullptr);
    ~GridView() override;

    void setModel(GridModel *model); ///< borrowed; nullptr for none
    GridModel *model() const;

    qint64 firstRow() const;
    qint64 firstColumn() const;
    void scrollTo(qint64 row, qint64 column); ///< makes it the first visible cell, as far as there are enough after it
    void showCell(qint64 row, qint64 column); ///< scrolls the least that makes it visible
    GridRect visibleCells() const;
    QRect cellRect(qint64 row, qint64 column) const; ///< in the viewport; empty when it is not visible

    qint64 currentRow() const; ///< -1: none
    qint64 currentColumn() const;
    void setCurrentCell(qint64 row, qint64 column); ///< and shows it
    GridRect selection() const; ///< one rectangle; the whole row or column after a header click
    void selectAll();
    /// Tab-separated text of the selection. Nothing when it holds more than limit cells or some that are not at hand.
    QString selectedText(qint64 limit) const;

Q_SIGNALS:
    void currentChanged(qint64 row, qint64 column);
    void selectionChanged();
    void cellActivated(qint64 row, qint64 column); ///< by a double click or the Enter key
    void painted(); ///< after a frame that shows at least one Ready cell

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace npeek
