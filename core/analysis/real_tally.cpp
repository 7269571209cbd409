#include "core/analysis/moments.h"
#include "core/analysis/real_scan.h"
#include "core/analysis/tally.h"
#include "core/array/element.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace npeek {

namespace {

/// Floats of every kind, booleans, and integers of up to 4 bytes: Real holds them and the sum of a chunk of integers
/// exactly.
template <class Real> class RealTally : public Tally {
public:
    explicit RealTally(const DType &dtype)
        : m_dtype(dtype)
        , m_isInteger(dtype.kind != Kind::Float)
    {
    }

    Changes add(const unsigned char *data, int count) override;
    void addZeros(qint64 count) override
    {
        m_zeros += count;
        m_moments.add(count, 0, 0, 0);
    }
    int findMin(int from) const override { return find(m_min, from); }
    int findMax(int from) const override { return find(m_max, from); }
    void write(Statistics &statistics) const override;

private:
    const Real *load(const unsigned char *data, int count);
    void countInfinities(const RealScan<Real> &scan);
    void addMoments(const RealScan<Real> &scan, qint64 numbers);
    int find(Real value, int from) const;

    DType m_dtype;
    bool m_isInteger;
    const Real *m_chunk = nullptr;
    int m_chunkCount = 0;
    std::array<Real, chunkElements> m_loaded;
    Real m_min = 0, m_max = 0;
    qint64 m_nan = 0, m_posinf = 0, m_neginf = 0, m_zeros = 0;
    Int128 m_integerSum = 0;
    Moments m_moments;
};

template <> const double *RealTally<double>::load(const unsigned char *data, int count)
{
    const bool isNative = m_dtype.kind == Kind::Float && m_dtype.encoding == Encoding::Plain && m_dtype.itemsize == 8
        && m_dtype.byteorder == std::endian::native;
    if (isNative && reinterpret_cast<quintptr>(data) % alignof(double) == 0)
        return reinterpret_cast<const double *>(data);
    loadDoubles(m_dtype, ComplexPart::Real, data, m_dtype.itemsize, count, m_loaded.data());
    return m_loaded.data();
}

template <> const long double *RealTally<long double>::load(const unsigned char *data, int count)
{
    for (int i = 0; i < count; ++i)
        m_loaded[static_cast<size_t>(i)] = toLongDouble(m_dtype, data + i * m_dtype.itemsize);
    return m_loaded.data();
}

template <class Real> Changes RealTally<Real>::add(const unsigned char *data, int count)
{
    m_chunk = load(data, count);
    m_chunkCount = count;
    const RealScan<Real> scan = scanReals(m_chunk, count);
    m_nan += scan.nan;
    m_zeros += scan.zeros;
    if (scan.nan == count)
        return {};
    countInfinities(scan);
    const bool isFirst = m_moments.count() == 0;
    addMoments(scan, count - scan.nan);
    return updateExtremes(scan.min, scan.max, isFirst, m_min, m_max, std::less());
}

template <class Real> void RealTally<Real>::countInfinities(const RealScan<Real> &scan)
{
    constexpr Real infinity = std::numeric_limits<Real>::infinity();
    if (scan.max == infinity)
        m_posinf += std::count(m_chunk, m_chunk + m_chunkCount, infinity);
    if (scan.min == -infinity)
        m_neginf += std::count(m_chunk, m_chunk + m_chunkCount, -infinity);
}

template <class Real> void RealTally<Real>::addMoments(const RealScan<Real> &scan, qint64 numbers)
{
    const auto count = static_cast<long double>(numbers);
    const Real mean = scan.min == scan.max ? scan.min : scan.sum / static_cast<Real>(numbers);
    const auto [sum, squares] = deviations(m_chunk, m_chunkCount, mean, scan.nan > 0);
    const long double correction = std::isfinite(sum) ? static_cast<long double>(sum) / count : 0;
    m_moments.add(numbers, mean, correction, squares - correction * static_cast<long double>(sum));
    if (m_isInteger)
        m_integerSum += static_cast<Int128>(scan.sum);
}

template <class Real> int RealTally<Real>::find(Real value, int from) const
{
    const Real *end = m_chunk + m_chunkCount;
    const Real *found = std::find(m_chunk + from, end, value);
    return found == end ? -1 : static_cast<int>(found - m_chunk);
}

template <class Real> void RealTally<Real>::write(Statistics &statistics) const
{
    statistics.nan = m_nan;
    statistics.posinf = m_posinf;
    statistics.neginf = m_neginf;
    statistics.zeros = m_zeros;
    const qint64 count = m_moments.count();
    if (count == 0)
        return;
    statistics.mean = m_isInteger ? nearestQuotient(m_integerSum, count) : static_cast<double>(m_moments.mean());
    const long double variance = m_moments.squares() / static_cast<long double>(count);
    statistics.std = static_cast<double>(std::sqrt(variance < 0 ? 0 : variance));
}

} // namespace

std::unique_ptr<Tally> createRealTally(const DType &dtype)
{
    if (dtype.kind == Kind::Float && dtype.itemsize > 8)
        return std::make_unique<RealTally<long double>>(dtype);
    return std::make_unique<RealTally<double>>(dtype);
}

} // namespace npeek
