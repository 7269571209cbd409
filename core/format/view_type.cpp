#include "core/format/view_type.h"

namespace npeek {

namespace {

constexpr QLatin1String bfloat16("bfloat16");
constexpr QLatin1String x87("x87");
constexpr QLatin1String binary128("binary128");

/// Types of one byte.
QStringList smallTypes()
{
    return {QStringLiteral("float8_e4m3fn"),
            QStringLiteral("float8_e5m2"),
            QStringLiteral("float8_e4m3fnuz"),
            QStringLiteral("float8_e5m2fnuz"),
            QStringLiteral("float8_e8m0fnu"),
            QStringLiteral("int4"),
            QStringLiteral("uint4")};
}

bool isCarried(const DType &dtype)
{
    return dtype.encoding >= Encoding::BFloat16;
}

Kind carrierOf(const DType &dtype)
{
    const Kind kind = isCarried(dtype) ? dtype.carrier : dtype.kind;
    return kind == Kind::Struct ? Kind::Void : kind;
}

bool isLongDouble(const DType &dtype)
{
    return (dtype.kind == Kind::Float && dtype.itemsize == 16) || (dtype.kind == Kind::Complex && dtype.itemsize == 32);
}

/// What the file calls it: V2, <u2.
QString ownName(const DType &dtype)
{
    const QString descr = dtype.descr();
    return descr.mid(1, descr.size() - 2).remove(u'|');
}

Error doesNotFit(const DType &of, const QString &name)
{
    const QStringList likely = viewTypes(of);
    const QString advice = likely.isEmpty() ? QString() : QStringLiteral(" (likely: %1)").arg(likely.join(u", "));
    return {ErrorCode::InvalidInput,
            QStringLiteral("elements of %1 cannot be viewed as '%2', only as a dtype of %3 bytes%4")
                .arg(of.name(), name)
                .arg(of.itemsize)
                .arg(advice)};
}

} // namespace

QStringList viewTypes(const DType &of)
{
    if (!of.shape.empty())
        return {};
    if (isLongDouble(of))
        return {x87, binary128};
    const Kind kind = carrierOf(of);
    if (of.kind == Kind::Struct || (kind != Kind::Void && kind != Kind::Int && kind != Kind::UInt))
        return {};
    if (of.itemsize == 2)
        return {bfloat16, ownName(of)};
    return of.itemsize == 1 ? smallTypes() + QStringList{ownName(of)} : QStringList();
}

Result<DType> viewType(const DType &of, const QString &name)
{
    DType dtype = of;
    if (name == x87 || name == binary128) {
        dtype.encoding = name == x87 ? Encoding::X87 : Encoding::Binary128;
        return isLongDouble(of) ? Result<DType>(dtype) : doesNotFit(of, name);
    }
    const Result<DType> named = dtypeFromString(name);
    if (!named)
        return named.error();
    dtype = *named;
    if (dtype.itemsize != of.itemsize || !dtype.shape.empty() || dtype.hasObjects())
        return doesNotFit(of, name);
    if (isCarried(dtype)) {
        dtype.carrier = carrierOf(of);
        dtype.byteorder = of.byteorder;
    }
    return dtype;
}

DType defaultViewType(DType dtype)
{
    if (dtype.kind == Kind::Void && dtype.itemsize == 2 && dtype.shape.empty()) {
        dtype.kind = Kind::Float;
        dtype.encoding = Encoding::BFloat16;
    }
    for (Field &field : dtype.fields) {
        const bool isMxnet =
            field.name == bfloat16 && field.dtype.kind == Kind::UInt && field.dtype.base().itemsize == 2;
        if (!isMxnet)
            continue;
        field.dtype.kind = Kind::Float;
        field.dtype.encoding = Encoding::BFloat16;
        field.dtype.carrier = Kind::UInt;
    }
    return dtype;
}

} // namespace npeek
