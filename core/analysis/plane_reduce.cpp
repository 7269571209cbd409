#include "core/analysis/plane_pass.h"

#include <algorithm>
#include <limits>

namespace npeek {

namespace {

constexpr qint64 runElements = 4096; // doubles that stay in the first-level cache
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

struct Sum {
    static double add(double sum, double value) { return sum + (value == value ? value : 0.0); }
};
struct Least {
    static double add(double least, double value) { return value < least ? value : least; }
};
struct Greatest {
    static double add(double greatest, double value) { return value > greatest ? value : greatest; }
};

double startOf(Sampling sampling)
{
    return sampling == Sampling::Minimum ? infinity : sampling == Sampling::Maximum ? -infinity : 0.0;
}

} // namespace

/// What is known of the samples of one outer sample: the lines of a band are added one after the other.
class PlanePass::Band {
public:
    Band(const SampleAxis &inner, Sampling sampling)
        : m_sampling(sampling)
        , m_edges(inner.edges())
        , m_values(m_edges.size() - 1)
        , m_counts(m_edges.size() - 1)
    {
    }

    void clear()
    {
        std::ranges::fill(m_values, startOf(m_sampling));
        std::ranges::fill(m_counts, 0);
    }

    /// The elements [element, element + count) of a line.
    void add(const double *values, qint64 element, qint64 count)
    {
        if (m_sampling == Sampling::Minimum)
            addWith<Least>(values, element, count);
        else if (m_sampling == Sampling::Maximum)
            addWith<Greatest>(values, element, count);
        else
            addWith<Sum>(values, element, count);
    }

    const std::vector<double> &finished()
    {
        for (size_t i = 0; i < m_values.size(); ++i) {
            if (m_counts[i] == 0)
                m_values[i] = notANumber;
            else if (m_sampling == Sampling::Mean)
                m_values[i] /= static_cast<double>(m_counts[i]);
        }
        return m_values;
    }

private:
    template <class Operation> void addWith(const double *values, qint64 element, qint64 count)
    {
        const qint64 end = element + count;
        auto sample = static_cast<size_t>(std::ranges::upper_bound(m_edges, element) - m_edges.begin()) - 1;
        for (qint64 from = element; from < end; ++sample) {
            const qint64 to = std::min(m_edges[sample + 1], end);
            double value = m_values[sample];
            qint64 numbers = 0;
            for (qint64 i = from - element; i < to - element; ++i) {
                value = Operation::add(value, values[i]);
                numbers += values[i] == values[i];
            }
            m_values[sample] = value;
            m_counts[sample] += numbers;
            from = to;
        }
    }

    Sampling m_sampling;
    std::vector<qint64> m_edges;
    std::vector<double> m_values;
    std::vector<qint64> m_counts; ///< elements that are not NaN
};

Result<> PlanePass::reduce()
{
    Band band(m_inner, m_plane.sampling);
    for (int i = 0; i < m_outer.samples(); ++i) {
        band.clear();
        if (auto added = addLines(band, m_outer.edge(i), m_outer.edge(i + 1)); !added)
            return added;
        store(i, band.finished());
    }
    return m_reader.finish();
}

/// As many whole lines at once as a piece holds, or else the line in pieces.
Result<> PlanePass::addLines(Band &band, qint64 line, qint64 end)
{
    const qint64 room = PieceReader::pieceBytes - m_view.dtype().itemsize;
    const qint64 lineRoom = room - (m_inner.length() - 1) * m_inner.step();
    const qint64 lines = lineRoom < 0 ? 1 : lineRoom / std::max(m_outer.step(), qint64(1)) + 1;
    const qint64 elements = lineRoom >= 0 ? m_inner.length() : std::max(room, qint64(0)) / m_inner.step() + 1;
    for (; line < end; line += lines) {
        for (qint64 element = 0; element < m_inner.length(); element += elements) {
            const Piece piece{line, std::min(lines, end - line), element,
                              std::min(elements, m_inner.length() - element)};
            if (auto added = addPiece(band, piece); !added)
                return added;
        }
    }
    return {};
}

Result<> PlanePass::addPiece(Band &band, const Piece &piece)
{
    const qint64 offset = m_origin + piece.line * m_outer.step() + piece.element * m_inner.step();
    const qint64 span =
        (piece.lines - 1) * m_outer.step() + (piece.elements - 1) * m_inner.step() + m_view.dtype().itemsize;
    const auto bytes = m_reader.read(offset, span);
    if (!bytes)
        return bytes.error();
    // Short lines without gaps are loaded several at once.
    const bool isPacked = m_outer.step() == piece.elements * m_inner.step();
    const qint64 linesAtOnce = isPacked ? std::clamp(runElements / piece.elements, qint64(1), piece.lines) : 1;
    const qint64 run = std::min(piece.elements, runElements);
    m_loaded.resize(static_cast<size_t>(linesAtOnce * run));
    for (qint64 line = 0; line < piece.lines; line += linesAtOnce) {
        const qint64 lines = std::min(linesAtOnce, piece.lines - line);
        for (qint64 first = 0; first < piece.elements; first += run) {
            const qint64 count = std::min(run, piece.elements - first);
            const unsigned char *data = bytes->data() + line * m_outer.step() + first * m_inner.step();
            loadDoubles(m_view.dtype(), m_part, data, m_inner.step(), lines * count, m_loaded.data());
            for (qint64 i = 0; i < lines; ++i)
                band.add(&m_loaded[static_cast<size_t>(i * count)], piece.element + first, count);
        }
    }
    m_reader.done(piece.lines * piece.elements);
    return {};
}

} // namespace npeek
