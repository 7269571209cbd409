#pragma once

#include "core/format/dtype.h"
#include "core/io/byte_source.h"

#include <QStringList>

namespace npeek {

struct Version {
    int major = 1;
    int minor = 0;
    bool operator==(const Version &) const = default;
};

/// The header of an .npy file (NEP 1): magic, version, header length, dict literal.
struct ArrayHeader {
    DType dtype;
    bool fortranOrder = false;
    Shape shape;
    qint64 dataOffset = 0; ///< bytes from the start of the magic to the first element
    Version version;
    QString text; ///< the dict literal as it stands in the file, padding removed
    QStringList oddities; ///< what a strict reader would not accept, one sentence each; empty for what NumPy writes

    /// The most that a header may claim for itself.
    static constexpr qint64 maxLength = 64 << 20;

    static constexpr qint64 prefixLength = 12; ///< magic, version and length of the header, at most

    static bool hasMagic(Bytes start);
    /// Where the header ends and the data start, told by the first bytes (prefixLength of them, or all that there are)
    /// of total. Corrupt, Unsupported and TooLarge as in read().
    static Result<qint64> endOf(Bytes start, qint64 total);
    /// Reads and checks a header at the start of source; the data need not be there. Corrupt, Unsupported, TooLarge.
    static Result<ArrayHeader> read(const ByteSource &source);

    /// Magic, version and dict exactly as NumPy >= 1.24 writes them for this dtype, order and shape.
    QByteArray encode() const;
    /// shape product; the checks of read() guarantee that it fits.
    qint64 size() const;
    /// Bytes of all elements. TooLarge when that overflows.
    Result<qint64> byteCount() const;
};

} // namespace npeek
