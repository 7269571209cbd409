#!/usr/bin/env python3
"""Writes the golden files of this folder with NumPy (1.24 or later) and the standard library. Run it here."""
import hashlib
import io
import zipfile

import numpy as np
from numpy.lib import format as npy

DESCRS = ['|b1', '|i1', '<i4', '>i8', '<u2', '<f2', '>f4', '<f8', '<f16', '<c8', '>c16', '|S5', '|S0', '<U3', '>U2', '|V7', '<M8[ns]',
          '>m8[25s]', '<M8', '|O', [], [('a', '<i4'), ('b', '>f8', (2, 3))], [('a', '|i1'), ('', '|V3'), ('b', '<i4')],
          [(('Title', 'a'), '<i4')], [('p', [('x', '<f4'), ('y', '<f4')], (2,))], [('température', '<f4')], [('日本', '<f4')],
          [("it's", '|u1'), ('"both\'"', '|u1'), ('\ud800\n', '|u1')], [('x' * 35, '<i4')], [('x' * 36, '<i4')], [('x' * 37, '<i4')]]
LONG_NAMES = [('x', 65380), ('x', 65480), ('é', 65480), ('日', 65480)]  # one field; version 1, 2, 2, 3
MANY_FIELDS = [('f', 5000), ('日', 5000)]
SHAPES = [(), (0,), (3,), (3, 4), (1, 10**12, 2)]


def header(descr, fortran_order, shape):
    out = io.BytesIO()
    dtype = npy.descr_to_dtype(descr)
    npy._write_array_header(out, {'descr': npy.dtype_to_descr(dtype), 'fortran_order': fortran_order, 'shape': shape})
    return out.getvalue()


def write_long_headers(f):
    for letter, count in LONG_NAMES:
        data = header([(letter * count, '<i4')], False, (3, 4))
        f.write('@name %s %d\tFalse\t(3, 4)\t%s\n' % (letter, count, hashlib.sha256(data).hexdigest()))
    for letter, count in MANY_FIELDS:
        data = header([('%s%d' % (letter, i), '<f8') for i in range(count)], False, (3, 4))
        f.write('@fields %s %d\tFalse\t(3, 4)\t%s\n' % (letter, count, hashlib.sha256(data).hexdigest()))


def write_headers():
    with open('headers.txt', 'w', encoding='utf8', newline='\n') as f:
        write_long_headers(f)
        for descr in DESCRS:
            few = len(repr(descr)) > 60
            for shape in SHAPES[3:4] if few else SHAPES:
                for fortran_order in (False, True) if len(shape) > 1 and not few else (False,):
                    data = header(descr, fortran_order, shape)
                    text = data.hex() if len(data) <= 256 else hashlib.sha256(data).hexdigest()
                    f.write('\t'.join([repr(descr), repr(fortran_order), repr(shape), text]) + '\n')


def npy_bytes(array, **options):
    out = io.BytesIO()
    npy.write_array(out, array, **options)
    return out.getvalue()


def write_mixed():
    small = np.arange(6, dtype='<i4').reshape(2, 3)
    wide = np.zeros(2, [('field%03d' % i, '<f8') for i in range(100)])
    with zipfile.ZipFile('mixed.npz', 'w') as z:
        def add(name, data, method=zipfile.ZIP_DEFLATED):
            z.writestr(zipfile.ZipInfo(name), data, method)
        add('stored.npy', npy_bytes(small), zipfile.ZIP_STORED)
        add('deflated.npy', npy_bytes(np.asfortranarray(small)))
        add('wide.npy', npy_bytes(wide))
        add('objects.npy', npy_bytes(np.array([None, {}]), allow_pickle=True))
        add('notes.txt', b'no array')
        add('folder/', b'')
        add('empty.npy', b'')
        add('short.npy', npy_bytes(small)[:-1])
        add('short_stored.npy', npy_bytes(small)[:-1], zipfile.ZIP_STORED)
        add('cut.npy', npy_bytes(small)[:40])
        add('claims.npy', header('<f8', False, (2**40,)) + bytes(64))
        add('packed.npy', npy_bytes(small), zipfile.ZIP_BZIP2)
        add('no suffix', npy_bytes(small))
        add('x.npy.npy', npy_bytes(np.int8(1)))
        add('x.npy', npy_bytes(np.int8(2)))
        add('twice.npy', npy_bytes(np.int8(3)))
        add('twice.npy', npy_bytes(np.int8(4)))
        add('a/b/ü.npy', npy_bytes(small))


def write_nested():
    nested = np.empty((2, 2), object)
    nested[0, 0] = np.arange(12.0).reshape(3, 4)
    nested[0, 1] = np.array(['a', None], object)
    nested[1, 0] = {'weights': np.arange(6, dtype='<i2'), 7: [1, (2, np.array(3.5))]}
    nested[1, 1] = 'line one\nline two\n' * 300
    np.save('nested.npy', nested)


def main():
    write_headers()
    write_nested()
    np.save('table.npy', np.arange(12, dtype='>i2').reshape(3, 4, order='F'))
    np.save('objects.npy', np.array([1, 'two', None], dtype=object))
    np.savez('stored.npz', first=np.arange(5.0), second=np.array('text'))
    np.savez_compressed('deflated.npz', first=np.arange(5.0), second=np.array('text'))
    np.savez('empty.npz')
    write_mixed()


main()
