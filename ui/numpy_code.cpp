#include "ui/numpy_code.h"

#include "core/base/shape_text.h"
#include "core/format/python_literal.h"

namespace npeek {
namespace {

QString memmapCode(const QString &path, const ArrayHeader &header)
{
    return QStringLiteral("np.memmap(%1, dtype=%2, mode='r', offset=%3, shape=%4%5)")
        .arg(path, header.dtype.descr())
        .arg(header.dataOffset)
        .arg(shapeText(header.shape), header.fortranOrder ? QStringLiteral(", order='F'") : QString());
}

} // namespace

QString numpyCode(const ArrayFile &file, const Member *member)
{
    QString path = pythonRepr(file.path());
    if (!member)
        return QStringLiteral("scipy.sparse.load_npz(%1)").arg(path);
    if (file.isRaw())
        return memmapCode(path, *member->header);
    const bool isNpz = file.format() == FileFormat::Npz;
    const bool isObject = member->state == Member::State::Object;
    if (member->isGzipped)
        path = QStringLiteral("gzip.open(%1)").arg(path);
    const QString option = isObject  ? QStringLiteral(", allow_pickle=True")
        : isNpz || member->isGzipped ? QString()
                                     : QStringLiteral(", mmap_mode='r'");
    const QString code = QStringLiteral("np.load(%1%2)").arg(path, option);
    return isNpz ? QStringLiteral("%1[%2]").arg(code, pythonRepr(member->name)) : code;
}

} // namespace npeek
