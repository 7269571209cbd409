#pragma once

#include "core/sparse/sparse_array.h"
#include "ui/job.h"
#include "ui/opened_file.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <optional>

class QSplitter;

namespace npeek {

class DetailsPanel;
class DocumentView;
class MemberList;

/// One open file: its members on the left, the chosen one in the middle, header and statistics on the right.
class FilePage : public QWidget {
    Q_OBJECT
public:
    explicit FilePage(QWidget *parent = nullptr);

    /// Opens in the background. member: the one to show, or empty for the one that says most.
    void open(const QString &path, const QString &member);
    /// Asks how the bytes of a file without a header are to be read, then opens it that way.
    void openRaw(const QString &path);
    void reload();

    const QString &path() const { return m_path; }
    QString title() const; ///< the NumPy expression of what is shown, with the file's name
    const std::optional<ArrayFile> &file() const { return m_file; }
    const Member *currentMember() const; ///< nullptr when none shows, or the sparse array
    bool showsSparse() const; ///< the sparse array that the members are the parts of
    DocumentView *document() const { return m_document; }
    void stepMember(int rows);
    void setPanelVisible(bool members, bool details);
    /// Nothing is running that would still change what is seen.
    bool isSettled() const;

Q_SIGNALS:
    void opened(const QString &path);
    void titleChanged();
    void settled();
    void exportRequested(const QPoint &globalPosition);
    void abandoned(); ///< openRaw() was cancelled, so there is nothing to show

private:
    void connectParts();
    void load();
    void showFile(const OpenedFile &opened);
    void showNotes();
    void showFailure(const Error &error);
    void showMember(int index);
    void showSparse();
    void stopChecking();
    void setSparse(Result<SparseArray> array);
    void setViewType(const QString &name);
    void askForLayout();
    void showLayoutDialog(const RawFile &file);
    QString shownName(const Member &member) const;
    void updateDetails();
    void fillHeader();

    QString m_path;
    QString m_wantedMember;
    QString m_missingMember; ///< what of that is not in the file
    std::optional<RawChoice> m_raw; ///< how a file without a header is read
    std::optional<ArrayFile> m_file;
    std::optional<SparseLayout> m_sparseLayout; ///< when the members are the parts of a sparse array
    std::optional<SparseArray> m_sparse; ///< once its indices have been checked
    QHash<int, QString> m_viewTypes; ///< chosen for members
    int m_current = -1; ///< index into members(), or sparseMember
    bool m_isBlank = true; ///< neither a file nor a failure has shown
    bool m_isNew = false; ///< opened() is still to be said
    bool m_showMembers = true;
    bool m_showDetails = true;
    bool m_isHeaderStale = false; ///< the panels wait until the data have been painted
    Job<OpenedFile> m_opening;
    Job<RawFile> m_probing;
    Job<SparseArray> m_checking;
    QTimer m_detailsTimer;
    QSplitter *m_splitter;
    MemberList *m_members;
    DocumentView *m_document;
    DetailsPanel *m_details;
};

} // namespace npeek
