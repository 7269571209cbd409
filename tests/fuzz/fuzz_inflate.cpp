// The inflating source against one plain run of zlib. Input: flags, declared size, checksum, seed of the reads, stream.
#include "core/io/inflate_source.h"
#include "tests/fuzz/require.h"
#include "tests/support/deflate.h"

#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <cstring>
#include <random>

using namespace npeek;
using namespace npeek::fuzz;

namespace {

// What a run may inflate to; longer streams are skipped. The big ones are slow, so only those that ask for it get there.
constexpr qsizetype mostBytes = 3 << 20;
constexpr qsizetype fewBytes = 20 << 10;

/// What zlib makes of a raw deflate stream.
struct Plain {
    QByteArray bytes; ///< up to the damage when there is some
    bool isWhole = false;
};

Plain inflatePlainly(const QByteArray &compressed)
{
    static QByteArray room(mostBytes, Qt::Uninitialized);
    z_stream stream{};
    inflateInit2(&stream, -15);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(compressed.constData()));
    stream.avail_in = static_cast<uInt>(compressed.size());
    stream.next_out = reinterpret_cast<Bytef *>(room.data());
    stream.avail_out = static_cast<uInt>(room.size());
    const bool isWhole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
    const Plain plain{room.first(static_cast<qsizetype>(stream.total_out)), isWhole};
    inflateEnd(&stream);
    return plain;
}

struct Input {
    uint8_t flags = 0;
    qint64 size = 0;
    quint32 crc = 0;
    quint32 seed = 0;
    QByteArray compressed;
};

qsizetype most(uint8_t flags)
{
    return (flags & 96) == 96 ? mostBytes : fewBytes;
}

/// Either the bytes as they are, or what they give when they are repeated and compressed, perhaps with one bit wrong.
QByteArray streamOf(FuzzedDataProvider &data, uint8_t flags)
{
    if (!(flags & 1))
        return QByteArray::fromStdString(data.ConsumeRemainingBytesAsString());
    const int level = data.ConsumeIntegralInRange(0, 9);
    const int strategy = data.ConsumeIntegralInRange<int>(Z_DEFAULT_STRATEGY, Z_FIXED);
    const auto repeats = data.ConsumeIntegral<uint16_t>();
    const auto damage = data.ConsumeIntegral<uint16_t>();
    const QByteArray once = QByteArray::fromStdString(data.ConsumeRemainingBytesAsString());
    QByteArray bytes;
    for (int i = 0; i <= repeats && bytes.size() < most(flags) / 2; ++i)
        bytes += once + QByteArray::number(i * i);
    QByteArray compressed = test::deflated(bytes, level, strategy);
    if (damage > 0 && damage < compressed.size())
        compressed[damage] = static_cast<char>(compressed[damage] ^ (1 << damage % 8));
    return compressed;
}

Input read(const uint8_t *bytes, size_t size)
{
    FuzzedDataProvider data(bytes, size);
    Input input;
    input.flags = data.ConsumeIntegral<uint8_t>();
    input.size = data.ConsumeIntegral<int32_t>();
    input.crc = data.ConsumeIntegral<uint32_t>();
    input.seed = data.ConsumeIntegral<uint32_t>();
    input.compressed = streamOf(data, input.flags);
    return input;
}

void checkRead(const ByteSource &source, qint64 offset, qint64 count, const Plain &plain, bool mustSucceed)
{
    QByteArray scratch;
    const Result<Bytes> bytes = source.read(offset, count, scratch);
    require(bytes || !mustSucceed, "a good stream can be read everywhere");
    if (!bytes || count == 0)
        return;
    require(static_cast<qint64>(bytes->size()) == count, "a read gives as much as was asked");
    require(offset + count <= plain.bytes.size(), "no more is read than the stream holds");
    require(std::memcmp(bytes->data(), plain.bytes.constData() + offset, static_cast<size_t>(count)) == 0,
            "the bytes are those of a plain run");
}

void checkReads(const ByteSource &source, quint32 seed, const Plain &plain, bool mustSucceed)
{
    std::minstd_rand random(seed);
    const qint64 size = source.size();
    for (int i = 0; i < 8; ++i) {
        const qint64 offset = static_cast<qint64>(random()) % (size + 1);
        const qint64 most = i % 2 ? size - offset : std::min<qint64>(size - offset, 300);
        checkRead(source, offset, static_cast<qint64>(random()) % (most + 1), plain, mustSucceed);
    }
    QByteArray scratch;
    require(!source.read(size, 1, scratch) && !source.read(-1, 1, scratch), "nothing is read outside");
}

void checkHead(const ByteSource &compressed, qint64 size, const Plain &plain)
{
    const Result<QByteArray> head = inflateHead(compressed, size);
    require(!head || plain.bytes.startsWith(*head), "the head is that of a plain run");
    require(head || !plain.isWhole || size > plain.bytes.size(), "a good stream has a head");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    const Input input = read(bytes, count);
    const Plain plain = inflatePlainly(input.compressed);
    if (plain.bytes.size() >= most(input.flags))
        return 0;
    const quint32 crc = test::crcOf(plain.bytes);
    // With the right size and checksum mostly, as no mutation finds them.
    const qint64 size = input.flags & 2 ? input.size : plain.bytes.size();
    const std::optional<quint32> declared
        = input.flags & 4 ? std::nullopt : std::optional(input.flags & 8 ? input.crc : crc);
    const auto compressed = std::make_shared<MemorySource>(input.compressed);
    const InflateOptions tight{.cacheBudget = 300 << 10, .checkpointBudget = 40 << 10};
    const auto source = InflateSource::create(compressed, size, declared, input.flags & 16 ? tight : InflateOptions{});
    const bool isGood = plain.isWhole && size == plain.bytes.size() && declared.value_or(crc) == crc;
    require(source || !isGood, "a good stream is taken");
    checkHead(*compressed, std::min<qint64>(input.seed, 700), plain);
    if (!source || size > most(input.flags))
        return 0;
    checkReads(**source, input.seed, plain, isGood);
    QByteArray scratch;
    require(!(*source)->read(0, size, scratch) || isGood || size == 0, "a bad stream cannot be read as a whole");
    checkReads(**source, ~input.seed, plain, isGood);
    return 0;
}
