#include "core/export/object_text.h"
#include "core/format/object_array.h"

#include <cstddef>
#include <cstdint>

/// Any bytes as the pickle of an object array: read within the limits, then spell what came out and open its arrays.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace npeek;
    PickleLimits limits;
    limits.maxMemory = 16 << 20;
    Progress progress;
    ArrayHeader header;
    header.dtype.kind = Kind::Object;
    header.dtype.itemsize = 8;
    const MemorySource source(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    const auto array = readObjectArray(header, source, progress, limits);
    if (!array)
        return 0;
    qint64 left = 64;
    for (const PyObject &element : array->elements) {
        if (left-- == 0)
            break;
        (void)objectText(element);
        (void)arrayFromObject(element);
        (void)objectArrayFromObject(element);
    }
    return 0;
}
