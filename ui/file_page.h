#pragma once

#include "core/format/array_file.h"
#include "ui/job.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QScrollArea;
class QSplitter;

namespace npeek {

class DocumentView;
class HeaderPanel;
class MemberList;
class StatisticsPanel;

/// One open file: its members on the left, the chosen one in the middle, header and statistics on the right.
class FilePage : public QWidget {
    Q_OBJECT
public:
    explicit FilePage(QWidget *parent = nullptr);

    /// Opens in the background. member: the one to show, or empty for the one that says most.
    void open(const QString &path, const QString &member);
    void reload();

    const QString &path() const { return m_path; }
    QString title() const; ///< the NumPy expression of what is shown, with the file's name
    const std::optional<ArrayFile> &file() const { return m_file; }
    const Member *currentMember() const;
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

private:
    void showFile(const ArrayFile &file);
    void showMember(int index);
    void createDetails();
    void updateDetails();

    QString m_path;
    QString m_wantedMember;
    std::optional<ArrayFile> m_file;
    int m_current = -1;
    bool m_isNew = false; ///< opened() is still to be said
    bool m_isHeaderStale = false; ///< the panels wait until the data have been painted
    Job<ArrayFile> m_opening;
    QTimer m_detailsTimer;
    QSplitter *m_splitter;
    MemberList *m_members;
    DocumentView *m_document;
    QScrollArea *m_details;
    StatisticsPanel *m_statistics = nullptr; ///< made with the header panel once the data are on screen
    HeaderPanel *m_header = nullptr;
};

} // namespace npeek
