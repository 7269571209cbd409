#include "core/sparse/diagonals.h"

#include "core/sparse/index_reader.h"

#include <algorithm>

namespace npeek {

static Error wrongOffset(const QString &message)
{
    return {ErrorCode::Corrupt, message};
}

static Result<std::vector<qint64>> readOffsets(const SparseParts &parts, Progress &progress)
{
    constexpr qint64 most = 8 << 20;
    const qint64 count = parts.offsets.size();
    if (count != parts.data.shape()[0])
        return wrongOffset(
            QStringLiteral("offsets has %1 elements, but data has %2 rows").arg(count).arg(parts.data.shape()[0]));
    if (count > most)
        return Error{ErrorCode::TooLarge, QStringLiteral("%1 diagonals are more than %2").arg(count).arg(most)};
    IndexReader reader(parts.offsets, progress);
    std::vector<qint64> offsets(static_cast<size_t>(count));
    for (qint64 first = 0; first < count; first += IndexReader::pieceCount)
        if (auto done = reader.read(first, std::min(IndexReader::pieceCount, count - first),
                                    &offsets[static_cast<size_t>(first)]);
            !done)
            return done.error();
    return offsets;
}

static Result<> checkDistinct(const std::vector<qint64> &offsets)
{
    std::vector<std::pair<qint64, size_t>> sorted;
    sorted.reserve(offsets.size());
    for (size_t i = 0; i < offsets.size(); ++i)
        sorted.emplace_back(offsets[i], i);
    std::ranges::sort(sorted);
    for (size_t i = 1; i < sorted.size(); ++i)
        if (sorted[i].first == sorted[i - 1].first)
            return wrongOffset(QStringLiteral("offsets[%1] is %2, as offsets[%3] is")
                                   .arg(sorted[i].second)
                                   .arg(sorted[i].first)
                                   .arg(sorted[i - 1].second));
    return {};
}

Result<> findDiagonals(SparseStorage &storage, Progress &progress)
{
    const auto offsets = readOffsets(storage.parts, progress);
    if (!offsets)
        return offsets.error();
    if (auto good = checkDistinct(*offsets); !good)
        return good;
    const qint64 rows = storage.shape()[0];
    const qint64 columns = std::min(storage.shape()[1], storage.parts.data.shape()[1]);
    for (size_t line = 0; line < offsets->size(); ++line) {
        const qint64 offset = (*offsets)[line];
        if (offset >= columns || offset <= -rows)
            continue; // also keeps the sums below from overflowing
        const qint64 first = std::max(offset, qint64(0));
        const qint64 end = offset > 0 ? offset + std::min(rows, columns - offset) : std::min(columns, rows + offset);
        if (end <= first)
            continue;
        storage.diagonals.push_back({static_cast<qint64>(line), offset, first, end - first, storage.nnz});
        storage.nnz += end - first; // never more than data has elements
    }
    storage.isDistinct = true;
    return {};
}

} // namespace npeek
