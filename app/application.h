#pragma once

namespace npeek {

/// Runs the windows until the last one is closed; the exit status of the program.
int runApplication(int &argc, char **argv);

} // namespace npeek
