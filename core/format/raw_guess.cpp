#include "core/format/raw_guess.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace npeek {

namespace {

/// What the first numbers of a file look like when they are read as T.
struct Look {
    qint64 zeros = 0;
    qint64 everyday = 0; ///< of a size that measured and computed numbers have
    qint64 count = 0;

    bool isPlausible() const { return everyday > 0 && 20 * (zeros + everyday) >= 19 * count && 4 * everyday >= count; }
};

template <class T> Look lookAt(Bytes start)
{
    Look look;
    for (size_t i = 0; i + sizeof(T) <= start.size(); i += sizeof(T)) {
        const auto size = std::fabs(qFromLittleEndian<T>(start.data() + i));
        look.zeros += size == 0;
        look.everyday += size > T(1e-9) && size < T(1e9);
        ++look.count;
    }
    return look;
}

/// True when every second word is zero: whole numbers and other short ones as float64.
bool hasEmptyLowWords(Bytes start)
{
    for (size_t i = 0; i + 8 <= start.size(); i += 8) {
        if (qFromLittleEndian<quint32>(start.data() + i) != 0)
            return false;
    }
    return start.size() >= 8;
}

} // namespace

QString guessRawDType(Bytes start, qint64 size)
{
    // Random numbers look like float32 of a few elements too easily.
    if (size % 4 != 0 || start.size() < 8)
        return {};
    const bool isDouble = size % 8 == 0 && lookAt<double>(start).isPlausible();
    if (isDouble && hasEmptyLowWords(start))
        return QStringLiteral("float64");
    if (lookAt<float>(start).isPlausible())
        return QStringLiteral("float32");
    return isDouble ? QStringLiteral("float64") : QString();
}

} // namespace npeek
