#pragma once

#include "core/io/byte_source.h"

#include <algorithm>
#include <vector>

namespace npeek::test {

/// Zeros with some bytes in between: files of any size without a disk. Pieces must not overlap.
class SparseSource : public ByteSource {
public:
    explicit SparseSource(qint64 size)
        : m_size(size)
    {
    }
    void put(qint64 offset, const QByteArray &bytes) { m_pieces.push_back({offset, bytes}); }

    qint64 size() const override { return m_size; }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override
    {
        if (auto inside = checkRange(offset, size, m_size); !inside)
            return inside.error();
        unsigned char *to = prepareScratch(scratch, size);
        std::fill(to, to + size, static_cast<unsigned char>(0));
        for (const Piece &piece : m_pieces) {
            const qint64 first = std::max(offset, piece.offset);
            const qint64 last = std::min(offset + size, piece.offset + piece.bytes.size());
            if (first < last)
                std::copy_n(piece.bytes.begin() + (first - piece.offset), last - first, to + (first - offset));
        }
        return Bytes(to, static_cast<size_t>(size));
    }

private:
    struct Piece {
        qint64 offset;
        QByteArray bytes;
    };
    qint64 m_size;
    std::vector<Piece> m_pieces;
};

} // namespace npeek::test
