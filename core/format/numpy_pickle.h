#pragma once

#include "core/format/py_node.h"

namespace npeek {

/// numpy.dtype('f8', False, True); its state completes it.
std::optional<PyRef> makeDType(PyArena &arena, const PyRefs &args);
std::optional<PyRef> makeStringDType(PyArena &arena);
/// scalar(dtype, bytes); for objects the object.
std::optional<PyRef> makeNumpyScalar(PyArena &arena, const PyRefs &args);
/// _frombuffer(bytes, dtype, shape, order[, axes]), as in protocol 5.
std::optional<PyRef> makeArrayFromBuffer(PyArena &arena, const PyRefs &args);

/// (version, order, subarray, names, fields, itemsize, align, flags[, metadata]). False when that is no dtype we know.
bool setDTypeState(PyArena &arena, PyRef dtype, PyRef state);
/// ([version,] shape, dtype, fortran order, bytes or list): makes an Array of what _reconstruct left. False, with
/// nothing changed, when sizes and dtype do not fit together.
bool setArrayState(PyArena &arena, PyRef array, PyRef state);

} // namespace npeek
