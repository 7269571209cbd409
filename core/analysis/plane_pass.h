#pragma once

#include "core/analysis/piece_reader.h"
#include "core/analysis/plane.h"
#include "core/analysis/sample_axis.h"

#include <QElapsedTimer>

namespace npeek {

using PartialPlane = std::function<void(const Plane &)>;

/// What a walk over a region needs: its two axes, the one with the small steps inside, and the plane to be filled.
class PlanePass {
public:
    PlanePass(const ArrayView &view2d, Plane &plane, ComplexPart part, Progress &progress, const PartialPlane &partial);

    /// One element a sample.
    Result<> sampleNearest();
    /// Every element of the region.
    Result<> reduce();

private:
    struct Run { ///< samples of a line that are read as one piece
        size_t first, end;
    };
    /// A few lines, or a part of one, that is read at once.
    struct Piece {
        qint64 line, lines, element, elements;
    };
    class Band;

    std::vector<Run> runsOf(const std::vector<qint64> &offsets) const;
    Result<> readSamples(qint64 lineOffset, const std::vector<qint64> &offsets, const Run &run, double *values);
    Result<> addLines(Band &band, qint64 line, qint64 end);
    Result<> addPiece(Band &band, const Piece &piece);
    void store(int outerSample, const std::vector<double> &values);

    const ArrayView &m_view;
    Plane &m_plane;
    ComplexPart m_part;
    const PartialPlane &m_partial;
    QElapsedTimer m_sincePartial;
    bool m_isRowsOuter;
    SampleAxis m_outer, m_inner;
    qint64 m_origin; ///< bytes in the source to line 0, element 0
    PieceReader m_reader;
    std::vector<unsigned char> m_packed;
    std::vector<double> m_loaded;
};

} // namespace npeek
