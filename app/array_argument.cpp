#include "app/array_argument.h"

#include "app/console.h"
#include "core/format/view_type.h"

#include <QFileInfo>

#include <algorithm>

namespace npeek {

MemberPath splitMemberPath(const QString &argument)
{
    const QString separator = QStringLiteral("::");
    const qsizetype first = argument.indexOf(separator);
    if (first < 0 || QFileInfo::exists(argument))
        return {argument, {}};
    for (qsizetype i = first; i >= 0; i = argument.indexOf(separator, i + 1)) {
        if (QFileInfo(argument.left(i)).isFile())
            return {argument.left(i), argument.mid(i + separator.size())};
    }
    return {argument.left(first), argument.mid(first + separator.size())};
}

QString memberNames(const ArrayFile &file)
{
    constexpr size_t most = 12;
    QStringList names;
    for (size_t i = 0; i < std::min(file.members().size(), most); ++i)
        names += file.members()[i].name;
    if (file.members().size() > most)
        names += QStringLiteral("… (%1 in all)").arg(file.members().size());
    return names.isEmpty() ? QStringLiteral("none") : names.join(QLatin1String(", "));
}

static Result<const Member *> memberNamed(const ArrayFile &file, const QString &name)
{
    if (file.format() == FileFormat::Npy && file.members().size() == 1)
        return Error{ErrorCode::NotFound, QStringLiteral("there is no member '%1': an .npy file has none").arg(name)};
    if (const Member *member = file.member(name))
        return member;
    return Error{ErrorCode::NotFound,
                 QStringLiteral("there is no member '%1'; the members are: %2").arg(name, memberNames(file))};
}

static Result<ArrayFile> openWithProgress(const QString &path)
{
    TerminalProgress progress;
    return ArrayFile::open(path, progress);
}

static Result<ArrayArgument> openHeaderless(const QString &path, const RawLayout &layout)
{
    const auto file = ArrayFile::openRaw(path, layout);
    if (!file)
        return file.error();
    ArrayArgument argument{path, *file, nullptr};
    argument.member = &argument.file.members().front();
    return argument;
}

Result<ArrayArgument> openArgument(const QString &text, const std::optional<RawLayout> &raw)
{
    if (raw)
        return openHeaderless(text, *raw);
    const MemberPath name = splitMemberPath(text);
    auto file = openWithProgress(name.path);
    if (!file)
        return file.error();
    if (file->isSalvaged())
        complain(name.path + QLatin1String(": ") + file->notes().join(QLatin1String("; ")));
    ArrayArgument argument{text, *file, nullptr};
    argument.isSparseNamed = name.member == QLatin1String("(sparse)") && !file->member(*name.member);
    if (argument.isSparseNamed || !name.member)
        argument.sparse = recognizeSparse(argument.file);
    if (argument.isSparseNamed && !argument.sparse)
        return Error{ErrorCode::NotFound, QStringLiteral("the members are not the parts of a scipy.sparse array")};
    if (argument.sparse)
        return argument;
    if (name.member) {
        auto member = memberNamed(argument.file, *name.member);
        if (!member)
            return member.error();
        argument.member = *member;
    } else if (argument.file.members().size() == 1 || argument.file.format() == FileFormat::Npy) {
        argument.member = &argument.file.members().front();
    }
    return argument;
}

const Member *defaultMember(const ArrayFile &file)
{
    const Member *best = nullptr;
    const Member *firstArray = nullptr;
    for (const Member &member : file.members()) {
        if (member.state != Member::State::Ok)
            continue;
        firstArray = firstArray ? firstArray : &member;
        const bool isPicture = member.header->dtype.isNumeric() && member.header->shape.size() >= 2;
        if (isPicture && (!best || member.header->size() > best->header->size()))
            best = &member;
    }
    if (best || firstArray)
        return best ? best : firstArray;
    return file.members().empty() ? nullptr : &file.members().front();
}

QString label(const ArrayFile &file, const Member &member)
{
    const bool isPlain = file.format() == FileFormat::Npy && member.name.isEmpty();
    return isPlain ? file.path() : file.path() + QLatin1String("::") + member.name;
}

Result<ArrayView> elements(const ArrayFile &file, const Member &member)
{
    switch (member.state) {
    case Member::State::Ok:
        return file.array(member);
    case Member::State::Object:
        return Error{ErrorCode::Unsupported,
                     QStringLiteral("holds Python objects (a pickle), which is never executed and cannot be read")};
    case Member::State::Raw:
        return Error{ErrorCode::Unsupported,
                     QStringLiteral("is no array but %1 bytes; convert to .raw copies them").arg(member.nbytes)};
    case Member::State::Refused:
        break;
    }
    return member.error;
}

Result<std::optional<RawLayout>> parseRaw(const QCommandLineParser &arguments)
{
    const QString name = QStringLiteral("raw");
    if (!arguments.isSet(name))
        return std::optional<RawLayout>();
    const auto layout = RawLayout::parse(arguments.value(name));
    if (layout)
        return std::optional(*layout);
    return Error{ErrorCode::InvalidInput, QStringLiteral("--raw: ") + layout.error().message};
}

Result<Cut> Cut::parse(const QCommandLineParser &arguments)
{
    auto raw = parseRaw(arguments);
    if (!raw)
        return raw.error();
    auto slice = SliceSpec::parse(arguments.value(QStringLiteral("slice")));
    if (!slice)
        return slice.error();
    return Cut{*raw, arguments.value(QStringLiteral("field")), arguments.isSet(QStringLiteral("field")), *slice,
               arguments.value(QStringLiteral("view-as"))};
}

Result<ArrayView> Cut::picked(const ArrayView &view) const
{
    const auto elements = hasField ? view.field(field) : Result<ArrayView>(view);
    if (!elements || viewAs.isEmpty())
        return elements;
    const auto dtype = viewType(elements->dtype(), viewAs);
    return dtype ? elements->viewedAs(*dtype) : dtype.error();
}

Result<ArrayView> Cut::of(const ArrayView &view) const
{
    auto part = picked(view);
    return part ? part->slice(slice) : part;
}

SliceSpec defaultSlice(int ndim)
{
    SliceSpec spec;
    for (int axis = 0; axis < ndim; ++axis) {
        SliceSpec::Item item;
        item.type = axis < ndim - 2 ? SliceSpec::Item::Type::Index : SliceSpec::Item::Type::Range;
        spec.items.push_back(item);
    }
    return spec;
}

Result<> checkStoredCrc(const ArrayFile &file, const Member &member, Progress &progress)
{
    if (!member.entry || member.isCompressed())
        return {};
    auto bytes = file.bytes(member);
    return bytes ? readThrough(**bytes, member.entry->crc32, progress) : Result<>(bytes.error());
}

} // namespace npeek
