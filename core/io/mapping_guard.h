#pragma once

#include <QtGlobal>

#include <memory>

namespace npeek {

/// Keeps the program alive when a mapped file is truncated by somebody else: touching the missing pages then raises
/// SIGBUS, which is answered with zero pages, and the mapping counts as lost. Systems other than POSIX refuse such a
/// truncation, so nothing is done there. Thread-safe.
class MappingGuard {
public:
    /// Guards [begin, begin + size) until it is destroyed, which must come before unmapping. Null when too many
    /// mappings are guarded at this moment: then do not use the mapping.
    static std::unique_ptr<MappingGuard> create(const uchar *begin, qint64 size);
    ~MappingGuard();
    Q_DISABLE_COPY_MOVE(MappingGuard)

    /// False once a page of the mapping was found missing.
    bool isIntact() const;

private:
    explicit MappingGuard(qsizetype slot)
        : m_slot(slot)
    {
    }
    qsizetype m_slot;
};

/// Lets the system take back the whole pages inside [begin, begin + size) of a file mapping.
void discardPages(const uchar *begin, qint64 size);

/// Says that a mapping is read here and there: a page that is touched brings no others along. Without this a single
/// byte of a sparse file can cost 20 ms, as the system reads ahead in blocks of many megabytes.
void expectScatteredReads(const uchar *begin, qint64 size);

/// Starts to fetch a part of a mapping that is going to be read from front to back.
void fetchPages(const uchar *begin, qint64 size);

/// The size that the open file has at this moment, or -1 when the system does not say.
qint64 currentFileSize(int handle);

} // namespace npeek
