#pragma once

#include "core/io/byte_source.h"

#include <vector>

namespace npeek {

/// One axis of a copy: units chosen, and the bytes from one to the next on both sides.
struct CopyAxis {
    qint64 length = 1;
    qint64 from = 0; ///< may be negative
    qint64 to = 0;
};

/// What to copy, in any order of axes: units of unitBytes each. Both pointers are to the first unit.
struct CopyBox {
    std::vector<CopyAxis> axes;
    qint64 unitBytes = 0;

    qint64 size() const; ///< units
    /// Bytes that the source needs before and behind the start of the first unit.
    qint64 bytesBefore() const;
    qint64 bytesBehind() const;
    /// About how many bytes of the source's pages a copy brings into memory: gaps up to a page count as touched.
    qint64 touchedBytes() const;
};

/// Copies every unit; goes through the source forward as much as it can, in tiles where the target has another order.
void copyStrided(const CopyBox &box, const unsigned char *from, unsigned char *to);

/// Copies from a source, in pieces where the bytes between first and last unit are too many to be had at once. A mapped
/// source forgets each piece afterwards; of others a piece is read with the gaps in it when that saves reads.
Result<> copyFromSource(const CopyBox &box, const ByteSource &source, qint64 offset, unsigned char *to,
                        QByteArray &scratch);

} // namespace npeek
