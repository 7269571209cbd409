#!/usr/bin/env python3
"""Writes pickles.txt: pickles of every protocol and the text that Npeek shows for each. Run it here with NumPy 1.24 or later."""
import base64
import collections
import copyreg
import datetime
import decimal
import fractions
import pickle
import sys
import types
import uuid

import numpy as np


class Point:
    def __init__(self):
        self.x = 1


class Shade(str):
    pass


class csr_matrix:
    pass


def put_into(cls, module):
    sys.modules.setdefault(module, types.ModuleType(module))
    setattr(sys.modules[module], cls.__name__, cls)
    cls.__module__ = module
    return cls


put_into(Point, 'shapes')
put_into(Shade, 'shapes')
put_into(csr_matrix, 'scipy.sparse._csr')
put_into(collections.namedtuple('Pair', 'a b'), 'shapes')


def sparse():
    matrix = csr_matrix()
    matrix.__dict__ = {'_shape': (3, 4), 'maxprint': 50, 'indices': np.array([0, 2], 'i4'), 'indptr': np.array([0, 1, 2, 2], 'i4'),
                       'data': np.array([1.5, 2.5])}
    return matrix


def recursive():
    items = [1]
    items.append(items)
    table = {}
    table['self'] = table
    return [items, table]


PLAIN = [None, True, False, 0, -1, 255, 256, 65536, -2**31, 2**31, 2**63 - 1, -2**63, 2**63, -2**63 - 1, 2**64, 10**30, -10**30, 3**2000,
         -256**8, 1 << 2047, 0.0, -0.0, 1.5, 1e16, 1e-5, float('nan'), float('inf'), -float('inf'), 1 + 2j, -1.5j, complex(-0.0, 1), 1e300 - 1e-300j,
         '', 'text', "it's", 'a\\b\\u0041\n\t\x00', 'é日本😀', '\ud800', '\udc80x', b'', b'abc', b"it's\x00\xff\n", bytearray(b'ab\xff'), bytearray(),
         (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 'two', None, [3.0]], {}, {'a': 1}, {'a': [1], 2: None, (1, 2): {}},
         set(), {1}, frozenset(), frozenset([1]), range(5), range(2, 10, 3), slice(1, 2), slice(None, None, -1), Ellipsis,
         datetime.date(2020, 2, 29), datetime.time(1, 2), datetime.time(1, 2, 3, 4, fold=1), datetime.datetime(2020, 1, 2, 3, 4),
         datetime.datetime(1, 1, 1, 23, 59, 59, 999999), datetime.datetime(9999, 12, 31, 0, 0, 0, 1), datetime.timedelta(0),
         datetime.timedelta(-1, 2, 3), datetime.timedelta(999999999), decimal.Decimal('1.50'), decimal.Decimal('-Infinity'),
         decimal.Decimal('1E+30'), collections.defaultdict(list, {1: [2]}), collections.defaultdict(None),
         collections.Counter('aab'), collections.Counter(), collections.deque([1, 2], 5), collections.deque(),
         collections.OrderedDict()]

SPELLED = [
    ('ordered dict', collections.OrderedDict([('b', 1), ('a', 2)]), "OrderedDict({'b': 1, 'a': 2})"),
    ('recursive', recursive(), "[[1, [...]], {'self': {...}}]"),
    ('time zone', datetime.datetime(2020, 1, 2, 3, 4, tzinfo=datetime.timezone.utc),
     'datetime.datetime(2020, 1, 2, 3, 4, tzinfo=<datetime.timezone(datetime.timedelta(0))>)'),
    ('time with zone', datetime.time(3, 4, tzinfo=datetime.timezone(datetime.timedelta(hours=1), 'x')),
     "datetime.time(3, 4, tzinfo=<datetime.timezone(datetime.timedelta(seconds=3600), 'x')>)"),
    ('class', list, "<class 'list'>"),
    ('function', np.linalg.norm, "<class 'numpy.linalg.norm'>"),
    ('fraction', fractions.Fraction(1, 3), None),
    ('instance', Point(), None),
    ('str subclass', Shade('red'), None),
    ('namedtuple', sys.modules['shapes'].Pair(1, 2), None),
    ('uuid', uuid.UUID(int=5), None),
    ('sparse', sparse(), '<scipy.sparse._csr.csr_matrix of shape (3, 4), dtype float64, 2 stored elements>'),
    ('bool scalar', np.bool_(True), 'np.True_'),
    ('int8', np.int8(-5), 'np.int8(-5)'),
    ('uint64', np.uint64(2**64 - 1), 'np.uint64(18446744073709551615)'),
    ('float64', np.float64(1.5), 'np.float64(1.5)'),
    ('float16', np.float16(0.1), 'np.float16(0.1)'),
    ('complex64', np.complex64(1 + 2j), 'np.complex64(1+2j)'),
    ('longdouble', np.longdouble(1) / 4, 'np.float128(0.25)'),
    ('str_', np.str_('日本'), "np.str_('日本')"),
    ('bytes_', np.bytes_(b'ab'), "np.bytes_(b'ab')"),
    ('datetime64', np.datetime64('2020-01-02T03', 'h'), "np.datetime64('2020-01-02T03')"),
    ('timedelta64', np.timedelta64(7, 's'), "np.timedelta64(7, 's')"),
    ('void', np.void(b'ab'), "np.void(b'\\x61\\x62')"),
    ('record', np.array([(1, 2.5)], [('a', '<i4'), ('b', '<f8')])[0], 'np.void((1, 2.5))'),
    ('recarray', np.rec.array([(1, 2.5)], [('a', '<i4'), ('b', '<f8')]), "recarray([(1, 2.5)], dtype=[('a', '<i4'), ('b', '<f8')])"),
    ('dtype', np.dtype('>f4'), "dtype('>f4')"),
    ('dtype U', np.dtype('<U7'), "dtype('<U7')"),
    ('dtype S', np.dtype('S7'), "dtype('|S7')"),
    ('dtype unit', np.dtype('>M8[25s]'), "dtype('>M8[25s]')"),
    ('dtype generic', np.dtype('<m8'), "dtype('<m8')"),
    ('dtype struct', np.dtype([('a', '<i4', (2,)), (('Title', 'b'), '>f8')]), "dtype([('a', '<i4', (2,)), (('Title', 'b'), '>f8')])"),
    ('dtype aligned', np.dtype([('a', '|i1'), ('b', '<i4')], align=True), "dtype([('a', '|i1'), ('', '|V3'), ('b', '<i4')])"),
    ('dtype nested', np.dtype([('p', [('x', '<f4'), ('o', 'O')], (2,))]), "dtype([('p', [('x', '<f4'), ('o', '|O')], (2,))])"),
    ('dtype sub-array', np.dtype(('<i4', (2, 3))), "dtype(('<i4', (2, 3)))"),
    ('array', np.arange(3), 'array([0, 1, 2])'),
    ('array i4', np.arange(6, dtype='<i4').reshape(2, 3), 'array([[0, 1, 2], [3, 4, 5]], dtype=int32)'),
    ('array F', np.asfortranarray(np.arange(6).reshape(2, 3)), 'array([[0, 1, 2], [3, 4, 5]])'),
    ('array strided', np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2)[:, :, 0], 'array([[0, 12], [4, 16], [8, 20]])'),
    ('array big-endian', np.array([1, 2], '>u2'), "array([1, 2], dtype='>u2')"),
    ('array 0-d', np.array(1.5), 'array(1.5)'),
    ('array empty', np.zeros((0, 3)), 'array([], shape=(0, 3), dtype=float64)'),
    ('array bool', np.array([True, False]), 'array([True, False])'),
    ('array str', np.array(['a', "it's"]), "array(['a', \"it's\"], dtype='<U4')"),
    ('array dates', np.array(['2020-01-01', 'NaT'], '<M8[D]'), "array(['2020-01-01', 'NaT'], dtype='<M8[D]')"),
    ('array struct', np.array([(1, b'x')], [('a', '<i4'), ('b', 'S2')]), "array([(1, b'x')], dtype=[('a', '<i4'), ('b', '|S2')])"),
    ('array long', np.zeros(1001, '|i1'), 'array([0, 0, 0, ..., 0, 0, 0], dtype=int8)'),
    ('matrix', np.matrix([[1, 2]]), 'matrix([[1, 2]])'),
    ('objects', np.array([None, 'a', [1]], object), "array([None, 'a', [1]], dtype=object)"),
    ('objects F', np.asfortranarray(np.array([[1, 'a'], [None, 2.5]], object)), "array([[1, 'a'], [None, 2.5]], dtype=object)"),
    ('struct with objects', np.array([(1, None), (2, 'b')], [('a', '<i4'), ('o', 'O')]),
     "array([(1, None), (2, 'b')], dtype=[('a', '<i4'), ('o', '|O')])"),
]

# What stays opaque looks a little different in each protocol: it is the call that the pickle asks for.
OPAQUE = {
    'fraction': '<fractions.Fraction(1, 3)>',
    'instance': "<shapes.Point {'x': 1}>",
    'str subclass': "<shapes.Shade('red')>",
    'namedtuple': '<shapes.Pair(1, 2)>',
    'uuid': "<uuid.UUID {'int': 5}>",
}

# Written by hand: Python 2 and NumPy 2 are not at hand where this runs.
RAW = [
    ('py2 str', b"S'it\\'s \\x41\\n\\t\\101\\q'\n.", '"it\'s A\\n\\tA\\\\q"'),
    ('py2 bytes', b"U\x03\x00\x01\xff.", "b'\\x00\\x01\\xff'"),
    ('py2 latin-1', b"T\x04\x00\x00\x00caf\xe9.", "'café'"),
    ('py2 long', b'L12345678901234567890123L\n.', '12345678901234567890123'),
    ('py2 small long', b'L-5L\n.', '-5'),
    ('py2 long with zeros', b'L-00012345678901234567890L\n.', '-12345678901234567890'),
    ('py2 true', b'I01\n.', 'True'),
    ('py2 xrange', b'c__builtin__\nxrange\n(I0\nI3\nI1\ntR.', 'range(0, 3)'),
    ('py2 unicode', b'V\\u65e5\\\\u0041\xe9\n.', "'日\\\\\\\\u0041é'"),
    ('py2 ordered dict', b"ccollections\nOrderedDict\n((l(lS'a'\naI1\naatR.", "OrderedDict({'a': 1})"),
    ('py2 old instance', b"(iold\nThing\n(dS'a'\nI1\nsb.", "<old.Thing {'a': 1}>"),
    ('py2 obj', b"(cold\nThing\nI5\no.", '<old.Thing(5)>'),
    ('py2 datetime', b"cdatetime\ndatetime\n(S'\\x07\\xe4\\x01\\x02\\x03\\x04\\x05\\x00\\x00\\x00'\ntR.",
     'datetime.datetime(2020, 1, 2, 3, 4, 5)'),
    ('py2 array', b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(L2L\ntcnumpy\ndtype\n(S'i2'\nI0\nI1\ntR"
     b"(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\nS'\\x01\\x00\\xff\\xff'\ntb.", 'array([1, -1], dtype=int16)'),
    ('call of nothing', b'cos\nsystem\n(S\'id\'\ntR.', "<os.system('id')>"),
    ('call of a call', b'cos\nsystem\n)R)R.', '<<os.system>>'),
    ('known name, wrong arguments', b'cbuiltins\ncomplex\n(S\'id\'\ntR.', "<builtins.complex('id')>"),
    ('getattr', b'cbuiltins\ngetattr\n(cos\nsystem\nI1\ntR.', "<builtins.getattr(<class 'os.system'>, 1)>"),
    ('persistent id', b'Pabc\n.', "<persistent_id(b'abc')>"),
    ('binary persistent id', b'K\x05Q.', '<persistent_id(5)>'),
    ('extension', b'\x82\x07.', '<copyreg.extension(7)>'),
    ('extension 4', b'\x84\xff\xff\xff\xff.', '<copyreg.extension(4294967295)>'),
    ('keywords', b'\x80\x04\x8c\x01a\x8c\x01B\x93)}\x8c\x01k\x4b\x01s\x92.', "<a.B {'k': 1}>"),
    ('list subclass', b'\x80\x02ca\nB\n)\x81(K\x01K\x02e}s.'.replace(b'}s', b''), '<a.B [1, 2]>'),
    ('dict subclass', b'\x80\x02ca\nB\n)\x81K\x01K\x02s.', '<a.B {1: 2}>'),
    ('numpy 2 names', b'\x80\x04\x8c\x16numpy._core.multiarray\x8c\x06scalar\x93\x8c\x05numpy\x8c\x05dtype\x93\x8c\x02f8\x89\x88\x87R'
     b'(K\x03\x8c\x01<NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tbC\x08\x00\x00\x00\x00\x00\x00\x08@\x86R.', 'np.float64(3.0)'),
    ('StringDType', b'\x80\x04\x8c\x16numpy._core.multiarray\x8c\x0c_reconstruct\x93\x8c\x05numpy\x8c\x07ndarray\x93K\x00\x85C\x01b\x87R'
     b'(K\x01K\x02\x85\x8c\x15numpy._core._internal\x8c\x1e_convert_to_stringdtype_kwargs\x93K\x01\x85R\x89]'
     b'(\x8c\x03abc\x8c\x00etb.', "array(['abc', ''], dtype=StringDType())"),
    ('permuted buffer', b'\x80\x05\x8c\x13numpy._core.numeric\x8c\x0b_frombuffer\x93(C\x06\x00\x01\x02\x03\x04\x05cnumpy\ndtype\n'
     b'\x8c\x02i1\x89\x88\x87RK\x02K\x03\x86\x8c\x01KK\x01K\x00\x86tR.', 'array([[0, 3], [1, 4], [2, 5]], dtype=int8)'),
    ('memo out of turn', b'K\x07r\xff\xff\xff\xff0j\xff\xff\xff\xff.', '7'),
    ('dup, pop, mark', b'(K\x01K\x02(K\x031K\x0420t.', '(1, 2, 4)'),
    ('nested frames', b'\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x95\x00\x00\x00\x00\x00\x00\x00\x00K\x05.', '5'),
    ('trailing bytes', b'K\x05.K\x06.', '5'),
    ('long of no bytes', b'\x8a\x00.', '0'),
    ('long4', b'\x8b\x09\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01.', '18446744073709551616'),
    ('readonly buffer', b'\x96\x01\x00\x00\x00\x00\x00\x00\x00a\x98.', "bytearray(b'a')"),
]


def rows():
    for value in PLAIN:
        text = repr(value)
        if len(text) > 60:
            name = text[:20] + '...'
        else:
            name = text
        yield name, value, text
    for name, value, text in SPELLED:
        yield name, value, text or OPAQUE[name]


def main():
    seen = set()
    with open('pickles.txt', 'w', encoding='utf8', newline='\n') as f:
        for name, value, text in rows():
            for protocol in range(6):
                if protocol < 2 and name in ('uuid', 'instance', 'namedtuple', 'str subclass'):
                    continue  # spelled by way of copyreg in those
                data = pickle.dumps(value, protocol)
                shown = text if protocol > 3 else text.replace(', fold=1', '')  # older protocols drop it
                if data not in seen:
                    seen.add(data)
                    f.write('%s, protocol %d\t%s\t%s\n' % (name.encode('unicode_escape').decode(), protocol, base64.b64encode(data).decode(), shown))
        for name, data, text in RAW:
            f.write('%s\t%s\t%s\n' % (name, base64.b64encode(data).decode(), text))


main()
