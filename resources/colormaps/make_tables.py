#!/usr/bin/python3
"""Writes core/analysis/colormap_tables.cpp from the colour maps of matplotlib: the bytes that matplotlib draws with.

Where the maps come from, and under which licence:
  viridis, magma, inferno, plasma  Nathaniel J. Smith, Stefan van der Walt, Eric Firing: CC0
  cividis                          Jamie R. Nunez, Christopher R. Anderton, Ryan S. Renslow: CC0 (as in matplotlib)
  turbo                            Anton Mikhailov, Google LLC: Apache-2.0
  twilight                         Bastian Bechtold: CC0
  coolwarm                         Kenneth Moreland: free to use, data in the public domain
  RdBu                             ColorBrewer, Cynthia Brewer, Mark Harrower, Pennsylvania State University: Apache-2.0
  gray, hot, hsv, seismic          matplotlib: its own (BSD-compatible) licence

Usage: make_tables.py > core/analysis/colormap_tables.cpp
"""

import matplotlib
import numpy

MAPS = [  # name, type, colour of NaN: far from every colour of the map
    ("viridis", "Sequential", 0x808080),
    ("plasma", "Sequential", 0x808080),
    ("inferno", "Sequential", 0x808080),
    ("magma", "Sequential", 0x808080),
    ("cividis", "Sequential", 0xB03060),
    ("gray", "Sequential", 0xB03060),
    ("hot", "Sequential", 0x808080),
    ("turbo", "Sequential", 0x808080),
    ("coolwarm", "Diverging", 0x606060),
    ("RdBu", "Diverging", 0x606060),
    ("seismic", "Diverging", 0x606060),
    ("twilight", "Cyclic", 0x50A050),
    ("hsv", "Cyclic", 0x808080),
]
PER_LINE = 11

HEAD = """// Written by resources/colormaps/make_tables.py; edit that instead. Its docstring names the authors and licences.
#include "core/analysis/colormap_tables.h"

namespace npeek {

namespace {
// clang-format off
constexpr ColormapTable tables[] = {"""

TAIL = """};
// clang-format on
} // namespace

std::span<const ColormapTable> colormapTables()
{
    return tables;
}

} // namespace npeek"""


def colors(name):
    rgba = matplotlib.colormaps[name](numpy.linspace(0, 1, 256), bytes=True).astype(int)
    return [f"0x{r:02x}{g:02x}{b:02x}" for r, g, b, _ in rgba]


def table(name, kind, nan):
    print(f'{{"{name}", Colormap::Type::{kind}, 0x{nan:06x}, {{')
    entries = colors(name)
    for start in range(0, len(entries), PER_LINE):
        print(", ".join(entries[start:start + PER_LINE]) + ",")
    print("}},")


print(HEAD)
for entry in MAPS:
    table(*entry)
print(TAIL)
