#include "core/format/dtype_parts.h"

#include <algorithm>

namespace npeek {

namespace {

bool isOrder(QChar c)
{
    return c == u'<' || c == u'>' || c == u'=' || c == u'|';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isBlank(QChar c)
{
    return c == u' ' || (c >= u'\t' && c <= u'\r');
}

template <class Predicate> QStringView takeWhile(QStringView &text, Predicate matches)
{
    const auto end = std::ranges::find_if_not(text, matches);
    const QStringView taken = text.first(end - text.begin());
    text = text.sliced(taken.size());
    return taken;
}

QStringView takeOne(QStringView &text, bool isThere)
{
    const QStringView taken = text.first(isThere ? 1 : 0);
    text = text.sliced(taken.size());
    return taken;
}

/// The type itself: letters and digits, then perhaps a unit in brackets.
QString takeCode(QStringView &text)
{
    const auto isCode = [](QChar c) { return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'.' || c == u'?'; };
    QString code = takeWhile(text, isCode).toString();
    const qsizetype end = text.startsWith(u'[') ? text.left(100).indexOf(u']') : -1;
    if (end > 0) {
        code += text.first(end + 1);
        text = text.sliced(end + 1);
    }
    return code;
}

/// The repetition in front of a type: "2", "3,", "(2,3)".
Result<PyValue> repetition(const QString &text)
{
    const bool isBareTuple = text.contains(u',') && !text.contains(u'(');
    return parsePythonLiteral(isBareTuple ? u'(' + text + u')' : text);
}

Error badFormat(QStringView rest)
{
    return {ErrorCode::InvalidInput, QStringLiteral("%1 is no list of NumPy dtypes").arg(quoted(rest))};
}

/// One type with what may stand around it, as NumPy's regular expression takes it apart.
Result<DType> takeDType(QStringView &text)
{
    const QStringView whole = text;
    const QStringView orderBefore = takeOne(text, !text.isEmpty() && isOrder(text.front()));
    QStringView start = text;
    const auto isRepeat = [](QChar c) { return isDigit(c) || c == u' ' || c == u','; };
    takeWhile(text, [](QChar c) { return c == u' '; });
    takeOne(text, text.startsWith(u'('));
    takeWhile(text, isRepeat);
    takeOne(text, text.startsWith(u')'));
    takeWhile(text, [](QChar c) { return c == u' '; });
    const QString repeats = start.first(start.size() - text.size()).toString();
    const QStringView orderBehind = takeOne(text, !text.isEmpty() && isOrder(text.front()));
    const bool isOneOrder = orderBefore.isEmpty() || orderBehind.isEmpty() || orderBefore == orderBehind;
    const QString order = (orderBehind.isEmpty() ? orderBefore : orderBehind).toString();
    const QString code = takeCode(text);
    // A list inside a list has no end for texts like "[i4,f8]", and nobody writes one.
    if (!isOneOrder || code.isEmpty() || isCommaString(order + code))
        return badFormat(whole);
    Result<DType> dtype = dtypeFromString(order + code);
    if (!dtype || repeats.isEmpty())
        return dtype;
    const Result<PyValue> shape = repetition(repeats);
    return shape ? dtypeWithShape(*std::move(dtype), *shape) : badFormat(whole);
}

bool takeSeparator(QStringView &text)
{
    takeWhile(text, isBlank);
    const bool found = !takeOne(text, text.startsWith(u',')).isEmpty();
    takeWhile(text, isBlank);
    return found;
}

} // namespace

bool isCommaString(QStringView text)
{
    const QStringView rest = !text.isEmpty() && isOrder(text.front()) ? text.sliced(1) : text;
    if ((!rest.isEmpty() && isDigit(rest.front())) || rest.startsWith(u"()"))
        return true;
    int depth = 0;
    for (QChar c : text.sliced(std::min<qsizetype>(1, text.size()))) {
        depth += c == u'[' ? 1 : c == u']' ? -1 : 0;
        if (c == u',' && depth == 0)
            return true;
    }
    return false;
}

Result<DType> dtypeFromCommaString(const QString &text)
{
    QStringView rest = text;
    StructBuilder builder;
    for (qsizetype index = 0; index < maxCommaFields; ++index) {
        Result<DType> dtype = takeDType(rest);
        if (!dtype)
            return dtype;
        const bool isLast = std::ranges::all_of(rest, isBlank);
        if (!isLast && !takeSeparator(rest))
            return badFormat(rest);
        if (index == 0 && (isLast || rest.isEmpty()))
            return dtype;
        if (auto added = builder.add(QStringLiteral("f%1").arg(index), QString(), *std::move(dtype)); !added)
            return added.error();
        if (isLast || rest.isEmpty())
            return builder.take();
    }
    return Error{ErrorCode::TooLarge, QStringLiteral("a dtype has more than %1 fields").arg(maxCommaFields)};
}

} // namespace npeek
