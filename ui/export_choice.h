#pragma once

#include "core/export/exporter.h"
#include "ui/document_source.h"

#include <functional>
#include <span>

namespace npeek {

/// One way to write what a document shows.
struct ExportChoice {
    enum class Content {
        Elements, ///< all, the zeros of a sparse array too
        Stored, ///< of a sparse array: index and value, a line each
        Coo ///< of a sparse array: as scipy.sparse.save_npz() writes it; always the whole
    };
    ExportFormat format = ExportFormat::Npy;
    Content content = Content::Elements;
    const char *text = nullptr; ///< to be translated in npeek::ExportDialog
    const char *suffix = nullptr;

    bool isText() const { return format == ExportFormat::Csv || format == ExportFormat::Tsv; }
};

/// In the order of a list to choose from; those of a sparse array start with what keeps it sparse.
std::span<const ExportChoice> exportChoices(bool isSparse);

/// A part of a document, or all of it.
struct ExportPart {
    DocumentSource source;
    Slice2d slice;
    bool isWhole = false;

    Shape shape() const { return isWhole ? source.shape() : slice.view.shape(); }
    const DType &dtype() const { return source.dtype(); }
    std::optional<qint64> nbytes() const; ///< of all elements; nothing when that is more than can be counted
};

/// Why a part cannot be written that way, for the user; empty when it can.
QString reasonAgainst(const ExportChoice &choice, const ExportPart &part);

/// Does it, complete and atomically, as exportArray().
Result<> writePart(const ExportChoice &choice, const ExportPart &part, const ExportOptions &options,
                   const QString &path, Progress &progress);

} // namespace npeek
