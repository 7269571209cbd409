// The inflating source on hostile streams. Input: the stream, then seed of the reads, checksum, declared size, flags.
#include "tests/fuzz/inflate_checks.h"

#include <fuzzer/FuzzedDataProvider.h>

using namespace npeek;
using namespace npeek::fuzz;

constexpr qsizetype mostBytes = 20 << 10; ///< to stay quick; fuzz_checkpoints looks at long streams

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    FuzzedDataProvider data(bytes, count);
    const auto flags = data.ConsumeIntegral<uint8_t>();
    const auto size = data.ConsumeIntegral<int32_t>();
    const auto crc = data.ConsumeIntegral<uint32_t>();
    const auto seed = data.ConsumeIntegral<uint32_t>();
    checkInflate({.compressed = QByteArray::fromStdString(data.ConsumeRemainingBytesAsString()),
                  .size = flags & 2 ? std::optional<qint64>(size) : std::nullopt,
                  .crc = flags & 8 ? std::optional(crc) : std::nullopt,
                  .hasChecksum = !(flags & 4),
                  .seed = seed},
                 mostBytes);
    return 0;
}
