#include "ui/display_text.h"

#include <QLocale>

namespace npeek {

QString bytesText(qint64 bytes)
{
    if (bytes < 1024)
        return QStringLiteral("%1 %2").arg(bytes).arg(bytes == 1 ? QStringLiteral("byte") : QStringLiteral("bytes"));
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat);
}

QString countText(qint64 count)
{
    QString text = QString::number(count);
    for (qsizetype i = text.size() - 3; i > (count < 0 ? 1 : 0); i -= 3)
        text.insert(i, QChar(0x2009));
    return text;
}

QString ratioText(qint64 bytes, qint64 storedBytes)
{
    if (bytes <= 0 || storedBytes <= 0)
        return {};
    const double ratio = static_cast<double>(bytes) / static_cast<double>(storedBytes);
    return QString::number(ratio, 'f', ratio < 100 ? 1 : 0) + QChar(0x00d7);
}

} // namespace npeek
