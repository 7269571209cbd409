#include "ui/export_choice.h"

#include "core/array/element.h"
#include "core/sparse/sparse_export.h"
#include "ui/display_text.h"

#include <QCoreApplication>

namespace npeek {
namespace {

using Content = ExportChoice::Content;

constexpr ExportChoice ofArrays[] = {
    {ExportFormat::Npy, Content::Elements, QT_TRANSLATE_NOOP("npeek::ExportDialog", "NumPy array (.npy)"), "npy"},
    {ExportFormat::Npz, Content::Elements, QT_TRANSLATE_NOOP("npeek::ExportDialog", "NumPy archive (.npz)"), "npz"},
    {ExportFormat::Csv, Content::Elements, QT_TRANSLATE_NOOP("npeek::ExportDialog", "Comma-separated values (.csv)"),
     "csv"},
    {ExportFormat::Tsv, Content::Elements, QT_TRANSLATE_NOOP("npeek::ExportDialog", "Tab-separated values (.tsv)"),
     "tsv"},
    {ExportFormat::Raw, Content::Elements, QT_TRANSLATE_NOOP("npeek::ExportDialog", "Raw element bytes (.raw)"), "raw"},
    {ExportFormat::Png, Content::Elements, QT_TRANSLATE_NOOP("npeek::ExportDialog", "Picture (.png)"), "png"},
};

constexpr ExportChoice ofSparseArrays[] = {
    {ExportFormat::Npz, Content::Coo, QT_TRANSLATE_NOOP("npeek::ExportDialog", "Sparse coo archive for SciPy (.npz)"),
     "npz"},
    {ExportFormat::Csv, Content::Stored,
     QT_TRANSLATE_NOOP("npeek::ExportDialog", "Stored elements, index and value (.csv)"), "csv"},
    {ExportFormat::Tsv, Content::Stored,
     QT_TRANSLATE_NOOP("npeek::ExportDialog", "Stored elements, index and value (.tsv)"), "tsv"},
    {ExportFormat::Npy, Content::Elements, QT_TRANSLATE_NOOP("npeek::ExportDialog", "All elements, NumPy array (.npy)"),
     "npy"},
    {ExportFormat::Npz, Content::Elements,
     QT_TRANSLATE_NOOP("npeek::ExportDialog", "All elements, NumPy archive (.npz)"), "npz"},
    {ExportFormat::Csv, Content::Elements,
     QT_TRANSLATE_NOOP("npeek::ExportDialog", "All elements, comma-separated (.csv)"), "csv"},
    {ExportFormat::Tsv, Content::Elements,
     QT_TRANSLATE_NOOP("npeek::ExportDialog", "All elements, tab-separated (.tsv)"), "tsv"},
    {ExportFormat::Raw, Content::Elements, QT_TRANSLATE_NOOP("npeek::ExportDialog", "All elements, raw bytes (.raw)"),
     "raw"},
    {ExportFormat::Png, Content::Elements, QT_TRANSLATE_NOOP("npeek::ExportDialog", "Picture (.png)"), "png"},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("npeek::ExportDialog", text);
}

/// What a slice takes of every axis of a sparse array.
Result<SparseSelection> selectionOf(const ExportPart &part)
{
    return part.isWhole ? Result<SparseSelection>(part.source.sparse().whole())
                        : part.slice.spec.resolve(part.source.shape());
}

Result<> writeElements(const ExportPart &part, const ExportOptions &options, const QString &path, Progress &progress)
{
    if (!part.isWhole)
        return exportArray(part.slice.view, options, path, progress);
    if (!part.source.isSparse())
        return exportArray(part.source.array(), options, path, progress);
    const SparseArray &array = part.source.sparse();
    return exportDense(array, array.whole(), options, maxDenseBytes, path, progress);
}

} // namespace

std::span<const ExportChoice> exportChoices(bool isSparse)
{
    return isSparse ? std::span<const ExportChoice>(ofSparseArrays) : std::span<const ExportChoice>(ofArrays);
}

std::optional<qint64> ExportPart::nbytes() const
{
    const auto elements = elementCount(shape());
    return elements ? checkedMultiply(*elements, dtype().itemsize) : std::nullopt;
}

QString reasonAgainst(const ExportChoice &choice, const ExportPart &part)
{
    if (choice.content != Content::Elements)
        return {};
    const bool isPicture = choice.format == ExportFormat::Png;
    if ((choice.isText() || isPicture) && part.shape().size() > 2)
        return translated("This format holds two axes; export the slice shown.");
    if (isPicture && !isPlottable(part.dtype()))
        return translated("There is no picture of values that are no numbers.");
    const auto nbytes = part.nbytes();
    if (!part.source.isSparse() || (nbytes && *nbytes <= maxDenseBytes))
        return {};
    return translated("With all their zeros these elements take %1; up to %2 are written. Choose a smaller slice, or "
                      "what is stored.")
        .arg(nbytes ? bytesText(*nbytes) : translated("more bytes than can be counted"), bytesText(maxDenseBytes));
}

Result<> writePart(const ExportChoice &choice, const ExportPart &part, const ExportOptions &options,
                   const QString &path, Progress &progress)
{
    if (choice.content == Content::Elements)
        return writeElements(part, options, path, progress);
    const SparseArray &array = part.source.sparse();
    if (choice.content == Content::Coo)
        return exportTriplets(array, options.compressionLevel, path, progress);
    const auto selection = selectionOf(part);
    return selection ? exportEntries(array, *selection, options, path, progress) : Result<>(selection.error());
}

} // namespace npeek
