#include "ui/file_page.h"

#include "ui/details_panel.h"
#include "ui/document_view.h"
#include "ui/header_panel.h"
#include "ui/member_list.h"
#include "ui/member_model.h"
#include "ui/raw_dialog.h"

#include <QFileInfo>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace npeek {
namespace {

constexpr int detailsDelay = 20; // ms that the data are on screen before the panels beside them fill
constexpr int quietTime = 200; // ms of work that nobody needs to be told of

/// Whether other bytes than those of an array may be in a file that could not be opened.
bool mayBeRaw(const Error &error, const QString &path)
{
    const bool wasRead = error.code != ErrorCode::Io && error.code != ErrorCode::NotFound;
    return wasRead && QFileInfo(path).isFile() && QFileInfo(path).size() > 0;
}

} // namespace

FilePage::FilePage(QWidget *parent)
    : QWidget(parent)
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_members(new MemberList)
    , m_document(new DocumentView)
    , m_details(new DetailsPanel)
{
    m_splitter->addWidget(m_members);
    m_splitter->addWidget(m_document);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({200, 810, 270});
    m_splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    connectParts();
}

void FilePage::connectParts()
{
    connect(m_members, &MemberList::currentMemberChanged, this, &FilePage::showMember);
    connect(m_members, &MemberList::contextMenuRequestedFor, this,
            [this](int, const QPoint &position) { Q_EMIT exportRequested(position); });
    connect(m_document, &DocumentView::exportRequested, this, &FilePage::exportRequested);
    connect(m_document, &DocumentView::actionRequested, this, [this] {
        if (m_checking.isRunning())
            stopChecking();
        else if (showsSparse())
            showSparse();
        else
            askForLayout();
    });
    connect(m_document, &DocumentView::levelShown, this, [this] { m_isHeaderStale = true; });
    connect(m_document, &DocumentView::sliceShown, this, &FilePage::titleChanged);
    connect(m_document, &DocumentView::sliceShown, this, [this] {
        if (m_document->hasPainted())
            updateDetails();
    });
    // Data first, then what is known about them
    m_detailsTimer.setSingleShot(true);
    connect(m_document, &DocumentView::painted, &m_detailsTimer, [this] { m_detailsTimer.start(detailsDelay); });
    connect(&m_detailsTimer, &QTimer::timeout, this, &FilePage::updateDetails);
    connect(m_details, &DetailsPanel::finished, this, &FilePage::settled);
    connect(m_details, &DetailsPanel::failed, m_document, &DocumentView::showError);
    connect(m_details, &DetailsPanel::viewTypeChosen, this, &FilePage::setViewType);
    connect(m_details, &DetailsPanel::layoutChangeRequested, this, &FilePage::askForLayout);
}

void FilePage::open(const QString &path, const QString &member)
{
    m_path = path;
    m_wantedMember = member;
    m_raw.reset();
    m_viewTypes.clear();
    load();
}

void FilePage::openRaw(const QString &path)
{
    m_path = path;
    askForLayout();
}

void FilePage::reload()
{
    if (m_current == sparseMember)
        m_wantedMember = sparseName;
    else if (const Member *member = currentMember())
        m_wantedMember = member->name;
    load();
}

void FilePage::load()
{
    m_checking.cancel();
    Job<OpenedFile>::Handlers handlers;
    handlers.done = [this](const Result<OpenedFile> &opened) {
        if (opened)
            showFile(*opened);
        else
            showFailure(opened.error());
    };
    m_opening.start(
        [path = m_path, raw = m_raw](JobProgress<OpenedFile> &progress) { return openForPage(path, raw, progress); },
        std::move(handlers));
    QTimer::singleShot(quietTime, this, [this] {
        if (m_opening.isRunning())
            m_document->showMessage(tr("Opening %1…").arg(QFileInfo(m_path).fileName()));
    });
}

void FilePage::showFailure(const Error &error)
{
    m_file.reset();
    m_isBlank = false;
    m_current = -1;
    m_members->hide();
    m_details->hide();
    m_document->showWork(QFileInfo(m_path).fileName(), {});
    m_document->showMessage(tr("%1 could not be opened.").arg(QFileInfo(m_path).fileName()),
                            mayBeRaw(error, m_path) ? tr("Open as raw data…") : QString());
    m_document->showError(error.message);
    Q_EMIT titleChanged();
    Q_EMIT settled();
}

void FilePage::showFile(const OpenedFile &opened)
{
    const ArrayFile &file = opened.file;
    m_file = file;
    m_isBlank = false;
    m_sparseLayout = opened.sparse;
    m_sparse.reset();
    m_current = -1;
    m_members->setVisible(m_showMembers);
    m_details->setVisible(m_showDetails);
    m_members->setFile(file, m_sparseLayout);
    const Member *wanted = m_wantedMember.isEmpty() ? nullptr : file.member(m_wantedMember);
    const bool wantsSparse = m_sparseLayout && !wanted && (m_wantedMember.isEmpty() || m_wantedMember == sparseName);
    const int index = wanted ? static_cast<int>(wanted - file.members().data())
        : m_sparseLayout     ? sparseMember
                             : defaultMember(file.members());
    if (index == -1)
        m_document->showMessage(tr("This archive has no members."));
    else
        m_members->setCurrentMember(index);
    m_missingMember = wanted || wantsSparse ? QString() : m_wantedMember;
    showNotes();
    m_isNew = true;
    if (index == -1)
        updateDetails();
}

/// What there is to say of the file as a whole.
void FilePage::showNotes()
{
    if (!m_file->notes().isEmpty())
        m_document->showNote(m_file->notes().join(u'\n'));
    if (!m_missingMember.isEmpty())
        m_document->showError(tr("There is no member “%1” in this file.").arg(m_missingMember));
}

const Member *FilePage::currentMember() const
{
    return m_file && m_current >= 0 ? &m_file->members()[static_cast<size_t>(m_current)] : nullptr;
}

bool FilePage::showsSparse() const
{
    return m_file && m_current == sparseMember;
}

QString FilePage::shownName(const Member &member) const
{
    return member.name.isEmpty() ? QFileInfo(m_path).completeBaseName() : member.name;
}

void FilePage::showMember(int index)
{
    if (index == -1 || !m_file)
        return;
    m_checking.cancel();
    m_current = index;
    m_details->clearStatistics();
    m_isHeaderStale = true;
    if (index == sparseMember)
        return showSparse();
    const Member &member = *currentMember();
    m_document->showMember(*m_file, member, shownName(member), m_viewTypes.value(index));
    if (m_viewTypes.contains(index) && m_document->hasArray())
        m_members->setDType(index, m_document->source().dtype());
}

void FilePage::showSparse()
{
    const QString name = QFileInfo(m_path).completeBaseName();
    if (m_sparse)
        return m_document->showSparse(*m_sparse, name);
    m_document->showWork(name, tr("Checking the indices of this sparse array…"));
    Job<SparseArray>::Handlers handlers;
    handlers.done = [this](Result<SparseArray> array) { setSparse(std::move(array)); };
    handlers.progress = [this](int permille) {
        m_document->showMessage(tr("Checking the indices of this sparse array… %1 %").arg(permille / 10), tr("Stop"));
    };
    m_checking.start([file = *m_file](JobProgress<SparseArray> &progress) { return SparseArray::open(file, progress); },
                     std::move(handlers));
}

void FilePage::stopChecking()
{
    m_checking.cancel();
    m_document->showMessage(tr("The check of the indices was stopped, without which this array cannot be shown."),
                            tr("Check again"));
    updateDetails();
}

void FilePage::setSparse(Result<SparseArray> array)
{
    if (array) {
        m_sparse = *std::move(array);
        m_document->showSparse(*m_sparse, QFileInfo(m_path).completeBaseName());
        return showNotes(); // said while the indices were checked
    }
    m_document->showMessage(
        tr("The parts of this sparse array do not fit together. Each of them can still be looked at in the list."));
    m_document->showError(array.error().code == ErrorCode::Corrupt
                              ? tr("The sparse array is damaged: %1").arg(array.error().message)
                              : array.error().message);
    Q_EMIT titleChanged();
}

void FilePage::setViewType(const QString &name)
{
    if (!currentMember())
        return;
    m_viewTypes.insert(m_current, name);
    showMember(m_current);
}

void FilePage::askForLayout()
{
    Job<RawFile>::Handlers handlers;
    handlers.done = [this](const Result<RawFile> &file) {
        if (file)
            showLayoutDialog(*file);
        else
            showFailure(file.error());
    };
    m_probing.start([path = m_path](JobProgress<RawFile> &) { return probeRaw(path); }, std::move(handlers));
}

void FilePage::showLayoutDialog(const RawFile &file)
{
    auto *dialog = new RawDialog(m_path, file.bytes, m_raw.value_or(file.guess), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RawDialog::chosen, this, [this](const RawChoice &choice) {
        m_raw = choice;
        m_wantedMember.clear();
        m_viewTypes.clear();
        load();
    });
    connect(dialog, &QDialog::rejected, this, [this] {
        if (m_isBlank)
            Q_EMIT abandoned();
    });
    dialog->open();
}

void FilePage::updateDetails()
{
    if (std::exchange(m_isHeaderStale, false))
        fillHeader();
    if (std::exchange(m_isNew, false))
        Q_EMIT opened(m_path);
    m_details->showStatistics(*m_document);
    if (!m_details->isBusy())
        Q_EMIT settled();
}

void FilePage::fillHeader()
{
    const auto type = m_document->shownType();
    if (m_current == sparseMember)
        m_details->header()->setSparse(*m_file, m_sparse ? m_sparse->layout() : *m_sparseLayout);
    else if (currentMember() && m_document->isInObjects())
        m_details->header()->setObject(*m_file, *currentMember(), type);
    else if (currentMember())
        m_details->header()->setMember(*m_file, *currentMember(), type ? &type->first : nullptr);
}

bool FilePage::isSettled() const
{
    return !m_opening.isRunning() && !m_checking.isRunning() && !m_probing.isRunning() && !m_detailsTimer.isActive()
        && m_document->isSettled() && !m_isHeaderStale && !m_details->isBusy();
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
    m_showMembers = members;
    m_showDetails = details;
    m_members->setVisible(members && m_file);
    m_details->setVisible(details && m_file);
}

} // namespace npeek
