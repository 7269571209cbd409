#include "core/sparse/sparse_export.h"

#include "core/export/output_file.h"
#include "core/sparse/entry_source.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr qsizetype pieceSize = 256 * 1024;

/// Lines of an index and a value.
class EntryText {
public:
    EntryText(const DType &dtype, const ExportOptions &options)
        : m_dtype(dtype)
        , m_cell(options.cell)
        , m_separator(options.format == ExportFormat::Tsv ? '\t' : ',')
    {
    }

    void addNames(size_t axes)
    {
        if (axes == 1)
            m_text += "index";
        for (size_t axis = 0; axes > 1 && axis < axes; ++axis) {
            if (axis > 0)
                m_text += m_separator;
            if (axes == 2)
                m_text += axis == 0 ? "row" : "column";
            else
                m_text.append("axis").append(QByteArray::number(static_cast<qint64>(axis)));
        }
        m_text.append(m_separator).append("value\n");
    }
    void add(const EntryBlock &block, qint64 k)
    {
        for (const std::vector<qint64> &axis : block.coords)
            m_text.append(QByteArray::number(axis[static_cast<size_t>(k)])).append(m_separator);
        appendCellText(m_text, m_dtype, block.values + k * m_dtype.itemsize, m_cell);
        m_text += '\n';
    }
    bool isFull() const { return m_text.size() >= pieceSize; }
    Result<> flush(OutputFile &file)
    {
        auto written = file.write(asBytes(m_text));
        m_text.resize(0);
        return written;
    }

private:
    DType m_dtype;
    CellFormat m_cell;
    char m_separator;
    QByteArray m_text;
};

Result<ArrayView> inMemory(const char *dtype, const Shape &shape, const QByteArray &bytes)
{
    const auto type = dtypeFromString(QLatin1String(dtype));
    if (!type)
        return type.error();
    return ArrayView::fromSource(*type, shape, false, 0, std::make_shared<MemorySource>(bytes));
}

/// Collects the members of an .npz; the first error stays.
class TripletMembers {
public:
    void add(const char *name, const Result<ArrayView> &view)
    {
        if (view)
            m_members.push_back({QLatin1String(name), *view});
        else if (m_state)
            m_state = view.error();
    }
    void addCoordinates(const char *name, const SparseArray &array, int firstAxis, int axes, const Shape &shape)
    {
        const auto type = dtypeFromString(QSysInfo::ByteOrder == QSysInfo::LittleEndian ? QStringLiteral("<i8")
                                                                                        : QStringLiteral(">i8"));
        const auto source = std::make_shared<CoordinateSource>(array, firstAxis, axes);
        add(name, type ? ArrayView::fromSource(*type, shape, false, 0, source) : Result<ArrayView>(type.error()));
    }
    Result<> write(int compressionLevel, const QString &path, Progress &progress) const
    {
        return m_state ? exportNpz(m_members, compressionLevel, path, progress) : m_state;
    }

private:
    std::vector<NamedArray> m_members;
    Result<> m_state;
};

} // namespace

Result<> exportEntries(const SparseArray &array, const SparseSelection &selection, const ExportOptions &options,
                       const QString &path, Progress &progress)
{
    const auto ranges = positionsOf(array.storage(), selection, progress);
    if (!ranges)
        return ranges.error();
    OutputFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    EntryText text(array.dtype(), options);
    text.addNames(array.shape().size());
    const SelectionMap map(selection);
    auto walked = walkEntries(array.storage(), *ranges, true, progress, [&](const EntryBlock &block) -> Result<> {
        for (qint64 k = 0; k < block.count; ++k) {
            if (!map.holds(block, static_cast<size_t>(k)))
                continue;
            text.add(block, k);
            if (!text.isFull())
                continue;
            if (auto written = text.flush(file); !written)
                return written;
        }
        return {};
    });
    if (!walked)
        return walked;
    if (auto written = text.flush(file); !written)
        return written;
    return file.commit();
}

Result<> exportTriplets(const SparseArray &array, int compressionLevel, const QString &path, Progress &progress)
{
    const auto axes = static_cast<qint64>(array.shape().size());
    QByteArray shape;
    for (const qint64 length : array.shape())
        for (int byte = 0; byte < 8; ++byte)
            shape += static_cast<char>(length >> (8 * byte));
    TripletMembers members;
    if (axes == 2) {
        members.addCoordinates("row", array, 0, 1, {array.nnz()});
        members.addCoordinates("col", array, 1, 1, {array.nnz()});
    } else {
        members.addCoordinates("coords", array, 0, static_cast<int>(axes), {axes, array.nnz()});
    }
    members.add("format", inMemory("|S3", {}, "coo"));
    members.add("shape", inMemory("<i8", {axes}, shape));
    members.add(
        "data",
        ArrayView::fromSource(array.dtype(), {array.nnz()}, false, 0, std::make_shared<StoredValueSource>(array)));
    if (array.layout().isArray || axes != 2)
        members.add("_is_array", inMemory("|b1", {}, QByteArray(1, '\1')));
    return members.write(compressionLevel, path, progress);
}

Result<> exportDense(const SparseArray &array, const SparseSelection &selection, const ExportOptions &options,
                     qint64 maxBytes, const QString &path, Progress &progress)
{
    const auto view = array.dense(selection, maxBytes);
    return view ? exportArray(*view, options, path, progress) : Result<>(view.error());
}

} // namespace npeek
