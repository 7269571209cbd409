#pragma once

#include "core/base/checked_math.h"

#include <QByteArrayList>
#include <QStringList>

namespace npeek {

/// JSON as text: QJsonDocument knows no integers above 2^63 and no order of keys. All of it is ASCII, so that names
/// that are no valid Unicode come out as they are.
QByteArray jsonString(const QString &text);
QByteArray jsonBool(bool value);
QByteArray jsonStrings(const QStringList &texts);
QByteArray jsonShape(const Shape &shape);
/// Shortest text; "nan", "inf" and "-inf" as strings.
QByteArray jsonNumber(double value);

class JsonObject {
public:
    JsonObject &add(const char *key, const QByteArray &json);
    JsonObject &add(const char *key, qint64 value) { return add(key, QByteArray::number(value)); }
    JsonObject &add(const char *key, const QString &text) { return add(key, jsonString(text)); }
    QByteArray text() const { return '{' + m_text + '}'; }

private:
    QByteArray m_text;
};

/// The items one to a line.
QByteArray jsonArray(const QByteArrayList &items);

} // namespace npeek
