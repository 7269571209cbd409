#pragma once

#include "core/analysis/plane.h"
#include "core/analysis/statistics.h"
#include "core/sparse/selection.h"

namespace npeek {

/// What a sample of a plane says of the elements it stands for.
enum class SparseSampling {
    BlockMean, ///< their mean, zeros that are not stored included
    Spy, ///< 1 when one of them is not zero, else 0
    Nearest ///< the element in the middle
};

/// A sparse array of an .npz: never spread out as a whole. Elements stored at the same index are summed, in any order.
/// A cheap value that shares its state; thread-safe.
class SparseArray {
public:
    /// Checks all indices first; Corrupt says which one is wrong, where. NotFound when file holds no sparse array.
    static Result<SparseArray> open(const ArrayFile &file, Progress &progress);
    static Result<SparseArray> fromParts(const SparseParts &parts, Progress &progress);

    const SparseLayout &layout() const;
    const Shape &shape() const { return layout().shape; }
    const DType &dtype() const { return layout().dtype; }
    qint64 nnz() const { return layout().nnz; } ///< stored elements, explicit zeros and repeated ones included
    bool isIntact() const; ///< false once the file was truncated under us
    const SparseStorage &storage() const;

    SparseSelection whole() const;
    /// The last two axes, the others at 0.
    SparseSelection page() const;

    /// The most bytes that cells() answers with.
    static constexpr qint64 maxCellBytes = 256 << 20;
    /// All elements of a selection, packed in C order: what toarray() has there. TooLarge.
    Result<QByteArray> cells(const SparseSelection &selection, Progress &progress) const;

    /// Like npeek::samplePlane(), of a selection with up to two axes kept (one is a column). One pass over what is
    /// stored of the region. Elements at the same index count in a BlockMean as they are: sums do not wrap around.
    Result<Plane> samplePlane(const SparseSelection &selection, const Region &region, int maxWidth, int maxHeight,
                              SparseSampling sampling, ComplexPart part, Progress &progress) const;

    /// The statistics of a selection with all its zeros. TooLarge for more than 2^63 elements.
    Result<Statistics> statistics(const SparseSelection &selection, Progress &progress) const;

    /// A selection as a view whose elements are made while it is read: for tables and writers, forward at best.
    /// TooLarge when all of them would take more than maxBytes.
    Result<ArrayView> dense(const SparseSelection &selection, qint64 maxBytes) const;

private:
    struct Private;
    Result<> addFromOrder(const SparseSelection &selection, QByteArray &cells, Progress &progress) const;

    std::shared_ptr<const Private> d;
};

} // namespace npeek
