#include "core/sparse/sparse_storage.h"

#include "core/sparse/diagonals.h"
#include "core/sparse/element_sum.h"
#include "core/sparse/index_reader.h"
#include "core/sparse/line_reader.h"

#include <algorithm>

namespace npeek {

namespace {

Error corrupt(const QString &message)
{
    return {ErrorCode::Corrupt, message};
}

Result<> checkIsIndex(const ArrayView &view, const QString &name)
{
    const DType &dtype = view.dtype();
    const bool isInteger = dtype.shape.empty() && (dtype.kind == Kind::Int || dtype.kind == Kind::UInt);
    if (view.ndim() == 1 && view.source() && isInteger)
        return {};
    return corrupt(
        QStringLiteral("%1 holds %2 in %3 axes, not integers in one").arg(name, dtype.name()).arg(view.ndim()));
}

Error outside(const QString &name, qint64 position, qint64 index, qint64 length, const QString &what)
{
    return corrupt(QStringLiteral("%1[%2] is %3, which is not one of the %4 %5")
                       .arg(name)
                       .arg(position)
                       .arg(index)
                       .arg(length)
                       .arg(what));
}

qint64 firstOutside(const std::vector<qint64> &indices, qint64 length)
{
    const auto found = std::ranges::find_if(indices, [length](qint64 index) { return index < 0 || index >= length; });
    return found == indices.end() ? -1 : found - indices.begin();
}

/// Csr, Csc and Bsr.
class CompressedCheck {
public:
    CompressedCheck(SparseStorage &storage, Progress &progress)
        : m_storage(storage)
        , m_parts(storage.parts)
        , m_progress(progress)
    {
    }

    Result<> run()
    {
        for (const auto &check : {&CompressedCheck::checkKinds, &CompressedCheck::checkLengths,
                                  &CompressedCheck::checkPointers, &CompressedCheck::checkIndices})
            if (auto good = (this->*check)(); !good)
                return good;
        m_storage.isDistinct = m_isAscending;
        m_storage.isRowMajor = m_isAscending && m_storage.format() != SparseFormat::Csc && m_storage.lineLength() == 1;
        return {};
    }

private:
    Result<> checkKinds()
    {
        if (auto good = checkIsIndex(m_parts.indptr, QStringLiteral("indptr")); !good)
            return good;
        return checkIsIndex(m_parts.indices, QStringLiteral("indices"));
    }
    Result<> checkBlocks();
    Result<> checkLengths();
    Result<> checkPointers();
    Result<> checkIndices();
    QString lineName() const
    {
        return m_storage.format() == SparseFormat::Bsr ? QStringLiteral("rows of blocks")
            : m_storage.format() == SparseFormat::Csc  ? QStringLiteral("columns")
                                                       : QStringLiteral("rows");
    }
    QString indexName() const
    {
        return m_storage.format() == SparseFormat::Bsr ? QStringLiteral("columns of blocks")
            : m_storage.format() == SparseFormat::Csc  ? QStringLiteral("rows")
                                                       : QStringLiteral("columns");
    }

    SparseStorage &m_storage;
    const SparseParts &m_parts;
    Progress &m_progress;
    qint64 m_lines = 1, m_indexLimit = 0, m_stored = 0;
    bool m_isAscending = true;
};

Result<> CompressedCheck::checkBlocks()
{
    const Shape &shape = m_storage.shape();
    const Shape &block = m_parts.layout.blockShape;
    if (block[0] > 0 && block[1] > 0 && shape[0] % block[0] == 0 && shape[1] % block[1] == 0)
        return {};
    return corrupt(QStringLiteral("blocks of %1 x %2 do not fill the shape (%3, %4)")
                       .arg(block[0])
                       .arg(block[1])
                       .arg(shape[0])
                       .arg(shape[1]));
}

Result<> CompressedCheck::checkLengths()
{
    if (m_storage.format() == SparseFormat::Bsr) {
        if (auto good = checkBlocks(); !good)
            return good;
        m_storage.unit = m_parts.layout.blockShape[0] * m_parts.layout.blockShape[1]; // a part of data.size()
    }
    const Shape &shape = m_storage.shape();
    m_lines = m_storage.lineAxis() < 0 ? 1 : shape[static_cast<size_t>(m_storage.lineAxis())] / m_storage.lineLength();
    m_indexLimit = shape[static_cast<size_t>(m_storage.indexAxis())] / m_storage.indexLength();
    if (m_parts.indptr.size() - 1 != m_lines)
        return corrupt(QStringLiteral("indptr has %1 elements, which is not one more than the %2 %3")
                           .arg(m_parts.indptr.size())
                           .arg(m_lines)
                           .arg(lineName()));
    const qint64 values = m_parts.data.shape()[0];
    if (m_parts.indices.size() != values)
        return corrupt(
            QStringLiteral("indices has %1 elements, but data has %2").arg(m_parts.indices.size()).arg(values));
    return {};
}

Result<> CompressedCheck::checkPointers()
{
    IndexReader reader(m_parts.indptr, m_progress);
    std::vector<qint64> pointers;
    qint64 last = 0;
    for (qint64 first = 0; first < reader.size(); first += IndexReader::pieceCount) {
        pointers.resize(static_cast<size_t>(std::min(IndexReader::pieceCount, reader.size() - first)));
        if (auto done = reader.read(first, static_cast<qint64>(pointers.size()), pointers.data()); !done)
            return done;
        if (first == 0 && pointers[0] != 0)
            return corrupt(QStringLiteral("indptr[0] is %1, not 0").arg(pointers[0]));
        for (size_t i = 0; i < pointers.size(); ++i) {
            if (pointers[i] < last)
                return corrupt(QStringLiteral("indptr[%1] is %2, less than the %3 before it")
                                   .arg(first + static_cast<qint64>(i))
                                   .arg(pointers[i])
                                   .arg(last));
            last = pointers[i];
        }
    }
    if (last > m_parts.indices.size())
        return corrupt(
            QStringLiteral("indptr ends with %1, but there are %2 indices").arg(last).arg(m_parts.indices.size()));
    m_stored = last;
    m_storage.nnz = last * m_storage.unit;
    return {};
}

Result<> CompressedCheck::checkIndices()
{
    QuietProgress quiet(m_progress);
    IndexReader reader(m_parts.indices, m_progress);
    LineReader lineReader(m_parts.indptr, quiet);
    std::vector<qint64> indices, lines;
    qint64 lastLine = -1, lastIndex = -1;
    for (qint64 first = 0; first < m_stored; first += IndexReader::pieceCount) {
        const qint64 count = std::min(IndexReader::pieceCount, m_stored - first);
        indices.resize(static_cast<size_t>(count));
        lines.resize(static_cast<size_t>(count));
        if (auto done = reader.read(first, count, indices.data()); !done)
            return done;
        if (auto done = lineReader.read(first, count, lines.data()); !done)
            return done;
        if (const qint64 wrong = firstOutside(indices, m_indexLimit); wrong >= 0)
            return outside(QStringLiteral("indices"), first + wrong, indices[static_cast<size_t>(wrong)], m_indexLimit,
                           indexName());
        for (size_t i = 0; i < indices.size(); ++i) {
            m_isAscending = m_isAscending && (lines[i] > lastLine || indices[i] > lastIndex);
            lastLine = lines[i];
            lastIndex = indices[i];
        }
    }
    return {};
}

class CooCheck {
public:
    CooCheck(SparseStorage &storage, Progress &progress)
        : m_storage(storage)
        , m_progress(progress)
        , m_quiet(progress)
        , m_coords(storage.parts.coords.size())
    {
    }

    Result<> run()
    {
        if (auto good = checkLengths(); !good)
            return good;
        m_storage.nnz = m_storage.parts.data.size();
        for (qint64 first = 0; first < m_storage.nnz; first += IndexReader::pieceCount) {
            const qint64 count = std::min(IndexReader::pieceCount, m_storage.nnz - first);
            for (size_t axis = 0; axis < m_coords.size(); ++axis)
                if (auto good = readAxis(axis, first, count); !good)
                    return good;
            for (size_t i = 0; i < static_cast<size_t>(count); ++i)
                compareWithLast(i, first == 0 && i == 0);
        }
        m_storage.isRowMajor = m_isRowMajor;
        m_storage.isDistinct = m_isRowMajor || m_isColumnMajor;
        return {};
    }

private:
    QString name(size_t axis) const
    {
        if (m_coords.size() == 2)
            return axis == 0 ? QStringLiteral("row") : QStringLiteral("col");
        return QStringLiteral("coords[%1]").arg(axis);
    }
    Result<> checkLengths();
    Result<> readAxis(size_t axis, qint64 first, qint64 count);
    void compareWithLast(size_t i, bool isFirst);

    SparseStorage &m_storage;
    Progress &m_progress;
    QuietProgress m_quiet;
    std::vector<IndexReader> m_readers;
    std::vector<std::vector<qint64>> m_coords;
    Shape m_last;
    bool m_isRowMajor = true, m_isColumnMajor = true;
};

Result<> CooCheck::checkLengths()
{
    const std::vector<ArrayView> &coords = m_storage.parts.coords;
    if (coords.empty() || coords.size() != m_storage.shape().size())
        return corrupt(QStringLiteral("there are coordinates of %1 axes for an array of %2")
                           .arg(coords.size())
                           .arg(m_storage.shape().size()));
    for (size_t axis = 0; axis < coords.size(); ++axis) {
        if (auto good = checkIsIndex(coords[axis], name(axis)); !good)
            return good;
        if (coords[axis].size() != m_storage.parts.data.size())
            return corrupt(QStringLiteral("%1 has %2 elements, but data has %3")
                               .arg(name(axis))
                               .arg(coords[axis].size())
                               .arg(m_storage.parts.data.size()));
        m_readers.emplace_back(coords[axis], axis == 0 ? m_progress : m_quiet);
    }
    m_last.assign(coords.size(), 0);
    return {};
}

Result<> CooCheck::readAxis(size_t axis, qint64 first, qint64 count)
{
    m_coords[axis].resize(static_cast<size_t>(count));
    if (auto done = m_readers[axis].read(first, count, m_coords[axis].data()); !done)
        return done;
    const qint64 length = m_storage.shape()[axis];
    if (const qint64 wrong = firstOutside(m_coords[axis], length); wrong >= 0)
        return outside(name(axis), first + wrong, m_coords[axis][static_cast<size_t>(wrong)], length,
                       m_coords.size() > 2 ? QStringLiteral("indices of the axis")
                           : axis == 0     ? QStringLiteral("rows")
                                           : QStringLiteral("columns"));
    return {};
}

void CooCheck::compareWithLast(size_t i, bool isFirst)
{
    const size_t axes = m_coords.size();
    const auto isAfter = [&](bool isReversed) {
        for (size_t k = 0; k < axes; ++k) {
            const size_t axis = isReversed ? axes - 1 - k : k;
            if (m_coords[axis][i] != m_last[axis])
                return m_coords[axis][i] > m_last[axis];
        }
        return isFirst;
    };
    m_isRowMajor = m_isRowMajor && isAfter(false);
    m_isColumnMajor = m_isColumnMajor && isAfter(true);
    for (size_t axis = 0; axis < axes; ++axis)
        m_last[axis] = m_coords[axis][i];
}

Result<> checkData(const SparseParts &parts)
{
    const int axes = parts.layout.format == SparseFormat::Bsr ? 3 : parts.layout.format == SparseFormat::Dia ? 2 : 1;
    if (parts.data.ndim() != axes || !parts.data.source())
        return corrupt(QStringLiteral("data has %1 axes, not %2").arg(parts.data.ndim()).arg(axes));
    if (!canSum(parts.data.dtype()))
        return Error{ErrorCode::Unsupported,
                     QStringLiteral("a sparse array of %1 cannot be summed up").arg(parts.data.dtype().name())};
    const size_t ndim = parts.layout.shape.size();
    const bool isFlat = parts.layout.format == SparseFormat::Csr || parts.layout.format == SparseFormat::Coo;
    const bool isSupported = isFlat ? ndim >= 1 && (ndim <= 2 || parts.layout.format == SparseFormat::Coo) : ndim == 2;
    if (!isSupported || std::ranges::any_of(parts.layout.shape, [](qint64 length) { return length < 0; }))
        return corrupt(QStringLiteral("a shape of %1 axes is none of a sparse array").arg(ndim));
    return {};
}

} // namespace

Result<SparseStorage> checkSparse(const SparseParts &parts, Progress &progress)
{
    if (auto good = checkData(parts); !good)
        return good.error();
    SparseStorage storage;
    storage.parts = parts;
    Result<> checked;
    if (storage.isCompressed()) {
        checked = CompressedCheck(storage, progress).run();
    } else if (parts.layout.format == SparseFormat::Coo) {
        checked = CooCheck(storage, progress).run();
    } else {
        checked = checkIsIndex(parts.offsets, QStringLiteral("offsets"));
        if (checked)
            checked = findDiagonals(storage, progress);
    }
    if (!checked)
        return checked.error();
    storage.parts.layout.nnz = storage.nnz;
    storage.parts.layout.isNnzExact = true;
    return storage;
}

} // namespace npeek
