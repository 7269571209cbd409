#pragma once

#include "ui/curve_envelope.h"
#include "ui/job.h"

#include <optional>

namespace npeek {

/// Fetches the envelopes of a column in jobs: one of the whole, and a finer one of what shows where the first is too
/// coarse. GUI thread only; the callbacks come from the event loop.
class CurveSource {
public:
    std::function<void()> onChange;
    std::function<void(const QString &message)> onFailure;

    void setView(const ArrayView &column); ///< (n, 1)
    void clear();
    void setPart(ComplexPart part);
    /// Asks for what pixels can show of [begin, end). Costs nothing when it is there or on its way.
    void request(qint64 begin, qint64 end, int pixels);

    /// The finest envelope that covers [begin, end); nullptr when there is none yet.
    const CurveEnvelope *envelope(qint64 begin, qint64 end) const;
    int permille() const; ///< of the reading that goes on; -1: none, or not known

private:
    bool suffices(const CurveEnvelope &envelope, qint64 begin, qint64 end, int pixels) const;
    void startOverview();
    std::function<void(int)> progressHandler();

    ArrayView m_view;
    ComplexPart m_part = ComplexPart::Absolute;
    std::optional<CurveEnvelope> m_overview;
    std::optional<CurveEnvelope> m_detail;
    qint64 m_requestedBegin = -1, m_requestedEnd = -1; ///< of the detail on its way
    int m_permille = -1;
    Job<CurveEnvelope> m_overviewJob;
    Job<CurveEnvelope> m_detailJob;
};

} // namespace npeek
