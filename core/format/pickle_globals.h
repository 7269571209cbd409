#pragma once

#include "core/format/py_node.h"

namespace npeek {

/// What a name stands for, in the spelling of any Python and NumPy version; Unknown for all that is not on the list.
PyCallable callableFrom(QByteArrayView module, QByteArrayView name);

/// The value that a known class or function makes of such arguments. Nothing is executed, and nothing comes back when
/// the arguments are not those of a pickle: then the call stays opaque.
std::optional<PyRef> callKnown(PyArena &arena, PyCallable callable, PyRef callee, const PyRefs &args);

/// Gives a value the state that BUILD has for it. False when it takes none.
bool setState(PyArena &arena, PyRef object, PyRef state);

} // namespace npeek
