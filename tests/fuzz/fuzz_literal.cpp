// Python literals, and the dtypes that they and bare dtype strings mean. The first byte says how the rest is read.
#include "core/format/dtype.h"
#include "core/format/python_literal.h"
#include "tests/fuzz/require.h"

#include <cstring>

using namespace npeek;
using namespace npeek::fuzz;

namespace {

QString textOf(const uint8_t *data, size_t size, bool isUtf16, bool isUtf8)
{
    if (isUtf16) {
        QString text(static_cast<qsizetype>(size / 2), Qt::Uninitialized);
        std::memcpy(text.data(), data, size / 2 * 2);
        return text;
    }
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    return isUtf8 ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
}

/// Every text must come back from how Python writes it.
void checkTexts(const PyValue &value)
{
    if (value.is(PyValue::Type::String)) {
        const Result<PyValue> again = parsePythonLiteral(pythonRepr(value.text));
        require(again && again->is(PyValue::Type::String) && again->text == value.text, "repr() reads back");
    }
    for (const PyValue &item : value.items)
        checkTexts(item);
}

void checkDType(const Result<DType> &dtype)
{
    if (!dtype) {
        require(!dtype.error().message.isEmpty(), "a refused dtype has a reason");
        return;
    }
    require(dtype->itemsize >= 0, "an itemsize is not negative");
    require(!dtype->name().isEmpty(), "a dtype has a name");
    const Result<PyValue> descr = parsePythonLiteral(dtype->descr());
    require(descr.isOk(), "descr() is a literal");
    const Result<DType> again = dtypeFromDescr(*descr);
    require(again && again->itemsize == dtype->itemsize && again->descr() == dtype->descr(), "descr() reads back");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const uint8_t mode = data[0];
    const QString text = textOf(data + 1, size - 1, mode & 1, mode & 2);
    const Result<PyValue> strict = parsePythonLiteral(text);
    const Result<PyValue> asked =
        parsePythonLiteral(text, {.dropLongSuffix = bool(mode & 4), .lenient = bool(mode & 8)});
    require(!strict || asked, "what is read strictly is read with more lenient rules too");
    if (asked) {
        checkTexts(*asked);
        checkDType(dtypeFromDescr(*asked));
    } else {
        require(!asked.error().message.isEmpty(), "a refused literal has a reason");
    }
    checkDType(dtypeFromString(text));
    return 0;
}
