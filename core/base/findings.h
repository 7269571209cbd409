#pragma once

#include <QStringList>

namespace npeek {

/// What a check found, one sentence each.
struct Findings {
    QStringList problems; ///< what is wrong
    QStringList notes; ///< what is unusual and does no harm

    bool isOk() const { return problems.isEmpty(); }
    void add(const Findings &other)
    {
        problems += other.problems;
        notes += other.notes;
    }
};

} // namespace npeek
