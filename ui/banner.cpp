#include "ui/banner.h"

#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace npeek {

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 6, 6, 6);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton;
    close->setText(QStringLiteral("✕"));
    close->setToolTip(tr("Close this message"));
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    layout->addWidget(m_text, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    setAutoFillBackground(true);
    hide();
}

void Banner::showMessage(Severity severity, const QString &message)
{
    m_severity = severity;
    m_text->setText(message.left(1).toUpper() + message.mid(1)); // core's sentences go on after a file's name
    updateColors();
    show();
}

void Banner::clear()
{
    hide();
}

void Banner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        updateColors();
}

void Banner::updateColors()
{
    QPalette palette = parentWidget() ? parentWidget()->palette() : QPalette();
    const QColor tint = m_severity == Severity::Error ? QColor(0xd0, 0x3b, 0x3b) : palette.color(QPalette::Highlight);
    palette.setColor(QPalette::Window, blend(palette.color(QPalette::Base), tint, 0.16));
    setPalette(palette);
}

} // namespace npeek
