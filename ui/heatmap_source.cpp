#include "ui/heatmap_source.h"

#include "ui/slice_reader.h"

#include <QCoreApplication>

#include <numbers>

namespace npeek {

namespace {

constexpr int patience = 80; ///< ms that a detail may take before a newer request stops it
constexpr int quietTime = 300; ///< ms before progress is shown
constexpr int refineDelay = 30; ///< ms after which the first coarse picture is on screen

} // namespace

HeatmapSource::HeatmapSource()
{
    m_pendingTimer.setSingleShot(true);
    m_retryTimer.setSingleShot(true);
    m_refineTimer.setSingleShot(true);
    QObject::connect(&m_refineTimer, &QTimer::timeout, &m_refineTimer, [this] { refineOverview(); });
    QObject::connect(&m_pendingTimer, &QTimer::timeout, &m_pendingTimer, [this] { applyPending(); });
    QObject::connect(&m_retryTimer, &QTimer::timeout, &m_retryTimer, [this] { onProgress(); });
}

void HeatmapSource::setSlice(const Slice2d &slice, bool keepPicture)
{
    m_pendingTimer.stop();
    m_refineTimer.stop();
    m_detailJob.cancel();
    m_pendingOverview.reset();
    m_requested.reset();
    m_isReady = false;
    m_slice = slice;
    if (!keepPicture)
        m_picture.clear();
    startOverview();
}

void HeatmapSource::clear()
{
    m_overviewJob.cancel();
    m_detailJob.cancel();
    m_pendingTimer.stop();
    m_retryTimer.stop();
    m_refineTimer.stop();
    m_pendingOverview.reset();
    m_requested.reset();
    m_isReady = false;
    m_picture.clear();
    m_slice = {};
}

void HeatmapSource::setPart(ComplexPart part)
{
    if (m_part == part)
        return;
    m_part = part;
    if (m_slice.view.size() > 0 && m_slice.view.dtype().kind == Kind::Complex)
        setSlice(Slice2d(m_slice), true);
}

void HeatmapSource::setSampling(Sampling sampling)
{
    m_sampling = sampling;
}

void HeatmapSource::watch()
{
    m_permille = -1;
    m_started.start();
}

std::function<void(int)> HeatmapSource::progressHandler()
{
    return [this](int permille) {
        m_permille = permille;
        onProgress();
    };
}

QString HeatmapSource::progressNote() const
{
    if (!isBusy() || m_permille < 0 || m_started.elapsed() < quietTime)
        return {};
    return QCoreApplication::translate("npeek::HeatmapView", "reading, %1 %").arg(m_permille / 10);
}

void HeatmapSource::startOverview()
{
    watch();
    const QSize full = overviewSize(m_slice.view.shape().at(0), m_slice.view.shape().at(1));
    const QSize first = m_slice.reader ? full : firstSize(m_slice.view);
    if (first == full || !m_picture.isEmpty())
        return sampleOverview(full, [this](Plane plane) {
            m_isReady = true;
            takeOverview(std::move(plane));
        });
    sampleOverview(first, [this](Plane plane) {
        applyOverview(std::move(plane));
        m_refineTimer.start(refineDelay);
    });
}

void HeatmapSource::refineOverview()
{
    sampleOverview(overviewSize(m_slice.view.shape().at(0), m_slice.view.shape().at(1)), [this](Plane plane) {
        m_isReady = true;
        applyOverview(std::move(plane));
    });
}

void HeatmapSource::sampleOverview(const QSize &size, std::function<void(Plane)> take)
{
    const Region whole{0, 0, m_slice.view.shape().at(0), m_slice.view.shape().at(1)};
    const Sampling sampling = m_slice.reader ? m_sampling : Sampling::Nearest; // a reader looks at all it has anyway
    m_overviewJob.start(
        [slice = m_slice, whole, size, sampling, part = m_part](JobProgress<Plane> &progress) {
            return samplePlane(slice, whole, size.width(), size.height(), sampling, part, progress,
                               [&progress](const Plane &plane) { progress.publish(plane); });
        },
        {[this, take = std::move(take)](Result<Plane> plane) {
             if (!plane)
                 return fail(plane.error());
             take(*std::move(plane));
         },
         [this](Plane plane) { applyOverview(std::move(plane)); }, progressHandler()});
}

void HeatmapSource::takeOverview(Plane plane)
{
    if (m_picture.isEmpty() || plane.isExact())
        return applyOverview(std::move(plane));
    m_pendingOverview = std::move(plane); // else every step through slices would flash a coarse picture
    m_pendingTimer.start(patience);
    onProgress();
}

void HeatmapSource::takeRange(const Plane &plane)
{
    m_sampleCount = plane.isExact() ? 0 : static_cast<qint64>(plane.values.size());
    m_range = robustRange(plane.values);
    const Kind kind = m_slice.view.dtype().kind;
    const bool isPhase = kind == Kind::Complex && m_part == ComplexPart::Phase;
    if (kind == Kind::Bool || showsPattern())
        m_range = {0, 1};
    else if (isPhase)
        m_range = {-std::numbers::pi, std::numbers::pi};
    else
        return;
    m_sampleCount = 0;
}

/// Means over fewer and fewer elements of a sparse array grow; a range for all of them would leave most dark.
bool HeatmapSource::rangeFollowsDetail() const
{
    const Plane *overview = m_picture.overview();
    return m_slice.reader && m_sampling == Sampling::Mean && overview && !overview->isExact();
}

void HeatmapSource::applyOverview(Plane plane)
{
    takeRange(plane);
    m_picture.setOverview(std::move(plane));
    onChange(true);
}

void HeatmapSource::applyPending()
{
    m_pendingTimer.stop();
    if (std::optional<Plane> plane = std::exchange(m_pendingOverview, std::nullopt))
        applyOverview(std::move(*plane));
}

void HeatmapSource::requestDetail(DetailRequest request)
{
    request.sampling = m_sampling;
    if (!m_isReady || m_requested == request)
        return;
    const Plane *overview = m_picture.overview();
    const bool isOneToOne = request.width == request.region.columns && request.height == request.region.rows;
    if (overview && overview->isExact() && isOneToOne && !request.withTexts) {
        m_detailJob.cancel();
        m_requested = request;
        m_picture.dropDetail();
        return;
    }
    const qint64 left = patience - m_started.elapsed();
    if (m_detailJob.isRunning() && left > 0) {
        if (!m_retryTimer.isActive())
            m_retryTimer.start(static_cast<int>(left));
        return;
    }
    startDetail(request);
}

void HeatmapSource::startDetail(const DetailRequest &request)
{
    watch();
    m_requested = request;
    m_detailJob.start(
        [slice = m_slice, request, part = m_part](JobProgress<HeatmapDetail> &progress) {
            return sampleDetail(slice, request, part, progress, [&progress](const Plane &plane) {
                progress.publish({plane, {}});
            });
        },
        {[this](Result<HeatmapDetail> detail) {
             applyPending();
             if (!detail)
                 return fail(detail.error());
             takeDetail(*std::move(detail));
         },
         [this](HeatmapDetail detail) {
             applyPending();
             takeDetail(std::move(detail));
         },
         progressHandler()});
}

void HeatmapSource::takeDetail(HeatmapDetail detail)
{
    const bool hasNewRange = rangeFollowsDetail();
    if (hasNewRange)
        takeRange(detail.plane);
    m_picture.setDetail(std::move(detail));
    onChange(hasNewRange);
}

void HeatmapSource::fail(const Error &error)
{
    onFailure(error.message);
}

} // namespace npeek
