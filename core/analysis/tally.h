#pragma once

#include "core/analysis/statistics.h"

#include <memory>

namespace npeek {

/// What a chunk of elements did to the smallest or the largest one so far.
enum class Change { None, Equal, Better };

struct Changes {
    Change min = Change::None;
    Change max = Change::None;
};

/// Sums up the elements of one dtype, chunk by chunk.
class Tally {
public:
    static constexpr int chunkElements = 2048; ///< the most that add() takes; as doubles, half of a first-level cache

    /// nullptr when elements of the dtype have no order: text, void, structured, objects.
    static std::unique_ptr<Tally> create(const DType &dtype);
    virtual ~Tally() = default;

    /// data may be unaligned and must live until the last findMin() and findMax().
    virtual Changes add(const unsigned char *data, int count) = 0;
    /// Counts that many zeros more; add() has seen one already, so that they are no new extremes.
    virtual void addZeros(qint64 count) = 0;
    /// Where in the last chunk, from a position on, the smallest (largest) element so far is; -1 when it is not there.
    virtual int findMin(int from) const = 0;
    virtual int findMax(int from) const = 0;
    /// Counts, mean and standard deviation so far.
    virtual void write(Statistics &statistics) const = 0;
};

std::unique_ptr<Tally> createRealTally(const DType &dtype);
std::unique_ptr<Tally> createIntegerTally(const DType &dtype); ///< of 8 bytes
std::unique_ptr<Tally> createComplexTally(const DType &dtype);

/// Takes the extremes of a chunk over into those of all, by an order.
template <class Value, class Less>
Changes updateExtremes(const Value &chunkMin, const Value &chunkMax, bool isFirst, Value &min, Value &max, Less less)
{
    const auto change = [&](const Value &chunk, const Value &all, bool isBetter) {
        return isFirst || isBetter ? Change::Better : chunk == all ? Change::Equal : Change::None;
    };
    const Changes changes{change(chunkMin, min, less(chunkMin, min)), change(chunkMax, max, less(max, chunkMax))};
    if (changes.min == Change::Better)
        min = chunkMin;
    if (changes.max == Change::Better)
        max = chunkMax;
    return changes;
}

} // namespace npeek
