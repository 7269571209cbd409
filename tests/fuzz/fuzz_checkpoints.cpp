// The inflating source on streams so long that it forgets blocks and goes back to checkpoints. The streams are made
// here: a text, repeated with numbers between, compressed, and perhaps with one bit wrong.
#include "tests/fuzz/inflate_checks.h"
#include "tests/support/deflate.h"

#include <fuzzer/FuzzedDataProvider.h>

using namespace npeek;
using namespace npeek::fuzz;

namespace {

constexpr qsizetype mostBytes = 2 << 20;

QByteArray repeated(const QByteArray &text, qsizetype atLeast)
{
    QByteArray bytes;
    for (int i = 0; bytes.size() < atLeast; ++i)
        bytes += text + QByteArray::number(i);
    return bytes;
}

QByteArray damaged(QByteArray compressed, qsizetype position)
{
    if (position > 0 && position < compressed.size())
        compressed[position] = static_cast<char>(compressed[position] ^ (1 << position % 8));
    return compressed;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    FuzzedDataProvider data(bytes, count);
    const auto seed = data.ConsumeIntegral<uint32_t>();
    const int level = data.ConsumeIntegralInRange(0, 3);
    const int strategy = data.ConsumeIntegralInRange<int>(Z_DEFAULT_STRATEGY, Z_FIXED);
    const auto length = data.ConsumeIntegralInRange<qsizetype>(0, mostBytes * 3 / 4);
    const auto damage = data.ConsumeIntegral<uint16_t>();
    const auto cacheBudget = data.ConsumeIntegralInRange<qint64>(0, 1 << 20);
    const auto checkpointBudget = data.ConsumeIntegralInRange<qint64>(0, 160 << 10);
    const QByteArray text = QByteArray::fromStdString(data.ConsumeRemainingBytesAsString());
    checkInflate({.compressed = damaged(test::deflated(repeated(text, length), level, strategy), damage),
                  .seed = seed,
                  .options = {cacheBudget, checkpointBudget}},
                 mostBytes);
    return 0;
}
