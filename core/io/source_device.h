#pragma once

#include "core/io/byte_source.h"

#include <QIODevice>

namespace npeek {

/// A ByteSource as a read-only QIODevice, for libraries that want one; open from the start. For one thread.
class SourceDevice : public QIODevice {
public:
    explicit SourceDevice(ByteSourcePtr source);

    qint64 size() const override { return m_source->size(); }
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *to, qint64 size) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    bool fillWindow();

    ByteSourcePtr m_source;
    qint64 m_position = 0;
    // Minizip reads single bytes, so keep the bytes round the last one at hand.
    Bytes m_window;
    qint64 m_windowStart = 0;
    QByteArray m_scratch;
};

} // namespace npeek
