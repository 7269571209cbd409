#include "ui/curve_source.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr qint64 exactElements = 1 << 17; ///< so many are kept one by one
constexpr qint64 overviewBuckets = 1 << 16;
constexpr qint64 glanceBuckets = 2048;

using EnvelopeProgress = JobProgress<CurveEnvelope>;

/// The same curve in finer buckets, for the eye to have something where the exact ones are still missing.
CurveEnvelope refined(const CurveEnvelope &glance, qint64 buckets)
{
    const auto size = static_cast<std::size_t>(buckets);
    CurveEnvelope result{glance.first, glance.count, std::vector<double>(size), std::vector<double>(size), 0};
    for (qint64 b = 0; b < buckets; ++b) {
        const auto coarse = static_cast<std::size_t>(glance.bucketOf(result.bucketStart(b)));
        result.low[static_cast<std::size_t>(b)] = glance.low[coarse];
        result.high[static_cast<std::size_t>(b)] = glance.high[coarse];
    }
    return result;
}

Result<CurveEnvelope> overviewOf(const ArrayView &view, ComplexPart part, EnvelopeProgress &progress)
{
    const qint64 count = view.shape()[0];
    const qint64 buckets = count <= exactElements ? count : overviewBuckets;
    CurveEnvelope start;
    if (buckets < count && view.source()
        && view.source()->isMapped()) { // elsewhere single elements cost as much as all
        const Result<CurveEnvelope> glance = glanceAtCurve(view, part, 0, count, glanceBuckets, progress);
        if (!glance)
            return glance.error();
        progress.publish(*glance);
        start = refined(*glance, buckets);
    }
    return computeEnvelope(view, part, 0, count, buckets, std::move(start), progress,
                           [&progress](const CurveEnvelope &envelope) { progress.publish(envelope); });
}

} // namespace

void CurveSource::setView(const ArrayView &column)
{
    clear();
    m_view = column;
    startOverview();
}

void CurveSource::clear()
{
    m_overviewJob.cancel();
    m_detailJob.cancel();
    m_overview.reset();
    m_detail.reset();
    m_requestedBegin = m_requestedEnd = -1;
    m_permille = -1;
    m_view = {};
}

void CurveSource::setPart(ComplexPart part)
{
    if (m_part == part)
        return;
    m_part = part;
    if (m_view.size() > 0 && m_view.dtype().kind == Kind::Complex)
        setView(ArrayView(m_view));
}

std::function<void(int)> CurveSource::progressHandler()
{
    return [this](int permille) {
        m_permille = permille;
        onChange();
    };
}

void CurveSource::startOverview()
{
    m_overviewJob.start(
        [view = m_view, part = m_part](EnvelopeProgress &progress) { return overviewOf(view, part, progress); },
        {[this](Result<CurveEnvelope> envelope) {
             m_permille = -1;
             if (!envelope)
                 return onFailure(envelope.error().message);
             m_overview = *std::move(envelope);
             onChange();
         },
         [this](CurveEnvelope envelope) {
             m_overview = std::move(envelope);
             onChange();
         },
         progressHandler()});
}

bool CurveSource::suffices(const CurveEnvelope &envelope, qint64 begin, qint64 end, int pixels) const
{
    if (!envelope.contains(begin, end) || !envelope.isComplete())
        return false;
    const double bucketSize =
        static_cast<double>(envelope.count) / static_cast<double>(std::max<qint64>(envelope.buckets(), 1));
    return envelope.isEachElement() || bucketSize * pixels <= static_cast<double>(end - begin);
}

void CurveSource::request(qint64 begin, qint64 end, int pixels)
{
    if (begin >= end || !m_overview || !m_overview->isComplete() || suffices(*m_overview, begin, end, pixels)
        || (m_detail && suffices(*m_detail, begin, end, pixels))
        || (begin == m_requestedBegin && end == m_requestedEnd))
        return;
    m_requestedBegin = begin;
    m_requestedEnd = end;
    const qint64 border = (end - begin) / 2; // so that a small step aside needs nothing new
    const qint64 first = std::max<qint64>(begin - border, 0);
    const qint64 count = std::min(end + border, m_view.shape()[0]) - first;
    const qint64 buckets = count <= exactElements ? count : qint64(4) * pixels;
    m_detailJob.start(
        [view = m_view, part = m_part, first, count, buckets](EnvelopeProgress &progress) {
            return computeEnvelope(view, part, first, count, buckets, {}, progress, {});
        },
        {[this](Result<CurveEnvelope> envelope) {
             m_permille = -1;
             if (!envelope)
                 return onFailure(envelope.error().message);
             m_detail = *std::move(envelope);
             onChange();
         },
         {},
         progressHandler()});
}

const CurveEnvelope *CurveSource::envelope(qint64 begin, qint64 end) const
{
    if (m_detail && m_detail->contains(begin, end) && !(m_overview && m_overview->isEachElement()))
        return &*m_detail;
    return m_overview ? &*m_overview : nullptr;
}

int CurveSource::permille() const
{
    return m_overviewJob.isRunning() || m_detailJob.isRunning() ? m_permille : -1;
}

} // namespace npeek
