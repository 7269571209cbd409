#include "ui/value_line.h"

#include "core/export/cell_text.h"
#include "ui/slice_reader.h"

namespace npeek {
namespace {

constexpr qsizetype maxShown = 1000; // characters
constexpr qsizetype maxTip = 4000;

} // namespace

ValueLine::ValueLine(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // a long value is cut, the window does not grow
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

void ValueLine::readValue(const QString &name, const Slice2d &slice, qint64 row, qint64 column)
{
    setValue(name, QStringLiteral("…"));
    Job<QString>::Handlers handlers;
    handlers.done = [this, name](const Result<QString> &text) { setValue(name, text ? *text : text.error().message); };
    m_job.start(
        [slice, row, column](JobProgress<QString> &progress) -> Result<QString> {
            const auto element = elementOf(slice, row, column, progress);
            if (!element)
                return element.error();
            return cellText(slice.view.dtype(), reinterpret_cast<const unsigned char *>(element->constData()));
        },
        std::move(handlers));
}

void ValueLine::setValue(const QString &name, const QString &value)
{
    const QString text = QStringLiteral("%1 = %2").arg(name, value);
    setText(text.left(maxShown));
    setToolTip(fontMetrics().horizontalAdvance(text.left(maxShown)) > width() ? text.left(maxTip) : QString());
}

} // namespace npeek
