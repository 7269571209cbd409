#include "ui/statistics_panel.h"

#include "core/export/cell_text.h"
#include "ui/display_text.h"
#include "ui/property_form.h"
#include "ui/slice_reader.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace npeek {
namespace {

constexpr qint64 automaticLimit = qint64(4) << 30; // bytes that are read without being asked for

QToolButton *scopeButton(const QString &text, QButtonGroup *group)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    group->addButton(button);
    return button;
}

void breakBeforeImaginary(QString &text)
{
    qsizetype sign = text.size() - 1;
    while (sign > 1 && ((text[sign] != u'+' && text[sign] != u'-') || text[sign - 1] == u'e'))
        --sign;
    if (sign > 1)
        text.insert(sign, u'\n');
}

QString elementText(const DType &dtype, const QByteArray &bytes)
{
    QString text = cellText(dtype, reinterpret_cast<const unsigned char *>(bytes.constData()));
    if (dtype.kind == Kind::Complex) // long, without a blank to break at
        breakBeforeImaginary(text);
    return text;
}

QString meanText(const Statistics &s)
{
    if (s.mean.imag() == 0)
        return QString::fromLatin1(numberText(s.mean.real()));
    const QString sign = s.mean.imag() < 0 ? QString() : QStringLiteral("+");
    return QStringLiteral("%1\n%2%3j")
        .arg(QString::fromLatin1(numberText(s.mean.real())), sign, QString::fromLatin1(numberText(s.mean.imag())));
}

} // namespace

StatisticsPanel::StatisticsPanel(QWidget *parent)
    : QWidget(parent)
    , m_form(new PropertyForm(tr("Statistics")))
    , m_scope(new QWidget)
    , m_progress(new QProgressBar)
    , m_button(new QPushButton)
    , m_note(new QLabel)
{
    auto *group = new QButtonGroup(this);
    auto *scopeLine = new QHBoxLayout(m_scope);
    scopeLine->setContentsMargins(0, 0, 0, 0);
    scopeLine->setSpacing(0);
    auto *slice = scopeButton(tr("Slice shown"), group);
    m_wholeArray = scopeButton(tr("Whole array"), group);
    slice->setChecked(true);
    scopeLine->addWidget(slice);
    scopeLine->addWidget(m_wholeArray);

    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(6);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(5);
    layout->addWidget(m_form);
    layout->addWidget(m_progress);
    layout->addWidget(m_note);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    layout->addWidget(m_scope);

    connect(m_wholeArray, &QToolButton::toggled, this, &StatisticsPanel::restart);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_job.isRunning())
            stop(tr("Stopped: only the elements counted above were read."));
        else
            start();
    });
    clear();
}

bool StatisticsPanel::isWhole() const
{
    return m_wholeArray->isChecked();
}

qint64 StatisticsPanel::chosenSize() const
{
    return isWhole() ? m_source.size() : m_slice.view.size();
}

qint64 StatisticsPanel::chosenBytes() const
{
    return isWhole() ? m_source.bytesToRead() : bytesToRead(m_slice);
}

void StatisticsPanel::setViews(const DocumentSource &source, const Slice2d &slice)
{
    const bool isSame = source.isSame(m_source);
    m_source = source;
    m_slice = slice;
    m_scope->setVisible(source.size() != slice.view.size());
    if (source.size() == slice.view.size() || !isSame || !isWhole())
        restart();
}

void StatisticsPanel::clear()
{
    m_job.cancel();
    m_source = {};
    m_slice = {};
    m_form->setRows({});
    for (QWidget *widget : std::initializer_list<QWidget *>{m_progress, m_note, m_button, m_scope})
        widget->hide();
}

void StatisticsPanel::restart()
{
    m_job.cancel();
    m_form->setRows({{tr("count"), countText(chosenSize())}});
    if (chosenBytes() <= automaticLimit) {
        start();
        return;
    }
    stop(tr("Reads %1.").arg(bytesText(chosenBytes())));
}

void StatisticsPanel::start()
{
    m_note->hide();
    m_progress->setValue(0);
    m_progress->show();
    m_button->setText(tr("Stop"));
    m_button->show();
    Job<Statistics>::Handlers handlers;
    handlers.partial = [this](const Statistics &s) { showStatistics(s); };
    handlers.progress = [this](int permille) { m_progress->setValue(permille); };
    handlers.done = [this](Result<Statistics> result) {
        m_progress->hide();
        m_button->hide();
        if (result) {
            showStatistics(*result);
        } else {
            stop(result.error().message);
            if (result.error().code != ErrorCode::TooLarge) // which is no fault of the file's
                Q_EMIT failed(result.error().message);
        }
        Q_EMIT finished();
    };
    m_job.start(
        [source = m_source, slice = m_slice, isWhole = isWhole()](JobProgress<Statistics> &progress) {
            const auto publish = [&progress](const Statistics &s) { progress.publish(s); };
            return isWhole ? source.statistics(progress, publish) : computeStatistics(slice, progress, publish);
        },
        std::move(handlers));
}

void StatisticsPanel::stop(const QString &note)
{
    m_job.cancel();
    m_progress->hide();
    m_note->setText(note);
    m_note->show();
    m_button->setText(tr("Compute"));
    m_button->show();
}

QString StatisticsPanel::indexText(qint64 flat) const
{
    const Shape index = unravelIndex(flat, isWhole() ? m_source.shape() : m_slice.view.shape());
    return shapeText(isWhole() ? index : arrayIndex(m_slice, index[0], index[1]));
}

void StatisticsPanel::showStatistics(const Statistics &s)
{
    const DType &dtype = m_source.dtype();
    const QString of =
        s.count < s.total ? tr("%1 of %2").arg(countText(s.count), countText(s.total)) : countText(s.count);
    PropertyForm::Rows rows{{tr("count"), of}};
    if (s.isNumeric && s.hasRange) {
        rows.append({tr("min"), elementText(dtype, s.min)});
        rows.append({tr("max"), elementText(dtype, s.max)});
        if (s.hasMean) {
            rows.append({tr("mean"), meanText(s)});
            rows.append({tr("std"), QString::fromLatin1(numberText(s.std))});
        }
    }
    if (s.isNumeric) {
        rows.append({tr("NaN"), countText(s.nan)});
        rows.append({tr("+inf"), countText(s.posinf)});
        rows.append({tr("−inf"), countText(s.neginf)});
        rows.append({tr("zeros"), countText(s.zeros)});
    }
    if (s.isNumeric && s.hasRange && m_source.ndim() > 0) {
        rows.append({tr("argmin"), indexText(s.argmin)});
        rows.append({tr("argmax"), indexText(s.argmax)});
    }
    m_form->setRows(rows);
}

} // namespace npeek
