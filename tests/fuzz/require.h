#pragma once

#include <cstdio>
#include <cstdlib>

namespace npeek::fuzz {

/// Ends the run, so that the fuzzer keeps the input, when something that must hold does not.
inline void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

} // namespace npeek::fuzz
