#pragma once

#include "core/io/byte_source.h"

#include <optional>

namespace npeek {

/// The bytes of a pickle from front to back, read in blocks.
class PickleInput {
public:
    PickleInput(const ByteSource &source, qint64 offset)
        : m_source(source)
        , m_position(offset)
    {
    }

    qint64 position() const { return m_position; }
    qint64 total() const { return m_source.size(); }
    qint64 left() const { return m_source.size() - m_position; }

    /// The next size bytes, valid until the next call. Nothing at the end of the source or when reading fails.
    std::optional<Bytes> take(qint64 size);
    /// The bytes before the next line feed, which is skipped; no more than limit of them.
    std::optional<Bytes> takeLine(qint64 limit);
    /// Why nothing came.
    const Error &error() const { return m_error; }

private:
    std::optional<Bytes> load(qint64 size);
    std::optional<qint64> lineLength(qint64 limit);
    std::nullopt_t fail(ErrorCode code, const QString &message);

    const ByteSource &m_source;
    qint64 m_position;
    Bytes m_block;
    qint64 m_blockStart = 0;
    QByteArray m_scratch;
    Error m_error;
};

} // namespace npeek
