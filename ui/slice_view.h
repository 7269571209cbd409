#pragma once

#include "ui/heatmap_view.h"

#include <QSet>
#include <QWidget>

class QComboBox;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace npeek {

class ArrayGrid;
class ColorScale;
class CurveView;
class GridView;
class ValueLine;

/// A slice as table, picture or both, with a line for the value of one cell. The picture is a heatmap with its colour
/// scale, or a curve where there is only one column.
class SliceView : public QWidget {
    Q_OBJECT
public:
    enum class Views { Table, Picture, Both };

    explicit SliceView(QWidget *parent = nullptr);

    /// name: of the array, for the value line. keepView: zoom and position of the picture stay.
    void setSlice(const Slice2d &slice, const QString &name, bool keepView);
    void setViews(Views views);
    Views views() const { return m_views; }
    void setColormap(const Colormap &colormap);
    void setAutomaticRange();

    bool hasHeatmap() const { return m_picture == Picture::Heatmap; }
    /// True once every view on screen has painted data, or there is none to paint.
    bool hasPainted() const { return m_unpainted.isEmpty(); }
    /// Nothing finer is on its way, either.
    bool isSettled() const { return hasPainted() && !(hasHeatmap() && m_heatmap->isBusy()); }
    void stopWaiting(); ///< for data that will not come
    GridView *table() const { return m_table; }
    HeatmapView *heatmap() const { return m_heatmap; }

Q_SIGNALS:
    void colormapChosen(const npeek::Colormap &colormap);
    void failed(const QString &message);
    void painted(); ///< hasPainted() became true
    void menuRequested(const QPoint &globalPosition);

private:
    enum class Picture { None, Heatmap, Curve };

    QWidget *createHeatmapPage();
    void showSamplingChoice();
    void showHeatmap(bool keepView);
    void connectViews();
    void connectScale();
    void choosePicture();
    void arrange();
    void showCell(qint64 row, qint64 column);
    void markPainted(QWidget *view);

    Slice2d m_slice;
    QString m_name;
    Picture m_picture = Picture::None;
    Picture m_arranged = Picture::None; ///< what the splitter's sizes were last chosen for
    Views m_views = Views::Both;
    QSet<QWidget *> m_unpainted; ///< views on screen that have not shown data yet

    QSplitter *m_splitter;
    GridView *m_table;
    ArrayGrid *m_cells;
    QStackedWidget *m_pictures;
    HeatmapView *m_heatmap;
    QVBoxLayout *m_scaleColumn; ///< the colour scale, and above it what the samples of a sparse array stand for
    QComboBox *m_sampling = nullptr; ///< made when it is first needed
    ColorScale *m_scale;
    CurveView *m_curve;
    ValueLine *m_value;
};

} // namespace npeek
