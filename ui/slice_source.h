#pragma once

#include "ui/slice_reader.h"

#include <mutex>

namespace npeek {

/// The bytes of rows x columns elements in C order, made by a reader, a piece at a time, while they are read. The size
/// in bytes must fit.
class SliceSource : public ByteSource {
public:
    SliceSource(std::shared_ptr<const SliceReader> reader, qint64 rows, qint64 columns, qint64 itemsize);

    qint64 size() const override { return m_rows * m_columns * m_itemsize; }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override;
    bool isIntact() const override { return m_reader->isIntact(); }

private:
    struct Piece {
        qint64 offset = 0; ///< bytes
        QByteArray bytes;
    };
    using PiecePtr = std::shared_ptr<const Piece>;

    Region regionAt(qint64 element) const;
    Result<PiecePtr> pieceAt(qint64 offset) const;

    std::shared_ptr<const SliceReader> m_reader;
    qint64 m_rows, m_columns, m_itemsize;
    mutable std::mutex m_mutex;
    mutable PiecePtr m_piece; ///< the last one
};

} // namespace npeek
