#include "core/format/raw_layout.h"

#include "core/base/shape_text.h"
#include "core/format/dtype_parts.h"

#include <QRegularExpression>

#include <algorithm>

namespace npeek {

namespace {

Error badLayout(const QString &what)
{
    return {ErrorCode::InvalidInput, what};
}

} // namespace

Result<Shape> RawLayout::parseShape(const QString &text)
{
    static const QRegularExpression separator(QStringLiteral("[,xX\u00d7]"));
    QString inner = text.trimmed();
    const bool isTuple = inner.startsWith(u'(') && inner.endsWith(u')');
    if (isTuple)
        inner = inner.mid(1, inner.size() - 2).trimmed();
    if (isTuple && inner.endsWith(u','))
        inner.chop(1);
    if (isTuple && inner.isEmpty())
        return Shape();
    Shape shape;
    for (const QString &part : inner.split(separator)) {
        bool isNumber = true;
        const qint64 length = part.trimmed() == QLatin1String("rest") ? rest : part.trimmed().toLongLong(&isNumber);
        if (!isNumber || length < rest)
            return badLayout(QStringLiteral("'%1' is no shape; write it as (100,200) or 100x200").arg(text.trimmed()));
        shape.push_back(length);
    }
    if (shape.size() > maxDimensions || std::ranges::count(shape, rest) > 1)
        return badLayout(QStringLiteral("the shape %1 has more than %2 axes or more than one -1")
                             .arg(text.trimmed())
                             .arg(maxDimensions));
    return shape;
}

Result<DType> RawLayout::parseDType(const QString &text)
{
    Result<DType> dtype = dtypeFromString(text.trimmed());
    if (!dtype)
        return dtype;
    if (dtype->hasObjects() || dtype->itemsize == 0 || !dtype->shape.empty())
        return badLayout(QStringLiteral("elements of %1 cannot be told apart in a file without a header")
                             .arg(quoted(text.trimmed())));
    return dtype;
}

Result<RawLayout> RawLayout::parse(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^([^,()]+),\\s*(\\([^()]*\\)|[^,()]+)\\s*(?:,\\s*([CcFf])\\s*)?(?:,\\s*(\\d{1,19})\\s*)?$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return badLayout(
            QStringLiteral("'%1' is not DTYPE,SHAPE[,ORDER][,OFFSET], as in \"<f4,(100,200),C,16\"").arg(text));
    const Result<DType> dtype = parseDType(match.captured(1));
    if (!dtype)
        return dtype.error();
    const Result<Shape> shape = parseShape(match.captured(2));
    if (!shape)
        return shape.error();
    bool isNumber = true;
    const qint64 offset = match.captured(4).isEmpty() ? 0 : match.captured(4).toLongLong(&isNumber);
    if (!isNumber)
        return badLayout(QStringLiteral("the offset %1 is more than 63 bits can count").arg(match.captured(4)));
    return RawLayout{*dtype, *shape, match.captured(3).toLower() == QLatin1String("f"), offset};
}

Result<ArrayHeader> RawLayout::headerFor(qint64 fileSize) const
{
    ArrayHeader header;
    header.dtype = dtype;
    header.fortranOrder = fortranOrder;
    header.shape = shape;
    header.dataOffset = offset;
    header.version = {0, 0};
    const qint64 left = fileSize - offset;
    if (left < 0)
        return badLayout(
            QStringLiteral("the data start at byte %1, but the file has only %2").arg(offset).arg(fileSize));
    if (const auto open = std::ranges::find(header.shape, rest); open != header.shape.end()) {
        *open = 1;
        const Result<qint64> one = header.byteCount();
        if (!one)
            return one.error();
        if (*one == 0 || left % *one != 0)
            return badLayout(QStringLiteral("the %1 bytes from %2 on are not a multiple of the %3 bytes of %4 %5")
                                 .arg(left)
                                 .arg(offset)
                                 .arg(*one)
                                 .arg(dtype.name(), shapeText(shape)));
        *open = left / *one;
    }
    const Result<qint64> needed = header.byteCount();
    if (!needed)
        return needed.error();
    if (*needed > left)
        return badLayout(QStringLiteral("%1 %2 needs %3 bytes, but the file has only %4 from byte %5 on")
                             .arg(dtype.name(), shapeText(header.shape))
                             .arg(*needed)
                             .arg(left)
                             .arg(offset));
    return header;
}

} // namespace npeek
