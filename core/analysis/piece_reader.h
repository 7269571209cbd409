#pragma once

#include "core/array/array_view.h"
#include "core/base/progress.h"

namespace npeek {

/// Reads pieces of a source, mostly forward. Every few MiB it looks whether to stop, whether the source is still
/// intact, and gives the pages that were touched back, so that a walk over a large map stays small in memory.
class PieceReader {
public:
    static constexpr qint64 pieceBytes = 256
        << 10; ///< what a piece should not exceed; also what InflateSource decodes at once

    /// total: how many elements done() will be told about.
    PieceReader(ByteSourcePtr source, Progress &progress, qint64 total);

    /// Valid until the next call.
    Result<Bytes> read(qint64 offset, qint64 size);
    void done(qint64 elements) { m_done += elements; }
    /// To be called at the end: the last check, and the last pages.
    Result<> finish() { return check(); }

private:
    Result<> check();

    ByteSourcePtr m_source;
    Progress &m_progress;
    qint64 m_total;
    qint64 m_done = 0;
    qint64 m_touched = 0; ///< bytes since the last check, as the system counts them
    qint64 m_low = 0, m_high = 0;
    QByteArray m_scratch;
};

} // namespace npeek
