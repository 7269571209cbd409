#include "tests/fuzz/inflate_checks.h"

#include "tests/fuzz/require.h"
#include "tests/support/deflate.h"

#include <algorithm>
#include <cstring>
#include <random>

namespace npeek::fuzz {

namespace {

/// What zlib makes of a raw deflate stream.
struct Plain {
    QByteArray bytes; ///< up to the damage when there is some
    bool isWhole = false;
};

Plain inflatePlainly(const QByteArray &compressed, qsizetype most)
{
    static QByteArray room;
    room.resize(most);
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
        const qint64 most = i % 4 == 3 ? size - offset : std::min<qint64>(size - offset, 300);
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

void checkInflate(const InflateCase &test, qsizetype most)
{
    const Plain plain = inflatePlainly(test.compressed, most);
    if (plain.bytes.size() >= most)
        return;
    const quint32 crc = test::crcOf(plain.bytes);
    const qint64 size = test.size.value_or(plain.bytes.size());
    const std::optional<quint32> declared = test.hasChecksum ? std::optional(test.crc.value_or(crc)) : std::nullopt;
    const auto compressed = std::make_shared<MemorySource>(test.compressed);
    const auto source = InflateSource::create(compressed, size, declared, test.options);
    const bool isGood = plain.isWhole && size == plain.bytes.size() && declared.value_or(crc) == crc;
    require(source || !isGood, "a good stream is taken");
    checkHead(*compressed, std::min<qint64>(test.seed, 700), plain);
    if (!source || size > most)
        return;
    checkReads(**source, test.seed, plain, isGood);
    QByteArray scratch;
    require(!(*source)->read(0, size, scratch) || isGood || size == 0, "a bad stream cannot be read as a whole");
    checkReads(**source, ~test.seed, plain, isGood);
}

} // namespace npeek::fuzz
