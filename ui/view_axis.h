#pragma once

#include <QtGlobal>

namespace npeek {

/// One axis of a view: which of count elements lie on which of its pixels. Positions are elements, 0 to count, as
/// double, which is exact to a thousandth of a pixel for 10^12 elements; pixels are logical. Elements that leave room
/// lie in the middle.
class ViewAxis {
public:
    static constexpr double maxScale = 200; ///< pixels an element, unless fewer elements than that fill the view

    void setCount(qint64 count); ///< and fits
    void setPixels(double pixels); ///< keeps the scale and what is in the middle
    qint64 count() const { return m_count; }
    double pixels() const { return m_pixels; }
    double scale() const { return m_scale; } ///< pixels an element
    double fullScale() const; ///< at which all elements fill the pixels
    double clampedScale(double scale, double lowest) const;

    double pixelOf(double element) const { return (element - m_origin) * m_scale; }
    double elementAt(double pixel) const { return m_origin + pixel / m_scale; }
    qint64 indexAt(double pixel) const; ///< -1 where there is no element
    qint64 nearestIndexAt(double pixel) const; ///< the first or last element beyond the ends; count must not be 0

    /// Pixels where the elements that show begin and end.
    double begin() const;
    double end() const;
    /// Elements that show, be it in part: [firstVisible, endVisible).
    qint64 firstVisible() const;
    qint64 endVisible() const;

    void setScale(double scale, double fixedPixel); ///< the element at that pixel stays there, as far as the ends allow
    void panBy(double pixels); ///< moves the elements
    void show(double firstElement, double endElement); ///< these elements in the middle, as large as they fit

private:
    void clampOrigin();

    qint64 m_count = 0;
    double m_pixels = 1;
    double m_scale = 1;
    double m_origin = 0; ///< element at pixel 0; negative when the elements leave room
};

} // namespace npeek
