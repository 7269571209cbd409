#pragma once

#include "core/format/array_file.h"
#include "core/format/object_array.h"
#include "ui/job.h"
#include "ui/slice_view.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace npeek {

class Banner;
class GridView;
class MessagePage;
class ObjectGrid;
class SliceBar;

/// One member of a file on screen: its name, dtype and shape, the slice bar, and what it holds: a slice of an array,
/// Python objects, text, or a message.
class DocumentView : public QWidget {
    Q_OBJECT
public:
    explicit DocumentView(QWidget *parent = nullptr);

    /// Keeps slice, zoom and range when the new member has the same shape as the old one.
    void showMember(const ArrayFile &file, const Member &member, const QString &name);
    /// Instead of a member: a sentence.
    void showMessage(const QString &message);
    void showError(const QString &message);
    void showNote(const QString &message);

    void setViews(SliceView::Views views) { m_sliceView->setViews(views); }
    SliceView::Views views() const { return m_sliceView->views(); }
    void setColormap(const Colormap &colormap) { m_sliceView->setColormap(colormap); }

    bool hasArray() const { return m_hasArray; }
    bool hasPicture() const { return m_hasArray && m_sliceView->hasHeatmap(); } ///< the slice shows as a heatmap
    const ArrayView &array() const { return m_array; }
    const Slice2d &slice() const { return m_slice; }
    const QString &memberName() const { return m_name; }
    /// True once every view on screen has painted data, or there is none to paint.
    bool hasPainted() const { return m_sliceView->hasPainted(); }

    SliceBar *sliceBar() const { return m_sliceBar; }
    GridView *table() const { return m_sliceView->table(); }
    HeatmapView *heatmap() const { return m_sliceView->heatmap(); }

Q_SIGNALS:
    void sliceShown(); ///< array() and slice() changed
    void colormapChosen(const npeek::Colormap &colormap);
    void painted(); ///< hasPainted() became true
    void exportRequested(const QPoint &globalPosition);

private:
    void showArray(const Member &member);
    void showRaw(const ArrayFile &file, const Member &member);
    void showText(const QString &text);
    void readObjects(const ArrayFile &file, const Member &member);
    void showObjects(const Result<ObjectArray> &array);
    void showValue();
    void applySlice(bool keepView);

    ArrayView m_array;
    Slice2d m_slice;
    QString m_name;
    bool m_hasArray = false;

    QLabel *m_title;
    QLabel *m_type;
    Banner *m_banner;
    SliceBar *m_sliceBar;
    QStackedWidget *m_pages;
    SliceView *m_sliceView;
    MessagePage *m_message;
    QPlainTextEdit *m_text = nullptr; ///< made when it is first needed
    GridView *m_objectTable = nullptr; ///< likewise
    ObjectGrid *m_objects = nullptr;
    Job<ObjectArray> m_objectJob;
};

} // namespace npeek
