#include "core/io/source_device.h"

#include <algorithm>
#include <cstring>

namespace npeek {

constexpr qint64 WindowSize = 64 << 10;

SourceDevice::SourceDevice(ByteSourcePtr source)
    : m_source(std::move(source))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool SourceDevice::seek(qint64 position)
{
    if (position < 0 || position > size() || !QIODevice::seek(position))
        return false;
    m_position = position;
    return true;
}

qint64 SourceDevice::readData(char *to, qint64 size)
{
    qint64 done = 0;
    while (done < size && m_position < m_source->size()) {
        const qint64 end = m_windowStart + static_cast<qint64>(m_window.size());
        if ((m_position < m_windowStart || m_position >= end) && !fillWindow())
            return -1;
        const auto part = m_window.subspan(static_cast<size_t>(m_position - m_windowStart));
        const qint64 count = std::min(size - done, static_cast<qint64>(part.size()));
        std::memcpy(to + done, part.data(), static_cast<size_t>(count));
        done += count;
        m_position += count;
    }
    return done;
}

bool SourceDevice::fillWindow()
{
    const auto bytes = m_source->read(m_position, std::min(WindowSize, m_source->size() - m_position), m_scratch);
    m_window = bytes ? *bytes : Bytes();
    m_windowStart = m_position;
    return bytes.isOk();
}

} // namespace npeek
