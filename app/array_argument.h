#pragma once

#include "core/base/progress.h"
#include "core/format/array_file.h"
#include "core/io/read_through.h"
#include "core/sparse/sparse_layout.h"

#include <QCommandLineParser>

namespace npeek {

/// FILE or FILE::MEMBER as a person writes it.
struct MemberPath {
    QString path;
    std::optional<QString> member; ///< may be empty: FILE:: names the member without a name
};

/// A path that exists as it stands is one; else the first "::" after a file that exists splits.
MemberPath splitMemberPath(const QString &argument);

/// A file with the member that an argument names; nullptr when it names none.
struct ArrayArgument {
    QString text;
    ArrayFile file;
    const Member *member = nullptr;
    /// Of an .npz that holds the parts of a sparse array, and is named as FILE::(sparse) or without a member.
    std::optional<SparseLayout> sparse = {};
    bool isSparseNamed = false; ///< as FILE::(sparse)
};
/// With a layout text is the path of a file without a header.
Result<ArrayArgument> openArgument(const QString &text, const std::optional<RawLayout> &raw = {});

/// What is looked at when nobody says: the largest numeric array with two axes or more, else the first array, else the
/// first.
const Member *defaultMember(const ArrayFile &file);
/// "FILE::MEMBER", or "FILE" for an .npy.
QString label(const ArrayFile &file, const Member &member);
/// Names for a sentence, not too many.
QString memberNames(const ArrayFile &file);

/// The elements of a member, or why it has none that can be read.
Result<ArrayView> elements(const ArrayFile &file, const Member &member);

/// What --raw says of a file without a header; nothing when it is not given. InvalidInput.
Result<std::optional<RawLayout>> parseRaw(const QCommandLineParser &arguments);

/// What --raw, --field, --view-as and --slice ask for.
struct Cut {
    std::optional<RawLayout> raw;
    QString field;
    bool hasField = false;
    SliceSpec slice;
    QString viewAs; ///< empty: as the file says

    /// InvalidInput for a slice or layout that is none.
    static Result<Cut> parse(const QCommandLineParser &arguments);
    bool isWhole() const { return !hasField && slice.items.empty(); }
    Result<ArrayView> picked(const ArrayView &view) const; ///< the field, as the type that is wanted
    Result<ArrayView> of(const ArrayView &view) const;
};

/// The last two axes of a view with more than two, the others at 0.
SliceSpec defaultSlice(int ndim);

/// Checks the CRC of a stored member, which is mapped and not checked by reading elements. Others pass.
Result<> checkStoredCrc(const ArrayFile &file, const Member &member, Progress &progress);

} // namespace npeek
