#include "core/sparse/index_reader.h"

#include "core/array/number_visit.h"

namespace npeek {

IndexReader::IndexReader(const ArrayView &view, Progress &progress)
    : m_view(view)
    , m_stride(view.ndim() == 1 ? view.strides()[0] : 0)
    , m_reader(view.source(), progress, view.size())
{
}

static void loadIntegers(const DType &dtype, const unsigned char *data, qint64 count, qint64 *out)
{
    loads::visitNumber(loads::NumberFormat(dtype), [&](auto load) {
        using Load = decltype(load);
        for (qint64 i = 0; i < count; ++i) {
            if constexpr (Load::isInteger)
                out[i] = Load::template as<qint64>(data + i * Load::size);
            else
                out[i] = -1;
        }
    });
}

Result<> IndexReader::read(qint64 first, qint64 count, qint64 *out)
{
    const DType &dtype = m_view.dtype();
    // Coordinates of all axes that lie side by side are read one by one.
    const qint64 run = m_stride == dtype.itemsize ? count : 1;
    for (qint64 i = 0; i < count; i += run) {
        const auto bytes = m_reader.read(m_view.offset() + (first + i) * m_stride, run * dtype.itemsize);
        if (!bytes)
            return bytes.error();
        loadIntegers(dtype, bytes->data(), run, out + i);
        m_reader.done(run);
    }
    return {};
}

Result<qint64> IndexReader::at(qint64 i)
{
    qint64 value = 0;
    if (auto done = read(i, 1, &value); !done)
        return done.error();
    return value;
}

} // namespace npeek
