#include "core/format/array_header.h"

#include "core/base/shape_text.h"
#include "core/format/header_dict.h"

#include <QStringDecoder>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <utility>

namespace npeek {

namespace {

constexpr std::array<unsigned char, 6> magic{0x93, 'N', 'U', 'M', 'P', 'Y'};

struct Prefix {
    Version version;
    qint64 textOffset = 0;
    qint64 textLength = 0;
};

Error corrupt(const QString &message)
{
    return {ErrorCode::Corrupt, message};
}

Error endsEarly(qint64 total, qint64 needed)
{
    return corrupt(QStringLiteral("the header is cut off: its first %1 bytes are needed, but there are only %2")
                       .arg(needed)
                       .arg(total));
}

Result<Version> readVersion(Bytes start)
{
    const Version version{start[6], start[7]};
    if (version.major >= 1 && version.major <= 3 && version.minor == 0)
        return version;
    return Error{ErrorCode::Unsupported,
                 QStringLiteral("npy version %1.%2 does not exist: there are 1.0, 2.0 and 3.0")
                     .arg(version.major)
                     .arg(version.minor)};
}

Result<Prefix> readPrefix(Bytes start, qint64 total)
{
    if (!ArrayHeader::hasMagic(start))
        return corrupt(QStringLiteral("this is no npy array: it does not start with \\x93NUMPY"));
    if (start.size() < 8)
        return endsEarly(total, 10);
    const Result<Version> version = readVersion(start);
    if (!version)
        return version.error();
    Prefix prefix{*version, version->major == 1 ? 10 : 12, 0};
    if (std::cmp_less(start.size(), prefix.textOffset))
        return endsEarly(total, prefix.textOffset);
    prefix.textLength = version->major == 1 ? qint64(qFromLittleEndian<quint16>(&start[8]))
                                            : qint64(qFromLittleEndian<quint32>(&start[8]));
    const qint64 left = total - prefix.textOffset;
    if (prefix.textLength > left)
        return corrupt(QStringLiteral("the header says that it is %1 bytes long, but only %2 bytes follow")
                           .arg(prefix.textLength)
                           .arg(left));
    if (prefix.textLength > ArrayHeader::maxLength)
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("the header is %1 bytes long; at most %2 are read")
                         .arg(prefix.textLength)
                         .arg(ArrayHeader::maxLength)};
    return prefix;
}

Result<QString> decode(Bytes bytes, const Version &version)
{
    const QByteArrayView view(bytes.data(), static_cast<qsizetype>(bytes.size()));
    if (version.major < 3)
        return QString::fromLatin1(view);
    // A byte order mark must stay visible: Python refuses it.
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder.decode(view);
    if (decoder.hasError())
        return corrupt(QStringLiteral("the header of a version 3.0 file is not valid UTF-8"));
    return text;
}

} // namespace

bool ArrayHeader::hasMagic(Bytes start)
{
    return start.size() >= magic.size() && std::equal(magic.begin(), magic.end(), start.begin());
}

Result<qint64> ArrayHeader::endOf(Bytes start, qint64 total)
{
    const Result<Prefix> prefix = readPrefix(start, total);
    return prefix ? Result<qint64>(prefix->textOffset + prefix->textLength) : prefix.error();
}

Result<ArrayHeader> ArrayHeader::read(const ByteSource &source)
{
    QByteArray scratch;
    const Result<Bytes> start = source.read(0, std::min(prefixLength, source.size()), scratch);
    if (!start)
        return start.error();
    const Result<Prefix> prefix = readPrefix(*start, source.size());
    if (!prefix)
        return prefix.error();
    const Result<Bytes> bytes = source.read(prefix->textOffset, prefix->textLength, scratch);
    if (!bytes)
        return bytes.error();
    const Result<QString> text = decode(*bytes, prefix->version);
    if (!text)
        return text.error();
    Result<ArrayHeader> header = headerFromText(*text, prefix->version);
    if (header)
        header->dataOffset = prefix->textOffset + prefix->textLength;
    return header;
}

qint64 ArrayHeader::size() const
{
    return elementCount(shape).value_or(0);
}

Result<qint64> ArrayHeader::byteCount() const
{
    const std::optional<qint64> count = elementCount(shape);
    const std::optional<qint64> bytes = count ? checkedMultiply(*count, dtype.itemsize) : std::nullopt;
    if (bytes)
        return *bytes;
    return Error{ErrorCode::TooLarge,
                 QStringLiteral("the shape %1 of %2-byte elements is more than 63 bits can count")
                     .arg(shapeText(shape))
                     .arg(dtype.itemsize)};
}

} // namespace npeek
