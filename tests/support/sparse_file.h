#pragma once

#include "core/export/exporter.h"
#include "tests/support/sparse_parts.h"

namespace npeek::test {

/// An .npz as scipy.sparse.save_npz() lays it out.
inline Result<> writeSparse(const QString &path, const SparseParts &parts, int compressionLevel = 6)
{
    const SparseLayout &layout = parts.layout;
    std::vector<qint64> coords;
    Progress progress;
    QByteArray scratch;
    for (const ArrayView &axis : parts.coords) {
        for (qint64 i = 0; i < axis.shape()[0]; ++i)
            coords.push_back(toInt64(axis.dtype(), axis.element(std::array{i}, scratch)->data()));
    }
    const QByteArray format = layout.formatName().toLatin1();
    std::vector<NamedArray> members{{QStringLiteral("format"),
                                     *ArrayView::fromSource(*dtypeFromString(QStringLiteral("S3")), {}, false, 0,
                                                            std::make_shared<MemorySource>(format))},
                                    {QStringLiteral("shape"), listOf<qint64>(QStringLiteral("<i8"), layout.shape)},
                                    {QStringLiteral("data"), parts.data}};
    if (layout.format == SparseFormat::Coo) {
        const auto axes = static_cast<qint64>(parts.coords.size());
        members.push_back(
            {QStringLiteral("coords"), viewOf<qint64>(QStringLiteral("<i8"), {axes, layout.nnz}, coords)});
    } else {
        members.push_back({QStringLiteral("indices"), parts.indices});
        members.push_back({QStringLiteral("indptr"), parts.indptr});
    }
    return exportNpz(members, compressionLevel, path, progress);
}

} // namespace npeek::test
