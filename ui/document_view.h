#pragma once

#include "core/format/array_file.h"
#include "core/format/object_array.h"
#include "ui/heatmap_view.h"
#include "ui/job.h"
#include "ui/slice_state.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QSplitter;
class QStackedWidget;

namespace npeek {

class ArrayGrid;
class Banner;
class ColorScale;
class CurveView;
class GridView;
class ObjectGrid;
class SliceBar;
class ValueLine;

/// One member of a file on screen: its name, dtype and shape, the slice bar, and the slice as table, picture or both.
class DocumentView : public QWidget {
    Q_OBJECT
public:
    enum class Views { Table, Picture, Both };

    explicit DocumentView(QWidget *parent = nullptr);

    /// Keeps slice, zoom and range when the new member has the same shape as the old one.
    void showMember(const ArrayFile &file, const Member &member, const QString &name);
    /// Instead of a member: a sentence.
    void showMessage(const QString &message);
    void showError(const QString &message);
    void showNote(const QString &message);

    void setViews(Views views);
    Views views() const { return m_views; }
    void setColormap(const Colormap &colormap);

    bool hasArray() const { return m_hasArray; }
    bool hasPicture() const; ///< the slice shows as a heatmap
    const ArrayView &array() const { return m_array; }
    const Slice2d &slice() const { return m_slice; }
    const QString &memberName() const { return m_name; }
    /// True once every view on screen has painted data, or there is none to paint.
    bool hasPainted() const;

    SliceBar *sliceBar() const { return m_sliceBar; }
    GridView *table() const { return m_table; }
    HeatmapView *heatmap() const { return m_heatmap; }

Q_SIGNALS:
    void sliceShown(); ///< array() and slice() changed
    void colormapChosen(const npeek::Colormap &colormap);
    void painted(); ///< hasPainted() became true
    void viewsChanged();
    void exportRequested(const QPoint &globalPosition);

private:
    enum class Picture { None, Heatmap, Curve };

    QWidget *createPicturePage();
    void connectViews();
    void showArray(const Member &member);
    void showRaw(const ArrayFile &file, const Member &member);
    void readObjects(const ArrayFile &file, const Member &member);
    void showObjects(const Result<ObjectArray> &array);
    void showValue();
    void applySlice(bool keepView);
    void choosePicture();
    void arrange();
    void showCell(qint64 row, qint64 column);
    void markPainted(QWidget *view);
    QString indexText(qint64 row, qint64 column) const;

    ArrayView m_array;
    Slice2d m_slice;
    QString m_name;
    bool m_hasArray = false;
    Picture m_picture = Picture::None;
    Picture m_arranged = Picture::None; ///< what the splitter's sizes were last chosen for
    Views m_views = Views::Both;
    QSet<QWidget *> m_unpainted; // views on screen that have not shown data yet

    QLabel *m_title;
    QLabel *m_type;
    Banner *m_banner;
    SliceBar *m_sliceBar;
    QStackedWidget *m_pages;
    QLabel *m_message;
    QPlainTextEdit *m_preview;
    QSplitter *m_splitter;
    ArrayGrid *m_cells;
    ObjectGrid *m_objects;
    Job<ObjectArray> m_objectJob;
    GridView *m_table;
    QStackedWidget *m_pictures;
    HeatmapView *m_heatmap;
    ColorScale *m_scale;
    CurveView *m_curve;
    ValueLine *m_status;
};

} // namespace npeek
