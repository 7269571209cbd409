#include "core/analysis/sample_axis.h"

namespace npeek {

SampleAxis::SampleAxis(qint64 first, qint64 length, int samples, qint64 stride)
    : m_length(length)
    , m_samples(samples)
    , m_isReversed(stride < 0)
    , m_step(qAbs(stride))
    , m_origin((m_isReversed ? first + length - 1 : first) * stride)
{
}

qint64 SampleAxis::middle(int sample) const
{
    return m_isReversed ? m_length - 1 - plainMiddle(m_samples - 1 - sample) : plainMiddle(sample);
}

std::vector<qint64> SampleAxis::edges() const
{
    std::vector<qint64> list;
    list.reserve(static_cast<size_t>(m_samples) + 1);
    for (int i = 0; i <= m_samples; ++i)
        list.push_back(edge(i));
    return list;
}

std::vector<qint64> SampleAxis::middleOffsets() const
{
    std::vector<qint64> list;
    list.reserve(static_cast<size_t>(m_samples));
    for (int i = 0; i < m_samples; ++i)
        list.push_back(middle(i) * m_step);
    return list;
}

} // namespace npeek
