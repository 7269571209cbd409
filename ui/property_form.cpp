#include "ui/property_form.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace npeek {
namespace {

constexpr int nameWidth = 12; // characters, so that several forms line up

} // namespace

PropertyForm::PropertyForm(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_layout(new QGridLayout)
{
    auto *heading = new QLabel(title);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(heading);
    m_layout->setHorizontalSpacing(10);
    m_layout->setVerticalSpacing(3);
    m_layout->setColumnStretch(1, 1);
    m_layout->setColumnMinimumWidth(0, nameWidth * fontMetrics().averageCharWidth());
    layout->addLayout(m_layout);
}

void PropertyForm::addRow(int row)
{
    auto *name = new QLabel;
    name->setForegroundRole(QPalette::PlaceholderText);
    auto *value = new QLabel;
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setMinimumWidth(1); // long words may be cut before the panel grows
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setFocusPolicy(Qt::NoFocus);
    m_layout->addWidget(name, row + 1, 0, Qt::AlignTop);
    m_layout->addWidget(value, row + 1, 1, Qt::AlignTop);
    m_labels.append(qMakePair(name, value));
}

void PropertyForm::setControl(const QString &name, QWidget *control)
{
    m_controlName = new QLabel(name);
    m_controlName->setForegroundRole(QPalette::PlaceholderText);
    m_controlName->setBuddy(control);
    m_control = control;
    m_layout->addWidget(m_controlName, 0, 0, Qt::AlignVCenter);
    m_layout->addWidget(m_control, 0, 1, Qt::AlignLeft | Qt::AlignVCenter);
}

void PropertyForm::setControlVisible(bool isVisible)
{
    if (!m_control)
        return;
    m_controlName->setVisible(isVisible);
    m_control->setVisible(isVisible);
}

void PropertyForm::setRows(const Rows &rows)
{
    while (m_labels.size() < rows.size())
        addRow(static_cast<int>(m_labels.size()));
    for (qsizetype i = 0; i < m_labels.size(); ++i) {
        const bool isUsed = i < rows.size();
        m_labels[i].first->setVisible(isUsed);
        m_labels[i].second->setVisible(isUsed);
        if (!isUsed)
            continue;
        m_labels[i].first->setText(rows[i].first);
        if (m_labels[i].second->text() != rows[i].second)
            m_labels[i].second->setText(rows[i].second);
        m_labels[i].second->setToolTip(rows[i].second);
    }
}

} // namespace npeek
