#pragma once

#include "core/sparse/line_reader.h"
#include "core/sparse/sparse_storage.h"

namespace npeek {

/// Stored elements in a row: element k has the index coords[axis][k] and its bytes at values + k * itemsize.
struct EntryBlock {
    qint64 first = 0; ///< position
    qint64 count = 0;
    std::vector<std::vector<qint64>> coords;
    const unsigned char *values = nullptr; ///< valid until the next read

    void resize(size_t axes, qint64 entries);
};

/// Reads the stored elements of any format by position; fast when positions ascend. Whoever uses the indices must check
/// them again: a mapped file may have changed since checkSparse().
class EntryReader {
public:
    static constexpr qint64 blockEntries = 8192;

    /// storage and progress must outlive this.
    EntryReader(const SparseStorage &storage, Progress &progress);

    /// At least one of the elements from position first on, at most count and blockEntries. block.values only on
    /// request.
    Result<> read(qint64 first, qint64 count, bool withValues, EntryBlock &block);
    /// One element's bytes; valid until the next call.
    Result<Bytes> value(qint64 position) { return values(flatOf(position), 1); }

private:
    Result<> readCompressed(EntryBlock &block);
    Result<> readBlocks(EntryBlock &block);
    Result<> readCoords(EntryBlock &block);
    Result<> readDiagonal(EntryBlock &block);
    size_t diagonalAt(qint64 position) const;
    qint64 flatOf(qint64 position) const;
    Result<Bytes> values(qint64 flat, qint64 count);

    const SparseStorage &m_storage;
    std::vector<LineReader> m_lines; ///< one or none
    std::vector<IndexReader> m_indices; ///< of the one part, or of every axis
    PieceReader m_values;
    std::vector<qint64> m_blockLines, m_blockIndices;
    QByteArray m_gathered;
};

} // namespace npeek
