#pragma once

#include "core/array/array_view.h"
#include "core/export/output_file.h"

namespace npeek {

/// Writes an .npz archive as numpy.savez() does: key + ".npy", dated 1980-01-01, sizes in the local headers, zip64 only
/// where needed. The same arrays give the same bytes.
class NpzWriter {
public:
    /// device is open for writing, at its start, and can seek; it outlives this.
    explicit NpzWriter(QIODevice &device);
    ~NpzWriter();

    Result<> open();
    /// level 0 stores, 1 to 9 deflate. InvalidInput for a key there is already. The meter advances by nbytes().
    Result<> add(const QString &key, const ArrayView &view, int level, ByteMeter &meter);
    /// Writes the central directory.
    Result<> close();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace npeek
