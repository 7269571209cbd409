// The parts of a sparse array, whatever they claim: what is accepted says the same in every way of looking at it.
#include "core/array/block_reader.h"
#include "core/sparse/sparse_array.h"
#include "tests/fuzz/require.h"

#include <algorithm>

using namespace npeek;
using namespace npeek::fuzz;

namespace {

/// Takes an input apart; at its end everything is zero.
class Input {
public:
    Input(const uint8_t *data, size_t size) : m_bytes(reinterpret_cast<const char *>(data), qsizetype(size)) { }

    int byte() { return uchar(take(1).at(0)); }
    /// Mostly small, sometimes anything.
    qint64 length()
    {
        const int first = byte();
        if (first < 250)
            return first % 24;
        qint64 any = 0;
        memcpy(&any, take(8).constData(), 8);
        return any;
    }
    QByteArray take(qsizetype size)
    {
        QByteArray taken = m_bytes.left(size).leftJustified(size, '\0');
        m_bytes.remove(0, size);
        return taken;
    }

private:
    QByteArray m_bytes;
};

ArrayView view(const char *dtype, const Shape &shape, bool fortranOrder, Input &input)
{
    const auto type = dtypeFromString(QLatin1String(dtype));
    const qsizetype size = elementCount(shape).value_or(0) * type->itemsize;
    return *ArrayView::fromSource(*type, shape, fortranOrder, 0, std::make_shared<MemorySource>(input.take(size)));
}

/// Every index of one byte each, as the integers of an index array, so that small ones are likely.
ArrayView indexList(const char *dtype, qint64 count, Input &input)
{
    const auto type = dtypeFromString(QLatin1String(dtype));
    QByteArray bytes;
    for (qint64 i = 0; i < count; ++i) {
        const int low = input.byte();
        QByteArray index(type->itemsize, low > 250 ? '\xff' : '\0');
        (type->byteorder == std::endian::big ? index.back() : index.front()) = char(low);
        bytes += index;
    }
    return *ArrayView::fromSource(*type, {count}, false, 0, std::make_shared<MemorySource>(bytes));
}

SparseParts partsFrom(Input &input)
{
    static const char *const indexTypes[] = {"<i4", "<i8", ">i4", ">i8", "<u8", "|i1"};
    static const char *const dataTypes[] = {"<f8", "|u1", "<i8", ">f4", "<c16", "|b1", "<f2", "<U1"};
    SparseParts parts;
    SparseLayout &layout = parts.layout;
    layout.format = static_cast<SparseFormat>(input.byte() % 5);
    const char *indexType = indexTypes[input.byte() % 6];
    const char *dataType = dataTypes[input.byte() % 8];
    const bool isFortran = input.byte() % 2 != 0;
    const int axes = layout.format == SparseFormat::Coo ? input.byte() % 4 : 2 - (input.byte() > 240);
    for (int axis = 0; axis < axes; ++axis)
        layout.shape.push_back(input.length());
    const qint64 count = input.byte() % 64;
    Shape dataShape{count};
    if (layout.format == SparseFormat::Bsr)
        layout.blockShape = {input.byte() % 4, input.byte() % 4};
    if (layout.format == SparseFormat::Bsr)
        dataShape.insert(dataShape.end(), layout.blockShape.begin(), layout.blockShape.end());
    if (layout.format == SparseFormat::Dia)
        dataShape.push_back(input.byte() % 16);
    if (layout.format == SparseFormat::Dia) {
        parts.offsets = indexList(indexType, count, input);
    } else if (layout.format == SparseFormat::Coo) {
        for (int axis = 0; axis < axes; ++axis)
            parts.coords.push_back(indexList(indexType, count, input));
    } else {
        parts.indptr = indexList(indexType, input.byte() % 32, input);
        parts.indices = indexList(indexType, count, input);
    }
    parts.data = view(dataType, dataShape, isFortran, input);
    layout.dtype = parts.data.dtype();
    return parts;
}

void checkStatistics(const SparseArray &array, const ArrayView &dense)
{
    Progress progress;
    const auto sparse = array.statistics(array.whole(), progress);
    const auto plain = computeStatistics(dense, progress);
    require(sparse.isOk() && plain.isOk(), "statistics of a small array");
    require(sparse->count == plain->count && sparse->total == plain->total, "counts agree");
    require(sparse->zeros == plain->zeros && sparse->nan == plain->nan, "zeros and nan agree");
    require(sparse->hasRange == plain->hasRange, "both have a range or none");
    require(sparse->argmin == plain->argmin && sparse->argmax == plain->argmax, "extremes are at the same place");
}

void checkPlanes(const SparseArray &array, const SparseSelection &page, const Region &region)
{
    Progress progress;
    for (const SparseSampling sampling : {SparseSampling::BlockMean, SparseSampling::Spy, SparseSampling::Nearest}) {
        const auto plane = array.samplePlane(page, region, 7, 5, sampling, ComplexPart::Absolute, progress);
        require(plane.isOk(), "a plane of a region inside");
        require(qint64(plane->values.size()) == qint64(plane->width) * plane->height, "a plane has all its samples");
    }
}

void checkSmall(const SparseArray &array)
{
    Progress progress;
    const auto cells = array.cells(array.whole(), progress);
    const auto dense = array.dense(array.whole(), 1 << 20);
    require(cells.isOk() && dense.isOk(), "a small array can be spread out");
    const auto plain = ArrayView::fromSource(array.dtype(), array.shape(), false, 0, std::make_shared<MemorySource>(*cells));
    require(plain.isOk(), "cells are as many as the shape says");
    BlockReader reader(*dense, Order::C, 64);
    QByteArray read;
    for (Block block; *reader.next(block);)
        read.append(reinterpret_cast<const char *>(block.data), block.count * array.dtype().itemsize);
    require(read == *cells, "the dense view has the same elements");
    checkStatistics(array, *plain);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Input input(data, size);
    const SparseParts parts = partsFrom(input);
    Progress progress;
    const auto array = SparseArray::fromParts(parts, progress);
    if (!array) {
        require(!array.error().message.isEmpty(), "a refused array has a reason");
        return 0;
    }
    require(array->nnz() >= 0 && array->nnz() <= parts.data.size(), "no more is stored than there is");
    const auto count = elementCount(array->shape());
    if (count && *count <= 20000)
        checkSmall(*array);
    const SparseSelection page = array->page();
    const Shape shape = shapeOf(page);
    const Region all{0, 0, shape[0], shape.size() < 2 ? 1 : shape[1]};
    checkPlanes(*array, page, all);
    const qint64 row = all.rows / 3, column = all.columns / 2;
    checkPlanes(*array, page, {row, column, std::min(all.rows - row, qint64(9)), std::min(all.columns - column, qint64(9))});
    return 0;
}
