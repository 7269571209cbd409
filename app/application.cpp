#include "app/application.h"

#include <cstdio>

namespace npeek {

int runApplication(int &, char **)
{
    std::fputs("npeek: no window yet\n", stderr);
    return 2;
}

} // namespace npeek
