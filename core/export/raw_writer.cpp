#include "core/export/raw_writer.h"

#include "core/array/block_reader.h"

namespace npeek {

Result<> writeRaw(const ArrayView &view, const Sink &sink, ByteMeter &meter)
{
    if (view.nbytes() == 0)
        return meter.advance(0);
    BlockReader reader(view, Order::C);
    Block block;
    for (;;) {
        const auto more = reader.next(block);
        if (!more)
            return more.error();
        if (!*more)
            return {};
        const qint64 bytes = block.count * view.dtype().itemsize;
        if (auto written = sink(Bytes(block.data, static_cast<size_t>(bytes))); !written)
            return written;
        if (auto counted = meter.advance(bytes); !counted)
            return counted;
    }
}

Result<> checkExportable(const ArrayView &view)
{
    if (!view.dtype().hasObjects())
        return {};
    return Error{ErrorCode::Unsupported,
                 QStringLiteral("the array holds pickled Python objects (dtype %1), which cannot be exported")
                     .arg(view.dtype().name())};
}

} // namespace npeek
