#pragma once

#include "core/base/progress.h"
#include "core/format/py_object.h"
#include "core/io/byte_source.h"

namespace npeek {

/// What a pickle may ask for.
struct PickleLimits {
    qint64 maxDepth = 100000; ///< containers that are open at one time
    qint64 maxMemo = 64 << 20; ///< values that are numbered for later use
    qint64 maxOpcodes = 1LL << 32;
    qint64 maxMemory = 256LL << 20; ///< bytes of all values together, shared ones counted once
};

/// The value that the pickle (protocol 0 to 5) from offset on describes. Nothing in it is executed or imported: names
/// that are not on the list of known types stay opaque, and so do calls that make no sense. What follows is ignored.
/// Corrupt (with the byte and the opcode), TooLarge, Unsupported (buffers outside of the pickle), Canceled.
Result<PyObject> readPickle(const ByteSource &source, qint64 offset, const PickleLimits &limits, Progress &progress);

} // namespace npeek
