#include "core/io/zip_directory.h"

#include "core/base/checked_math.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace npeek {

namespace {

constexpr qint64 EndSize = 22;
constexpr qint64 End64Size = 56;
constexpr qint64 Locator64Size = 20;
constexpr qint64 RecordSize = 46;
constexpr qint64 MaxCommentSize = 0xffff;
constexpr qint64 MaxDirectorySize = qint64(1) << 28;
constexpr quint32 Unknown32 = 0xffffffff;

quint16 u16(Bytes bytes, size_t at)
{
    return qFromLittleEndian<quint16>(bytes.data() + at);
}

quint32 u32(Bytes bytes, size_t at)
{
    return qFromLittleEndian<quint32>(bytes.data() + at);
}

/// What does not fit is as far outside of any file as the largest offset.
qint64 u64(Bytes bytes, size_t at)
{
    const quint64 value = qFromLittleEndian<quint64>(bytes.data() + at);
    return static_cast<qint64>(std::min<quint64>(value, std::numeric_limits<qint64>::max()));
}

struct EndRecord {
    qint64 position = 0;
    qint64 directorySize = 0;
    qint64 directoryOffset = 0;
};

Result<EndRecord> findEndRecord(const ByteSource &file)
{
    const qint64 tailSize = std::min(file.size(), EndSize + MaxCommentSize);
    QByteArray scratch;
    const auto tail = file.read(file.size() - tailSize, tailSize, scratch);
    if (!tail)
        return tail.error();
    const auto isEnd = [&](qint64 at) { return u32(*tail, static_cast<size_t>(at)) == 0x06054b50; };
    qint64 at = tailSize - EndSize;
    while (at >= 0 && !isEnd(at))
        --at;
    if (at < 0) {
        return Error{ErrorCode::Corrupt,
                     QStringLiteral("this is not a whole zip file: its end record is missing in %1 "
                                    "bytes, so it was perhaps not completely copied")
                         .arg(file.size())};
    }
    const size_t found = static_cast<size_t>(at);
    return EndRecord{file.size() - tailSize + at, u32(*tail, found + 12), u32(*tail, found + 16)};
}

/// The 64-bit record, when it stands right before its locator as everybody writes it.
std::optional<EndRecord> findEndRecord64(const ByteSource &file, const EndRecord &end)
{
    QByteArray scratch;
    const auto bytes = file.read(end.position - Locator64Size - End64Size, End64Size + Locator64Size, scratch);
    if (!bytes || u32(*bytes, End64Size) != 0x07064b50 || u32(*bytes, 0) != 0x06064b50)
        return std::nullopt;
    return EndRecord{end.position - Locator64Size - End64Size, u64(*bytes, 40), u64(*bytes, 48)};
}

/// APPNOTE.TXT 4.5.3: the field holds only the values whose 32-bit slot is FFFFFFFF, in this order.
void readZip64Field(Bytes field, ZipRecord &record)
{
    for (qint64 *value : {&record.entry.uncompressedSize, &record.entry.compressedSize, &record.localOffset}) {
        if (*value != Unknown32)
            continue;
        if (field.size() < 8)
            return;
        *value = u64(field, 0);
        field = field.subspan(8);
    }
}

void readExtraFields(Bytes extra, ZipRecord &record)
{
    while (extra.size() >= 4) {
        const size_t size = u16(extra, 2);
        if (size > extra.size() - 4)
            return;
        if (u16(extra, 0) == 1) {
            readZip64Field(extra.subspan(4, size), record);
            return;
        }
        extra = extra.subspan(4 + size);
    }
}

Error recordError(const ZipDirectory &directory, qint64 offset)
{
    return Error{ErrorCode::Corrupt, QStringLiteral("the zip directory (%1 bytes at offset %2) is damaged at offset %3")
                                         .arg(directory.size).arg(directory.start).arg(offset)};
}

ZipRecord fixedPart(Bytes bytes)
{
    ZipRecord record;
    record.entry.flags = u16(bytes, 8);
    record.entry.method = u16(bytes, 10);
    record.entry.crc32 = u32(bytes, 16);
    record.entry.compressedSize = u32(bytes, 20);
    record.entry.uncompressedSize = u32(bytes, 24);
    record.localOffset = u32(bytes, 42);
    record.length = RecordSize + u16(bytes, 28) + u16(bytes, 30) + u16(bytes, 32);
    return record;
}

} // namespace

Result<ZipDirectory> findZipDirectory(const ByteSource &file)
{
    const auto end = findEndRecord(file);
    if (!end)
        return end.error();
    const EndRecord record = findEndRecord64(file, *end).value_or(*end);
    if (record.directorySize > record.position) {
        return Error{ErrorCode::Corrupt,
                     QStringLiteral("the zip file's end record at offset %1 tells of a directory of %2 "
                                    "bytes before it")
                         .arg(record.position)
                         .arg(record.directorySize)};
    }
    if (record.directorySize > MaxDirectorySize) {
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("the zip directory has %1 bytes, more than the %2 that are read")
                         .arg(record.directorySize)
                         .arg(MaxDirectorySize)};
    }
    const qint64 start = record.position - record.directorySize;
    return ZipDirectory{start, record.directorySize, start - record.directoryOffset};
}

Result<ZipRecord> readZipRecord(const ByteSource &file, const ZipDirectory &directory, qint64 offset)
{
    const qint64 left = directory.start + directory.size - offset;
    if (offset < directory.start || left < RecordSize)
        return recordError(directory, offset);
    QByteArray scratch;
    const auto fixed = file.read(offset, RecordSize, scratch);
    if (!fixed)
        return fixed.error();
    if (u32(*fixed, 0) != 0x02014b50)
        return recordError(directory, offset);
    ZipRecord record = fixedPart(*fixed);
    const qsizetype nameSize = u16(*fixed, 28);
    const qsizetype extraSize = u16(*fixed, 30);
    if (record.length > left)
        return recordError(directory, offset);
    const auto variable = file.read(offset + RecordSize, nameSize + extraSize, scratch);
    if (!variable)
        return variable.error();
    record.rawName = QByteArray(reinterpret_cast<const char *>(variable->data()), nameSize);
    record.entry.name = decodeZipName(record.rawName, record.entry.flags & 0x800);
    readExtraFields(variable->subspan(static_cast<size_t>(nameSize)), record);
    record.localOffset = checkedAdd(record.localOffset, directory.shift).value_or(std::numeric_limits<qint64>::max());
    return record;
}

QString decodeZipName(const QByteArray &rawName, bool isUtf8)
{
    static constexpr char16_t upperHalf[] = u"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
                                            u"└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";
    static_assert(std::size(upperHalf) == 128 + 1);
    QString name = isUtf8 ? QString::fromUtf8(rawName) : QString::fromLatin1(rawName);
    if (!isUtf8) {
        for (QChar &letter : name) {
            if (letter.unicode() >= 128)
                letter = QChar(upperHalf[letter.unicode() - 128]);
        }
    }
    if (const qsizetype end = name.indexOf(QChar(u'\0')); end >= 0)
        name.truncate(end);
    return name;
}

} // namespace npeek
