#pragma once

#include "core/format/array_file.h"
#include "ui/document_source.h"
#include "ui/slice_view.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace npeek {

class Banner;
class GridView;
class MessagePage;
class ObjectTrail;
class ObjectView;
struct ObjectTable;
class SliceBar;

/// One member of a file on screen: its name, dtype and shape, the slice bar, and what it holds: a slice of an array,
/// Python objects, text, or a message.
class DocumentView : public QWidget {
    Q_OBJECT
public:
    explicit DocumentView(QWidget *parent = nullptr);

    /// Keeps slice, zoom and range when the new member has the same shape as the old one. viewType: what its elements
    /// are to be viewed as, see viewType(); empty for what the file says.
    void showMember(const ArrayFile &file, const Member &member, const QString &name, const QString &viewType = {});
    void showSparse(const SparseArray &array, const QString &name);
    /// Instead of a member: a sentence.
    void showMessage(const QString &message, const QString &action = {});
    /// The same for a member that is being worked on.
    void showWork(const QString &name, const QString &message);
    void showError(const QString &message);
    void showNote(const QString &message); ///< below those of the same member

    void setViews(SliceView::Views views) { m_sliceView->setViews(views); }
    SliceView::Views views() const { return m_sliceView->views(); }
    void setColormap(const Colormap &colormap) { m_sliceView->setColormap(colormap); }

    bool hasArray() const { return m_hasArray; }
    bool hasPicture() const { return m_hasArray && m_sliceView->hasHeatmap(); } ///< the slice shows as a heatmap
    const DocumentSource &source() const { return m_source; }
    const Slice2d &slice() const { return m_slice; }
    bool hasTable() const; ///< table() is on screen
    /// What NumPy writes in front of the brackets of slice(): the member's name, and the way into its Python objects.
    QString memberName() const;
    /// What stands behind the member's name: the way into its objects, the slice.
    QString indexing() const;
    /// dtype and shape of the array on screen; nothing when what shows is none.
    std::optional<std::pair<DType, Shape>> shownType() const;
    bool isInObjects() const; ///< shows an element of an array of Python objects
    void goBack(); ///< to what holds that element
    /// True once every view on screen has painted data, or there is none to paint.
    bool hasPainted() const { return m_sliceView->hasPainted(); }

    bool isSettled() const; ///< nothing is read that would change what shows, and all of it has painted

    SliceBar *sliceBar() const { return m_sliceBar; }
    GridView *table() const; ///< the one on screen, that of slices when none is
    HeatmapView *heatmap() const { return m_sliceView->heatmap(); }

Q_SIGNALS:
    void sliceShown(); ///< source() and slice() changed
    void levelShown(); ///< another level of Python objects shows
    void copyRequested();
    void actionRequested(); ///< the button that showMessage() offered
    void colormapChosen(const npeek::Colormap &colormap);
    void painted(); ///< hasPainted() became true
    void exportRequested(const QPoint &globalPosition);

private:
    void start(const QString &name);
    void clearNotes();
    void showArray(const ArrayFile &file, const Member &member, const QString &viewType);
    void showSource(const DocumentSource &source);
    void finish();
    void showRaw(const ArrayFile &file, const Member &member);
    void showText(const QString &text, bool isWrapped);
    void createObjectViews();
    void showObjects(const ArrayFile &file, const Member &member);
    void showLevel();
    void showTable(const ObjectTable &table);
    void showValue();
    void applySlice(bool keepView);

    DocumentSource m_source;
    Slice2d m_slice;
    SliceState m_state; ///< that m_slice is of
    QString m_name;
    QStringList m_notes; ///< of what shows
    bool m_hasArray = false;

    QLabel *m_title;
    QLabel *m_type;
    Banner *m_banner;
    SliceBar *m_sliceBar;
    QStackedWidget *m_pages;
    SliceView *m_sliceView;
    MessagePage *m_message;
    QPlainTextEdit *m_text = nullptr; ///< made when it is first needed
    ObjectTrail *m_trail = nullptr; ///< likewise
    ObjectView *m_objects = nullptr;
};

} // namespace npeek
