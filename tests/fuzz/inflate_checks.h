#pragma once

#include "core/io/inflate_source.h"

namespace npeek::fuzz {

/// What to ask of an inflating source. Sizes and checksums are mostly right, as no mutation finds them.
struct InflateCase {
    QByteArray compressed;
    std::optional<qint64> size = {}; ///< declared; else as many as there are
    std::optional<quint32> crc = {}; ///< declared; else the right one
    bool hasChecksum = true;
    quint32 seed = 0; ///< of the reads
    InflateOptions options = {};
};

/// Compares the source with one plain run of zlib; streams that give more than most bytes are skipped.
void checkInflate(const InflateCase &test, qsizetype most);

} // namespace npeek::fuzz
