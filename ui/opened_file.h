#pragma once

#include "core/sparse/sparse_layout.h"
#include "ui/raw_choice.h"

#include <optional>

namespace npeek {

/// A file with what a page needs to know of it before it shows anything.
struct OpenedFile {
    ArrayFile file;
    std::optional<SparseLayout> sparse; ///< that its members are the parts of
};

/// Blocks. raw: how to read a file without a header; nothing for an .npy or .npz.
Result<OpenedFile> openForPage(const QString &path, const std::optional<RawChoice> &raw, Progress &progress);

/// What is needed to ask how to read a file without a header.
struct RawFile {
    ByteSourcePtr bytes;
    RawChoice guess;
};

/// Blocks.
Result<RawFile> probeRaw(const QString &path);

} // namespace npeek
