#include "core/analysis/moments.h"
#include "core/analysis/tally.h"
#include "core/array/element.h"

#include <array>
#include <cmath>

namespace npeek {

namespace {

/// NumPy's order: by real part, then by imaginary part.
struct Lexicographic {
    template <class Real> bool operator()(const std::complex<Real> &a, const std::complex<Real> &b) const
    {
        return a.real() < b.real() || (a.real() == b.real() && a.imag() < b.imag());
    }
};

template <class Real> class ComplexTally : public Tally {
public:
    explicit ComplexTally(const DType &dtype)
        : m_dtype(dtype)
        , m_part(dtype)
    {
        m_part.kind = Kind::Float;
        m_part.itemsize = dtype.itemsize / 2;
    }

    Changes add(const unsigned char *data, int count) override;
    void addZeros(qint64 count) override
    {
        m_zeros += count;
        m_realMoments.add(count, 0, 0, 0);
        m_imagMoments.add(count, 0, 0, 0);
    }
    int findMin(int from) const override { return find(m_min, from); }
    int findMax(int from) const override { return find(m_max, from); }
    void write(Statistics &statistics) const override;

private:
    using Number = std::complex<Real>;
    using Parts = std::array<Real, chunkElements>;

    void load(const unsigned char *data, int count);
    Number at(int i) const { return {m_real[static_cast<size_t>(i)], m_imag[static_cast<size_t>(i)]}; }
    static bool isNan(const Number &number) { return std::isnan(number.real()) || std::isnan(number.imag()); }
    void countSpecial(const Number &number);
    void addMoments(qint64 numbers, const Number &sum);
    int find(const Number &value, int from) const;

    DType m_dtype;
    DType m_part; ///< dtype of the real and of the imaginary part
    Parts m_real, m_imag;
    int m_chunkCount = 0;
    Number m_min, m_max;
    qint64 m_nan = 0, m_posinf = 0, m_neginf = 0, m_zeros = 0;
    Moments m_realMoments, m_imagMoments;
};

template <> void ComplexTally<double>::load(const unsigned char *data, int count)
{
    loadDoubles(m_dtype, ComplexPart::Real, data, m_dtype.itemsize, count, m_real.data());
    loadDoubles(m_dtype, ComplexPart::Imaginary, data, m_dtype.itemsize, count, m_imag.data());
}

template <> void ComplexTally<long double>::load(const unsigned char *data, int count)
{
    for (int i = 0; i < count; ++i, data += m_dtype.itemsize) {
        m_real[static_cast<size_t>(i)] = toLongDouble(m_part, data);
        m_imag[static_cast<size_t>(i)] = toLongDouble(m_part, data + m_part.itemsize);
    }
}

template <class Real> Changes ComplexTally<Real>::add(const unsigned char *data, int count)
{
    load(data, count);
    m_chunkCount = count;
    Number least, greatest, sum;
    qint64 numbers = 0;
    for (int i = 0; i < count; ++i) {
        const Number number = at(i);
        if (isNan(number))
            continue;
        if (numbers == 0 || Lexicographic()(number, least))
            least = number;
        if (numbers == 0 || Lexicographic()(greatest, number))
            greatest = number;
        countSpecial(number);
        sum += number;
        ++numbers;
    }
    m_nan += count - numbers;
    if (numbers == 0)
        return {};
    const bool isFirst = m_realMoments.count() == 0;
    addMoments(numbers, sum);
    return updateExtremes(least, greatest, isFirst, m_min, m_max, Lexicographic());
}

/// An infinity in either part counts.
template <class Real> void ComplexTally<Real>::countSpecial(const Number &number)
{
    constexpr Real infinity = std::numeric_limits<Real>::infinity();
    m_zeros += number == Number();
    m_posinf += number.real() == infinity || number.imag() == infinity;
    m_neginf += number.real() == -infinity || number.imag() == -infinity;
}

template <class Real> void ComplexTally<Real>::addMoments(qint64 numbers, const Number &sum)
{
    const Number mean = sum / static_cast<Real>(numbers);
    long double realSquares = 0, imagSquares = 0;
    Number rest;
    for (int i = 0; i < m_chunkCount; ++i) {
        if (isNan(at(i)))
            continue;
        const Number deviation = at(i) - mean;
        rest += deviation;
        realSquares += deviation.real() * deviation.real();
        imagSquares += deviation.imag() * deviation.imag();
    }
    const auto add = [numbers](Moments &moments, Real chunkMean, Real deviation, long double squares) {
        const long double correction = std::isfinite(deviation) ? deviation / static_cast<long double>(numbers) : 0;
        moments.add(numbers, chunkMean, correction, squares - correction * static_cast<long double>(deviation));
    };
    add(m_realMoments, mean.real(), rest.real(), realSquares);
    add(m_imagMoments, mean.imag(), rest.imag(), imagSquares);
}

template <class Real> int ComplexTally<Real>::find(const Number &value, int from) const
{
    for (int i = from; i < m_chunkCount; ++i) {
        if (at(i) == value)
            return i;
    }
    return -1;
}

template <class Real> void ComplexTally<Real>::write(Statistics &statistics) const
{
    statistics.nan = m_nan;
    statistics.posinf = m_posinf;
    statistics.neginf = m_neginf;
    statistics.zeros = m_zeros;
    const qint64 count = m_realMoments.count();
    if (count == 0)
        return;
    statistics.mean = {static_cast<double>(m_realMoments.mean()), static_cast<double>(m_imagMoments.mean())};
    const long double variance = (m_realMoments.squares() + m_imagMoments.squares()) / static_cast<long double>(count);
    statistics.std = static_cast<double>(std::sqrt(variance < 0 ? 0 : variance));
}

} // namespace

std::unique_ptr<Tally> createComplexTally(const DType &dtype)
{
    if (dtype.itemsize > 16)
        return std::make_unique<ComplexTally<long double>>(dtype);
    return std::make_unique<ComplexTally<double>>(dtype);
}

} // namespace npeek
