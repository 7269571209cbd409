#pragma once

#include "core/format/py_node.h"

namespace npeek {

/// Values of the standard library from the arguments that a pickle has for their types; nothing when they are others.
std::optional<PyRef> makeBuiltin(PyArena &arena, PyCallable callable, const PyRefs &args);
/// OrderedDict, defaultdict, Counter, deque; callee is their Class.
std::optional<PyRef> makeCollection(PyArena &arena, PyCallable callable, PyRef callee, const PyRefs &args);
/// datetime, date, time, timedelta.
std::optional<PyRef> makeMoment(PyArena &arena, PyCallable callable, const PyRefs &args);

} // namespace npeek
