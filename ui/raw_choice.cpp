#include "ui/raw_choice.h"

#include "core/format/raw_guess.h"
#include "ui/display_text.h"

#include <QCoreApplication>

namespace npeek {
namespace {

void setByteOrder(DType &dtype, std::endian order)
{
    dtype.byteorder = order;
    for (Field &field : dtype.fields)
        setByteOrder(field.dtype, order);
}

QString translated(const char *text)
{
    return QCoreApplication::translate("npeek::RawDialog", text);
}

} // namespace

RawChoice RawChoice::guessed(Bytes start, qint64 fileSize)
{
    RawChoice choice;
    if (const QString dtype = guessRawDType(start, fileSize); !dtype.isEmpty())
        choice.dtype = dtype;
    return choice;
}

int RawChoice::ownByteOrder() const
{
    const QString text = dtype.trimmed();
    return text.startsWith(u'<') ? 1 : text.startsWith(u'>') ? -1 : 0;
}

Result<RawLayout> RawChoice::layout() const
{
    auto type = RawLayout::parseDType(dtype);
    if (!type)
        return type.error();
    if (ownByteOrder() == 0)
        setByteOrder(*type, isBigEndian ? std::endian::big : std::endian::little);
    const auto lengths = RawLayout::parseShape(shape);
    if (!lengths)
        return lengths.error();
    bool isNumber = false;
    const qint64 start = offset.trimmed().toLongLong(&isNumber);
    if (!isNumber || start < 0)
        return Error{ErrorCode::InvalidInput,
                     translated("the byte offset “%1” is no whole number from 0 on").arg(offset.trimmed())};
    return RawLayout{*type, *lengths, fortranOrder, start};
}

QString rawSummary(const ArrayHeader &header, qint64 fileSize)
{
    const qint64 needed = header.byteCount().isOk() ? *header.byteCount() : 0;
    const qint64 there = fileSize - header.dataOffset;
    const QString text = translated("%1 %2 needs %3 bytes; the file has %4 from byte %5 on.")
                             .arg(header.dtype.name(), shapeText(header.shape), countText(needed), countText(there),
                                  countText(header.dataOffset));
    return needed == there
        ? text
        : text + u' ' + translated("%1 bytes behind them stay unread.").arg(countText(there - needed));
}

} // namespace npeek
