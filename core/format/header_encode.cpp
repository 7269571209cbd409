#include "core/format/array_header.h"

#include "core/base/shape_text.h"
#include "core/format/header_dict.h"

#include <QtEndian>

#include <algorithm>

namespace npeek {

namespace {

constexpr qsizetype alignment = 64;
constexpr qsizetype growthDigits = 21; // room for the first length to become 2^64

/// The dict with the spaces that NumPy >= 1.24 leaves for an array that grows.
QString dictText(const ArrayHeader &header)
{
    QString text = QStringLiteral("{'descr': ") + header.dtype.descr()
        + (header.fortranOrder ? QStringLiteral(", 'fortran_order': True, ")
                               : QStringLiteral(", 'fortran_order': False, "))
        + QStringLiteral("'shape': ") + shapeText(header.shape) + QStringLiteral(", }");
    if (!header.shape.empty()) {
        const qint64 growing = header.fortranOrder ? header.shape.back() : header.shape.front();
        text += QString(std::max<qsizetype>(0, growthDigits - QString::number(growing).size()), u' ');
    }
    return text;
}

/// Spaces and a newline behind the text; never fewer than one space, as in NumPy.
QByteArray padded(const QByteArray &text, qsizetype prefixLength)
{
    const qsizetype used = (prefixLength + text.size() + 1) % alignment;
    return text + QByteArray(alignment - used, ' ') + '\n';
}

QByteArray lengthBytes(qsizetype length, bool isShort)
{
    QByteArray bytes(isShort ? 2 : 4, '\0');
    if (isShort)
        qToLittleEndian(static_cast<quint16>(length), bytes.data());
    else
        qToLittleEndian(static_cast<quint32>(length), bytes.data());
    return bytes;
}

bool isLatin1(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() <= 0xff; });
}

} // namespace

QByteArray ArrayHeader::encode() const
{
    const QString dict = dictText(*this);
    const bool fitsLatin1 = isLatin1(dict);
    const QByteArray bytes = fitsLatin1 ? dict.toLatin1() : dict.toUtf8();
    QByteArray block = padded(bytes, 10);
    const bool isShort = fitsLatin1 && block.size() <= 0xffff;
    if (!isShort)
        block = padded(bytes, 12);
    const char major = isShort ? 1 : fitsLatin1 ? 2 : 3;
    return QByteArray("\x93NUMPY") + major + '\0' + lengthBytes(block.size(), isShort) + block;
}

} // namespace npeek
