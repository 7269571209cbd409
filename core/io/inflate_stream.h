#pragma once

#include "core/io/byte_source.h"

struct z_stream_s;

namespace npeek {

/// One sequential run over a raw deflate stream (RFC 1951). For one thread; the source must outlive it.
class InflateStream {
public:
    struct End {
        qint64 compressedSize = 0;
        qint64 size = 0;
        quint32 crc32 = 0; ///< of the inflated bytes
    };

    static Result<InflateStream> create(const ByteSource &compressed);

    /// Writes exactly the next size bytes. Corrupt when the stream is damaged or ends before.
    Result<> read(unsigned char *to, qint64 size);

    /// Goes on to the end of the stream and says where that is; the compressed bytes may go on behind it. Corrupt when
    /// it is damaged or breaks off, TooLarge when more than most bytes come out.
    Result<End> findEnd(qint64 most);

    /// Corrupt unless the stream ends right here.
    Result<> checkEnd();

    /// Another run that goes on from the same place; about 40 KiB of memory.
    Result<InflateStream> copy() const;

    /// Bytes read so far.
    qint64 position() const { return m_position; }

private:
    using State = std::unique_ptr<z_stream_s, void (*)(z_stream_s *)>;
    InflateStream(const ByteSource &compressed, State state)
        : m_compressed(&compressed)
        , m_state(std::move(state))
    {
    }
    static State newState();
    Result<> provideInput();
    Error damageError() const;

    const ByteSource *m_compressed;
    State m_state;
    qint64 m_inputEnd = 0; ///< how much of the compressed bytes was handed to zlib
    qint64 m_position = 0;
    bool m_hasEnded = false;
    QByteArray m_scratch;
};

} // namespace npeek
