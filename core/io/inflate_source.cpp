#include "core/io/inflate_source.h"

#include "core/base/checked_math.h"
#include "core/io/inflate_stream.h"

#include <QCache>
#include <QScopeGuard>

#include <zlib.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <limits>
#include <map>
#include <mutex>

namespace npeek {

namespace {

constexpr qint64 BlockSize = 256 << 10;
constexpr qint64 CheckpointSize = 40 << 10;
constexpr qint64 MinBlocksPerCheckpoint = 4;
constexpr size_t MaxIdleStreams = 4;
constexpr qint64 MaxRatio = 1032; // a match of 258 bytes takes two bits at least

Error tooLargeForStream(qint64 size, qint64 compressedSize)
{
    return Error{ErrorCode::Corrupt,
                 QStringLiteral("%1 bytes are declared, but %2 compressed bytes cannot hold so many")
                     .arg(size)
                     .arg(compressedSize)};
}

bool canHold(qint64 compressedSize, qint64 size)
{
    return size >= 0 && size / MaxRatio <= compressedSize;
}

/// The bytes are decoded in blocks. One stream, the frontier, goes through all of them once, by whichever thread needs
/// the next one; it leaves checkpoints behind, from which blocks that fell out of the cache are decoded again.
class BlockInflater : public InflateSource {
public:
    BlockInflater(ByteSourcePtr compressed, InflateStream first, qint64 size, std::optional<quint32> crc32,
                  InflateOptions options);

    qint64 size() const override { return m_size; }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override;
    bool isIntact() const override { return m_compressed->isIntact(); }

private:
    using Lock = std::unique_lock<std::mutex>;

    qint64 blockLength(qint64 block) const { return std::min(BlockSize, m_size - block * BlockSize); }
    Result<QByteArray> block(qint64 index) const;
    Result<QByteArray> decodeBlock(InflateStream &stream) const;
    Result<QByteArray> advanceFrontier(Lock &lock) const;
    Result<QByteArray> decodeNext() const;
    Result<> checkWhole() const;
    Result<QByteArray> decodeAgain(qint64 index, Lock &lock) const;
    Result<InflateStream> takeStream(qint64 index) const;
    void keep(qint64 index, const QByteArray &bytes) const;

    ByteSourcePtr m_compressed;
    qint64 m_size;
    std::optional<quint32> m_crc32;
    qint64 m_blocksPerCheckpoint;
    bool m_keepsPassedBlocks;

    mutable std::mutex m_mutex; // guards all that follows
    mutable std::condition_variable m_frontierMoved;
    mutable QCache<qint64, QByteArray> m_blocks; // costs in KiB
    mutable std::map<qint64, InflateStream> m_checkpoints; // by the block they stand before
    mutable std::vector<InflateStream> m_idleStreams; // the last used at the end
    mutable qint64 m_frontierBlock = 0;
    mutable bool m_frontierIsBusy = false;
    mutable std::optional<Error> m_frontierError;
    mutable std::optional<Error> m_wholeError; // found at the end of the stream: no byte of it can be relied on

    // Only the thread that made the frontier busy touches these, without the mutex.
    mutable InflateStream m_frontier;
    mutable uLong m_frontierCrc;
};

BlockInflater::BlockInflater(ByteSourcePtr compressed, InflateStream first, qint64 size, std::optional<quint32> crc32,
                             InflateOptions options)
    : m_compressed(std::move(compressed))
    , m_size(size)
    , m_crc32(crc32)
    , m_frontier(std::move(first))
    , m_frontierCrc(::crc32(0, nullptr, 0))
{
    const qint64 checkpointCount = std::max<qint64>(1, options.checkpointBudget / CheckpointSize);
    m_blocksPerCheckpoint = std::max(MinBlocksPerCheckpoint, size / BlockSize / checkpointCount + 1);
    m_keepsPassedBlocks = m_blocksPerCheckpoint <= options.cacheBudget / BlockSize / 2;
    m_blocks.setMaxCost(static_cast<qsizetype>(options.cacheBudget >> 10));
}

Result<Bytes> BlockInflater::read(qint64 offset, qint64 size, QByteArray &scratch) const
{
    if (auto inside = checkRange(offset, size, m_size); !inside)
        return inside.error();
    unsigned char *const to = prepareScratch(scratch, size);
    for (qint64 done = 0; done < size;) {
        const qint64 at = offset + done;
        const auto bytes = block(at / BlockSize);
        if (!bytes)
            return bytes.error();
        const qint64 count = std::min(size - done, bytes->size() - at % BlockSize);
        std::memcpy(to + done, bytes->constData() + at % BlockSize, static_cast<size_t>(count));
        done += count;
    }
    return Bytes(to, static_cast<size_t>(size));
}

Result<QByteArray> BlockInflater::block(qint64 index) const
{
    Lock lock(m_mutex);
    for (;;) {
        if (m_wholeError)
            return *m_wholeError;
        if (const QByteArray *known = m_blocks.object(index))
            return *known;
        if (index < m_frontierBlock)
            return decodeAgain(index, lock);
        if (m_frontierError)
            return *m_frontierError;
        if (m_frontierIsBusy) {
            m_frontierMoved.wait(lock);
            continue;
        }
        const bool isWanted = m_frontierBlock == index;
        auto next = advanceFrontier(lock);
        if (isWanted || !next)
            return next;
    }
}

Result<QByteArray> BlockInflater::advanceFrontier(Lock &lock) const
{
    const qint64 index = m_frontierBlock;
    m_frontierIsBusy = true;
    const auto done = qScopeGuard([&] {
        if (!lock.owns_lock())
            lock.lock();
        m_frontierIsBusy = false;
        m_frontierMoved.notify_all();
    });
    lock.unlock();
    auto checkpoint = index > 0 && index % m_blocksPerCheckpoint == 0 ? std::optional(m_frontier.copy()) : std::nullopt;
    auto bytes = decodeNext();
    lock.lock();
    if (!bytes) {
        m_frontierError = bytes.error();
        if (m_frontier.position() >= m_size)
            m_wholeError = bytes.error();
        return bytes;
    }
    if (checkpoint && checkpoint->isOk())
        m_checkpoints.emplace(index, std::move(**checkpoint));
    ++m_frontierBlock;
    keep(index, *bytes);
    return bytes;
}

Result<QByteArray> BlockInflater::decodeBlock(InflateStream &stream) const
{
    QByteArray bytes(static_cast<qsizetype>(blockLength(stream.position() / BlockSize)), Qt::Uninitialized);
    if (auto read = stream.read(reinterpret_cast<unsigned char *>(bytes.data()), bytes.size()); !read)
        return read.error();
    if (!m_compressed->isIntact())
        return Error{ErrorCode::FileChanged, QStringLiteral("the file was truncated while it was open")};
    return bytes;
}

Result<QByteArray> BlockInflater::decodeNext() const
{
    if (m_frontier.position() % BlockSize != 0)
        return Error{ErrorCode::TooLarge, QStringLiteral("there was not enough memory to go on decompressing")};
    auto bytes = decodeBlock(m_frontier);
    if (!bytes)
        return bytes;
    m_frontierCrc =
        crc32_z(m_frontierCrc, reinterpret_cast<const Bytef *>(bytes->constData()), static_cast<size_t>(bytes->size()));
    if (m_frontier.position() == m_size) {
        if (auto whole = checkWhole(); !whole)
            return whole.error();
    }
    return bytes;
}

Result<> BlockInflater::checkWhole() const
{
    if (auto end = m_frontier.checkEnd(); !end)
        return end;
    if (!m_crc32 || *m_crc32 == m_frontierCrc)
        return {};
    return Error{ErrorCode::Corrupt,
                 QStringLiteral("the bytes do not match their checksum: their CRC-32 is %1, recorded is %2")
                     .arg(m_frontierCrc, 8, 16, QChar(u'0'))
                     .arg(*m_crc32, 8, 16, QChar(u'0'))};
}

/// A block that was decoded before, from the nearest place before it where a stream can start.
Result<QByteArray> BlockInflater::decodeAgain(qint64 index, Lock &lock) const
{
    auto stream = takeStream(index);
    if (!stream)
        return stream.error();
    for (;;) {
        lock.unlock();
        const qint64 current = stream->position() / BlockSize;
        auto bytes = decodeBlock(*stream);
        lock.lock();
        if (!bytes)
            return bytes;
        if (current == index || m_keepsPassedBlocks)
            keep(current, *bytes);
        if (current < index)
            continue;
        if (m_idleStreams.size() == MaxIdleStreams)
            m_idleStreams.erase(m_idleStreams.begin());
        m_idleStreams.push_back(std::move(*stream));
        return bytes;
    }
}

/// The idle stream or else the checkpoint that stands nearest before the block.
Result<InflateStream> BlockInflater::takeStream(qint64 index) const
{
    const auto after = m_checkpoints.upper_bound(index);
    const bool hasCheckpoint = after != m_checkpoints.begin();
    qint64 nearest = hasCheckpoint ? std::prev(after)->second.position() : 0;
    auto idle = m_idleStreams.end();
    for (auto stream = m_idleStreams.begin(); stream != m_idleStreams.end(); ++stream) {
        if (stream->position() < nearest || stream->position() > index * BlockSize)
            continue;
        nearest = stream->position();
        idle = stream;
    }
    if (idle == m_idleStreams.end())
        return hasCheckpoint ? std::prev(after)->second.copy() : InflateStream::create(*m_compressed);
    InflateStream stream = std::move(*idle);
    m_idleStreams.erase(idle);
    return stream;
}

void BlockInflater::keep(qint64 index, const QByteArray &bytes) const
{
    m_blocks.insert(index, new QByteArray(bytes), std::max<qsizetype>(1, bytes.size() >> 10));
}

} // namespace

Result<ByteSourcePtr> InflateSource::create(ByteSourcePtr compressed, qint64 size, std::optional<quint32> crc32,
                                            InflateOptions options)
{
    if (!canHold(compressed->size(), size))
        return tooLargeForStream(size, compressed->size());
    auto first = InflateStream::create(*compressed);
    if (!first)
        return first.error();
    return ByteSourcePtr(
        std::make_shared<BlockInflater>(std::move(compressed), std::move(*first), size, crc32, options));
}

Result<QByteArray> inflateHead(const ByteSource &compressed, qint64 size)
{
    if (!canHold(compressed.size(), size))
        return tooLargeForStream(size, compressed.size());
    auto stream = InflateStream::create(compressed);
    if (!stream)
        return stream.error();
    QByteArray bytes(static_cast<qsizetype>(size), Qt::Uninitialized);
    if (auto read = stream->read(reinterpret_cast<unsigned char *>(bytes.data()), size); !read)
        return read.error();
    return bytes;
}

} // namespace npeek
