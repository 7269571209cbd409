#include "core/analysis/real_scan.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>

#if defined(__x86_64__)
#define NPEEK_AVX2 __attribute__((target("avx2")))
#endif

namespace npeek {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

// Always eight sums side by side, whatever the width of a register: the result is the same on every machine.
constexpr int lanes = 8;

template <int Bytes> struct Register {
    typedef double Reals __attribute__((vector_size(Bytes)));
    typedef std::int64_t Masks __attribute__((vector_size(Bytes))); ///< what comparing Reals gives
    static constexpr int width = Bytes / int(sizeof(double));
    static constexpr int parts = lanes / width;
};

template <class Vectors> Q_ALWAYS_INLINE auto unpacked(const Vectors &vectors)
{
    std::array<std::remove_cvref_t<decltype(vectors[0][0])>, lanes> values;
    static_assert(sizeof values == sizeof vectors);
    memcpy(values.data(), &vectors, sizeof values);
    return values;
}

template <class Vectors> Q_ALWAYS_INLINE auto total(const Vectors &vectors)
{
    const auto values = unpacked(vectors);
    return ((values[0] + values[1]) + (values[2] + values[3])) + ((values[4] + values[5]) + (values[6] + values[7]));
}

/// count is a multiple of lanes.
template <int Bytes> Q_ALWAYS_INLINE void scanLanes(const double *values, int count, RealScan<double> &scan)
{
    using R = Register<Bytes>;
    using Reals = typename R::Reals;
    using Masks = typename R::Masks;
    const Reals zero{};
    Reals least[R::parts], greatest[R::parts], sum[R::parts] = {};
    Masks nan[R::parts] = {}, zeros[R::parts] = {};
    for (int part = 0; part < R::parts; ++part) {
        least[part] = zero + infinity;
        greatest[part] = zero - infinity;
    }
    for (int i = 0; i < count; i += lanes) {
#pragma GCC unroll 8
        for (int part = 0; part < R::parts; ++part) {
            Reals x;
            memcpy(&x, values + i + part * R::width, sizeof x);
            const Masks isNan = x != x; // all bits where true, which is -1
            nan[part] -= isNan;
            zeros[part] -= x == zero;
            sum[part] += isNan ? zero : x;
            least[part] = x < least[part] ? x : least[part];
            greatest[part] = x > greatest[part] ? x : greatest[part];
        }
    }
    scan = {std::ranges::min(unpacked(least)), std::ranges::max(unpacked(greatest)), total(sum), total(nan),
            total(zeros)};
}

template <int Bytes, bool HasNan>
Q_ALWAYS_INLINE void deviateLanes(const double *values, int count, double mean, Deviations<double> &result)
{
    using R = Register<Bytes>;
    using Reals = typename R::Reals;
    const Reals zero{};
    Reals sum[R::parts] = {}, squares[R::parts] = {};
    for (int i = 0; i < count; i += lanes) {
        __builtin_prefetch(values + count + i); // this chunk is in the cache: meanwhile bring the next one there
#pragma GCC unroll 8
        for (int part = 0; part < R::parts; ++part) {
            Reals x;
            memcpy(&x, values + i + part * R::width, sizeof x);
            Reals deviation = x - mean;
            if constexpr (HasNan)
                deviation = x != x ? zero : deviation;
            sum[part] += deviation;
            squares[part] += deviation * deviation;
        }
    }
    result = {total(sum), total(squares)};
}

template <int Bytes>
Q_ALWAYS_INLINE void deviateLanes(const double *values, int count, double mean, bool hasNan, Deviations<double> &result)
{
    if (hasNan)
        deviateLanes<Bytes, true>(values, count, mean, result);
    else
        deviateLanes<Bytes, false>(values, count, mean, result);
}

void scanPlain(const double *values, int count, RealScan<double> &scan)
{
    scanLanes<16>(values, count, scan);
}

void deviatePlain(const double *values, int count, double mean, bool hasNan, Deviations<double> &result)
{
    deviateLanes<16>(values, count, mean, hasNan, result);
}

#ifdef NPEEK_AVX2
NPEEK_AVX2 void scanWide(const double *values, int count, RealScan<double> &scan)
{
    scanLanes<32>(values, count, scan);
}

NPEEK_AVX2 void deviateWide(const double *values, int count, double mean, bool hasNan, Deviations<double> &result)
{
    deviateLanes<32>(values, count, mean, hasNan, result);
}

const bool isWide = __builtin_cpu_supports("avx2");
const auto scanFunction = isWide ? scanWide : scanPlain;
const auto deviateFunction = isWide ? deviateWide : deviatePlain;
#else
constexpr auto scanFunction = scanPlain;
constexpr auto deviateFunction = deviatePlain;
#endif

/// The last few numbers, filled up with NaN.
std::array<double, lanes> padded(const double *values, int count)
{
    std::array<double, lanes> tail;
    tail.fill(notANumber);
    std::copy_n(values, count, tail.begin());
    return tail;
}

} // namespace

RealScan<double> scanReals(const double *values, int count)
{
    const int rest = count % lanes;
    RealScan<double> scan;
    scanFunction(values, count - rest, scan);
    if (rest == 0)
        return scan;
    RealScan<double> last;
    scanFunction(padded(values + count - rest, rest).data(), lanes, last);
    return {std::min(scan.min, last.min), std::max(scan.max, last.max), scan.sum + last.sum,
            scan.nan + last.nan - (lanes - rest), scan.zeros + last.zeros};
}

Deviations<double> deviations(const double *values, int count, double mean, bool hasNan)
{
    const int rest = count % lanes;
    Deviations<double> result;
    deviateFunction(values, count - rest, mean, hasNan, result);
    if (rest == 0)
        return result;
    Deviations<double> last;
    deviateFunction(padded(values + count - rest, rest).data(), lanes, mean, true, last);
    return {result.sum + last.sum, result.squares + last.squares};
}

RealScan<long double> scanReals(const long double *values, int count)
{
    RealScan<long double> scan{infinity, -infinity, 0, 0, 0};
    for (int i = 0; i < count; ++i) {
        const long double value = values[i];
        scan.nan += value != value;
        scan.zeros += value == 0;
        scan.sum += value == value ? value : 0;
        scan.min = value < scan.min ? value : scan.min;
        scan.max = value > scan.max ? value : scan.max;
    }
    return scan;
}

Deviations<long double> deviations(const long double *values, int count, long double mean, bool)
{
    Deviations<long double> result;
    for (int i = 0; i < count; ++i) {
        const long double deviation = values[i] == values[i] ? values[i] - mean : 0;
        result.sum += deviation;
        result.squares += deviation * deviation;
    }
    return result;
}

} // namespace npeek
