#pragma once

#include <QtGlobal>

#include <vector>

namespace npeek {

/// How the elements of one axis of a region fall into samples. Everything counts in the order in which the bytes lie in
/// the source: for a negative stride, element 0 here is the last one of the region.
class SampleAxis {
public:
    /// samples is between 1 and length; stride in bytes; first is the index in the view of the region's first element.
    SampleAxis(qint64 first, qint64 length, int samples, qint64 stride);

    qint64 length() const { return m_length; } ///< elements
    int samples() const { return m_samples; }
    qint64 step() const { return m_step; } ///< bytes from one element to the next, never negative
    qint64 origin() const { return m_origin; } ///< bytes from the view's element 0 to element 0 here
    /// The first element of a sample; edge(samples()) is length().
    qint64 edge(int sample) const
    {
        return m_isReversed ? m_length - plainEdge(m_samples - sample) : plainEdge(sample);
    }
    /// The element that stands for a sample: the middle one.
    qint64 middle(int sample) const;
    /// Where a sample is in the plane.
    int target(int sample) const { return m_isReversed ? m_samples - 1 - sample : sample; }

    std::vector<qint64> edges() const;
    std::vector<qint64> middleOffsets() const; ///< bytes from origin()

private:
    /// i * length / samples, which as a product might overflow.
    qint64 plainEdge(int i) const { return i * (m_length / m_samples) + i * (m_length % m_samples) / m_samples; }
    qint64 plainMiddle(int i) const { return plainEdge(i) + (plainEdge(i + 1) - plainEdge(i)) / 2; }

    qint64 m_length;
    int m_samples;
    bool m_isReversed;
    qint64 m_step;
    qint64 m_origin;
};

} // namespace npeek
