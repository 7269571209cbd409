#pragma once

#include "ui/curve_envelope.h"
#include "ui/view_axis.h"

#include <QColor>
#include <QPointF>

class QPainter;

namespace npeek {

/// The values that the lower and upper edge of a plot stand for: those of range with a small margin, never empty nor
/// infinite.
CurveRange plotRange(const CurveRange &range);

/// How an envelope lies on the pixels of a plot, whose top left is (0, 0).
class CurvePlot {
public:
    CurvePlot(const ViewAxis &x, const CurveRange &y, double height)
        : m_x(x)
        , m_y(y)
        , m_height(height)
    {
    }

    double xOf(qint64 element) const { return m_x.pixelOf(static_cast<double>(element) + 0.5); }
    double yOf(double value) const; ///< infinities lie just outside
    void draw(QPainter &painter, const CurveEnvelope &envelope, const QColor &color, double ratio) const;

private:
    void drawPoints(QPainter &painter, const CurveEnvelope &envelope, qint64 begin, qint64 end,
                    const QColor &color) const;
    void drawColumns(QPainter &painter, const CurveEnvelope &envelope, qint64 begin, qint64 end, const QColor &color,
                     double ratio) const;

    const ViewAxis &m_x;
    CurveRange m_y;
    double m_height;
};

} // namespace npeek
