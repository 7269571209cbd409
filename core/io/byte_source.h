#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <memory>
#include <span>

namespace npeek {

using Bytes = std::span<const unsigned char>;

/// An immutable run of bytes that any thread may read at the same time.
class ByteSource {
public:
    virtual ~ByteSource() = default;

    virtual qint64 size() const = 0;

    /// The bytes [offset, offset + size), valid while both the source and scratch live and scratch is not reused.
    /// A mapped source answers with a pointer into its map; others fill scratch. A range that does not lie inside
    /// [0, size()) is InvalidInput; reading never returns fewer bytes than asked.
    virtual Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const = 0;

    /// False once a mapped file lost bytes under us; what was read since then may be zeros. Check once a block.
    virtual bool isIntact() const { return true; }

    /// True when read() costs no copy and no decoding, so that single cells may be read while painting.
    virtual bool isMapped() const { return false; }

    /// A hint that this range is read next, from front to back, so that it can be fetched meanwhile. May reach beyond
    /// the end.
    virtual void prefetch(qint64 offset, qint64 size) const
    {
        Q_UNUSED(offset)
        Q_UNUSED(size)
    }

    /// A hint that this range is not needed soon, so that its pages need not count as memory of ours.
    virtual void release(qint64 offset, qint64 size) const
    {
        Q_UNUSED(offset)
        Q_UNUSED(size)
    }
};

using ByteSourcePtr = std::shared_ptr<const ByteSource>;

/// Bytes held in memory.
class MemorySource : public ByteSource {
public:
    explicit MemorySource(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    qint64 size() const override { return m_bytes.size(); }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override;
    bool isMapped() const override { return true; }

private:
    QByteArray m_bytes;
};

/// The part [offset, offset + size) of another source; keeps that source alive.
class SubSource : public ByteSource {
public:
    /// InvalidInput when the range does not lie inside parent.
    static Result<ByteSourcePtr> create(ByteSourcePtr parent, qint64 offset, qint64 size);

    qint64 size() const override { return m_size; }
    Result<Bytes> read(qint64 offset, qint64 size, QByteArray &scratch) const override;
    bool isIntact() const override { return m_parent->isIntact(); }
    bool isMapped() const override { return m_parent->isMapped(); }
    void prefetch(qint64 offset, qint64 size) const override { m_parent->prefetch(m_offset + offset, size); }
    void release(qint64 offset, qint64 size) const override { m_parent->release(m_offset + offset, size); }

private:
    SubSource(ByteSourcePtr parent, qint64 offset, qint64 size);
    ByteSourcePtr m_parent;
    qint64 m_offset;
    qint64 m_size;
};

/// Makes room for size bytes in scratch, whatever it held before, and answers where they go.
unsigned char *prepareScratch(QByteArray &scratch, qint64 size);

/// An error when [offset, offset + size) does not lie inside [0, total): for every read() to call first.
Result<> checkRange(qint64 offset, qint64 size, qint64 total);

} // namespace npeek
