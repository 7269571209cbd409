#include "core/export/npz_writer.h"

#include "core/export/npy_writer.h"
#include "core/export/zip_member.h"

#include <QSet>

#include <quazip/quazip.h>

namespace npeek {

struct NpzWriter::Private {
    explicit Private(QIODevice &output)
        : device(output)
        , zip(&output)
    {
    }

    Error error(int zipError) const
    {
        return {ErrorCode::Io,
                QStringLiteral("cannot write the archive: %1 (zip error %2)").arg(device.errorString()).arg(zipError)};
    }

    QIODevice &device;
    QuaZip zip;
    QSet<QByteArray> names;
};

NpzWriter::NpzWriter(QIODevice &device)
    : d(std::make_unique<Private>(device))
{
}

NpzWriter::~NpzWriter() = default;

Result<> NpzWriter::open()
{
    d->zip.setAutoClose(false); // a QSaveFile is committed by who made it
    d->zip.setDataDescriptorWritingEnabled(false);
    if (!d->zip.open(QuaZip::mdCreate))
        return d->error(d->zip.getZipError());
    return {};
}

Result<> NpzWriter::add(const QString &key, const ArrayView &view, int level, ByteMeter &meter)
{
    const QByteArray name = (key + QStringLiteral(".npy")).toUtf8();
    if (d->names.contains(name))
        return Error{ErrorCode::InvalidInput, QStringLiteral("two arrays have the name \"%1\"").arg(key)};
    if (name.size() > 0xffff || name.contains('\0'))
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("\"%1\" cannot be the name of a member").arg(key.left(80))};
    d->names.insert(name);

    const NpyWriter npy(view);
    ZipMember member(d->zip.getZipFile(), level);
    if (const int failed = member.open(name, npy.size()); failed)
        return d->error(failed);
    const Sink sink = [&](Bytes bytes) -> Result<> {
        if (const int failed = member.write(bytes); failed)
            return d->error(failed);
        return {};
    };
    if (auto written = npy.write(sink, meter); !written)
        return written;
    if (const int failed = member.close(); failed)
        return d->error(failed);
    return {};
}

Result<> NpzWriter::close()
{
    d->zip.close();
    if (const int failed = d->zip.getZipError(); failed)
        return d->error(failed);
    return {};
}

} // namespace npeek
