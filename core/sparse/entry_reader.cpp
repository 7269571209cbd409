#include "core/sparse/entry_reader.h"

#include "core/analysis/statistics.h"

#include <algorithm>
#include <numeric>

namespace npeek {

void EntryBlock::resize(size_t axes, qint64 entries)
{
    count = entries;
    values = nullptr;
    coords.resize(axes);
    for (std::vector<qint64> &axis : coords)
        axis.resize(static_cast<size_t>(entries));
}

EntryReader::EntryReader(const SparseStorage &storage, Progress &progress)
    : m_storage(storage)
    , m_values(storage.parts.data.source(), progress, storage.nnz)
{
    if (storage.isCompressed()) {
        m_lines.emplace_back(storage.parts.indptr, progress);
        m_indices.emplace_back(storage.parts.indices, progress);
    }
    for (const ArrayView &axis : storage.parts.coords)
        m_indices.emplace_back(axis, progress);
}

Result<> EntryReader::read(qint64 first, qint64 count, bool withValues, EntryBlock &block)
{
    block.first = first;
    block.resize(m_storage.shape().size(), std::min(count, blockEntries));
    const auto readIndices = m_storage.format() == SparseFormat::Coo ? &EntryReader::readCoords
        : m_storage.format() == SparseFormat::Dia                    ? &EntryReader::readDiagonal
        : m_storage.format() == SparseFormat::Bsr                    ? &EntryReader::readBlocks
                                                                     : &EntryReader::readCompressed;
    if (auto done = (this->*readIndices)(block); !done || !withValues)
        return done;
    const auto bytes = values(flatOf(first), block.count);
    if (!bytes)
        return bytes.error();
    block.values = bytes->data();
    return {};
}

Result<> EntryReader::readCompressed(EntryBlock &block)
{
    const auto indexAxis = static_cast<size_t>(m_storage.indexAxis());
    if (auto done = m_indices[0].read(block.first, block.count, block.coords[indexAxis].data()); !done)
        return done;
    if (m_storage.lineAxis() < 0)
        return {};
    return m_lines[0].read(block.first, block.count, block.coords[static_cast<size_t>(m_storage.lineAxis())].data());
}

Result<> EntryReader::readBlocks(EntryBlock &block)
{
    const qint64 unit = m_storage.unit, width = m_storage.indexLength();
    const qint64 firstUnit = block.first / unit;
    const qint64 units = (block.first + block.count - 1) / unit - firstUnit + 1;
    m_blockLines.resize(static_cast<size_t>(units));
    m_blockIndices.resize(static_cast<size_t>(units));
    if (auto done = m_lines[0].read(firstUnit, units, m_blockLines.data()); !done)
        return done;
    if (auto done = m_indices[0].read(firstUnit, units, m_blockIndices.data()); !done)
        return done;
    for (qint64 k = 0; k < block.count; ++k) {
        const auto at = static_cast<size_t>((block.first + k) / unit - firstUnit);
        const qint64 inside = (block.first + k) % unit;
        // In unsigned arithmetic, for what a changed file may hold.
        const auto cell = [](qint64 line, qint64 length, qint64 rest) {
            return static_cast<qint64>(static_cast<quint64>(line) * static_cast<quint64>(length)
                                       + static_cast<quint64>(rest));
        };
        block.coords[0][static_cast<size_t>(k)] = cell(m_blockLines[at], m_storage.lineLength(), inside / width);
        block.coords[1][static_cast<size_t>(k)] = cell(m_blockIndices[at], width, inside % width);
    }
    return {};
}

Result<> EntryReader::readCoords(EntryBlock &block)
{
    for (size_t axis = 0; axis < block.coords.size(); ++axis)
        if (auto done = m_indices[axis].read(block.first, block.count, block.coords[axis].data()); !done)
            return done;
    return {};
}

size_t EntryReader::diagonalAt(qint64 position) const
{
    const auto after = std::ranges::upper_bound(m_storage.diagonals, position, {}, &Diagonal::firstPosition);
    return static_cast<size_t>(after - m_storage.diagonals.begin()) - 1;
}

Result<> EntryReader::readDiagonal(EntryBlock &block)
{
    const Diagonal &diagonal = m_storage.diagonals[diagonalAt(block.first)];
    const qint64 skipped = block.first - diagonal.firstPosition;
    block.resize(2, std::min(block.count, diagonal.length - skipped));
    std::iota(block.coords[1].begin(), block.coords[1].end(), diagonal.firstColumn + skipped);
    std::iota(block.coords[0].begin(), block.coords[0].end(), diagonal.firstColumn + skipped - diagonal.offset);
    return {};
}

/// The flat C-order index in data of a position.
qint64 EntryReader::flatOf(qint64 position) const
{
    if (m_storage.format() != SparseFormat::Dia)
        return position;
    const Diagonal &diagonal = m_storage.diagonals[diagonalAt(position)];
    return diagonal.line * m_storage.parts.data.shape()[1] + diagonal.firstColumn + position - diagonal.firstPosition;
}

Result<Bytes> EntryReader::values(qint64 flat, qint64 count)
{
    const ArrayView &data = m_storage.parts.data;
    const qint64 itemsize = data.dtype().itemsize;
    if (data.isContiguous())
        return m_values.read(data.offset() + flat * itemsize, count * itemsize);
    m_gathered.resize(count * itemsize);
    for (qint64 i = 0; i < count; ++i) {
        const auto bytes = m_values.read(data.offsetOf(unravelIndex(flat + i, data.shape())), itemsize);
        if (!bytes)
            return bytes.error();
        memcpy(m_gathered.data() + i * itemsize, bytes->data(), static_cast<size_t>(itemsize));
    }
    return Bytes(reinterpret_cast<const unsigned char *>(m_gathered.constData()),
                 static_cast<size_t>(m_gathered.size()));
}

} // namespace npeek
