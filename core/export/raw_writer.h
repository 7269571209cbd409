#pragma once

#include "core/array/array_view.h"
#include "core/export/output_file.h"

namespace npeek {

/// The bytes of all elements in C order, in the byte order they have in the file. The meter advances by nbytes().
Result<> writeRaw(const ArrayView &view, const Sink &sink, ByteMeter &meter);

/// A user's sentence for views whose bytes mean nothing outside of their file (pickled objects); else done.
Result<> checkExportable(const ArrayView &view);

} // namespace npeek
