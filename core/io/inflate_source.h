#pragma once

#include "core/io/byte_source.h"

#include <optional>

namespace npeek {

struct InflateOptions {
    qint64 cacheBudget = 64 << 20; ///< bytes of decoded blocks kept
    qint64 checkpointBudget = 16 << 20; ///< bytes of checkpoints kept (about 40 KiB each)
};

/// Random access to a raw deflate stream (RFC 1951) of known length. A read goes on from the nearest checkpoint before
/// it; the whole is never held unless it fits the budget. Several threads may read at the same time. Corrupt for bad
/// streams, for streams shorter or longer than declared, and for a wrong CRC-32, which is checked when the stream has
/// first been inflated to its end.
class InflateSource : public ByteSource {
public:
    static Result<ByteSourcePtr> create(ByteSourcePtr compressed, qint64 size, std::optional<quint32> crc32,
                                        InflateOptions options = {});
};

/// The first bytes of a raw deflate stream. Corrupt when it is damaged or has fewer.
Result<QByteArray> inflateHead(const ByteSource &compressed, qint64 size);

} // namespace npeek
