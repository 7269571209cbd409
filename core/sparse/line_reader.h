#pragma once

#include "core/sparse/index_reader.h"

#include <vector>

namespace npeek {

/// Finds the lines that positions of indices are in, by indptr, mostly forward.
class LineReader {
public:
    LineReader(const ArrayView &indptr, Progress &progress);

    /// The lines of the indices at positions [first, first + count).
    Result<> read(qint64 first, qint64 count, qint64 *lines);
    /// The position of the first index of a line; line may be the number of lines.
    Result<qint64> start(qint64 line) { return m_reader.at(line); }

private:
    Result<> seek(qint64 position);
    Result<qint64> end(qint64 line);

    IndexReader m_reader;
    qint64 m_next = -1; ///< where reading goes on
    qint64 m_line = 0;
    qint64 m_windowFirst = 0;
    std::vector<qint64> m_window;
};

} // namespace npeek
