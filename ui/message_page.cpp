#include "ui/message_page.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace npeek {

MessagePage::MessagePage(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel)
{
    QFont font = m_text->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    m_text->setFont(font);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(16);
    layout->addStretch(1);
    layout->addWidget(m_text);
    layout->addStretch(1);
}

void MessagePage::showMessage(const QString &message, const QString &action)
{
    m_text->setText(message);
    if (!m_action && !action.isEmpty()) {
        m_action = new QPushButton;
        auto *column = static_cast<QVBoxLayout *>(layout());
        column->insertWidget(2, m_action, 0, Qt::AlignHCenter);
        connect(m_action, &QPushButton::clicked, this, &MessagePage::actionTriggered);
    }
    if (m_action) {
        m_action->setText(action);
        m_action->setMinimumWidth(m_action->sizeHint().width() + 32);
        m_action->setVisible(!action.isEmpty());
    }
}

} // namespace npeek
