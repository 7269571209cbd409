#include "core/array/slice_spec.h"

#include <QStringList>

#include <algorithm>
#include <limits>
#include <utility>

namespace npeek {

namespace {

/// A piece of the text and where it starts, so that messages can point at it.
struct Piece {
    QStringView text;
    qsizetype position = 0;

    Piece trimmed() const
    {
        qsizetype blanks = 0;
        while (blanks < text.size() && text[blanks].isSpace())
            ++blanks;
        return {text.trimmed(), position + blanks};
    }
    std::vector<Piece> split(QChar separator) const
    {
        std::vector<Piece> pieces;
        qsizetype start = 0;
        for (qsizetype i = 0; i <= text.size(); ++i) {
            if (i == text.size() || text[i] == separator) {
                pieces.push_back({text.sliced(start, i - start), position + start});
                start = i + 1;
            }
        }
        return pieces;
    }
};

Error wrong(const Piece &piece, const QString &what)
{
    QString shown = piece.text.left(32).toString();
    if (piece.text.size() > 32)
        shown += QStringLiteral("…");
    return {ErrorCode::InvalidInput,
            QStringLiteral("'%1' at character %2 %3").arg(shown, QString::number(piece.position + 1), what)};
}

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Names what people try that is no basic indexing.
QString reasonAgainst(QStringView text)
{
    if (text == u"None" || text == u"newaxis" || text == u"np.newaxis")
        return QStringLiteral("would add an axis, which a slice cannot do here");
    if (text.startsWith(u'[') || text.endsWith(u']') || text.startsWith(u'(') || text.endsWith(u')'))
        return QStringLiteral("is part of a list; only integers, ranges and one '...' can be used");
    bool isFloat = false;
    [[maybe_unused]] const double number = text.toDouble(&isFloat);
    if (isFloat)
        return QStringLiteral("is not an integer");
    return QStringLiteral("is no integer, no range like 1:10:2 and no '...'");
}

Result<qint64> parseInteger(const Piece &piece)
{
    const bool isSigned = piece.text.startsWith(u'-') || piece.text.startsWith(u'+');
    const QStringView digits = (isSigned ? piece.text.sliced(1) : piece.text).trimmed();
    if (!isDigits(digits))
        return wrong(piece, reasonAgainst(piece.text));
    bool fits = false;
    // With its sign, as -2^63 has no positive counterpart.
    const qint64 value = (piece.text.startsWith(u'-') ? u'-' + digits.toString() : digits.toString()).toLongLong(&fits);
    if (!fits)
        return wrong(piece, QStringLiteral("does not fit in 64 bits"));
    return value;
}

Result<SliceSpec::Item> parseRange(const Piece &piece)
{
    const std::vector<Piece> parts = piece.split(u':');
    if (parts.size() > 3)
        return wrong(piece, QStringLiteral("has %1 colons; a range has at most two").arg(parts.size() - 1));
    std::optional<qint64> numbers[3];
    for (size_t i = 0; i < parts.size(); ++i) {
        const Piece part = parts[i].trimmed();
        if (part.text.isEmpty())
            continue;
        const Result<qint64> number = parseInteger(part);
        if (!number)
            return number.error();
        numbers[i] = *number;
    }
    if (numbers[2] == 0)
        return wrong(piece, QStringLiteral("has a step of zero"));
    return SliceSpec::Item{SliceSpec::Item::Type::Range, 0, numbers[0], numbers[1], numbers[2]};
}

Result<SliceSpec::Item> parseItem(const Piece &piece)
{
    using Item = SliceSpec::Item;
    if (piece.text.isEmpty())
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("there is nothing before the comma at character %1").arg(piece.position + 1)};
    if (piece.text == u"...")
        return Item{.type = Item::Type::Ellipsis, .index = 0, .start = {}, .stop = {}, .step = {}};
    if (piece.text.contains(u':'))
        return parseRange(piece);
    const Result<qint64> index = parseInteger(piece);
    if (!index)
        return index.error();
    return Item{.type = Item::Type::Index, .index = *index, .start = {}, .stop = {}, .step = {}};
}

Result<Piece> withoutBrackets(const Piece &piece)
{
    const bool opens = piece.text.startsWith(u'[');
    const bool closes = piece.text.endsWith(u']');
    if (!opens && !closes)
        return piece;
    if (!opens || !closes || piece.text.size() < 2)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("the slice has %1")
                         .arg(opens ? QStringLiteral("a '[' without ']'") : QStringLiteral("a ']' without '['"))};
    return Piece{piece.text.sliced(1, piece.text.size() - 2), piece.position + 1}.trimmed();
}

AxisSlice resolveIndex(int axis, qint64 index, qint64 length)
{
    return {.axis = axis, .isIndex = true, .start = index < 0 ? index + length : index, .step = 1, .length = 1};
}

/// Python's slice.indices(). Nothing overflows: negatives only meet the length, which is positive.
AxisSlice resolveRange(int axis, const SliceSpec::Item &item, qint64 length)
{
    // Python clamps the step the same way, so that it can be negated.
    const qint64 step = std::max(item.step.value_or(1), -std::numeric_limits<qint64>::max());
    const qint64 lowest = step < 0 ? -1 : 0;
    const qint64 highest = step < 0 ? length - 1 : length;
    const auto clamp = [&](qint64 i) { return std::clamp(i < 0 ? i + length : i, lowest, highest); };
    const qint64 start = item.start ? clamp(*item.start) : (step < 0 ? highest : lowest);
    const qint64 stop = item.stop ? clamp(*item.stop) : (step < 0 ? lowest : highest);
    const qint64 distance = step < 0 ? start - stop : stop - start;
    if (distance <= 0)
        return {.axis = axis, .isIndex = false, .start = 0, .step = step, .length = 0};
    const qint64 chosen = (distance - 1) / std::abs(step) + 1;
    return {.axis = axis, .isIndex = false, .start = start, .step = step, .length = chosen};
}

QString spelled(const std::optional<qint64> &number)
{
    return number ? QString::number(*number) : QString();
}

QString spelled(const SliceSpec::Item &item)
{
    switch (item.type) {
    case SliceSpec::Item::Type::Index:
        return QString::number(item.index);
    case SliceSpec::Item::Type::Ellipsis:
        return QStringLiteral("...");
    case SliceSpec::Item::Type::Range:
        break;
    }
    const QString range = spelled(item.start) + u':' + spelled(item.stop);
    return item.step ? range + u':' + QString::number(*item.step) : range;
}

} // namespace

Result<SliceSpec> SliceSpec::parse(const QString &text)
{
    const Result<Piece> inside = withoutBrackets(Piece{text, 0}.trimmed());
    if (!inside)
        return inside.error();
    SliceSpec spec;
    if (inside->text.isEmpty())
        return spec;
    std::vector<Piece> pieces = inside->split(u',');
    if (pieces.size() > 1 && pieces.back().trimmed().text.isEmpty())
        pieces.pop_back();
    bool hasEllipsis = false;
    for (const Piece &piece : pieces) {
        const Result<Item> item = parseItem(piece.trimmed());
        if (!item)
            return item.error();
        if (item->type == Item::Type::Ellipsis && std::exchange(hasEllipsis, true))
            return wrong(piece.trimmed(), QStringLiteral("is the second ellipsis; there can be only one"));
        spec.items.push_back(*item);
    }
    return spec;
}

QString SliceSpec::toString() const
{
    QStringList parts;
    for (const Item &item : items)
        parts << spelled(item);
    return parts.join(QStringLiteral(", "));
}

Result<std::vector<AxisSlice>> SliceSpec::resolve(const Shape &shape) const
{
    const auto ellipsis = std::ranges::find(items, Item::Type::Ellipsis, &Item::type);
    const auto before = static_cast<size_t>(ellipsis - items.begin());
    const size_t given = ellipsis == items.end() ? items.size() : items.size() - 1;
    if (given > shape.size())
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("too many indices: the array has %1 axes, but %2 were indexed")
                         .arg(shape.size())
                         .arg(given)};
    const size_t skipped = shape.size() - given; // axes that the ellipsis, or the end, stands for
    std::vector<AxisSlice> axes;
    for (size_t i = 0; i < shape.size(); ++i) {
        const int axis = static_cast<int>(i);
        if (i >= before && i < before + skipped) {
            axes.push_back({.axis = axis, .length = shape[i]});
            continue;
        }
        const Item &item = items[i < before ? i : i - skipped + (ellipsis == items.end() ? 0 : 1)];
        const bool isIndex = item.type == Item::Type::Index;
        if (isIndex && (item.index >= shape[i] || item.index < -shape[i]))
            return Error{ErrorCode::InvalidInput,
                         QStringLiteral("index %1 is out of bounds for axis %2 with size %3")
                             .arg(item.index)
                             .arg(axis)
                             .arg(shape[i])};
        axes.push_back(isIndex ? resolveIndex(axis, item.index, shape[i]) : resolveRange(axis, item, shape[i]));
    }
    return axes;
}

} // namespace npeek
