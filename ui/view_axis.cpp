#include "ui/view_axis.h"

#include <algorithm>
#include <cmath>

namespace npeek {

void ViewAxis::setCount(qint64 count)
{
    m_count = std::max<qint64>(count, 0);
    setScale(fullScale(), 0);
}

void ViewAxis::setPixels(double pixels)
{
    const double middle = elementAt(m_pixels / 2);
    m_pixels = std::max(pixels, 1.0);
    m_origin = middle - m_pixels / 2 / m_scale;
    clampOrigin();
}

double ViewAxis::fullScale() const
{
    return m_pixels / static_cast<double>(std::max<qint64>(m_count, 1));
}

double ViewAxis::clampedScale(double scale, double lowest) const
{
    return std::clamp(scale, lowest, std::max({maxScale, lowest, fullScale()}));
}

qint64 ViewAxis::indexAt(double pixel) const
{
    const double element = std::floor(elementAt(pixel));
    return element >= 0 && element < static_cast<double>(m_count) ? static_cast<qint64>(element) : -1;
}

qint64 ViewAxis::nearestIndexAt(double pixel) const
{
    const double last = static_cast<double>(std::max<qint64>(m_count, 1) - 1);
    return static_cast<qint64>(std::clamp(std::floor(elementAt(pixel)), 0.0, last));
}

double ViewAxis::begin() const
{
    return std::clamp(pixelOf(0), 0.0, m_pixels);
}

double ViewAxis::end() const
{
    return std::clamp(pixelOf(static_cast<double>(m_count)), 0.0, m_pixels);
}

qint64 ViewAxis::firstVisible() const
{
    return std::min(nearestIndexAt(0), m_count);
}

qint64 ViewAxis::endVisible() const
{
    // The last pixel may end in the middle of an element, or, by rounding, a hair's breadth inside the next one.
    const double end = std::ceil(elementAt(m_pixels) - 1e-6);
    return static_cast<qint64>(std::clamp(end, 0.0, static_cast<double>(m_count)));
}

void ViewAxis::setScale(double scale, double fixedPixel)
{
    const double element = elementAt(fixedPixel);
    m_scale = scale;
    m_origin = element - fixedPixel / m_scale;
    clampOrigin();
}

void ViewAxis::panBy(double pixels)
{
    m_origin -= pixels / m_scale;
    clampOrigin();
}

void ViewAxis::show(double firstElement, double endElement)
{
    const double length = std::max(endElement - firstElement, 1e-9);
    m_scale = clampedScale(m_pixels / length, fullScale());
    m_origin = (firstElement + endElement) / 2 - m_pixels / 2 / m_scale;
    clampOrigin();
}

void ViewAxis::clampOrigin()
{
    const double room = static_cast<double>(m_count) - m_pixels / m_scale; // elements that do not fit
    // What leaves room lies in the middle, on a whole pixel so that its edges stay sharp.
    m_origin = room <= 0 ? -std::floor(-room * m_scale / 2 + 1e-6) / m_scale : std::clamp(m_origin, 0.0, room);
}

} // namespace npeek
