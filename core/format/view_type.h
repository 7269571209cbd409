#pragma once

#include "core/base/result.h"
#include "core/format/dtype.h"

#include <QStringList>

namespace npeek {

/// The types that an element of a dtype is likely to be where the file cannot say it, the type that the file names
/// last: bfloat16 for two bytes; the float8 types, int4 and uint4 for one; x87 and binary128 for longdouble. Empty for
/// others.
QStringList viewTypes(const DType &of);

/// One of these names, or any NumPy dtype of the same itemsize without objects. What carries the elements is
/// remembered, so that descr() stays as it was for types that only ml_dtypes knows. InvalidInput when it does not fit.
Result<DType> viewType(const DType &of, const QString &name);

/// How a dtype is read when nobody says: V2 is bfloat16 (JAX, MLX and ml_dtypes write it so), and so is a field of two
/// bytes that is called bfloat16 (MXNet). All others stay as they are.
DType defaultViewType(DType dtype);

} // namespace npeek
