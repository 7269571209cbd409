#pragma once

namespace npeek {

/// Runs the window program: opens the files named, or takes a picture of the window and quits (--screenshot).
/// The exit status: 0, 1 when a picture could not be made, 2 for wrong usage.
int runApplication(int &argc, char **argv);

} // namespace npeek
