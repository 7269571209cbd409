#pragma once

#include "core/analysis/piece_reader.h"

namespace npeek {

/// Lets work be canceled but keeps its reports to itself.
class QuietProgress : public Progress {
public:
    explicit QuietProgress(const Progress &progress)
        : m_progress(progress)
    {
    }
    bool isCanceled() const override { return m_progress.isCanceled(); }

private:
    const Progress &m_progress;
};

/// Reads a 1-d view of integers of any size and byte order, mostly forward. Numbers over 2^63 come out negative.
class IndexReader {
public:
    static constexpr qint64 pieceCount = 8192; ///< the most that read() takes

    IndexReader(const ArrayView &view, Progress &progress);

    /// Elements [first, first + count).
    Result<> read(qint64 first, qint64 count, qint64 *out);
    Result<qint64> at(qint64 i);
    qint64 size() const { return m_view.size(); }

private:
    ArrayView m_view;
    qint64 m_stride;
    PieceReader m_reader;
};

} // namespace npeek
