#include "core/io/zip_check.h"

#include "core/base/checked_math.h"
#include "core/io/little_endian.h"
#include "core/io/zip_local_header.h"

#include <QHash>

namespace npeek {

namespace {

constexpr quint16 HasDescriptor = 0x0008;
constexpr quint16 FlagsThatMatter = 0x0809; ///< encryption, descriptor, UTF-8
constexpr qint64 Unknown32 = 0xffffffff;
constexpr qint64 CentralSize = 46;

/// One record of the directory against its local header.
class EntryCheck {
public:
    EntryCheck(const ByteSource &file, const ZipRecord &central)
        : m_file(file)
        , m_central(central)
    {
    }

    Findings run(qint64 centralOffset, bool isSalvaged);
    qint64 end() const { return m_end; }

private:
    void compareWith(const ZipRecord &local);
    void compareValues(const ZipEntry &local);
    void checkDescriptor(qint64 dataEnd);
    void checkExtra(const char *where, qint64 offset, qint64 size);
    void checkCentralExtra(qint64 offset);
    void checkZip64(const char *where, const ZipEntry &entry);
    void problem(const QString &message) { m_found.problems += message; }

    const ByteSource &m_file;
    const ZipRecord &m_central;
    qint64 m_end = 0;
    Findings m_found;
};

Findings EntryCheck::run(qint64 centralOffset, bool isSalvaged)
{
    m_end = m_central.localOffset;
    m_found = checkZipName(m_central);
    if (!isSalvaged) {
        checkCentralExtra(centralOffset);
        checkZip64("directory", m_central.entry);
    }
    // A local header that cannot be read is what reading the member complains about.
    if (const auto local = readZipLocalHeader(m_file, m_central.localOffset))
        compareWith(*local);
    return std::move(m_found);
}

void EntryCheck::compareWith(const ZipRecord &local)
{
    const qint64 data = local.localOffset + local.length;
    m_end = checkedAdd(data, m_central.entry.compressedSize).value_or(m_file.size());
    checkExtra("local header", local.localOffset + ZipLocalHeaderSize + local.rawName.size(),
               local.length - ZipLocalHeaderSize - local.rawName.size());
    checkZip64("local header", local.entry);
    if (local.entry.method != m_central.entry.method) {
        problem(QStringLiteral("its local header says compression method %1, the directory %2")
                    .arg(local.entry.method)
                    .arg(m_central.entry.method));
    }
    if ((local.entry.flags ^ m_central.entry.flags) & FlagsThatMatter) {
        m_found.notes += QStringLiteral("its local header has the flags %1, the directory %2")
                             .arg(local.entry.flags, 4, 16, QLatin1Char('0'))
                             .arg(m_central.entry.flags, 4, 16, QLatin1Char('0'));
    }
    compareValues(local.entry);
    if (local.entry.flags & HasDescriptor)
        checkDescriptor(m_end);
}

/// Values that stand in a data descriptor may be 0 in the local header.
void EntryCheck::compareValues(const ZipEntry &local)
{
    const bool mayBeZero = local.flags & HasDescriptor;
    const auto compare = [&](const char *what, qint64 there, qint64 here) {
        if (there != here && !(mayBeZero && there == 0)) {
            problem(QStringLiteral("its local header says %1 for its %2, the directory %3")
                        .arg(there)
                        .arg(QLatin1String(what))
                        .arg(here));
        }
    };
    compare("size", local.uncompressedSize, m_central.entry.uncompressedSize);
    compare("compressed size", local.compressedSize, m_central.entry.compressedSize);
    compare("CRC", local.crc32, m_central.entry.crc32);
}

void EntryCheck::checkDescriptor(qint64 dataEnd)
{
    const ZipEntry &entry = m_central.entry;
    const auto descriptor = readZipDescriptor(m_file, dataEnd, entry.compressedSize, entry.uncompressedSize);
    if (!descriptor)
        return problem(QStringLiteral("the data descriptor behind its bytes is missing or tells other sizes"));
    m_end += descriptor->length;
    if (descriptor->crc32 != entry.crc32)
        problem(QStringLiteral("the data descriptor behind its bytes tells another CRC than the directory"));
}

void EntryCheck::checkExtra(const char *where, qint64 offset, qint64 size)
{
    QByteArray scratch;
    const auto bytes = m_file.read(offset, size, scratch);
    if (!bytes)
        return;
    Bytes extra = *bytes;
    while (extra.size() >= 4 && u16At(extra, 2) <= extra.size() - 4)
        extra = extra.subspan(size_t(4) + u16At(extra, 2));
    if (extra.size() >= 4)
        m_found.notes += QStringLiteral("an extra field in its %1 is longer than its room").arg(QLatin1String(where));
}

void EntryCheck::checkCentralExtra(qint64 offset)
{
    QByteArray scratch;
    if (const auto fixed = m_file.read(offset, CentralSize, scratch))
        checkExtra("directory record", offset + CentralSize + u16At(*fixed, 28), u16At(*fixed, 30));
}

void EntryCheck::checkZip64(const char *where, const ZipEntry &entry)
{
    if (entry.compressedSize == Unknown32 || entry.uncompressedSize == Unknown32) {
        problem(QStringLiteral("its %1 refers to a zip64 field for its size, but has none").arg(QLatin1String(where)));
    }
}

QString arrayName(const QString &name)
{
    return name.endsWith(QLatin1String(".npy")) ? name.chopped(4) : name;
}

void checkDuplicates(const ZipListing &listing, ZipFindings &findings)
{
    QHash<QString, int> names;
    QHash<QString, int> arrays;
    for (const ZipRecord &record : listing.records) {
        ++names[record.entry.name];
        ++arrays[arrayName(record.entry.name)];
    }
    for (size_t i = 0; i < listing.records.size(); ++i) {
        const QString &name = listing.records[i].entry.name;
        const int count = names.value(name);
        if (count > 1)
            findings.entries[i].problems +=
                QStringLiteral("%1 members have this name, and NumPy reads the last").arg(count);
        else if (arrays.value(arrayName(name)) > 1)
            findings.entries[i].notes += QStringLiteral("another member has this name but for .npy");
    }
}

} // namespace

ZipFindings checkZip(const ByteSource &file, const ZipListing &listing)
{
    ZipFindings findings;
    std::vector<ZipExtent> extents;
    qint64 centralOffset = listing.directory.start;
    for (const ZipRecord &record : listing.records) {
        EntryCheck check(file, record);
        findings.entries.push_back(check.run(centralOffset, listing.isSalvaged));
        const size_t index = findings.entries.size() - 1;
        if (record.localOffset >= 0 && record.localOffset < listing.directory.start)
            extents.push_back({record.localOffset, check.end(), index});
        centralOffset += record.length;
    }
    findings.archive = checkZipEnd(file, listing);
    checkZipExtents(std::move(extents), listing, findings);
    checkDuplicates(listing, findings);
    return findings;
}

} // namespace npeek
