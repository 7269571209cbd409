#include "core/format/file_diagnosis.h"

#include "core/format/raw_guess.h"

#include <QString>
#include <QtEndian>

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

constexpr char pickleMessage[] =
    "this is a bare Python pickle, which is never executed here: load it in Python and save "
    "the array with numpy.save";

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
    signature("GIF8", "this is a GIF picture: open it with an image viewer"),
    signature("II*\0", "this is a TIFF picture: tifffile.imread reads it as an array"),
    signature("MM\0*", "this is a TIFF picture: tifffile.imread reads it as an array"),
    signature("\x76\x2f\x31\x01", "this is an OpenEXR picture: OpenCV or OpenEXR for Python read it as an array"),
    signature("MATLAB 5.0", "this is a MATLAB file: scipy.io.loadmat reads it"),
    signature("MATLAB 7.3", "this is a MATLAB 7.3 file, which is HDF5 inside: h5py or mat73 read it"),
    signature("SIMPLE  =", "this is a FITS file: astropy.io.fits reads it"),
    signature("SQLite format 3\0", "this is an SQLite database: sqlite3 reads it"),
    signature("ARROW1", "this is an Arrow or Feather file: pyarrow.feather.read_table reads it"),
    signature("GGUF", "this is a GGUF model: gguf for Python reads its tensors"),
    signature("\x7f"
              "ELF",
              "this is a program or library (ELF) and no array"),
    signature("\x80\x02\x8a\x0al\xfc\x9c",
              "this is a PyTorch file of before 1.6: load it with torch.load and save its tensors with numpy.save"),
    signature("cnumpy", pickleMessage),
    signature("cpandas", pickleMessage),
    signature("ccopy_reg", pickleMessage),
    signature("(lp0", pickleMessage),
    signature("(dp0", pickleMessage),
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

bool hasAt(Bytes start, size_t offset, QByteArrayView what)
{
    const auto length = static_cast<size_t>(what.size());
    return start.size() >= offset + length
        && QByteArrayView(start.data() + offset, static_cast<qsizetype>(length)) == what;
}

/// safetensors: the length of a JSON header in 8 bytes, then the header.
bool isSafetensors(Bytes start, qint64 size)
{
    if (!hasAt(start, 8, "{\""))
        return false;
    const auto length = qFromLittleEndian<quint64>(start.data());
    return length >= 2 && length <= static_cast<quint64>(size - 8);
}

/// Formats that are not told by their first bytes alone; nullptr for none.
const char *messageFurtherIn(Bytes start, qint64 size)
{
    if (isSafetensors(start, size))
        return "this is a safetensors file: safetensors.numpy.load_file reads its arrays";
    if (hasAt(start, 257, "ustar"))
        return "this is a tar archive: unpack it first, as with tar -xf";
    if (hasAt(start, 512, "\x89HDF\r\n\x1a\n"))
        return "this is an HDF5 file (MATLAB 7.3 is one too): open it with h5py and save its arrays with numpy.save";
    if (hasAt(start, 0, "RIFF") && hasAt(start, 8, "WEBP"))
        return "this is a WebP picture: open it with an image viewer";
    if (hasAt(start, 0, "RIFF") && hasAt(start, 8, "WAVE"))
        return "this is a WAV sound: scipy.io.wavfile.read reads it";
    if (hasAt(start, 0, "BM") && size >= 26 && qFromLittleEndian<quint32>(start.data() + 2) == size)
        return "this is a BMP picture: open it with an image viewer";
    return nullptr;
}

/// A line with as many commas, semicolons or tabs between its words as the next has.
bool isTable(const QByteArray &text)
{
    const QList<QByteArray> lines = text.split('\n');
    for (const char separator : {',', ';', '\t'}) {
        const qsizetype count = lines[0].count(separator);
        if (count > 0 && (lines.size() < 3 || lines[1].count(separator) == count))
            return true;
    }
    return false;
}

QString describeText(QByteArrayView start)
{
    const QByteArray text = start.toByteArray();
    const QByteArray trimmed = text.trimmed();
    if (trimmed.startsWith('{') || trimmed.startsWith('['))
        return QStringLiteral(
            "this is text that looks like JSON: json.load reads it, numpy.array makes an array of lists");
    if (isTable(text))
        return QStringLiteral("this is text, a table as CSV has: numpy.genfromtxt or pandas.read_csv reads it");
    return QStringLiteral("this is text: if it is a table of numbers, numpy.loadtxt or numpy.genfromtxt reads it");
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
        return QString::fromLatin1(pickleMessage);
    if (std::ranges::all_of(start, isZero))
        return QStringLiteral(
                   "the file starts with %1 zero bytes: its space was reserved, but the data were never written")
            .arg(start.size());
    if (const char *known = messageFurtherIn(start, size))
        return QString::fromLatin1(known);
    if (std::ranges::all_of(start, isTextByte))
        return describeText(view);
    if (const QString dtype = guessRawDType(start, size); !dtype.isEmpty())
        return QStringLiteral(
                   "there is no header, but the bytes look like raw %1: open it as raw data (--raw %1,SHAPE, "
                   "%2 elements)")
            .arg(dtype)
            .arg(size / (dtype.endsWith(u'2') ? 4 : 8));
    return QStringLiteral("this is neither an .npy nor an .npz file: it starts with the bytes %1").arg(hexStart(view));
}

} // namespace

QStringList notesOnArchive(const std::vector<ZipEntry> &entries)
{
    const bool isTorch = std::ranges::any_of(entries, [](const ZipEntry &entry) {
        return entry.name == QLatin1String("data.pkl") || entry.name.endsWith(QLatin1String("/data.pkl"));
    });
    if (!isTorch)
        return {};
    return {QStringLiteral("This is a PyTorch file and not an .npz: load it with torch.load and save its tensors with "
                           "numpy.save(…, tensor.numpy()).")};
}

Error diagnoseFile(Bytes start, qint64 size)
{
    return {ErrorCode::Unsupported, describe(start, size)};
}

} // namespace npeek
