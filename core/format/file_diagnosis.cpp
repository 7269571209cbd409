#include "core/format/file_diagnosis.h"

#include <QString>

#include <algorithm>
#include <array>

namespace npeek {

namespace {

struct Signature {
    QByteArrayView start;
    const char *message;
};

// Literals know their length only as arrays: some of these hold NULs.
template <size_t N> constexpr Signature signature(const char (&start)[N], const char *message)
{
    return {QByteArrayView(start, static_cast<qsizetype>(N - 1)), message};
}

const std::array signatures{
    signature("version https://git-lfs",
              "this is a Git LFS pointer and not the data: run “git lfs pull” in its repository"),
    signature("\x1f\x8b", "this is a gzip file: unpack it first, as with gunzip"),
    signature("BZh", "this is a bzip2 file: unpack it first, as with bunzip2"),
    signature("\xfd"
              "7zXZ\0",
              "this is an xz file: unpack it first, as with unxz"),
    signature("\x28\xb5\x2f\xfd", "this is a zstd file: unpack it first, as with unzstd"),
    signature("7z\xbc\xaf\x27\x1c", "this is a 7z archive: unpack it first"),
    signature("\x89HDF\r\n\x1a\n",
              "this is an HDF5 file: open it with h5py or HDFView and save its arrays with numpy.save"),
    signature("\x89PNG\r\n\x1a\n", "this is a PNG picture: open it with an image viewer"),
    signature("\xff\xd8\xff", "this is a JPEG picture: open it with an image viewer"),
    signature("MATLAB 5.0", "this is a MATLAB file: scipy.io.loadmat reads it"),
    signature("PAR1", "this is a Parquet file: pandas.read_parquet reads it"),
    signature("%PDF", "this is a PDF document: open it with a PDF viewer"),
    signature("PK\x07\x08",
              "this is a part of a zip archive that was split or streamed: join the parts or zip it again"),
    signature("PK", "this is a zip archive that is not whole: download or copy it again"),
    signature("\xc2\x93NUMPY",
              "this was an .npy file, but its bytes were converted from Latin-1 to UTF-8 as if they were text: "
              "copy the original again in binary mode"),
    signature("\xef\xbf\xbdNUMPY",
              "this was an .npy file, but it was converted as if it were text, which lost bytes: "
              "copy the original again in binary mode"),
    signature("\x13NUMPY",
              "this was an .npy file, but the upper bit of its bytes was lost: copy the original again in binary mode"),
    signature("?NUMPY",
              "this was an .npy file, but it was converted as if it were text, which lost bytes: "
              "copy the original again in binary mode"),
    signature("NUMPY", "this was an .npy file, but its first byte is missing: copy the original again in binary mode"),
};

bool isZero(unsigned char byte)
{
    return byte == 0;
}

bool isTextByte(unsigned char byte)
{
    return byte >= 0x20 ? byte != 0x7f : byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

bool isMarkup(QByteArrayView start)
{
    const QByteArray text = start.first(std::min<qsizetype>(start.size(), 300)).trimmed().toByteArray().toLower();
    return text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<?xml");
}

/// Protocols 2 to 5 start with their number; the older ones look like anything.
bool isPickle(Bytes start)
{
    return start.size() >= 2 && start[0] == 0x80 && start[1] >= 2 && start[1] <= 5;
}

QString hexStart(QByteArrayView start)
{
    return QString::fromLatin1(start.first(std::min<qsizetype>(start.size(), 8)).toByteArray().toHex(' '));
}

QString describe(Bytes start, qint64 size)
{
    const QByteArrayView view(start.data(), static_cast<qsizetype>(start.size()));
    if (size == 0)
        return QStringLiteral("the file is empty: saving or downloading it did not work, so do it again");
    if (QByteArrayView("\x93NUMPY").startsWith(view))
        return QStringLiteral("the file ends after %1 bytes, inside the first 6 of an .npy file: copy it again")
            .arg(size);
    for (const Signature &known : signatures) {
        if (view.startsWith(known.start))
            return QString::fromUtf8(known.message);
    }
    if (isMarkup(view))
        return QStringLiteral("this is a web page or the answer of a server, not an array: download the file again, "
                              "with its direct address");
    if (isPickle(start))
        return QStringLiteral(
            "this is a bare Python pickle, which is never executed here: load it in Python and save the "
            "array with numpy.save");
    if (std::ranges::all_of(start, isZero))
        return QStringLiteral(
                   "the file starts with %1 zero bytes: its space was reserved, but the data were never written")
            .arg(start.size());
    if (std::ranges::all_of(start, isTextByte))
        return QStringLiteral("this is text: if it is a table of numbers, numpy.loadtxt or numpy.genfromtxt reads it");
    return QStringLiteral("this is neither an .npy nor an .npz file: it starts with the bytes %1").arg(hexStart(view));
}

} // namespace

Error diagnoseFile(Bytes start, qint64 size)
{
    return {ErrorCode::Unsupported, describe(start, size)};
}

} // namespace npeek
