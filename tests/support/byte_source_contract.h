#pragma once

#include "core/io/byte_source.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <limits>
#include <random>
#include <thread>
#include <vector>

namespace npeek::test {

inline bool equals(const Result<Bytes> &bytes, const QByteArray &expected)
{
    return bytes && QByteArrayView(bytes->data(), static_cast<qsizetype>(bytes->size())) == expected;
}

/// Compares reads at random places, mostly small ones, and counts those that differ.
inline int countWrongReads(const ByteSource &source, const QByteArray &expected, unsigned seed, int rounds)
{
    std::mt19937_64 random(seed);
    const auto below = [&](qint64 limit) { return static_cast<qint64>(random() % static_cast<quint64>(limit)); };
    QByteArray scratch;
    int wrong = 0;
    for (int i = 0; i < rounds; ++i) {
        const qint64 offset = below(expected.size() + 1);
        const qint64 rest = expected.size() - offset;
        const qint64 size = below((i % 4 == 0 ? rest : std::min<qint64>(rest, 4096)) + 1);
        wrong += !equals(source.read(offset, size, scratch), expected.mid(offset, size));
    }
    return wrong;
}

inline void checkRefusedRanges(const ByteSource &source)
{
    constexpr qint64 max = std::numeric_limits<qint64>::max();
    const qint64 size = source.size();
    const std::pair<qint64, qint64> ranges[] = {{-1, 1},       {0, size + 1}, {size, 1},
                                                {size + 1, 0}, {0, -1},       {max, 1},
                                                {1, max},      {max, max},    {std::numeric_limits<qint64>::min(), 1}};
    QByteArray scratch;
    for (const auto &[offset, count] : ranges) {
        const auto bytes = source.read(offset, count, scratch);
        QVERIFY2(!bytes, qPrintable(QStringLiteral("%1 bytes at %2").arg(count).arg(offset)));
        QCOMPARE(bytes.error().code, ErrorCode::InvalidInput);
        QVERIFY(!bytes.error().message.isEmpty());
    }
}

inline void checkEdges(const ByteSource &source, const QByteArray &expected)
{
    QByteArray scratch;
    QCOMPARE(source.size(), qint64(expected.size()));
    QVERIFY(equals(source.read(0, 0, scratch), {}));
    QVERIFY(equals(source.read(source.size(), 0, scratch), {}));
    QVERIFY(equals(source.read(0, source.size(), scratch), expected));
    if (!expected.isEmpty()) {
        QVERIFY(equals(source.read(0, 1, scratch), expected.left(1)));
        QVERIFY(equals(source.read(source.size() - 1, 1, scratch), expected.right(1)));
    }
    QVERIFY(source.isIntact());
}

inline void checkRelease(const ByteSource &source, const QByteArray &expected)
{
    QByteArray scratch;
    source.release(0, source.size());
    source.release(source.size() / 3, source.size() / 2);
    source.release(source.size(), 0);
    source.release(-1, 5);
    source.release(0, source.size() + (1 << 20));
    QVERIFY(equals(source.read(0, source.size(), scratch), expected));
}

/// What a mapped source promises: no copy, and bytes that stay while others are read with the same scratch.
inline void checkMapped(const ByteSource &source, const QByteArray &expected)
{
    QByteArray scratch;
    const auto first = source.read(0, source.size(), scratch);
    const auto other = source.read(source.size() / 2, source.size() - source.size() / 2, scratch);
    QVERIFY(equals(first, expected));
    QVERIFY(other.isOk());
    QVERIFY(scratch.isEmpty());
}

inline void checkParallelReads(const ByteSource &source, const QByteArray &expected, int rounds)
{
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (unsigned seed = 1; seed <= 4; ++seed)
        threads.emplace_back([&, seed] { wrong += countWrongReads(source, expected, seed, rounds); });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

/// What every ByteSource must do. The parallel reads come first, so that they meet a source that has read nothing yet.
inline void checkByteSourceContract(const ByteSource &source, const QByteArray &expected, int rounds = 100)
{
    checkParallelReads(source, expected, rounds);
    if (!QTest::currentTestFailed())
        checkEdges(source, expected);
    if (!QTest::currentTestFailed())
        checkRefusedRanges(source);
    if (!QTest::currentTestFailed())
        checkRelease(source, expected);
    if (!QTest::currentTestFailed() && source.isMapped())
        checkMapped(source, expected);
}

/// Bytes that no compressor makes smaller, the same for the same seed.
inline QByteArray randomBytes(qsizetype size, quint32 seed = 7)
{
    std::vector<quint32> words(static_cast<size_t>(size / 4 + 1));
    QRandomGenerator(seed).fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), size);
}

} // namespace npeek::test
