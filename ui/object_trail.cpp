#include "ui/object_trail.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace npeek {
namespace {

constexpr qsizetype maxLabel = 60; // characters of a level's name in the path

} // namespace

ObjectTrail::ObjectTrail(QWidget *parent)
    : QWidget(parent)
    , m_path(new QLabel)
{
    auto *back = new QToolButton;
    back->setText(QStringLiteral("‹ ") + tr("Back"));
    back->setToolTip(tr("To what holds this (Alt+Left)"));
    m_path->setTextFormat(Qt::RichText);
    m_path->setWordWrap(true);
    m_path->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_path->setAccessibleName(tr("Way into the Python objects"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(back, 0, Qt::AlignTop);
    layout->addWidget(m_path, 1);
    connect(back, &QToolButton::clicked, this, &ObjectTrail::goBack);
    connect(m_path, &QLabel::linkActivated, this, [this](const QString &link) { goTo(link.toUInt()); });
    hide();
}

void ObjectTrail::read(const ArrayFile &file, const Member &member, const QString &name)
{
    clear();
    start([file, member, name](JobProgress<ObjectLevel> &progress) -> Result<ObjectLevel> {
        const auto bytes = file.bytes(member);
        if (!bytes)
            return bytes.error();
        auto array = readObjectArray(*member.header, **bytes, progress);
        if (!array)
            return array.error();
        return ObjectLevel{name, std::make_shared<ObjectTable>(ObjectTable{*std::move(array)})};
    });
}

void ObjectTrail::start(Work work)
{
    Job<ObjectLevel>::Handlers handlers;
    handlers.done = [this](Result<ObjectLevel> level) {
        if (level)
            push(*std::move(level));
        else
            Q_EMIT failed(level.error().message);
    };
    m_job.start(std::move(work), std::move(handlers));
}

void ObjectTrail::clear()
{
    m_job.cancel();
    m_levels.clear();
    hide();
}

void ObjectTrail::leaveAt(qint64 row, qint64 column)
{
    m_levels.back().row = row;
    m_levels.back().column = column;
}

void ObjectTrail::open(const PyObject &object, const QString &label, qint64 row, qint64 column)
{
    leaveAt(row, column);
    start([object, label](JobProgress<ObjectLevel> &) { return openObject(object, label); });
}

void ObjectTrail::openText(const PyObject &object, const QString &label, qint64 row, qint64 column)
{
    m_job.cancel();
    leaveAt(row, column);
    push(npeek::openText(object, label));
}

void ObjectTrail::push(ObjectLevel level)
{
    if (!isEmpty())
        Q_EMIT levelLeft();
    m_levels.push_back(std::move(level));
    showPath();
    Q_EMIT levelShown();
}

void ObjectTrail::goBack()
{
    if (!isOnFirst())
        goTo(m_levels.size() - 2);
}

void ObjectTrail::goTo(size_t level)
{
    if (level + 1 >= m_levels.size())
        return;
    m_job.cancel();
    Q_EMIT levelLeft();
    m_levels.resize(level + 1);
    showPath();
    Q_EMIT levelShown();
}

void ObjectTrail::showPath()
{
    QStringList parts;
    for (size_t i = 0; i < m_levels.size(); ++i) {
        QString label = m_levels[i].label;
        if (label.size() > maxLabel)
            label = label.left(maxLabel - 1) + u'…';
        const QString text = label.toHtmlEscaped();
        parts << (i + 1 < m_levels.size() ? QStringLiteral("<a href='%1'>%2</a>").arg(i).arg(text)
                                          : QStringLiteral("<b>%1</b>").arg(text));
    }
    m_path->setText(parts.join(QStringLiteral(" › ")));
    setVisible(!isOnFirst());
}

QString ObjectTrail::expression() const
{
    QString text;
    for (const ObjectLevel &level : m_levels)
        text += level.label;
    return text;
}

} // namespace npeek
