#include "app/json_text.h"

#include "core/export/cell_text.h"

#include <cmath>

namespace npeek {

QByteArray jsonString(const QString &text)
{
    QByteArray result = "\"";
    for (const QChar c : text) {
        if (c == QLatin1Char('"') || c == QLatin1Char('\\'))
            (result += '\\') += c.toLatin1();
        else if (c.unicode() >= 0x20 && c.unicode() < 0x7f)
            result += c.toLatin1();
        else
            result += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return result + '"';
}

QByteArray jsonBool(bool value)
{
    return value ? "true" : "false";
}

QByteArray jsonStrings(const QStringList &texts)
{
    QByteArrayList items;
    for (const QString &text : texts)
        items += jsonString(text);
    return '[' + items.join(", ") + ']';
}

QByteArray jsonShape(const Shape &shape)
{
    QByteArrayList lengths;
    for (const qint64 length : shape)
        lengths += QByteArray::number(length);
    return '[' + lengths.join(", ") + ']';
}

QByteArray jsonNumber(double value)
{
    const QByteArray text = numberText(value);
    return std::isfinite(value) ? text : '"' + text + '"';
}

JsonObject &JsonObject::add(const char *key, const QByteArray &json)
{
    if (!m_text.isEmpty())
        m_text += ", ";
    m_text += '"' + QByteArray(key) + "\": " + json;
    return *this;
}

QByteArray jsonArray(const QByteArrayList &items)
{
    return items.isEmpty() ? QByteArray("[]") : "[\n" + items.join(",\n") + "\n]";
}

} // namespace npeek
