#include "core/base/shape_text.h"

#include <QStringList>

namespace npeek {

QString shapeText(const Shape &shape)
{
    QStringList lengths;
    for (qint64 length : shape)
        lengths += QString::number(length);
    return u'(' + lengths.join(QStringLiteral(", ")) + (shape.size() == 1 ? QStringLiteral(",)") : QStringLiteral(")"));
}

} // namespace npeek
