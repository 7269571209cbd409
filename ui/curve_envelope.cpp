#include "ui/curve_envelope.h"

#include "core/analysis/plane.h"
#include "core/array/block_reader.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace npeek {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr auto publishInterval = std::chrono::milliseconds(150);
constexpr qint64 chunk = 8192; ///< doubles converted at a time

/// Smallest and largest of a run that are not NaN; NaN when there are none.
std::pair<double, double> extremes(const double *values, qint64 count)
{
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (qint64 i = 0; i < count; ++i) {
        low = values[i] < low ? values[i] : low; // false for NaN
        high = values[i] > high ? values[i] : high;
    }
    if (low <= high)
        return {low, high};
    return {nan, nan};
}

/// Feeds consecutive elements into the buckets of an envelope.
class EnvelopeFiller {
public:
    explicit EnvelopeFiller(CurveEnvelope &envelope)
        : m_envelope(envelope)
        , m_next(envelope.first)
    {
    }

    void add(const double *values, qint64 count)
    {
        while (count > 0) {
            const qint64 end = m_envelope.bucketStart(m_envelope.exactBuckets + 1);
            const qint64 run = std::min(count, end - m_next);
            addRun(values, run);
            values += run;
            count -= run;
            if (m_next == end)
                closeBucket();
        }
    }

private:
    void addRun(const double *values, qint64 count)
    {
        const auto [low, high] = extremes(values, count);
        m_low = std::fmin(m_low, low); // of a number and NaN the number
        m_high = std::fmax(m_high, high);
        m_next += count;
    }

    void closeBucket()
    {
        const auto bucket = static_cast<std::size_t>(m_envelope.exactBuckets++);
        m_envelope.low[bucket] = std::exchange(m_low, nan);
        m_envelope.high[bucket] = std::exchange(m_high, nan);
    }

    CurveEnvelope &m_envelope;
    qint64 m_next;
    double m_low = nan;
    double m_high = nan;
};

ArrayView rowsOf(const ArrayView &column, qint64 first, qint64 count)
{
    return column.slice(std::vector<AxisSlice>{{0, false, first, 1, count}, {1, false, 0, 1, 1}});
}

} // namespace

qint64 CurveEnvelope::bucketStart(qint64 bucket) const
{
    const qint64 n = std::max<qint64>(buckets(), 1);
    return first + count / n * bucket + count % n * bucket / n; // count * bucket might overflow
}

qint64 CurveEnvelope::bucketOf(qint64 element) const
{
    const double share = static_cast<double>(element - first) / static_cast<double>(std::max<qint64>(count, 1));
    qint64 bucket = std::clamp<qint64>(static_cast<qint64>(share * static_cast<double>(buckets())), 0, buckets() - 1);
    while (bucket > 0 && bucketStart(bucket) > element)
        --bucket;
    while (bucket + 1 < buckets() && bucketStart(bucket + 1) <= element)
        ++bucket;
    return bucket;
}

CurveRange finiteRangeOf(const CurveEnvelope &envelope, qint64 begin, qint64 end)
{
    CurveRange range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(), false};
    begin = std::max(begin, envelope.first);
    end = std::min(end, envelope.first + envelope.count);
    if (begin >= end)
        return {};
    const auto take = [&range](double value) {
        if (!std::isfinite(value))
            return;
        range = {std::min(range.min, value), std::max(range.max, value), true};
    };
    for (qint64 b = envelope.bucketOf(begin), last = envelope.bucketOf(end - 1); b <= last; ++b) {
        take(envelope.low[static_cast<std::size_t>(b)]);
        take(envelope.high[static_cast<std::size_t>(b)]);
    }
    return range.isValid ? range : CurveRange{};
}

Result<CurveEnvelope> glanceAtCurve(const ArrayView &column, ComplexPart part, qint64 first, qint64 count,
                                    qint64 buckets, Progress &progress)
{
    const Region region{first, 0, count, 1};
    const int height = static_cast<int>(std::min(buckets, count));
    Result<Plane> plane = samplePlane(column, region, 1, height, Sampling::Nearest, part, progress);
    if (!plane)
        return plane.error();
    CurveEnvelope envelope{first, count, plane->values, plane->values, 0};
    if (plane->isExact())
        envelope.exactBuckets = envelope.buckets();
    return envelope;
}

Result<CurveEnvelope> computeEnvelope(const ArrayView &column, ComplexPart part, qint64 first, qint64 count,
                                      qint64 buckets, CurveEnvelope start, Progress &progress,
                                      const std::function<void(const CurveEnvelope &)> &partial)
{
    const auto size = static_cast<std::size_t>(std::clamp<qint64>(buckets, 0, count));
    const bool hasStart = start.first == first && start.count == count && start.low.size() == size;
    CurveEnvelope envelope = hasStart
        ? std::move(start)
        : CurveEnvelope{first, count, std::vector<double>(size, nan), std::vector<double>(size, nan), 0};
    envelope.exactBuckets = 0;
    EnvelopeFiller filler(envelope);
    BlockReader reader(rowsOf(column, first, count), Order::C);
    std::vector<double> values(static_cast<std::size_t>(chunk));
    auto nextPartial = std::chrono::steady_clock::now() + publishInterval;
    Block block;
    while (true) {
        const Result<bool> more = reader.next(block);
        if (!more)
            return more.error();
        if (!*more)
            return envelope;
        for (qint64 done = 0; done < block.count; done += chunk) {
            const qint64 run = std::min(chunk, block.count - done);
            const qint64 itemsize = column.dtype().itemsize;
            loadDoubles(column.dtype(), part, block.data + done * itemsize, itemsize, run, values.data());
            filler.add(values.data(), run);
        }
        if (progress.isCanceled())
            return Error{ErrorCode::Canceled, QStringLiteral("canceled")};
        progress.report(reader.done(), count);
        if (partial && std::chrono::steady_clock::now() >= nextPartial) {
            partial(envelope);
            nextPartial = std::chrono::steady_clock::now() + publishInterval;
        }
    }
}

} // namespace npeek
