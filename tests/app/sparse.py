"""scipy.sparse saves arrays in every format, npeek reads, describes and rewrites them, and scipy compares.

Usage: sparse.py NPEEK"""
import glob
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import scipy.sparse as sparse

failures = []


def expect(holds, *what):
    if not holds:
        failures.append(' '.join(map(str, what)))


def npeek(*arguments):
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True)
    expect(done.returncode == 0, arguments, done.stderr)
    return done.stdout


def save_all(folder):
    random = np.random.default_rng(3)
    tidy = sparse.random(60, 40, density=.1, random_state=3, format='csr')
    arrays = {name: tidy.asformat(name) for name in ('csr', 'csc', 'coo', 'dia')}
    arrays['bsr'] = tidy.tobsr((10, 5))
    arrays['float32'] = tidy.astype('f4')
    arrays['empty'] = sparse.csr_matrix((3, 5))
    row, column = random.integers(0, 20, 900), random.integers(0, 30, 900)
    for name, data in (('wrap', random.integers(0, 255, 900).astype('u1')), ('bool', random.integers(0, 2, 900) > 0),
                       ('complex', random.integers(0, 99, 900) + 1j)):
        arrays[name] = sparse.coo_matrix((data, (row, column)), shape=(20, 30))
    arrays['unsorted'] = sparse.csr_matrix(
        (random.integers(-9, 9, 300), random.integers(0, 80, 300), np.arange(0, 301, 10)), shape=(30, 80))
    for name, array in arrays.items():
        sparse.save_npz(os.path.join(folder, name + '.npz'), array, compressed=name != 'csc')


def check(path, out):
    array = sparse.load_npz(path)
    dense = array.toarray()
    info = json.loads(npeek('info', '--json', path))['sparse']
    expect(info['shape'] == list(array.shape) and info['format'] == array.format, path, info)
    told = json.loads(npeek('stats', '--json', path))
    expect(told['count'] == dense.size and told['zeros'] == np.sum(dense == 0), path, told)
    if dense.dtype.kind in 'iuf':
        expect(dense.dtype.type(told['min']) == dense.min() and dense.dtype.type(told['max']) == dense.max(), path, told)
        expect(told['argmin'] == dense.argmin() and told['argmax'] == dense.argmax(), path, told)
        expect(np.isclose(told['mean'], dense.mean(dtype='f8')) and np.isclose(told['std'], dense.std(dtype='f8')), path, told)
    npeek('convert', path + '::(sparse)', '-o', out + '.npy')
    spread = np.load(out + '.npy')
    expect(spread.dtype == dense.dtype and np.array_equal(spread, dense), path, 'npy')
    npeek('convert', path, '--slice', '::-2, 1:4', '-o', out + '.npy')
    expect(np.array_equal(np.load(out + '.npy'), dense[::-2, 1:4]), path, 'slice')
    npeek('convert', path + '::(sparse)', '-o', out + '.npz')
    expect(np.array_equal(sparse.load_npz(out + '.npz').toarray(), dense), path, 'npz')
    npeek('convert', path, '-o', out + '.csv')
    with open(out + '.csv') as f:
        expect(f.readline() == 'row,column,value\n', path, 'csv')
        lines = [line.split(',') for line in f]
    if dense.dtype.kind in 'iuf' and lines:
        row, column, value = zip(*lines)
        values = np.array(value, dtype=float).astype(dense.dtype)
        read = sparse.coo_matrix((values, (np.array(row, dtype=int), np.array(column, dtype=int))), shape=dense.shape)
        expect(np.array_equal(read.toarray(), dense), path, 'csv')
    npeek('render', path, '--spy', '--size', '50x40', '-o', out + '.png')
    expect('(sparse)' in npeek('show', path), path, 'show')


with tempfile.TemporaryDirectory() as folder:
    save_all(folder)
    for path in sorted(glob.glob(os.path.join(folder, '*.npz'))):
        check(path, os.path.join(folder, 'out'))
print('\n'.join(failures[:40]))
print('%d failed' % len(failures))
sys.exit(1 if failures else 0)
