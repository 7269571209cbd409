#pragma once

#include "core/format/raw_layout.h"
#include "core/io/byte_source.h"

namespace npeek {

/// What a person filled in about a file without a header.
struct RawChoice {
    QString dtype = QStringLiteral("uint8"); ///< NumPy's name or code; < or > in front beats isBigEndian
    QString shape = QStringLiteral("rest");
    bool isBigEndian = false;
    bool fortranOrder = false;
    QString offset = QStringLiteral("0"); ///< bytes

    /// What the bytes at the start of a file look like.
    static RawChoice guessed(Bytes start, qint64 fileSize);

    /// 1 or -1 where the dtype says its byte order itself, little or big; else 0.
    int ownByteOrder() const;
    /// InvalidInput names the field that is wrong.
    Result<RawLayout> layout() const;
};

/// What a layout takes of a file, for the user: "float32 (12500,) needs 50 000 bytes; the file has …".
QString rawSummary(const ArrayHeader &header, qint64 fileSize);

} // namespace npeek
