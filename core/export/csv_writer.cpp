#include "core/export/csv_writer.h"

#include "core/array/block_reader.h"

#include <algorithm>

namespace npeek {

namespace {

constexpr qsizetype pieceSize = 256 * 1024;
constexpr qint64 maxCellLength = 1 << 30;

struct Column {
    DType dtype;
    qint64 offset = 0; ///< bytes from the start of the element
    bool mayNeedQuotes = true;
};

bool mayNeedQuotes(const DType &dtype, const CellFormat &cell)
{
    return !(dtype.isNumeric() && cell.spec.isEmpty());
}

/// Writes elements in C order, as lines of all columns each; for a plain array the one column is repeated width times.
class CsvWriter {
public:
    CsvWriter(const ArrayView &view, char separator, const CellFormat &cell, const Sink &sink);

    Result<> writeBlock(const Block &block);
    Result<> flush();

private:
    void appendElement(const unsigned char *element);
    void appendCell(const Column &column, const unsigned char *element);
    void endCell(qsizetype start, bool isAlone);
    void appendNames(const DType &dtype);

    std::vector<Column> m_columns;
    qint64 m_itemsize;
    qint64 m_width = 1; ///< elements in a line
    qint64 m_x = 0;
    char m_separator;
    CellFormat m_cell;
    const Sink &m_sink;
    QByteArray m_text;
};

CsvWriter::CsvWriter(const ArrayView &view, char separator, const CellFormat &cell, const Sink &sink)
    : m_itemsize(view.dtype().itemsize)
    , m_separator(separator)
    , m_cell(cell)
    , m_sink(sink)
{
    m_cell.isPlainText = true;
    m_cell.maxLength = maxCellLength;
    const DType &dtype = view.dtype();
    if (view.ndim() == 2)
        m_width = view.shape()[1];
    if (view.ndim() < 2 && dtype.shape.empty() && !dtype.fields.empty())
        appendNames(dtype);
    else
        m_columns.push_back({dtype, 0, mayNeedQuotes(dtype, m_cell)});
}

void CsvWriter::appendNames(const DType &dtype)
{
    for (const Field &field : dtype.fields) {
        m_columns.push_back({field.dtype, field.offset, mayNeedQuotes(field.dtype, m_cell)});
        const qsizetype start = m_text.size();
        m_text.append(field.name.toUtf8());
        endCell(start, dtype.fields.size() == 1);
        m_text.append(m_separator);
    }
    m_text.back() = '\n';
}

/// Puts the cell that starts at start into quotes where it needs them. An empty cell alone in its line would read as no
/// line.
void CsvWriter::endCell(qsizetype start, bool isAlone)
{
    const QByteArrayView cell = QByteArrayView(m_text).sliced(start);
    const auto isSpecial = [this](char c) { return c == m_separator || c == '"' || c == '\n' || c == '\r'; };
    if (!std::any_of(cell.begin(), cell.end(), isSpecial) && !(cell.isEmpty() && isAlone))
        return;
    QByteArray quoted = cell.toByteArray().replace("\"", "\"\"");
    m_text.truncate(start);
    m_text.append('"').append(quoted).append('"');
}

void CsvWriter::appendCell(const Column &column, const unsigned char *element)
{
    const qsizetype start = m_text.size();
    appendCellText(m_text, column.dtype, element + column.offset, m_cell);
    if (column.mayNeedQuotes)
        endCell(start, m_width == 1 && m_columns.size() == 1);
}

void CsvWriter::appendElement(const unsigned char *element)
{
    for (const Column &column : m_columns) {
        appendCell(column, element);
        m_text.append(m_separator);
    }
    if (++m_x < m_width)
        return;
    m_text.back() = '\n';
    m_x = 0;
}

Result<> CsvWriter::writeBlock(const Block &block)
{
    for (qint64 k = 0; k < block.count; ++k) {
        appendElement(block.data + k * m_itemsize);
        if (m_text.size() < pieceSize)
            continue;
        if (auto flushed = flush(); !flushed)
            return flushed;
    }
    return {};
}

Result<> CsvWriter::flush()
{
    if (m_text.size() >= maxCellLength)
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("a line of the text takes more than %1 bytes").arg(maxCellLength)};
    auto written = m_sink(asBytes(m_text));
    m_text.resize(0);
    return written;
}

} // namespace

Result<> writeCsv(const ArrayView &view, char separator, const CellFormat &cell, const Sink &sink, ByteMeter &meter)
{
    if (view.ndim() > 2)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("a table has 2 axes, the array has %1: choose a slice such as \"0, ..., :, :\"")
                         .arg(view.ndim())};
    CsvWriter writer(view, separator, cell, sink);
    BlockReader reader(view, Order::C);
    Block block;
    for (;;) {
        const auto more = reader.next(block);
        if (!more)
            return more.error();
        if (!*more)
            return writer.flush();
        if (auto written = writer.writeBlock(block); !written)
            return written;
        if (auto counted = meter.advance(block.count * view.dtype().itemsize); !counted)
            return counted;
    }
}

} // namespace npeek
