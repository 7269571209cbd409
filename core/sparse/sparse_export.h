#pragma once

#include "core/export/exporter.h"
#include "core/sparse/sparse_array.h"

namespace npeek {

/// What is stored of a sparse array as Csv or Tsv text: a line of names, and then the index and the value of every
/// stored element inside the selection, in the order of the file. Elements stored at the same index each have their
/// line.
Result<> exportEntries(const SparseArray &array, const SparseSelection &selection, const ExportOptions &options,
                       const QString &path, Progress &progress);

/// An .npz of a coo array, as scipy.sparse.save_npz() lays it out, with 64-bit indices. Takes what is stored as it is.
Result<> exportTriplets(const SparseArray &array, int compressionLevel, const QString &path, Progress &progress);

/// The most bytes that a sparse array is spread out to without being told to.
inline constexpr qint64 maxDenseBytes = qint64(4) << 30;

/// A selection with all its zeros in any format, piece by piece. TooLarge when that makes more than maxBytes.
Result<> exportDense(const SparseArray &array, const SparseSelection &selection, const ExportOptions &options,
                     qint64 maxBytes, const QString &path, Progress &progress);

} // namespace npeek
