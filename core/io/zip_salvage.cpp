#include "core/io/zip_salvage.h"

#include "core/io/inflate_stream.h"
#include "core/io/little_endian.h"
#include "core/io/zip_local_header.h"

namespace npeek {

namespace {

constexpr size_t MaxMembers = 1'000'000;
constexpr qint64 MaxInflated = qint64(2) << 30;
constexpr qint64 ScanBlock = 1 << 20;
constexpr quint16 HasDescriptor = 0x0008;

class Walk {
public:
    explicit Walk(const ByteSourcePtr &file)
        : m_file(file)
    {
    }
    ZipSalvage run();

private:
    bool isAtMember() const;
    bool takeMember();
    Result<> complete(ZipRecord &record);
    Result<> completeDeflated(ZipRecord &record, qint64 data);
    Result<> completeByScan(ZipRecord &record, qint64 data);
    bool completeAt(ZipRecord &record, qint64 data, qint64 end) const;
    Result<qint64> endOf(const ZipRecord &record) const;
    bool stop(const QString &reason);

    const ByteSourcePtr &m_file;
    ZipSalvage m_salvage;
    qint64 m_toInflate = MaxInflated;
};

Error incomplete(const QString &what)
{
    return Error{ErrorCode::Corrupt, what};
}

ZipSalvage Walk::run()
{
    while (isAtMember() && takeMember()) { }
    return std::move(m_salvage);
}

bool Walk::isAtMember() const
{
    QByteArray scratch;
    const auto bytes = m_file->read(m_salvage.end, 4, scratch);
    return bytes && u32At(*bytes, 0) == 0x04034b50;
}

bool Walk::stop(const QString &reason)
{
    m_salvage.reason = reason;
    return false;
}

/// False when the walk ends here.
bool Walk::takeMember()
{
    auto record = readZipLocalHeader(*m_file, m_salvage.end);
    if (!record)
        return stop(QStringLiteral("the file ends inside the header of another member"));
    if (m_salvage.records.size() == MaxMembers)
        return stop(QStringLiteral("no more than %1 are listed").arg(MaxMembers));
    const auto completed = complete(*record);
    const auto end = completed ? endOf(*record) : Result<qint64>(completed.error());
    m_salvage.end = end ? *end : m_file->size();
    if (!end)
        m_salvage.incomplete = end.error().message;
    record->entry.position = static_cast<qint64>(m_salvage.records.size());
    m_salvage.records.push_back(std::move(*record));
    return end.isOk();
}

/// Finds the sizes that a writer to a pipe could only put behind the data.
Result<> Walk::complete(ZipRecord &record)
{
    if (!(record.entry.flags & HasDescriptor) || record.entry.compressedSize != 0)
        return {};
    const qint64 data = record.localOffset + record.length;
    return record.entry.method == 8 ? completeDeflated(record, data) : completeByScan(record, data);
}

Result<> Walk::completeDeflated(ZipRecord &record, qint64 data)
{
    const qint64 left = m_file->size() - data;
    const auto rest = SubSource::create(m_file, data, left);
    if (!rest)
        return rest.error();
    auto stream = InflateStream::create(**rest);
    const auto end = stream ? stream->findEnd(m_toInflate) : Result<InflateStream::End>(stream.error());
    if (!end)
        return incomplete(QStringLiteral("is incomplete: its end was not found in the %1 bytes that are there (%2)")
                              .arg(left)
                              .arg(end.error().message));
    m_toInflate -= end->size;
    record.entry.compressedSize = end->compressedSize;
    record.entry.uncompressedSize = end->size;
    const auto descriptor = readZipDescriptor(*m_file, data + end->compressedSize, end->compressedSize, end->size);
    record.entry.crc32 = descriptor ? descriptor->crc32 : end->crc32;
    return {};
}

/// Takes the record's sizes from a descriptor at end that tells just them.
bool Walk::completeAt(ZipRecord &record, qint64 data, qint64 end) const
{
    const qint64 size = end - data;
    const bool isStored = record.entry.method == 0;
    const auto descriptor =
        readSignedZipDescriptor(*m_file, end, size, isStored ? std::optional(size) : std::optional<qint64>());
    if (!descriptor)
        return false;
    record.entry.compressedSize = size;
    record.entry.uncompressedSize = isStored ? size : descriptor->uncompressedSize;
    record.entry.crc32 = descriptor->crc32;
    return true;
}

/// A scan that fails has gone to the end of the file, and so ends the walk: each byte is searched once.
Result<> Walk::completeByScan(ZipRecord &record, qint64 data)
{
    static constexpr char signature[] = {'P', 'K', 7, 8};
    QByteArray scratch;
    for (qint64 offset = data; offset < m_file->size(); offset += ScanBlock) {
        // Blocks share three bytes, so that no signature is lost between two.
        const qint64 size = std::min(ScanBlock + 3, m_file->size() - offset);
        const auto bytes = m_file->read(offset, size, scratch);
        if (!bytes)
            return bytes.error();
        const QByteArrayView view(bytes->data(), static_cast<qsizetype>(size));
        for (qsizetype at = view.indexOf(QByteArrayView(signature, 4)); at >= 0;
             at = view.indexOf(QByteArrayView(signature, 4), at + 1)) {
            if (completeAt(record, data, offset + at))
                return {};
        }
        m_file->release(offset, std::min(size, ScanBlock));
    }
    return incomplete(QStringLiteral("is incomplete: its end was not found in the %1 bytes that are there")
                          .arg(m_file->size() - data));
}

/// Where the record's data and their descriptor end.
Result<qint64> Walk::endOf(const ZipRecord &record) const
{
    const qint64 data = record.localOffset + record.length;
    const qint64 left = m_file->size() - data;
    const qint64 size = record.entry.compressedSize;
    if (size > left)
        return incomplete(QStringLiteral("is incomplete: %1 of its %2 bytes are there").arg(left).arg(size));
    if (!(record.entry.flags & HasDescriptor))
        return data + size;
    const auto descriptor = readZipDescriptor(*m_file, data + size, size, record.entry.uncompressedSize);
    return data + size + (descriptor ? descriptor->length : 0);
}

} // namespace

Result<ZipSalvage> salvageZip(const ByteSourcePtr &file)
{
    ZipSalvage salvage = Walk(file).run();
    if (salvage.records.empty())
        return Error{ErrorCode::Corrupt, QStringLiteral("no member of the archive was found")};
    return salvage;
}

} // namespace npeek
