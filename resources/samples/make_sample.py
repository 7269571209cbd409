#!/usr/bin/env python3
"""Writes sample.npz, the file that opens when none is named: seeded, so that it is the same every time."""
import os

import numpy as np

rng = np.random.default_rng(7)


def smooth_noise(size, cells):
    """Bilinear interpolation of a coarse grid of random heights."""
    grid = rng.standard_normal((cells + 1, cells + 1))
    at = np.linspace(0, cells, size, endpoint=False)
    low, part = at.astype(int), at - at.astype(int)
    part = part * part * (3 - 2 * part)
    rows = grid[low] * (1 - part)[:, None] + grid[low + 1] * part[:, None]
    return rows[:, low] * (1 - part) + rows[:, low + 1] * part


height = sum(smooth_noise(256, cells) / cells for cells in (3, 6, 12, 24, 48))
height = np.ascontiguousarray((height - height.min()) / np.ptp(height) * 2400 - 300, dtype=np.float32)
height[40:52, 60:75] = np.nan  # a hole, as real measurements have

time = np.arange(4000) / 400
signal = np.exp(-time / 4) * np.sin(2 * np.pi * 2 * time) + 0.05 * rng.standard_normal(time.size)

stations = np.zeros(12, dtype=[('name', 'U12'), ('x', '<i4'), ('y', '<i4'), ('height', '<f4'), ('since', '<M8[D]')])
stations['name'] = ['Station %02d' % i for i in range(12)]
stations['x'], stations['y'] = rng.integers(0, 256, 12), rng.integers(0, 256, 12)
stations['height'] = height[stations['y'], stations['x']]
stations['since'] = np.datetime64('2019-03-01') + rng.integers(0, 2000, 12)

frames = np.stack([(np.hypot(*np.mgrid[-48:48, -48:48]) - 3 * step) for step in range(12)])
frames = (127 + 120 * np.sin(frames / 4)).astype(np.uint8)

np.savez_compressed(os.path.join(os.path.dirname(__file__), 'sample.npz'), height=height, signal=signal, stations=stations,
                    frames=frames, spectrum=np.fft.fft(signal)[:200], scale=np.float64(0.25), labels=np.array(['water', 'grass', 'rock']))
