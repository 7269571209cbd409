// A pickle of an object array, with or without the header of its .npy: read within limits, spelled, its arrays opened.
#include "core/export/object_text.h"
#include "core/format/object_array.h"
#include "tests/fuzz/array_checks.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>

using namespace npeek;
using namespace npeek::fuzz;

namespace {

constexpr qint64 fewElements = 64;

ArrayHeader headerOf(const MemorySource &source)
{
    if (const Result<ArrayHeader> header = ArrayHeader::read(source))
        return *header;
    ArrayHeader bare;
    bare.dtype.kind = Kind::Object;
    bare.dtype.itemsize = 8;
    return bare;
}

void checkObject(const PyObject &object)
{
    require(!objectText(object).isEmpty() || object.is(PyObject::Type::Str), "an object has a text");
    if (const Result<ArrayView> view = arrayFromObject(object))
        checkArray(*view);
    if (const Result<ObjectArray> array = objectArrayFromObject(object))
        require(elementCount(array->shape) == qint64(array->elements.size()), "an inner array has all its elements");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const MemorySource source(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    PickleLimits limits;
    limits.maxMemory = 16 << 20;
    Progress progress;
    const Result<ObjectArray> array = readObjectArray(headerOf(source), source, progress, limits);
    if (!array) {
        require(!array.error().message.isEmpty(), "a refused pickle has a reason");
        return 0;
    }
    require(elementCount(array->shape) == qint64(array->elements.size()), "an array has all its elements");
    qint64 left = fewElements;
    for (const PyObject &element : array->elements) {
        if (left-- == 0)
            break;
        checkObject(element);
    }
    return 0;
}
