#include "ui/raw_preview.h"

#include "ui/display_text.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>

namespace npeek {
namespace {

constexpr qint64 previewBytes = 64 << 10;

bool isText(const QString &decoded)
{
    return std::ranges::none_of(decoded, [](QChar c) {
        return (c.category() == QChar::Other_Control && !c.isSpace()) || c == QChar::ReplacementCharacter || c.isNull();
    });
}

QString hexLine(const QByteArray &bytes, qsizetype offset)
{
    QString hex, ascii;
    for (qsizetype i = offset; i < std::min(offset + 16, bytes.size()); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        hex += QStringLiteral("%1 ").arg(byte, 2, 16, QLatin1Char('0'));
        ascii += byte >= 0x20 && byte < 0x7f ? QChar(byte) : QChar(u'.');
    }
    return QStringLiteral("%1  %2 %3\n").arg(offset, 8, 16, QLatin1Char('0')).arg(hex, -48).arg(ascii);
}

} // namespace

QString previewText(const QByteArray &start, qint64 totalSize)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(start);
    if (!isText(text)) {
        text.clear();
        for (qsizetype offset = 0; offset < start.size(); offset += 16)
            text += hexLine(start, offset);
    }
    if (start.size() < totalSize)
        text += QCoreApplication::translate("npeek", "\n… the first %1 of %2")
                    .arg(bytesText(start.size()), bytesText(totalSize));
    return text;
}

Result<QString> previewText(const ByteSource &source)
{
    QByteArray scratch;
    const auto start = source.read(0, std::min(previewBytes, source.size()), scratch);
    if (!start)
        return start.error();
    const QByteArray bytes(reinterpret_cast<const char *>(start->data()), static_cast<qsizetype>(start->size()));
    return previewText(bytes, source.size());
}

} // namespace npeek
