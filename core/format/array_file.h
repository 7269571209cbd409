#pragma once

#include "core/array/array_view.h"
#include "core/base/progress.h"
#include "core/format/array_header.h"
#include "core/format/raw_layout.h"
#include "core/io/zip_archive.h"

#include <optional>

namespace npeek {

enum class FileFormat { Npy, Npz };

/// One array, or what stands in its place, of a file.
struct Member {
    enum class State {
        Ok, ///< an array that can be read
        Object, ///< an object array: a pickle, which is never executed
        Raw, ///< an npz member that is not an array
        Refused ///< cannot be read; error says why
    };
    QString name; ///< npz: without one trailing ".npy"; npy: empty, then "[1]" ... for appended ones
    State state = State::Refused;
    Error error; ///< Refused only
    std::optional<ArrayHeader> header; ///< Ok and Object
    std::optional<ZipEntry> entry; ///< npz only
    qint64 offset = 0; ///< npy only: where its header starts in the file
    qint64 nbytes = 0; ///< Ok: element bytes; Object: the pickle; Raw: all of the member
    qint64 storedBytes = 0; ///< bytes in the file: compressed size, or nbytes
    bool isMapped = false; ///< elements can be read from the file's map in place
    bool isGzipped = false; ///< .npy.gz: the file as a whole is one gzip stream
    bool isCompressed() const { return isGzipped || (entry && entry->method != 0); }
};

/// An .npy or .npz file, told apart by content. A cheap value that shares its state; thread-safe.
class ArrayFile {
public:
    /// Reads headers only: of an npz the central directory and the first bytes of every member. A bad member is Refused
    /// and does not spoil the others. Errors only when the file as a whole is neither. What a gzip file holds opens as
    /// well; progress is for those whose size only inflating them tells.
    static Result<ArrayFile> open(const QString &path, Progress &progress);
    static Result<ArrayFile> open(const QString &path);
    /// A file without a header, as one Ok member that the layout describes. InvalidInput when the file is too short.
    static Result<ArrayFile> openRaw(const QString &path, const RawLayout &layout);

    QString path() const;
    FileFormat format() const;
    bool isRaw() const; ///< opened by openRaw(): no header, format() is Npy
    qint64 fileSize() const;
    const std::vector<Member> &members() const;
    /// The member of that name, or else of that name without .npy (the last of several, as in NumPy); nullptr when
    /// there is none.
    const Member *member(const QString &name) const;

    /// The view on all elements of an Ok member. Reads nothing but some elements of a longdouble, whose format only
    /// they tell.
    Result<ArrayView> array(const Member &member) const;
    /// All bytes of the member as they are (npy header included), for Raw members and for copying.
    Result<ByteSourcePtr> bytes(const Member &member) const;
    /// Where the member's bytes (compressed ones as they are) start in the file.
    Result<qint64> offset(const Member &member) const;
    /// What is remarkable about the file as a whole, one sentence each, as for a banner.
    QStringList notes() const;
    /// An npz whose end was missing; see ZipArchive::isSalvaged().
    bool isSalvaged() const;
    /// npz only, else nullptr.
    const ZipArchive *archive() const;
    /// False once the file was truncated under us.
    bool isIntact() const;

private:
    struct Private;
    std::shared_ptr<const Private> d;
};

} // namespace npeek
