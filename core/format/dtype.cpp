#include "core/format/dtype.h"

#include <algorithm>

namespace npeek {

DType DType::base() const
{
    DType element = *this;
    const qint64 count = elementCount(shape).value_or(0);
    element.itemsize = shape.empty() ? itemsize : count > 0 ? itemsize / count : emptyItemsize;
    element.shape.clear();
    element.emptyItemsize = 0;
    return element;
}

bool DType::hasObjects() const
{
    return kind == Kind::Object
        || std::ranges::any_of(fields, [](const Field &field) { return field.dtype.hasObjects(); });
}

bool DType::isNumeric() const
{
    return shape.empty() && kind <= Kind::Complex;
}

const Field *DType::field(const QString &name) const
{
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? nullptr : &*found;
}

bool Field::operator==(const Field &) const = default;
bool DType::operator==(const DType &) const = default;

} // namespace npeek
