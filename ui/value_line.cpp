#include "ui/value_line.h"

#include "core/export/cell_text.h"

namespace npeek {

ValueLine::ValueLine(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void ValueLine::clearValue()
{
    m_job.cancel();
    clear();
}

void ValueLine::showValue(const QString &name, const QString &value)
{
    m_job.cancel();
    setValue(name, value);
}

void ValueLine::readValue(const QString &name, const ArrayView &view2d, qint64 row, qint64 column)
{
    setValue(name, QStringLiteral("…"));
    Job<QString>::Handlers handlers;
    handlers.done = [this, name](const Result<QString> &text) { setValue(name, text ? *text : text.error().message); };
    m_job.start(
        [view2d, row, column](JobProgress<QString> &) -> Result<QString> {
            QByteArray scratch;
            const auto element = view2d.element(npeek::Shape{row, column}, scratch);
            return element ? Result<QString>(cellText(view2d.dtype(), element->data())) : element.error();
        },
        std::move(handlers));
}

void ValueLine::setValue(const QString &name, const QString &value)
{
    setText(QStringLiteral("%1 = %2").arg(name, value));
}

} // namespace npeek
