// An .npy file: its header, how that is written again, and what can be shown of its elements.
#include "core/array/array_view.h"
#include "tests/fuzz/array_checks.h"
#include "tests/fuzz/require.h"

using namespace npeek;
using namespace npeek::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto source =
        std::make_shared<MemorySource>(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    const Result<ArrayHeader> header = ArrayHeader::read(*source);
    if (!header) {
        require(!header.error().message.isEmpty(), "a refused header has a reason");
        return 0;
    }
    require(header->dataOffset > 0 && header->dataOffset <= source->size(), "the header ends inside");
    checkHeader(*header);
    const Result<qint64> needed = header->byteCount();
    const Result<ArrayView> view = ArrayView::fromHeader(*header, source);
    require(!view || (needed && *needed <= source->size() - header->dataOffset), "a view lies inside of its file");
    if (view)
        checkArray(*view);
    return 0;
}
