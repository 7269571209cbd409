#pragma once

#include "core/analysis/colormap.h"
#include "core/analysis/value_range.h"

#include <QWidget>

#include <memory>

namespace npeek {

/// The colour bar beside a heatmap, with tick labels that are round numbers, boxes for both ends, the choice of map and
/// the way back to the automatic range. Drag the body to shift the range, an end for one limit; wheel for contrast;
/// double-click for auto.
class ColorScale : public QWidget {
    Q_OBJECT
public:
    explicit ColorScale(QWidget *parent = nullptr);
    ~ColorScale() override;

    void setColormap(const Colormap &colormap);
    /// note says where the range comes from ("from a sample of 65 536 values"); empty when it was typed.
    void setRange(const ValueRange &range, bool isAutomatic, const QString &note);

Q_SIGNALS:
    void colormapChosen(const npeek::Colormap &colormap);
    void rangeChosen(const npeek::ValueRange &range);
    void automaticRangeChosen();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace npeek
