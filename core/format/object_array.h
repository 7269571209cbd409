#pragma once

#include "core/array/array_view.h"
#include "core/format/pickle_reader.h"

#include <QStringList>

namespace npeek {

/// An array whose elements are Python objects, or structured ones with objects in them (tuples then).
struct ObjectArray {
    DType dtype;
    bool isStringDType = false;
    Shape shape;
    bool fortranOrder = false;
    std::vector<PyObject> elements; ///< in C order, whatever the order of the array
    QStringList oddities; ///< where the header disagrees, one sentence each; the pickle is right, as in NumPy
};

/// Reads the pickle that stands for the data of a member in State::Object; source starts at the magic. A pickle that
/// holds no array becomes one element without axes. Errors as in readPickle().
Result<ObjectArray> readObjectArray(const ArrayHeader &header, const ByteSource &source, Progress &progress,
                                    const PickleLimits &limits = {});

/// A NumPy array that is an element of an object array, as an array of its own. InvalidInput for all but an Array of
/// plain elements.
Result<ArrayView> arrayFromObject(const PyObject &object);
/// An Array that has objects as elements, likewise.
Result<ObjectArray> objectArrayFromObject(const PyObject &object);

} // namespace npeek
