#pragma once

#include "core/base/findings.h"
#include "core/base/progress.h"
#include "core/format/array_file.h"

namespace npeek {

struct MemberCheck {
    QString name; ///< of the member; empty for the first array of an .npy
    Findings found;
};

/// All that is wrong or unusual about a file.
struct FileCheck {
    QString path;
    FileFormat format = FileFormat::Npy;
    Findings found; ///< of the file as a whole; why it cannot be opened, too
    std::vector<MemberCheck> members;

    bool isOk() const;
};

/// Reads every byte of every member and compares all that is told twice: sizes, CRC, local headers, end records. Only
/// being canceled is an error; everything else is in the answer.
Result<FileCheck> checkFile(const QString &path, Progress &progress);

} // namespace npeek
