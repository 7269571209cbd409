#include "core/analysis/moments.h"
#include "core/analysis/real_scan.h"
#include "core/analysis/tally.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

namespace npeek {

namespace {

constexpr qint64 notATime = std::numeric_limits<qint64>::min();

/// Integers of 8 bytes, dates and time spans: nothing of them goes through double but the deviations.
template <class Integer> class IntegerTally : public Tally {
public:
    explicit IntegerTally(const DType &dtype)
        : m_isSwapped(dtype.byteorder != std::endian::native)
        , m_hasNat(dtype.kind == Kind::DateTime || dtype.kind == Kind::TimeDelta)
    {
    }

    Changes add(const unsigned char *data, int count) override;
    void addZeros(qint64 count) override
    {
        m_zeros += count;
        m_moments.add(count, -static_cast<long double>(m_first), 0, 0);
    }
    int findMin(int from) const override { return find(m_min, from); }
    int findMax(int from) const override { return find(m_max, from); }
    void write(Statistics &statistics) const override;

private:
    using Chunk = std::array<Integer, chunkElements>;
    using Numbers = std::span<const Integer>;

    void load(const unsigned char *data, int count);
    Numbers numbersOfChunk();
    Int128 loadDistances(Numbers numbers, Integer least, Integer greatest);
    void addMoments(Numbers numbers, Integer least, Integer greatest);
    int find(Integer value, int from) const;

    bool m_isSwapped;
    bool m_hasNat;
    Chunk m_chunk;
    Chunk m_withoutNat;
    std::array<double, chunkElements> m_distances; ///< of the numbers of a chunk from the least of them
    int m_chunkCount = 0;
    Integer m_min = 0, m_max = 0;
    Integer m_first = 0; ///< means are kept relative to it, so that they are exact for large offsets
    qint64 m_nat = 0, m_zeros = 0;
    Int128 m_sum = 0;
    Moments m_moments;
};

template <class Integer> void IntegerTally<Integer>::load(const unsigned char *data, int count)
{
    memcpy(m_chunk.data(), data, static_cast<size_t>(count) * sizeof(Integer));
    m_chunkCount = count;
    if (m_isSwapped) {
        for (int i = 0; i < count; ++i)
            m_chunk[static_cast<size_t>(i)] = qbswap(m_chunk[static_cast<size_t>(i)]);
    }
}

template <class Integer> typename IntegerTally<Integer>::Numbers IntegerTally<Integer>::numbersOfChunk()
{
    const auto begin = m_chunk.begin();
    if (!m_hasNat)
        return Numbers(m_chunk.data(), static_cast<size_t>(m_chunkCount));
    const auto end =
        std::remove_copy(begin, begin + m_chunkCount, m_withoutNat.begin(), static_cast<Integer>(notATime));
    return Numbers(m_withoutNat.begin(), end);
}

template <class Integer> Changes IntegerTally<Integer>::add(const unsigned char *data, int count)
{
    load(data, count);
    const Numbers numbers = numbersOfChunk();
    m_nat += count - static_cast<qint64>(numbers.size());
    if (numbers.empty())
        return {};
    Integer least = numbers[0], greatest = numbers[0];
    qint64 zeros = 0;
    for (const Integer number : numbers) {
        least = std::min(least, number);
        greatest = std::max(greatest, number);
        zeros += number == 0;
    }
    m_zeros += zeros;
    const bool isFirst = m_moments.count() == 0;
    if (isFirst)
        m_first = numbers[0];
    addMoments(numbers, least, greatest);
    return updateExtremes(least, greatest, isFirst, m_min, m_max, std::less());
}

/// Their exact sum. Distances under 2^52 are exact as doubles, and their sum fits 64 bits.
template <class Integer> Int128 IntegerTally<Integer>::loadDistances(Numbers numbers, Integer least, Integer greatest)
{
    const auto distance = [least](Integer number) {
        return static_cast<quint64>(number) - static_cast<quint64>(least);
    };
    if (distance(greatest) < quint64(1) << 52) {
        qint64 sum = 0;
        for (size_t i = 0; i < numbers.size(); ++i) {
            const auto narrow = static_cast<qint64>(distance(numbers[i]));
            sum += narrow;
            m_distances[i] = static_cast<double>(narrow);
        }
        return sum;
    }
    Int128 sum = 0;
    for (size_t i = 0; i < numbers.size(); ++i) {
        sum += distance(numbers[i]);
        m_distances[i] = static_cast<double>(distance(numbers[i]));
    }
    return sum;
}

template <class Integer> void IntegerTally<Integer>::addMoments(Numbers numbers, Integer least, Integer greatest)
{
    const auto count = static_cast<qint64>(numbers.size());
    const auto divisor = static_cast<long double>(count);
    const Int128 distances = loadDistances(numbers, least, greatest);
    const Int128 sum = distances + Int128(least) * count;
    m_sum += sum;
    const auto mean = static_cast<double>(static_cast<long double>(distances) / divisor);
    const auto [rest, squares] = deviations(m_distances.data(), static_cast<int>(count), mean, false);
    const long double correction = static_cast<long double>(rest) * rest / divisor;
    m_moments.add(count, static_cast<long double>(sum - Int128(m_first) * count) / divisor, 0, squares - correction);
}

template <class Integer> int IntegerTally<Integer>::find(Integer value, int from) const
{
    const auto end = m_chunk.begin() + m_chunkCount;
    const auto found = std::find(m_chunk.begin() + from, end, value);
    return found == end ? -1 : static_cast<int>(found - m_chunk.begin());
}

template <class Integer> void IntegerTally<Integer>::write(Statistics &statistics) const
{
    statistics.nan = m_nat;
    statistics.zeros = m_zeros;
    const qint64 count = m_moments.count();
    if (count == 0)
        return;
    statistics.mean = nearestQuotient(m_sum, count);
    const long double variance = m_moments.squares() / static_cast<long double>(count);
    statistics.std = static_cast<double>(std::sqrt(variance < 0 ? 0 : variance));
}

} // namespace

std::unique_ptr<Tally> createIntegerTally(const DType &dtype)
{
    if (dtype.kind == Kind::UInt)
        return std::make_unique<IntegerTally<quint64>>(dtype);
    return std::make_unique<IntegerTally<qint64>>(dtype);
}

} // namespace npeek
