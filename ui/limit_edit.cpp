#include "ui/limit_edit.h"

#include "ui/axis_ticks.h"

#include <QKeyEvent>
#include <QPainter>

#include <cmath>

namespace npeek {

std::optional<double> parseNumber(const QString &text)
{
    QString number = text.trimmed();
    number.replace(QChar(0x2212), u'-');
    if (number.count(u',') == 1 && !number.contains(u'.'))
        number.replace(u',', u'.');
    bool isOk = false;
    const double value = number.toDouble(&isOk);
    return isOk && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

LimitEdit::LimitEdit(QWidget *parent)
    : QLineEdit(parent)
{
    connect(this, &QLineEdit::textEdited, this, [this](const QString &typed) { setInvalid(!parseNumber(typed)); });
}

void LimitEdit::setValue(double value, double resolution)
{
    m_value = value;
    m_text = shortNumber(value, resolution);
    showValue();
}

void LimitEdit::showValue()
{
    setInvalid(false);
    if (text() != m_text)
        setText(m_text);
    setCursorPosition(0);
    setModified(false);
}

std::optional<double> LimitEdit::value() const
{
    return isModified() ? parseNumber(text()) : m_value;
}

void LimitEdit::setInvalid(bool invalid)
{
    m_isInvalid = invalid;
    update();
}

void LimitEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!m_isInvalid)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor(0xd9, 0x36, 0x36), 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 2, 2);
}

void LimitEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isModified()) {
        showValue();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace npeek

#include "moc_limit_edit.cpp"
