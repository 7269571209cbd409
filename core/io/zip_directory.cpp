#include "core/io/zip_directory.h"

#include "core/base/checked_math.h"
#include "core/io/little_endian.h"

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

struct EndRecord {
    qint64 position = 0;
    qint64 directorySize = 0;
    qint64 directoryOffset = 0;
};

Error noEndRecord(qint64 size)
{
    return Error{ErrorCode::Corrupt,
                 QStringLiteral("this is not a whole zip file: its end record is missing in %1 "
                                "bytes, so it was perhaps not completely copied")
                     .arg(size)};
}

Result<std::optional<EndRecord>> findEndRecord(const ByteSource &file)
{
    const qint64 tailSize = std::min(file.size(), EndSize + MaxCommentSize);
    QByteArray scratch;
    const auto tail = file.read(file.size() - tailSize, tailSize, scratch);
    if (!tail)
        return tail.error();
    const auto isEnd = [&](qint64 at) { return u32At(*tail, static_cast<size_t>(at)) == 0x06054b50; };
    qint64 at = tailSize - EndSize;
    while (at >= 0 && !isEnd(at))
        --at;
    if (at < 0)
        return std::optional<EndRecord>();
    const size_t found = static_cast<size_t>(at);
    return std::optional(EndRecord{file.size() - tailSize + at, u32At(*tail, found + 12), u32At(*tail, found + 16)});
}

/// The 64-bit record, when it stands right before its locator as everybody writes it.
std::optional<EndRecord> findEndRecord64(const ByteSource &file, const EndRecord &end)
{
    QByteArray scratch;
    const auto bytes = file.read(end.position - Locator64Size - End64Size, End64Size + Locator64Size, scratch);
    if (!bytes || u32At(*bytes, End64Size) != 0x07064b50 || u32At(*bytes, 0) != 0x06064b50)
        return std::nullopt;
    return EndRecord{end.position - Locator64Size - End64Size, u64At(*bytes, 40), u64At(*bytes, 48)};
}

/// APPNOTE.TXT 4.5.3: the field holds only the values whose 32-bit slot is FFFFFFFF, in this order.
void readZip64Field(Bytes field, ZipRecord &record)
{
    for (qint64 *value : {&record.entry.uncompressedSize, &record.entry.compressedSize, &record.localOffset}) {
        if (*value != Unknown32)
            continue;
        if (field.size() < 8)
            return;
        *value = u64At(field, 0);
        field = field.subspan(8);
    }
}

} // namespace

void readZip64Extra(Bytes extra, ZipRecord &record)
{
    while (extra.size() >= 4) {
        const size_t size = u16At(extra, 2);
        if (size > extra.size() - 4)
            return;
        if (u16At(extra, 0) == 1) {
            readZip64Field(extra.subspan(4, size), record);
            return;
        }
        extra = extra.subspan(4 + size);
    }
}

namespace {

Error recordError(const ZipDirectory &directory, qint64 offset)
{
    return Error{ErrorCode::Corrupt,
                 QStringLiteral("the zip directory (%1 bytes at offset %2) is damaged at offset %3")
                     .arg(directory.size)
                     .arg(directory.start)
                     .arg(offset)};
}

ZipRecord fixedPart(Bytes bytes)
{
    ZipRecord record;
    record.entry.flags = u16At(bytes, 8);
    record.entry.method = u16At(bytes, 10);
    record.entry.crc32 = u32At(bytes, 16);
    record.entry.compressedSize = u32At(bytes, 20);
    record.entry.uncompressedSize = u32At(bytes, 24);
    record.localOffset = u32At(bytes, 42);
    record.length = RecordSize + u16At(bytes, 28) + u16At(bytes, 30) + u16At(bytes, 32);
    return record;
}

} // namespace

bool hasZipEndRecord(const ByteSource &file)
{
    const auto end = findEndRecord(file);
    return !end || *end;
}

Result<ZipDirectory> findZipDirectory(const ByteSource &file)
{
    const auto end = findEndRecord(file);
    if (!end)
        return end.error();
    if (!*end)
        return noEndRecord(file.size());
    const auto end64 = findEndRecord64(file, **end);
    const EndRecord record = end64.value_or(**end);
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
    return ZipDirectory{start, record.directorySize, start - record.directoryOffset, end64.has_value(),
                        (*end)->position};
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
    if (u32At(*fixed, 0) != 0x02014b50)
        return recordError(directory, offset);
    ZipRecord record = fixedPart(*fixed);
    const qsizetype nameSize = u16At(*fixed, 28);
    const qsizetype extraSize = u16At(*fixed, 30);
    if (record.length > left)
        return recordError(directory, offset);
    const auto variable = file.read(offset + RecordSize, nameSize + extraSize, scratch);
    if (!variable)
        return variable.error();
    record.rawName = QByteArray(reinterpret_cast<const char *>(variable->data()), nameSize);
    record.entry.name = decodeZipName(record.rawName, record.entry.flags & 0x800);
    readZip64Extra(variable->subspan(static_cast<size_t>(nameSize)), record);
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
