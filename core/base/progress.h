#pragma once

#include <QtGlobal>

namespace npeek {

/// How long work is watched and stopped. Core polls isCanceled() every 1 to 4 MiB and then returns ErrorCode::Canceled.
/// This base never cancels and drops the reports; a job or a terminal overrides it. Called from the working thread.
class Progress {
public:
    virtual ~Progress() = default;
    virtual bool isCanceled() const { return false; }
    /// done of total, in any unit that is the same for both (bytes mostly); total 0 means unknown.
    virtual void report(qint64 done, qint64 total)
    {
        Q_UNUSED(done)
        Q_UNUSED(total)
    }
};

} // namespace npeek
