#pragma once

#include "app/array_argument.h"
#include "app/command.h"
#include "core/export/exporter.h"
#include "core/sparse/sparse_array.h"

#include <QSize>

namespace npeek {

/// What names the sparse array that the members of an .npz are the parts of, where a member could be named.
inline constexpr const char *sparseMemberName = "(sparse)";

/// The checked sparse array of an argument that has one.
Result<SparseArray> openSparse(const ArrayArgument &argument, const Cut &cut);
/// "FILE::(sparse)"
QString sparseLabel(const ArrayArgument &argument);
/// A line that says what is shown, for people.
QString sparseTitle(const ArrayArgument &argument, const SparseArray &array);

/// What is shown of a sparse array: the cut, and of more than two axes the last two, the others at 0.
Result<SparseSelection> sparsePage(const SparseArray &array, const Cut &cut);

/// The JSON that info answers of it.
QByteArray sparseJson(const SparseLayout &layout);

/// Text is a line for every stored element, all else is spread out: up to a limit, unless isDense says that any size
/// (and text of all elements) is wanted. Npz holds a coo array.
Result<> convertSparse(const ArrayArgument &argument, const Cut &cut, const ExportOptions &options, bool isDense,
                       const QString &path);

/// A picture of the size, or of one pixel an element where size is invalid; isSpy: of what is not zero.
Result<> renderSparse(const ArrayArgument &argument, const Cut &cut, const ExportOptions &png, const QSize &size,
                      bool isSpy, const QString &path);

} // namespace npeek
