#include "core/sparse/sparse_layout.h"

#include "core/array/element.h"
#include "core/base/shape_text.h"
#include "core/export/cell_text.h"

#include <array>

namespace npeek {

namespace {

struct FormatName {
    const char *text;
    SparseFormat format;
};

constexpr FormatName formatNames[] = {{"csr", SparseFormat::Csr},
                                      {"csc", SparseFormat::Csc},
                                      {"bsr", SparseFormat::Bsr},
                                      {"coo", SparseFormat::Coo},
                                      {"dia", SparseFormat::Dia}};

bool isInteger(const DType &dtype)
{
    return dtype.shape.empty() && (dtype.kind == Kind::Int || dtype.kind == Kind::UInt);
}

/// An array of that name and number of axes, or nullptr.
const Member *arrayNamed(const ArrayFile &file, const QString &name, size_t ndim)
{
    const Member *member = file.member(name);
    const bool fits = member && member->state == Member::State::Ok && member->header->shape.size() == ndim;
    return fits ? member : nullptr;
}

/// The bytes of a member of at most 64 elements.
Result<QByteArray> tinyElements(const ArrayFile &file, const Member &member)
{
    constexpr qint64 most = 64 * 8;
    const auto view = file.array(member);
    if (!view)
        return view.error();
    if (view->nbytes() > most || !view->isContiguous())
        return Error{ErrorCode::Unsupported, QStringLiteral("%1 bytes are too many here").arg(view->nbytes())};
    QByteArray scratch;
    const auto bytes = view->source()->read(view->offset(), view->nbytes(), scratch);
    if (!bytes)
        return bytes.error();
    return QByteArray(reinterpret_cast<const char *>(bytes->data()), view->nbytes());
}

std::optional<SparseFormat> readFormat(const ArrayFile &file)
{
    const Member *member = arrayNamed(file, QStringLiteral("format"), 0);
    if (!member || (member->header->dtype.kind != Kind::Bytes && member->header->dtype.kind != Kind::Str))
        return {};
    const auto bytes = tinyElements(file, *member);
    if (!bytes || bytes->isEmpty())
        return {};
    const QString text = cellText(member->header->dtype, reinterpret_cast<const unsigned char *>(bytes->constData()));
    for (const FormatName &name : formatNames)
        if (text == QLatin1String(name.text))
            return name.format;
    return {};
}

std::optional<Shape> readShape(const ArrayFile &file)
{
    const Member *member = arrayNamed(file, QStringLiteral("shape"), 1);
    if (!member || !isInteger(member->header->dtype) || member->header->size() == 0)
        return {};
    const auto bytes = tinyElements(file, *member);
    if (!bytes)
        return {};
    Shape shape;
    const DType &dtype = member->header->dtype;
    for (qint64 at = 0; at < bytes->size(); at += dtype.itemsize) {
        const qint64 length = toInt64(dtype, reinterpret_cast<const unsigned char *>(bytes->constData()) + at);
        if (length < 0)
            return {};
        shape.push_back(length);
    }
    return shape;
}

bool hasCoordinates(const ArrayFile &file, const SparseLayout &layout)
{
    if (arrayNamed(file, QStringLiteral("coords"), 2))
        return true;
    return layout.shape.size() == 2 && arrayNamed(file, QStringLiteral("row"), 1)
        && arrayNamed(file, QStringLiteral("col"), 1);
}

bool hasIndexParts(const ArrayFile &file, const SparseLayout &layout)
{
    switch (layout.format) {
    case SparseFormat::Coo:
        return hasCoordinates(file, layout);
    case SparseFormat::Dia:
        return layout.shape.size() == 2 && arrayNamed(file, QStringLiteral("offsets"), 1);
    case SparseFormat::Csr:
        break;
    case SparseFormat::Csc:
    case SparseFormat::Bsr:
        if (layout.shape.size() != 2)
            return false;
    }
    return layout.shape.size() <= 2 && arrayNamed(file, QStringLiteral("indices"), 1)
        && arrayNamed(file, QStringLiteral("indptr"), 1);
}

size_t dataAxes(SparseFormat format)
{
    return format == SparseFormat::Bsr ? 3 : format == SparseFormat::Dia ? 2 : 1;
}

bool readIsArray(const ArrayFile &file)
{
    const Member *member = arrayNamed(file, QStringLiteral("_is_array"), 0);
    if (!member || member->header->dtype.kind != Kind::Bool)
        return false;
    const auto bytes = tinyElements(file, *member);
    return bytes && !bytes->isEmpty() && bytes->front() != 0;
}

Result<ArrayView> part(const ArrayFile &file, const char *name)
{
    const Member *member = file.member(QLatin1String(name));
    return member ? file.array(*member)
                  : Result<ArrayView>(
                      Error{ErrorCode::NotFound, QStringLiteral("there is no member '%1'").arg(QLatin1String(name))});
}

Result<> openCoordinates(const ArrayFile &file, SparseParts &parts)
{
    if (!arrayNamed(file, QStringLiteral("coords"), 2)) {
        for (const char *name : {"row", "col"}) {
            auto view = part(file, name);
            if (!view)
                return view.error();
            parts.coords.push_back(*view);
        }
        return {};
    }
    const auto coords = part(file, "coords");
    if (!coords)
        return coords.error();
    const qint64 axes = coords->shape()[0];
    if (axes != static_cast<qint64>(parts.layout.shape.size()))
        return Error{
            ErrorCode::Corrupt,
            QStringLiteral("coords has %1 rows for an array of %2 axes").arg(axes).arg(parts.layout.shape.size())};
    for (qint64 axis = 0; axis < axes; ++axis)
        parts.coords.push_back(coords->slice({{0, true, axis, 1, 1}, {1, false, 0, 1, coords->shape()[1]}}));
    return {};
}

Result<> openPart(const ArrayFile &file, const char *name, ArrayView &view)
{
    auto opened = part(file, name);
    if (!opened)
        return opened.error();
    view = *opened;
    return {};
}

} // namespace

QString SparseLayout::formatName() const
{
    for (const FormatName &name : formatNames)
        if (name.format == format)
            return QLatin1String(name.text);
    return {};
}

QString SparseLayout::summary() const
{
    const QString stored = isNnzExact ? QStringLiteral("nnz %1") : QStringLiteral("nnz at most %1");
    return QStringLiteral("sparse %1 %2, %3").arg(formatName(), shapeText(shape), stored.arg(nnz));
}

std::optional<SparseLayout> recognizeSparse(const ArrayFile &file)
{
    if (file.format() != FileFormat::Npz)
        return {};
    const auto format = readFormat(file);
    if (!format)
        return {};
    const Member *data = arrayNamed(file, QStringLiteral("data"), dataAxes(*format));
    const auto shape = data ? readShape(file) : std::nullopt;
    if (!shape)
        return {};
    SparseLayout layout{*format, *shape, data->header->dtype, data->header->size(), {1, 1}, true, readIsArray(file)};
    layout.isNnzExact = layout.format != SparseFormat::Dia;
    if (layout.format == SparseFormat::Bsr)
        layout.blockShape = {data->header->shape[1], data->header->shape[2]};
    return hasIndexParts(file, layout) ? std::optional(layout) : std::nullopt;
}

Result<SparseParts> openSparseParts(const ArrayFile &file)
{
    const auto layout = recognizeSparse(file);
    if (!layout)
        return Error{ErrorCode::NotFound, QStringLiteral("the members are not the parts of a scipy.sparse array")};
    SparseParts parts;
    parts.layout = *layout;
    if (auto opened = openPart(file, "data", parts.data); !opened)
        return opened.error();
    Result<> opened;
    if (layout->format == SparseFormat::Coo) {
        opened = openCoordinates(file, parts);
    } else if (layout->format == SparseFormat::Dia) {
        opened = openPart(file, "offsets", parts.offsets);
    } else {
        opened = openPart(file, "indices", parts.indices);
        if (opened)
            opened = openPart(file, "indptr", parts.indptr);
    }
    return opened ? Result<SparseParts>(parts) : opened.error();
}

} // namespace npeek
