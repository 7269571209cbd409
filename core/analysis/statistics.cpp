#include "core/analysis/statistics.h"

#include "core/analysis/tally.h"
#include "core/array/block_reader.h"
#include "core/array/element.h"

#include <QElapsedTimer>

#include <algorithm>

namespace npeek {

namespace {

using PartialStatistics = std::function<void(const Statistics &)>;

/// True when the source is read forward by going through the view in C order.
bool isForward(const ArrayView &view)
{
    qint64 outer = std::numeric_limits<qint64>::max();
    for (size_t axis = 0; axis < view.shape().size(); ++axis) {
        if (view.shape()[axis] < 2)
            continue;
        if (view.strides()[axis] < 0 || view.strides()[axis] > outer)
            return false;
        outer = view.strides()[axis];
    }
    return true;
}

class StatisticsPass {
public:
    StatisticsPass(const ArrayView &view, Tally &tally, Statistics &statistics)
        : m_itemsize(view.dtype().itemsize)
        , m_dtype(view.dtype())
        , m_source(view.source())
        , m_isForward(isForward(view))
        , m_reader(view, m_isForward ? Order::C : Order::Memory)
        , m_tally(tally)
        , m_statistics(statistics)
    {
        m_sincePartial.start();
    }

    Result<> run(Progress &progress, const PartialStatistics &partial);

private:
    using Find = int (Tally::*)(int) const;
    struct Extreme {
        QByteArray &bytes;
        double &value;
        qint64 &index;
    };

    void add(const Block &block);
    void take(Change change, Find find, const Extreme &extreme, const Block &block, qint64 chunk);
    void publish(const PartialStatistics &partial);

    qint64 m_itemsize;
    DType m_dtype;
    ByteSourcePtr m_source;
    bool m_isForward; ///< indices come in ascending order, so the first of equals is found first
    BlockReader m_reader;
    Tally &m_tally;
    Statistics &m_statistics;
    QElapsedTimer m_sincePartial;
    qint64 m_publishedCount = 0;
};

Result<> StatisticsPass::run(Progress &progress, const PartialStatistics &partial)
{
    for (Block block;;) {
        const auto hasMore = m_reader.next(block);
        if (!hasMore)
            return hasMore.error();
        if (!*hasMore)
            break;
        add(block);
        progress.report(m_statistics.count, m_statistics.total);
        if (progress.isCanceled()) {
            return Error{
                ErrorCode::Canceled,
                QStringLiteral("canceled after %1 of %2 elements").arg(m_statistics.count).arg(m_statistics.total)};
        }
        publish(partial);
    }
    m_tally.write(m_statistics);
    return checkIntact(*m_source);
}

void StatisticsPass::add(const Block &block)
{
    for (qint64 chunk = 0; chunk < block.count; chunk += Tally::chunkElements) {
        const auto count = static_cast<int>(std::min(block.count - chunk, qint64(Tally::chunkElements)));
        const Changes changes = m_tally.add(block.data + chunk * m_itemsize, count);
        Statistics &all = m_statistics;
        take(changes.min, &Tally::findMin, {all.min, all.minValue, all.argmin}, block, chunk);
        take(changes.max, &Tally::findMax, {all.max, all.maxValue, all.argmax}, block, chunk);
    }
    m_statistics.count += block.count;
}

void StatisticsPass::take(Change change, Find find, const Extreme &extreme, const Block &block, qint64 chunk)
{
    if (change == Change::None || (change == Change::Equal && (m_isForward || extreme.index == 0)))
        return;
    qint64 found = -1;
    qint64 index = change == Change::Equal ? extreme.index : m_statistics.total;
    for (int at = (m_tally.*find)(0); at >= 0; at = m_isForward ? -1 : (m_tally.*find)(at + 1)) {
        const qint64 candidate = m_reader.indexOf(block, chunk + at);
        if (candidate < index) {
            index = candidate;
            found = chunk + at;
        }
    }
    if (found < 0)
        return;
    const unsigned char *element = block.data + found * m_itemsize;
    extreme.bytes = QByteArray(reinterpret_cast<const char *>(element), m_itemsize);
    extreme.value = toDouble(m_dtype, element);
    extreme.index = index;
    m_statistics.hasRange = true;
    m_statistics.hasMean = m_dtype.kind != Kind::DateTime;
}

void StatisticsPass::publish(const PartialStatistics &partial)
{
    constexpr qint64 intervalBytes = 64 << 20;
    constexpr qint64 intervalMs = 100;
    const bool isDue =
        (m_statistics.count - m_publishedCount) * m_itemsize >= intervalBytes || m_sincePartial.hasExpired(intervalMs);
    if (!partial || !isDue || m_statistics.count == m_statistics.total)
        return;
    m_tally.write(m_statistics);
    partial(m_statistics);
    m_publishedCount = m_statistics.count;
    m_sincePartial.restart();
}

} // namespace

std::unique_ptr<Tally> Tally::create(const DType &dtype)
{
    if (dtype.kind == Kind::DateTime || dtype.kind == Kind::TimeDelta)
        return createIntegerTally(dtype);
    if (!dtype.isNumeric())
        return nullptr;
    if (dtype.kind == Kind::Complex)
        return createComplexTally(dtype);
    const bool isWideInteger = (dtype.kind == Kind::Int || dtype.kind == Kind::UInt) && dtype.itemsize == 8;
    return isWideInteger ? createIntegerTally(dtype) : createRealTally(dtype);
}

Result<Statistics> computeStatistics(const ArrayView &view, Progress &progress, const PartialStatistics &partial)
{
    Statistics statistics;
    statistics.total = view.size();
    const std::unique_ptr<Tally> tally = Tally::create(view.dtype());
    statistics.isNumeric = tally != nullptr;
    if (!tally || view.size() == 0) {
        statistics.count = view.size();
        return statistics;
    }
    if (auto done = StatisticsPass(view, *tally, statistics).run(progress, partial); !done)
        return done.error();
    if (statistics.hasRange && !statistics.hasMean) {
        statistics.mean = 0;
        statistics.std = 0;
    }
    return statistics;
}

Shape unravelIndex(qint64 flat, const Shape &shape)
{
    Shape index(shape.size(), 0);
    for (size_t axis = shape.size(); axis-- > 0;) {
        if (shape[axis] > 0) {
            index[axis] = flat % shape[axis];
            flat /= shape[axis];
        }
    }
    return index;
}

} // namespace npeek
