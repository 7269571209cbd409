#!/usr/bin/env python3
"""interop.py NPEEK GROUP: for every dtype of the group, in every order, version and kind of shape that NumPy writes, npeek's
info, show, stats and exports must agree with NumPy. The last line is '<n> checked, <n> failed'."""
import io, itertools, os, sys, tempfile, warnings, zipfile
from concurrent.futures import ThreadPoolExecutor
import numpy as np
from numpy.lib import format as npy
from numpy_files import Npeek, close, same

SHAPES = {'0d': (), '1d': (7,), '2d': (3, 4), '3d': (2, 3, 4), 'empty': (0,), 'empty3d': (3, 0, 2)}


def swapped(codes):
    return [np.dtype(order + code) for code in codes for order in '<>']


STRUCT = np.dtype([('id', '<i4'), ('x', '>f8'), ('name', 'S5'), ('pos', '<f4', (2,)), ('in', [('a', 'u1'), ('b', '<U3')])])
PADDED = np.dtype([('a', 'u1'), ('b', '<f8')], align=True)
GROUPS = {
    'bools': [np.dtype('?')],
    'integers': [np.dtype('i1'), np.dtype('u1')] + swapped(['i2', 'i4', 'i8', 'u2', 'u4', 'u8']),
    'floats': swapped(['f2', 'f4', 'f8']) + [np.dtype(np.longdouble)],
    'special floats': swapped(['f2', 'f4', 'f8']) + [np.dtype(np.longdouble)],
    'complex': swapped(['c8', 'c16']) + [np.dtype(np.clongdouble)],
    'bytes and text': [np.dtype('S1'), np.dtype('S6'), np.dtype('<U5'), np.dtype('>U5')],
    'times': swapped(['M8[D]', 'M8[ns]', 'M8[25s]', 'm8[s]', 'm8[us]']),
    'structured': [STRUCT, PADDED],
}


def values(dtype, count, special):
    """count values with the extremes of the dtype among the first ones."""
    if dtype.names:
        a = np.zeros(count, dtype)
        for name in dtype.names:
            field = a[name]
            field[...] = values(field.dtype, field.size, special).reshape(field.shape)
        return a
    if dtype.kind == 'b':
        first = [True, False, False]
    elif dtype.kind in 'iu':
        first = [0, np.iinfo(dtype).max, np.iinfo(dtype).min, 1, np.iinfo(dtype).max - 1]
    elif dtype.kind == 'f':
        limits = np.finfo(dtype.newbyteorder('='))
        first = [np.nan, np.inf, -np.inf, -0.0, limits.tiny] if special else [0.1, -2.5, 0.0, 65000, 1e-5, 3]
    elif dtype.kind == 'c':
        first = [1 + 2j, -0.1 - 0.5j, 0, 3, 1e-3j]
    elif dtype.kind == 'S':
        first = [b'', b'a', b'a,"b\'', b'x\ny', b'  z '][:1 if dtype.itemsize == 1 else 5] + [b'q']
    elif dtype.kind == 'U':
        first = ['', 'a', 'é,"', 'x\ny', '\U0001f600z', ' z ']
    else:
        first = [np.array('NaT', dtype), np.array(0, dtype), np.array(-1, dtype), np.array(1_000_003, dtype)]
    a = np.zeros(count, dtype)
    for i, value in zip(range(count), itertools.cycle(first)):
        a[i] = value
    return a


def arrays(dtype, special):
    """name -> (array, version)"""
    for name, shape in SHAPES.items():
        a = values(dtype, int(np.prod(shape, dtype=int)), special).reshape(shape)
        for order in 'CF' if a.ndim > 1 and a.size else 'C':
            for version in (1, 2, 3) if name == '2d' else (1,):
                yield '%s%s_v%d' % (name, order, version), np.array(a, order=order), (version, 0)


def encoded(array, version=None):
    with io.BytesIO() as f, warnings.catch_warnings():
        warnings.simplefilter('ignore')
        npy.write_array(f, array, version=version, allow_pickle=False)
        return f.getvalue()


class Checks:
    def __init__(self, npeek, folder, dtype, special):
        self.npeek, self.folder, self.dtype = npeek, folder, dtype
        self.path = os.path.join(folder, 'all.npz')
        self.arrays, self.checked, self.failures = {}, 0, []
        with zipfile.ZipFile(self.path, 'w') as z:
            for i, (name, array, version) in enumerate(arrays(dtype, special)):
                self.arrays[name] = array, version
                z.writestr(name + '.npy', encoded(array, version),
                           compress_type=zipfile.ZIP_DEFLATED if i % 2 else zipfile.ZIP_STORED)

    def expect(self, ok, about, told=None, wanted=None):
        self.checked += 1
        if not ok:
            self.failures.append('%s %s: %r, not %r' % (self.dtype, about, told, wanted))

    def equal(self, about, told, wanted):
        self.expect(told == wanted, about, told, wanted)

    def run(self):
        jobs = [self.info, self.stats, self.repack] + [lambda n=n: self.exports(n) for n in self.arrays]
        jobs += [lambda n=n: self.single_file(n) for n in self.arrays]
        for job in jobs:
            try:
                job()
            except (AssertionError, ValueError, KeyError, IndexError, TypeError, OSError) as e:
                self.expect(False, '%s: %s' % (type(e).__name__, e))
        return self

    def info(self):
        told = self.npeek.info(self.path)
        self.equal('members', [m['name'] for m in told['members']], list(self.arrays))
        with zipfile.ZipFile(self.path) as z, open(self.path, 'rb') as f:
            everything = f.read()
            for m in told['members']:
                array, version = self.arrays[m['name']]
                entry = z.getinfo(m['name'] + '.npy')
                self.member_info(m, array, version)
                self.equal(m['name'] + ' crc32', m['crc32'], entry.CRC)
                self.equal(m['name'] + ' compressed_size', m['compressed_size'], entry.compress_size)
                whole = everything if m['compression'] == 'stored' else z.read(entry)
                data = whole[m['data_offset']:m['data_offset'] + array.nbytes]
                self.equal(m['name'] + ' bytes at data_offset', data, array.tobytes('A'))
        self.equal('file_size', told['file_size'], len(everything))

    def member_info(self, m, array, version):
        name = m['name']
        self.equal(name + ' state', m['state'], 'ok')
        self.equal(name + ' descr', m['descr'], repr(npy.dtype_to_descr(array.dtype)))
        self.equal(name + ' shape', tuple(m['shape']), array.shape)
        self.equal(name + ' fortran_order', m['fortran_order'], array.flags.fnc)
        self.equal(name + ' version', m['version'], '%d.%d' % version)
        self.equal(name + ' nbytes', m['nbytes'], array.nbytes)

    def stats(self):
        for told in self.npeek.stats(self.path):
            array = self.arrays[told['member']][0]
            self.equal(told['member'] + ' count', told['count'], array.size)
            if self.dtype.kind in 'SUV' or not array.size:
                self.equal(told['member'] + ' min', told['min'], None)
            else:
                self.numbers(told['member'], told, array.ravel())

    def numbers(self, name, told, a):
        isnan = np.isnan(a) if self.dtype.kind in 'fcmM' else np.zeros(a.shape, bool)
        left = np.flatnonzero(~isnan)
        self.equal(name + ' nan', told['nan'], int(isnan.sum()))
        if self.dtype.kind in 'fc':
            parts = [a] if self.dtype.kind == 'f' else []
            for part in parts:
                self.equal(name + ' posinf', told['posinf'], int(np.isposinf(part).sum()))
                self.equal(name + ' neginf', told['neginf'], int(np.isneginf(part).sum()))
        if self.dtype.kind not in 'mM':
            self.equal(name + ' zeros', told['zeros'], int((a == 0).sum()))
        if not left.size:
            return self.equal(name + ' min', told['min'], None)
        for extreme in ('min', 'max'):
            at = int(left[getattr(a[left], 'arg' + extreme)()])
            self.equal(name + ' arg' + extreme, told['arg' + extreme], at)
            self.equal(name + ' ' + extreme, self.parsed(told[extreme]), self.wanted(a[at]))
        if self.dtype.kind in 'biuf':
            with np.errstate(all='ignore'):
                wide = a[left].astype(np.longdouble)
                self.expect(close(told['mean'], wide.mean()), name + ' mean', told['mean'], wide.mean())
                self.expect(close(told['std'], wide.std()), name + ' std', told['std'], wide.std())
        if self.dtype.kind == 'c':
            mean = a.astype(np.clongdouble).mean()
            self.expect(abs(complex(told['mean']) - complex(mean)) <= 1e-12 * abs(mean), name + ' mean', told['mean'], mean)
            self.expect(close(told['std'], a.astype(np.clongdouble).std()), name + ' std', told['std'])

    def parsed(self, json):
        return float(self.dtype.newbyteorder('=').type(json)) if self.dtype.kind == 'f' else json

    def wanted(self, x):
        return float(x) if self.dtype.kind == 'f' else x.item() if self.dtype.kind in 'biu' else str(x)

    def repack(self):
        for words in (), ('--compress',), ('--compress', '1'):
            out = os.path.join(self.folder, 'repacked.npz')
            self.npeek('convert', self.path, '-o', out, *words)
            with zipfile.ZipFile(out) as z:
                self.equal('damaged member', z.testzip(), None)
                self.equal('repacked names', z.namelist(), [n + '.npy' for n in self.arrays])
                kinds = {i.compress_type for i in z.infolist()}
                self.equal('compression', kinds, {zipfile.ZIP_DEFLATED if words else zipfile.ZIP_STORED})
                for name, (array, _) in self.arrays.items():
                    self.equal('repacked %s %s' % (name, words), z.read(name + '.npy'), encoded(array))

    def exports(self, name):
        array = self.arrays[name][0]
        source = self.path + '::' + name
        raw = os.path.join(self.folder, 'out.raw')
        self.npeek('convert', source, '-o', raw)
        with open(raw, 'rb') as f:
            self.equal(name + ' raw', f.read(), array.tobytes())
        if name.endswith('v1'):
            self.show(name, array, source)
            if array.ndim <= 2 and self.dtype.kind != 'V':
                self.csv(name, array, source)

    def show(self, name, array, source):
        lines = self.npeek.show(source)
        if not array.size:
            return self.expect(lines[1].startswith('no elements'), name + ' show', lines)
        if self.dtype.kind in 'SUV':
            return
        if array.ndim == 0:
            return self.equal(name + ' show', lines[1], str(array[()]))
        if array.ndim == 1:
            shown = [line.split(None, 1) for line in lines[1:]]
            return self.equal(name + ' show', shown, [[str(i), str(x)] for i, x in enumerate(array)])
        plane = array if array.ndim == 2 else array[0]
        if array.ndim == 3:
            self.equal(name + ' show', lines.pop(1), '[0, :, :] (3, 4)')
        self.equal(name + ' show columns', lines[1].split(), [str(i) for i in range(plane.shape[1])])
        shown = [line.split() for line in lines[2:]]
        self.equal(name + ' show', shown, [[str(i)] + ' '.join(map(str, row)).split() for i, row in enumerate(plane)])

    def csv(self, name, array, source):
        told = self.npeek.csv(source, self.folder)
        rows = [] if not array.size else array.reshape(-1, 1) if array.ndim < 2 else array
        texts = [[x.decode('latin1') if self.dtype.kind == 'S' else str(x) for x in row] for row in rows]
        self.equal(name + ' csv', [row or [''] for row in told], texts)
        if self.dtype.kind in 'biufc' and array.size:
            scalar = self.dtype.newbyteorder('=').type
            back = [[scalar(complex(t)) if self.dtype.kind == 'c' else scalar(t == 'True') if self.dtype.kind == 'b' else scalar(t)
                     for t in row] for row in told]
            if self.dtype != np.clongdouble:
                same_values = np.array_equal(np.array(back), np.array(rows), equal_nan=self.dtype.kind in 'fc')
                self.expect(same_values, name + ' csv values', back, rows)

    def single_file(self, name):
        array, version = self.arrays[name]
        source, out = os.path.join(self.folder, name + '.npy'), os.path.join(self.folder, 'single.npy')
        with open(source, 'wb') as f:
            f.write(encoded(array, version))
        self.npeek('convert', source, '-o', out)
        with open(out, 'rb') as f:
            self.equal(name + ' npy to npy', f.read(), encoded(array))
        if name == '2dF_v3':
            loaded = np.load(out)
            self.expect(same(loaded, array) and loaded.flags.fnc, name + ' np.load', loaded, array)
            told = self.npeek.info(source)
            self.equal('format', told['format'], 'npy')
            self.member_info(dict(told['members'][0], name=name), array, version)


def main():
    npeek, group = Npeek(sys.argv[1]), sys.argv[2]

    def check(dtype):
        with tempfile.TemporaryDirectory() as folder:
            return Checks(npeek, folder, dtype, group.startswith('special')).run()
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(check, GROUPS[group]))
    failures = [line for checks in done for line in checks.failures]
    print('\n'.join(failures[:40]))
    print('%d checked, %d failed' % (sum(checks.checked for checks in done), len(failures)))
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
