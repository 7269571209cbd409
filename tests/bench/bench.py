#!/usr/bin/env python3
"""Whole processes measured from outside, side by side in turn: bench.py BUILD_FOLDER [start] [list] [table]

Data are made in a temporary folder (about 1.7 GB on disk) and removed afterwards. Every figure is the median of the runs after
one that is not counted, with the smallest and the largest. Without a display the windows are drawn offscreen.
"""
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

RUNS = 11


def run(words):
    """Seconds and peak memory in MB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit('%s: status %d' % (' '.join(words), process.returncode))
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def in_turn(commands):
    """For every command the medians, smallest and largest of its times, and the median memory."""
    results = {name: [] for name in commands}
    for turn in range(RUNS + 1):
        for name, words in commands.items():
            measured = run(words)
            if turn > 0:
                results[name].append(measured)
    return {name: ([t for t, _ in runs], statistics.median(m for _, m in runs)) for name, runs in results.items()}


def table(commands, base):
    results = in_turn(commands)
    base_time, base_memory = statistics.median(results[base][0]), results[base][1]
    print('| command | ms (median) | min | max | ratio | peak MB | more MB |\n|---|---|---|---|---|---|---|')
    for name, (times, memory) in results.items():
        middle = statistics.median(times)
        print('| %s | %.1f | %.1f | %.1f | %.2f | %.1f | %+.1f |' % (name, middle * 1e3, min(times) * 1e3, max(times) * 1e3,
                                                                  middle / base_time, memory, memory - base_memory))


def header(descr, shape):
    text = "{'descr': '%s', 'fortran_order': False, 'shape': %r, }" % (descr, shape)
    text += ' ' * (63 - (10 + len(text)) % 64) + '\n'
    return b'\x93NUMPY\x01\x00' + struct.pack('<H', len(text)) + text.encode()


def write_array(file, side):
    file.write(header('<f8', (side, side)))
    row = struct.pack('<%dd' % side, *((i * 37 % 1000) / 7 for i in range(side)))
    for i in range(side):
        shift = i * 8 % len(row)
        file.write(row[shift:] + row[:shift])


def start_group(build, folder):
    npy, npz, huge = (os.path.join(folder, name) for name in ('a.npy', 'a.npz', 'huge.npy'))
    with open(npy, 'wb') as f:
        write_array(f, 10000)
    with zipfile.ZipFile(npz, 'w', zipfile.ZIP_STORED) as z:
        z.write(npy, 'a.npy')
    with open(huge, 'wb') as f:
        f.write(header('<f8', (1 << 20, 1 << 17)))
        f.truncate(f.tell() + (1 << 40))
    show = [os.path.join(build, 'bin', 'npeek'), '--exit-after-paint', '--size', '1280x800']
    print('\n## Start to first frame with data, whole process\n')
    table({'an empty main window': [os.path.join(build, 'bench', 'empty_window')],
           'npeek, 800 MB .npy': show + [npy],
           'npeek, 800 MB stored .npz': show + [npz],
           'npeek, 1 TiB sparse .npy': show + [huge]}, 'an empty main window')


def list_group(build, folder):
    path = os.path.join(folder, 'many.npz')
    data = header('<f8', (100, 100)) + bytes(range(250)) * 320
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        for i in range(500):
            z.writestr('member_%03d.npy' % i, data)
    print('\n## Listing 500 deflated members, whole process\n')
    table({'unzip -l': ['unzip', '-l', path], 'npeek info': [os.path.join(build, 'bin', 'npeek'), 'info', path]}, 'unzip -l')


def table_group(build, folder):
    print('\n## Painting the table at 1920 x 1080\n', flush=True)
    subprocess.run([os.path.join(build, 'bench', 'bench_table')], check=True)


GROUPS = {'start': start_group, 'list': list_group, 'table': table_group}


def main():
    build, groups = os.path.abspath(sys.argv[1]), sys.argv[2:] or list(GROUPS)
    unknown = [g for g in groups if g not in GROUPS]
    if unknown:
        sys.exit('no group %s; there are %s' % (', '.join(unknown), ', '.join(GROUPS)))
    if not os.environ.get('DISPLAY') and not os.environ.get('WAYLAND_DISPLAY'):
        os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')
    with tempfile.TemporaryDirectory() as folder:
        os.environ['XDG_CONFIG_HOME'] = folder
        for group in groups:
            GROUPS[group](build, folder)


if __name__ == '__main__':
    main()
