#include "ui/file_page.h"

#include "ui/document_view.h"
#include "ui/header_panel.h"
#include "ui/member_list.h"
#include "ui/member_model.h"
#include "ui/statistics_panel.h"

#include <QFileInfo>
#include <QScrollArea>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

namespace npeek {
namespace {

constexpr int detailsDelay = 20; // ms that the data are on screen before the panels beside them fill

} // namespace

FilePage::FilePage(QWidget *parent)
    : QWidget(parent)
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_members(new MemberList)
    , m_document(new DocumentView)
    , m_details(new QScrollArea)
{
    m_details->setWidgetResizable(true);
    m_details->setFrameShape(QFrame::NoFrame);
    m_details->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_splitter->addWidget(m_members);
    m_splitter->addWidget(m_document);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({200, 810, 270});
    m_splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);

    connect(m_members, &MemberList::currentMemberChanged, this, &FilePage::showMember);
    connect(m_members, &MemberList::contextMenuRequestedFor, this,
            [this](int, const QPoint &position) { Q_EMIT exportRequested(position); });
    connect(m_document, &DocumentView::exportRequested, this, &FilePage::exportRequested);
    connect(m_document, &DocumentView::sliceShown, this, &FilePage::titleChanged);
    connect(m_document, &DocumentView::sliceShown, this, [this] {
        if (m_document->hasPainted())
            updateDetails();
    });
    // Data first, then what is known about them
    m_detailsTimer.setSingleShot(true);
    connect(m_document, &DocumentView::painted, &m_detailsTimer, [this] { m_detailsTimer.start(detailsDelay); });
    connect(&m_detailsTimer, &QTimer::timeout, this, &FilePage::updateDetails);
}

void FilePage::createDetails()
{
    m_statistics = new StatisticsPanel;
    m_header = new HeaderPanel;
    auto *details = new QWidget;
    auto *column = new QVBoxLayout(details);
    column->setContentsMargins(10, 10, 10, 10);
    column->setSpacing(14);
    column->addWidget(m_statistics);
    column->addWidget(m_header);
    column->addStretch(1);
    m_details->setWidget(details);
    connect(m_statistics, &StatisticsPanel::finished, this, &FilePage::settled);
    connect(m_statistics, &StatisticsPanel::failed, m_document, &DocumentView::showError);
}

void FilePage::open(const QString &path, const QString &member)
{
    m_path = path;
    m_wantedMember = member;
    Job<ArrayFile>::Handlers handlers;
    handlers.done = [this](const Result<ArrayFile> &file) {
        if (file) {
            showFile(*file);
            return;
        }
        m_file.reset();
        m_members->hide();
        m_details->hide();
        m_document->showMessage(tr("%1 could not be opened.").arg(QFileInfo(m_path).fileName()));
        m_document->showError(file.error().message);
        Q_EMIT titleChanged();
        Q_EMIT settled();
    };
    m_opening.start([path](JobProgress<ArrayFile> &) { return ArrayFile::open(path); }, std::move(handlers));
    QTimer::singleShot(200, this, [this] {
        if (m_opening.isRunning())
            m_document->showMessage(tr("Opening %1…").arg(QFileInfo(m_path).fileName()));
    });
}

void FilePage::reload()
{
    const Member *member = currentMember();
    open(m_path, member ? member->name : m_wantedMember);
}

void FilePage::showFile(const ArrayFile &file)
{
    m_file = file;
    m_current = -1;
    m_members->show();
    m_details->show();
    m_members->setFile(file);
    const Member *wanted = m_wantedMember.isEmpty() ? nullptr : file.member(m_wantedMember);
    const int index = wanted ? static_cast<int>(wanted - file.members().data()) : defaultMember(file.members());
    if (index < 0)
        m_document->showMessage(tr("This archive has no members."));
    else
        m_members->setCurrentMember(index);
    if (!file.notes().isEmpty())
        m_document->showNote(file.notes().join(u'\n'));
    if (!wanted && !m_wantedMember.isEmpty())
        m_document->showError(tr("There is no member “%1” in this file.").arg(m_wantedMember));
    m_isNew = true;
    if (index < 0)
        updateDetails();
}

const Member *FilePage::currentMember() const
{
    return m_file && m_current >= 0 ? &m_file->members()[static_cast<size_t>(m_current)] : nullptr;
}

void FilePage::showMember(int index)
{
    if (index < 0 || !m_file)
        return;
    m_current = index;
    const Member &member = *currentMember();
    if (m_statistics)
        m_statistics->clear();
    m_isHeaderStale = true;
    m_document->showMember(*m_file, member, member.name.isEmpty() ? QFileInfo(m_path).completeBaseName() : member.name);
}

void FilePage::updateDetails()
{
    if (!m_statistics)
        createDetails();
    if (m_isHeaderStale && currentMember()) {
        m_header->setMember(*m_file, *currentMember());
        m_statistics->setVisible(currentMember()->state == Member::State::Ok);
    }
    m_isHeaderStale = false;
    if (std::exchange(m_isNew, false))
        Q_EMIT opened(m_path);
    if (m_document->hasArray() && m_document->array().size() > 0)
        m_statistics->setViews(m_document->array(), m_document->slice());
    if (!m_statistics->isBusy())
        Q_EMIT settled();
}

bool FilePage::isSettled() const
{
    return !m_opening.isRunning() && !m_detailsTimer.isActive() && m_document->hasPainted() && !m_isHeaderStale
        && !(m_statistics && m_statistics->isBusy());
}

QString FilePage::title() const
{
    const QString file = QFileInfo(m_path).fileName();
    return m_document->hasArray() && !m_document->slice().title.isEmpty()
        ? QStringLiteral("%1 — %2").arg(m_document->slice().title, file)
        : file;
}

void FilePage::stepMember(int rows)
{
    m_members->stepCurrent(rows);
}

void FilePage::setPanelVisible(bool members, bool details)
{
    m_members->setVisible(members);
    m_details->setVisible(details);
}

} // namespace npeek
