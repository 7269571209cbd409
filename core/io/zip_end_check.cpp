#include "core/io/zip_check.h"

#include "core/io/little_endian.h"

namespace npeek {

namespace {

constexpr qint64 EndSize = 22;
constexpr qint64 End64Size = 56;
constexpr qint64 LocatorSize = 20;

/// Reads the end records that the listing found; reading them again cannot fail but for an I/O error.
class EndCheck {
public:
    EndCheck(const ByteSource &file, const ZipListing &listing)
        : m_file(file)
        , m_listing(listing)
    {
    }

    Findings run()
    {
        checkEnd();
        if (m_listing.directory.isZip64)
            checkZip64();
        else
            checkNoZip64();
        return m_found;
    }

private:
    void checkEnd();
    void checkBehind(qint64 commentSize);
    void checkZip64();
    void checkNoZip64();
    void compare(const char *what, qint64 narrow, qint64 unknown, qint64 wide);
    void checkCount(qint64 told);
    void problem(const QString &message) { m_found.problems += message; }

    const ByteSource &m_file;
    const ZipListing &m_listing;
    Findings m_found;
};

void EndCheck::checkEnd()
{
    QByteArray scratch;
    const auto end = m_file.read(m_listing.directory.end, EndSize, scratch);
    if (!end)
        return problem(end.error().message);
    if (!m_listing.directory.isZip64)
        checkCount(u16At(*end, 10));
    if (u16At(*end, 4) != 0 && u16At(*end, 4) != 0xffff)
        m_found.notes += QStringLiteral("the archive says that it is disk %1 of several").arg(u16At(*end, 4) + 1);
    checkBehind(u16At(*end, 20));
    const ZipDirectory &directory = m_listing.directory;
    // Bytes put before the archive move the directory behind its offset, which is a gap; nothing moves it before.
    if (directory.shift < 0)
        problem(QStringLiteral("the directory is said to be at offset %1, but it is at %2")
                    .arg(directory.start - directory.shift)
                    .arg(directory.start));
}

void EndCheck::checkBehind(qint64 commentSize)
{
    const qint64 behind = m_file.size() - m_listing.directory.end - EndSize;
    if (behind > commentSize)
        problem(QStringLiteral("%1 bytes follow the archive").arg(behind - commentSize));
    if (behind < commentSize)
        problem(
            QStringLiteral("the archive's comment has %1 bytes, but only %2 are there").arg(commentSize).arg(behind));
}

void EndCheck::checkCount(qint64 told)
{
    const qint64 count = static_cast<qint64>(m_listing.records.size());
    if (told != count)
        problem(QStringLiteral("the end record counts %1 members, the directory has %2").arg(told).arg(count));
}

/// A 32-bit value that is not said to be elsewhere must be that of the zip64 record.
void EndCheck::compare(const char *what, qint64 narrow, qint64 unknown, qint64 wide)
{
    if (narrow != unknown && narrow != wide) {
        problem(QStringLiteral("the end record says %1 for %2, the zip64 end record says %3")
                    .arg(narrow)
                    .arg(QLatin1String(what))
                    .arg(wide));
    }
}

void EndCheck::checkZip64()
{
    const ZipDirectory &directory = m_listing.directory;
    const qint64 position = directory.end - LocatorSize - End64Size;
    QByteArray scratch;
    const auto bytes = m_file.read(position, End64Size + LocatorSize + EndSize, scratch);
    if (!bytes)
        return problem(bytes.error().message);
    const Bytes end = bytes->subspan(End64Size + LocatorSize);
    checkCount(u64At(*bytes, 32));
    compare("the number of members", u16At(end, 10), 0xffff, u64At(*bytes, 32));
    compare("the size of the directory", u32At(end, 12), 0xffffffff, u64At(*bytes, 40));
    compare("the offset of the directory", u32At(end, 16), 0xffffffff, u64At(*bytes, 48));
    const qint64 told = u64At(*bytes, End64Size + 8);
    if (told != position && told != position - directory.shift) {
        problem(
            QStringLiteral("the zip64 end record is said to be at offset %1, but it is at %2").arg(told).arg(position));
    }
}

void EndCheck::checkNoZip64()
{
    QByteArray scratch;
    const auto locator = m_file.read(m_listing.directory.end - LocatorSize, LocatorSize, scratch);
    if (locator && u32At(*locator, 0) == 0x07064b50)
        problem(QStringLiteral("the zip64 end record is said to be at offset %1, but is not before its locator")
                    .arg(u64At(*locator, 8)));
}

} // namespace

Findings checkZipEnd(const ByteSource &file, const ZipListing &listing)
{
    return listing.isSalvaged ? Findings() : EndCheck(file, listing).run();
}

} // namespace npeek
