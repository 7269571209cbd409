#pragma once

#include "ui/heatmap_picture.h"
#include "ui/job.h"

#include <QElapsedTimer>
#include <QTimer>

namespace npeek {

/// Fetches the planes of a heatmap in jobs: first a coarse one of the whole slice, which also gives the range, then
/// what the screen asks for. GUI thread only; the callbacks come from the event loop.
class HeatmapSource {
public:
    HeatmapSource();

    std::function<void(bool hasNewRange)> onChange;
    std::function<void()> onProgress;
    std::function<void(const QString &message)> onFailure;

    /// keepPicture: what was there stays until the new planes are (they have the same shape).
    void setSlice(const Slice2d &slice, bool keepPicture);
    void clear();
    void setPart(ComplexPart part);
    void setSampling(Sampling sampling); ///< before setSlice(), when the slice has a reader
    void setColors(const ValueRange &range, const Colormap &colormap) { m_picture.setColors(range, colormap); }
    /// Costs nothing when that was asked for already. The sampling is the source's own.
    void requestDetail(DetailRequest request);

    const HeatmapPicture &picture() const { return m_picture; }
    ValueRange automaticRange() const { return m_range; }
    qint64 rangeSampleCount() const { return m_sampleCount; } ///< 0: the range is that of the elements
    bool isBusy() const { return m_overviewJob.isRunning() || m_detailJob.isRunning(); }
    QString progressNote() const; ///< empty while nothing takes long
    bool showsPattern() const
    {
        return m_slice.reader && m_sampling == Sampling::Maximum;
    } ///< see SliceReader::plane()

private:
    void startOverview();
    void refineOverview();
    void sampleOverview(const QSize &size, std::function<void(Plane)> take);
    void takeOverview(Plane plane);
    void applyOverview(Plane plane);
    void applyPending();
    void startDetail(const DetailRequest &request);
    void takeDetail(HeatmapDetail detail);
    void takeRange(const Plane &plane);
    bool rangeFollowsDetail() const;
    void fail(const Error &error);
    void watch();
    std::function<void(int)> progressHandler();

    Slice2d m_slice;
    ComplexPart m_part = ComplexPart::Absolute;
    Sampling m_sampling = Sampling::Nearest;
    HeatmapPicture m_picture;
    ValueRange m_range;
    qint64 m_sampleCount = 0;
    bool m_isReady = false; ///< the overview is complete
    std::optional<Plane> m_pendingOverview; ///< shown together with its detail, unless that takes long
    std::optional<DetailRequest> m_requested;
    int m_permille = -1;
    QElapsedTimer m_started;
    QTimer m_pendingTimer;
    QTimer m_retryTimer;
    QTimer m_refineTimer;
    Job<Plane> m_overviewJob;
    Job<HeatmapDetail> m_detailJob;
};

} // namespace npeek
