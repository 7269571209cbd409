#pragma once

#include "core/format/py_object.h"

namespace npeek {

/// How much of a value is spelled out.
struct ObjectFormat {
    qint64 maxLength = 4096; ///< characters after which the text is cut off and ends in "…"
    int maxDepth = 20; ///< containers inside of containers; deeper ones are [...]
    qint64 arrayItems = 1000; ///< NumPy arrays with more elements show three at each end
};

/// repr() of a value in Python's and NumPy's spelling, on one line; <module.Class(args) state> for what stays opaque.
/// Bounded for any value: cycles and shared parts cost no more than the text they make.
QString objectText(const PyObject &object, const ObjectFormat &format = {});

} // namespace npeek
