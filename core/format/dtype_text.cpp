#include "core/format/dtype_parts.h"

#include "core/base/shape_text.h"
#include "core/format/datetime_unit.h"

namespace npeek {

namespace {

bool isCarried(const DType &dtype)
{
    return dtype.encoding >= Encoding::BFloat16;
}

/// The kind that a descr spells.
Kind spelledKind(const DType &dtype)
{
    return isCarried(dtype) ? dtype.carrier : dtype.kind;
}

/// The text of one element without quotes and byte order: f8, S5, M8[ns].
QString code(const DType &dtype)
{
    const qint64 size = dtype.itemsize;
    switch (spelledKind(dtype)) {
    case Kind::Bool:
        return QStringLiteral("b1");
    case Kind::Int:
        return QStringLiteral("i%1").arg(size);
    case Kind::UInt:
        return QStringLiteral("u%1").arg(size);
    case Kind::Float:
        return QStringLiteral("f%1").arg(size);
    case Kind::Complex:
        return QStringLiteral("c%1").arg(size);
    case Kind::Bytes:
        return QStringLiteral("S%1").arg(size);
    case Kind::Str:
        return QStringLiteral("U%1").arg(size / 4);
    case Kind::DateTime:
        return QStringLiteral("M8") + toString(dtype.unit);
    case Kind::TimeDelta:
        return QStringLiteral("m8") + toString(dtype.unit);
    case Kind::Object:
        return QStringLiteral("O");
    case Kind::Void:
    case Kind::Struct:
        break;
    }
    return QStringLiteral("V%1").arg(size);
}

/// dtype.str: with the order in front, '|' where it does not matter.
QString dtypeString(const DType &dtype)
{
    const Kind kind = spelledKind(dtype);
    const bool isNumber = kind <= Kind::Complex && dtype.itemsize > 1;
    const bool hasOrder = isNumber || kind == Kind::Str || kind == Kind::DateTime || kind == Kind::TimeDelta;
    const bool isLittle = dtype.byteorder == std::endian::little;
    return QLatin1Char(!hasOrder ? '|' : isLittle ? '<' : '>') + code(dtype);
}

QString fieldText(const Field &field)
{
    const QString name = field.title.isNull()
        ? pythonRepr(field.name)
        : QStringLiteral("(") + pythonRepr(field.title) + QStringLiteral(", ") + pythonRepr(field.name) + u')';
    QString text = u'(' + name + QStringLiteral(", ") + field.dtype.base().descr();
    if (!field.dtype.shape.empty())
        text += QStringLiteral(", ") + shapeText(field.dtype.shape);
    return text + u')';
}

/// The fields in their order with the gaps between them; dtype.descr does not exist for overlapping fields either.
QString fieldsText(const DType &dtype)
{
    QStringList parts;
    qint64 offset = 0;
    const auto fillTo = [&](qint64 end) {
        if (end > offset)
            parts += QStringLiteral("('', '|V%1')").arg(end - offset);
    };
    for (const Field &field : dtype.fields) {
        fillTo(field.offset);
        parts += fieldText(field);
        offset = field.offset + field.dtype.itemsize;
    }
    fillTo(dtype.itemsize);
    return u'[' + parts.join(QStringLiteral(", ")) + u']';
}

QString encodingName(const DType &dtype)
{
    switch (dtype.encoding) {
    case Encoding::BFloat16:
        return QStringLiteral("bfloat16");
    case Encoding::Float8E4m3fn:
        return QStringLiteral("float8_e4m3fn");
    case Encoding::Float8E5m2:
        return QStringLiteral("float8_e5m2");
    case Encoding::Float8E4m3fnuz:
        return QStringLiteral("float8_e4m3fnuz");
    case Encoding::Float8E5m2fnuz:
        return QStringLiteral("float8_e5m2fnuz");
    case Encoding::Float8E8m0fnu:
        return QStringLiteral("float8_e8m0fnu");
    case Encoding::Int4:
        return QStringLiteral("int4");
    case Encoding::UInt4:
        return QStringLiteral("uint4");
    case Encoding::Plain:
    case Encoding::X87:
    case Encoding::Binary128:
        break;
    }
    return {};
}

/// dtype.name for the host's order, for kinds that have one of their own.
QString kindName(const DType &dtype)
{
    const qint64 bits = dtype.itemsize * 8;
    switch (dtype.kind) {
    case Kind::Bool:
        return QStringLiteral("bool");
    case Kind::Int:
        return QStringLiteral("int%1").arg(bits);
    case Kind::UInt:
        return QStringLiteral("uint%1").arg(bits);
    case Kind::Float:
        return QStringLiteral("float%1").arg(bits);
    case Kind::Complex:
        return QStringLiteral("complex%1").arg(bits);
    case Kind::DateTime:
        return QStringLiteral("datetime64") + toString(dtype.unit);
    case Kind::TimeDelta:
        return QStringLiteral("timedelta64") + toString(dtype.unit);
    case Kind::Object:
        return QStringLiteral("object");
    case Kind::Bytes:
    case Kind::Str:
    case Kind::Void:
    case Kind::Struct:
        break;
    }
    return dtypeString(dtype);
}

} // namespace

QString DType::descr() const
{
    if (!shape.empty())
        return u'(' + base().descr() + QStringLiteral(", ") + shapeText(shape) + u')';
    return kind == Kind::Struct ? fieldsText(*this) : pythonRepr(dtypeString(*this));
}

QString DType::name() const
{
    if (!shape.empty() || kind == Kind::Struct)
        return descr();
    if (isCarried(*this))
        return QStringLiteral("%1 (%2)").arg(encodingName(*this), code(*this));
    const QString text = dtypeString(*this);
    const QString name = text.startsWith(u'>') ? text : kindName(*this);
    return encoding == Encoding::Binary128 ? name + QStringLiteral(" (binary128)") : name;
}

} // namespace npeek
