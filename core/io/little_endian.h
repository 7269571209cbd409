#pragma once

#include "core/io/byte_source.h"

#include <QtEndian>

#include <algorithm>
#include <limits>

namespace npeek {

/// Numbers of zip records; the bytes must be there.
inline quint16 u16At(Bytes bytes, size_t at)
{
    return qFromLittleEndian<quint16>(bytes.data() + at);
}

inline quint32 u32At(Bytes bytes, size_t at)
{
    return qFromLittleEndian<quint32>(bytes.data() + at);
}

/// What does not fit is as far outside of any file as the largest offset.
inline qint64 u64At(Bytes bytes, size_t at)
{
    const quint64 value = qFromLittleEndian<quint64>(bytes.data() + at);
    return static_cast<qint64>(std::min<quint64>(value, std::numeric_limits<qint64>::max()));
}

} // namespace npeek
