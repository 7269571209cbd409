#include "core/io/zip_check.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr qint64 MaxNotes = 10;

/// Gaps between extents; those that are too many to list are counted.
class Gaps {
public:
    void add(qint64 start, qint64 end)
    {
        if (start >= end)
            return;
        ++m_count;
        m_bytes += end - start;
        if (m_count <= MaxNotes)
            m_notes += QStringLiteral("%1 bytes at offset %2 belong to no member").arg(end - start).arg(start);
    }
    QStringList notes() const
    {
        if (m_count <= MaxNotes)
            return m_notes;
        return m_notes
            + QStringList(QStringLiteral("in all %1 bytes at %2 places belong to no member").arg(m_bytes).arg(m_count));
    }

private:
    qint64 m_count = 0;
    qint64 m_bytes = 0;
    QStringList m_notes;
};

QString overlapWith(const ZipRecord &other)
{
    return QStringLiteral("it shares bytes with the member “%1” at offset %2")
        .arg(other.entry.name)
        .arg(other.localOffset);
}

} // namespace

void checkZipExtents(std::vector<ZipExtent> extents, const ZipListing &listing, ZipFindings &findings)
{
    std::ranges::stable_sort(extents, {}, &ZipExtent::start);
    Gaps gaps;
    ZipExtent furthest;
    bool isFirst = true;
    for (const ZipExtent &extent : extents) {
        gaps.add(furthest.end, std::min(extent.start, listing.directory.start));
        if (!isFirst && extent.start < furthest.end) {
            findings.entries[extent.record].problems += overlapWith(listing.records[furthest.record]);
            findings.entries[furthest.record].problems += overlapWith(listing.records[extent.record]);
        }
        if (isFirst || extent.end > furthest.end)
            furthest = extent;
        isFirst = false;
    }
    gaps.add(furthest.end, listing.directory.start);
    findings.archive.notes += gaps.notes();
}

} // namespace npeek
