#include "core/export/cell_text.h"

#include "core/array/element.h"
#include "core/export/number_format.h"
#include "core/export/number_text.h"
#include "core/export/text_escape.h"
#include "core/export/time_text.h"

#include <charconv>
#include <limits>
#include <optional>

namespace npeek {

namespace {

/// One call of appendCellText(): where it writes, and how.
class CellWriter {
public:
    CellWriter(QByteArray &out, const CellFormat &format);

    void appendElement(const DType &dtype, const unsigned char *data);
    bool isFull() const { return m_out.size() > m_limit; }

private:
    void appendScalar(const DType &dtype, const unsigned char *data);
    void appendStruct(const DType &dtype, const unsigned char *data);
    void appendSubarray(const DType &base, const Shape &shape, size_t axis, const unsigned char *data);
    void appendTime(const DType &dtype, const unsigned char *data);

    QByteArray &m_out;
    qsizetype m_limit;
    TextStyle m_topStyle;
    bool m_isNested = false; ///< inside a structured element or a sub-array, where text is quoted
    bool m_isInStruct = false;
    std::optional<NumberFormat> m_number;
};

template <class Integer> void appendInteger(QByteArray &out, Integer value)
{
    char text[maxNumberLength];
    out.append(text, std::to_chars(text, std::end(text), value).ptr - text);
}

CellWriter::CellWriter(QByteArray &out, const CellFormat &format)
    : m_out(out)
    , m_limit(format.maxLength > 0 ? out.size() + format.maxLength : std::numeric_limits<qsizetype>::max())
    , m_topStyle(format.isPlainText ? TextStyle::Plain : TextStyle::Line)
{
    if (format.spec.isEmpty())
        return;
    if (auto number = NumberFormat::parse(format.spec))
        m_number = *number;
}

void CellWriter::appendElement(const DType &dtype, const unsigned char *data)
{
    if (dtype.shape.empty())
        return appendScalar(dtype, data);
    m_isNested = true;
    appendSubarray(dtype.base(), dtype.shape, 0, data);
}

void CellWriter::appendScalar(const DType &dtype, const unsigned char *data)
{
    if (m_number && m_number->suits(dtype.kind))
        return m_number->append(m_out, dtype, data);
    switch (dtype.kind) {
    case Kind::Bool:
        m_out.append(toInt64(dtype, data) != 0 ? "True" : "False");
        return;
    case Kind::Int:
        return appendInteger(m_out, toInt64(dtype, data));
    case Kind::UInt:
        return appendInteger(m_out, toUInt64(dtype, data));
    case Kind::Float:
        return appendFloat(m_out, dtype, data);
    case Kind::Complex:
        return appendComplex(m_out, dtype, data);
    case Kind::Bytes:
        return appendBytes(m_out, dtype, data, m_isNested ? TextStyle::Quoted : m_topStyle, m_limit);
    case Kind::Str:
        return appendStr(m_out, dtype, data, m_isNested ? TextStyle::Quoted : m_topStyle, m_limit);
    case Kind::Void:
        return appendVoid(m_out, dtype, data, m_limit);
    case Kind::DateTime:
    case Kind::TimeDelta:
        return appendTime(dtype, data);
    case Kind::Object:
        m_out.append("<object>");
        return;
    case Kind::Struct:
        return appendStruct(dtype, data);
    }
}

void CellWriter::appendTime(const DType &dtype, const unsigned char *data)
{
    const qint64 count = toInt64(dtype, data);
    if (dtype.kind == Kind::TimeDelta)
        return m_isNested ? appendTimeCount(m_out, dtype.unit, count) : appendTimeDelta(m_out, dtype.unit, count);
    if (m_isNested)
        m_out.append('\'');
    appendDateTime(m_out, dtype.unit, count);
    if (m_isNested)
        m_out.append('\'');
}

void CellWriter::appendStruct(const DType &dtype, const unsigned char *data)
{
    m_isNested = m_isInStruct = true;
    m_out.append('(');
    for (size_t i = 0; i < dtype.fields.size() && !isFull(); ++i) {
        if (i > 0)
            m_out.append(", ");
        appendElement(dtype.fields[i].dtype, data + dtype.fields[i].offset);
    }
    m_out.append(dtype.fields.size() == 1 ? ",)" : ")");
}

void CellWriter::appendSubarray(const DType &base, const Shape &shape, size_t axis, const unsigned char *data)
{
    if (axis == shape.size())
        return appendElement(base, data);
    qint64 step = base.itemsize;
    for (size_t inner = axis + 1; inner < shape.size(); ++inner)
        step *= shape[inner];
    m_out.append('[');
    for (qint64 i = 0; i < shape[axis] && !isFull(); ++i) {
        if (i > 0)
            m_out.append(m_isInStruct ? ", " : " ");
        appendSubarray(base, shape, axis + 1, data + i * step);
    }
    m_out.append(']');
}

} // namespace

Result<CellFormat> CellFormat::parse(const QString &spec)
{
    CellFormat format;
    if (spec.isEmpty())
        return format;
    if (auto number = NumberFormat::parse(spec); !number)
        return number.error();
    format.spec = spec;
    return format;
}

void appendCellText(QByteArray &out, const DType &dtype, const unsigned char *data, const CellFormat &format)
{
    CellWriter writer(out, format);
    writer.appendElement(dtype, data);
    if (writer.isFull())
        out.append("…");
}

QString cellText(const DType &dtype, const unsigned char *data, const CellFormat &format)
{
    QByteArray text;
    appendCellText(text, dtype, data, format);
    return QString::fromUtf8(text);
}

QByteArray numberText(double value)
{
    char text[maxNumberLength];
    return QByteArray(text, writeNumber(text, value) - text);
}

} // namespace npeek
