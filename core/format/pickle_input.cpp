#include "core/format/pickle_input.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr qint64 blockSize = 64 * 1024;

} // namespace

std::nullopt_t PickleInput::fail(ErrorCode code, const QString &message)
{
    m_error = {code, message};
    return std::nullopt;
}

std::optional<Bytes> PickleInput::load(qint64 size)
{
    const qint64 start = m_position - m_blockStart;
    if (start >= 0 && start + size <= static_cast<qint64>(m_block.size()))
        return m_block.subspan(static_cast<size_t>(start), static_cast<size_t>(size));
    m_block = {};
    const Result<Bytes> block = m_source.read(m_position, std::max(size, std::min(blockSize, left())), m_scratch);
    if (!block)
        return fail(block.error().code, block.error().message);
    if (!m_source.isIntact())
        return fail(ErrorCode::FileChanged, QStringLiteral("the file was cut short while its objects were read"));
    m_block = *block;
    m_blockStart = m_position;
    return m_block.first(static_cast<size_t>(size));
}

std::optional<Bytes> PickleInput::take(qint64 size)
{
    if (size < 0 || size > left())
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("%1 bytes are announced, %2 are left").arg(static_cast<quint64>(size)).arg(left()));
    const std::optional<Bytes> bytes = load(size);
    if (bytes)
        m_position += size;
    return bytes;
}

std::optional<qint64> PickleInput::lineLength(qint64 limit)
{
    const qint64 start = m_position;
    std::optional<qint64> length;
    while (!length) {
        if (left() <= 0) {
            fail(ErrorCode::Corrupt, QStringLiteral("a line does not end"));
            break;
        }
        const auto block = load(std::min(blockSize, left()));
        if (!block)
            break;
        const auto end = std::ranges::find(*block, static_cast<unsigned char>('\n'));
        const qint64 sofar = m_position - start + (end - block->begin());
        if (sofar > limit) {
            fail(ErrorCode::TooLarge, QStringLiteral("a line is longer than %1 bytes").arg(limit));
            break;
        }
        m_position += static_cast<qint64>(block->size());
        if (end != block->end())
            length = sofar;
    }
    m_position = start;
    return length;
}

std::optional<Bytes> PickleInput::takeLine(qint64 limit)
{
    const auto length = lineLength(limit);
    if (!length)
        return std::nullopt;
    const auto line = take(*length);
    ++m_position;
    return line;
}

} // namespace npeek
