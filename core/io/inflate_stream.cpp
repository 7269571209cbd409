#include "core/io/inflate_stream.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace npeek {

constexpr qint64 InputSize = 64 << 10;
constexpr int RawDeflate = -15;

namespace {

Error memoryError()
{
    return Error{ErrorCode::TooLarge, QStringLiteral("there is not enough memory for a decompressor")};
}

} // namespace

InflateStream::State InflateStream::newState()
{
    const auto end = [](z_stream_s *stream) {
        inflateEnd(stream);
        delete stream;
    };
    return State(new z_stream_s{}, end);
}

Result<InflateStream> InflateStream::create(const ByteSource &compressed)
{
    State state = newState();
    if (inflateInit2(state.get(), RawDeflate) != Z_OK)
        return memoryError();
    return InflateStream(compressed, std::move(state));
}

Result<InflateStream> InflateStream::copy() const
{
    State state = newState();
    if (inflateCopy(state.get(), m_state.get()) != Z_OK)
        return memoryError();
    InflateStream stream(*m_compressed, std::move(state));
    stream.m_inputEnd = m_inputEnd - m_state->avail_in;
    stream.m_position = m_position;
    stream.m_hasEnded = m_hasEnded;
    stream.m_state->next_in = nullptr;
    stream.m_state->avail_in = 0;
    return stream;
}

Result<> InflateStream::provideInput()
{
    const qint64 count = std::min(InputSize, m_compressed->size() - m_inputEnd);
    const auto bytes = m_compressed->read(m_inputEnd, count, m_scratch);
    if (!bytes)
        return bytes.error();
    m_state->next_in = const_cast<unsigned char *>(bytes->data());
    m_state->avail_in = static_cast<uInt>(count);
    m_inputEnd += count;
    return {};
}

Result<> InflateStream::read(unsigned char *to, qint64 size)
{
    while (size > 0) {
        const uInt room = static_cast<uInt>(std::min<qint64>(size, std::numeric_limits<int>::max()));
        m_state->next_out = to;
        m_state->avail_out = room;
        if (m_state->avail_in == 0 && !m_hasEnded) {
            if (auto provided = provideInput(); !provided)
                return provided;
        }
        const int status = m_hasEnded ? Z_STREAM_END : inflate(m_state.get(), Z_NO_FLUSH);
        m_hasEnded = status == Z_STREAM_END;
        const qint64 count = room - m_state->avail_out;
        to += count;
        size -= count;
        m_position += count;
        if (status != Z_OK && (!m_hasEnded || size > 0))
            return damageError();
    }
    return {};
}

Result<InflateStream::End> InflateStream::findEnd(qint64 most)
{
    QByteArray buffer(InputSize, Qt::Uninitialized);
    const auto to = reinterpret_cast<unsigned char *>(buffer.data());
    uLong crc = 0;
    while (!m_hasEnded) {
        if (m_position > most)
            return Error{ErrorCode::TooLarge, QStringLiteral("more than %1 bytes come out of it").arg(most)};
        if (m_state->avail_in == 0) {
            if (auto provided = provideInput(); !provided)
                return provided.error();
        }
        m_state->next_out = to;
        m_state->avail_out = static_cast<uInt>(buffer.size());
        const int status = inflate(m_state.get(), Z_NO_FLUSH);
        m_hasEnded = status == Z_STREAM_END;
        const uInt count = static_cast<uInt>(buffer.size()) - m_state->avail_out;
        m_position += count;
        crc = ::crc32(crc, to, count);
        if (status != Z_OK && !m_hasEnded)
            return damageError();
    }
    return End{m_inputEnd - m_state->avail_in, m_position, static_cast<quint32>(crc)};
}

Result<> InflateStream::checkEnd()
{
    unsigned char surplus;
    const qint64 expected = m_position;
    if (auto read = this->read(&surplus, 1); !read && !m_hasEnded)
        return read;
    if (m_position == expected)
        return {};
    return Error{ErrorCode::Corrupt,
                 QStringLiteral("the compressed data hold more than the %1 bytes that were declared").arg(expected)};
}

Error InflateStream::damageError() const
{
    const qint64 used = m_inputEnd - m_state->avail_in;
    if (m_hasEnded)
        return Error{
            ErrorCode::Corrupt,
            QStringLiteral("the compressed data end after %1 bytes, fewer than were declared").arg(m_position)};
    if (used == m_compressed->size()) {
        return Error{
            ErrorCode::Corrupt,
            QStringLiteral("the compressed data break off after %1 bytes, which give %2").arg(used).arg(m_position)};
    }
    const QString reason = m_state->msg ? QString::fromLatin1(m_state->msg) : QStringLiteral("invalid data");
    return Error{ErrorCode::Corrupt,
                 QStringLiteral("the compressed data are damaged near byte %1: %2").arg(used).arg(reason)};
}

} // namespace npeek
