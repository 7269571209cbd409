#!/usr/bin/env python3
"""life_cycle.py NPEEK SCENE: makes the files of NumPy's everyday life and has npeek open, show and convert every one."""
import os, sys, tempfile
import numpy as np
from numpy_files import Npeek, close, same


def equal(told, wanted, about=''):
    assert told == wanted, '%s: %r, not %r' % (about, told, wanted)


def everything(npeek, folder, source, array):
    """Opened, shown and converted: every export holds the array."""
    equal(bool(npeek.show(source)), True)
    assert same(npeek.array(source, folder), array), source + ' as .npy'
    out = os.path.join(folder, 'everything.npz')
    npeek('convert', source, '-o', out, '--compress')
    with np.load(out) as z:
        assert same(z[z.files[0]], array), source + ' as .npz'
    raw = os.path.join(folder, 'everything.raw')
    npeek('convert', source, '-o', raw)
    with open(raw, 'rb') as f:
        equal(f.read(), array.tobytes(), source + ' as .raw')
    if array.ndim == 2 and array.dtype.kind in 'biufc':
        told = npeek.csv(source, folder)
        equal(told, [[str(x) for x in row] for row in array], source + ' as .csv')
        png = os.path.join(folder, 'everything.png')
        npeek('render', source, '-o', png)
        with open(png, 'rb') as f:
            head = f.read(24)
        equal(head[:8], b'\x89PNG\r\n\x1a\n', png)
        equal((int.from_bytes(head[20:24], 'big'), int.from_bytes(head[16:20], 'big')), array.shape, 'size of the picture')


def single_arrays(npeek, folder):
    random = np.random.default_rng(1)
    for array in (random.normal(size=(20, 12)).astype('f4'), random.integers(-32768, 32767, (15, 9), dtype='i2'),
                  random.normal(size=(8, 5)) + 1j * random.normal(size=(8, 5))):
        path = os.path.join(folder, '%s.npy' % array.dtype)
        np.save(path, array)
        member = npeek.info(path)['members'][0]
        equal((member['dtype'], member['shape'], member['mapped']), (str(array.dtype), list(array.shape), True))
        told = npeek.stats(path)
        if array.dtype.kind != 'c':
            assert close(told['mean'], array.astype('f8').mean()) and close(told['std'], array.astype('f8').std()), told
        everything(npeek, folder, path, array)


def large_array(npeek, folder):
    path = os.path.join(folder, 'large.npy')
    array = np.lib.format.open_memmap(path, 'w+', dtype='f8', shape=(10000, 10000))
    array[::2500, ::1111] = np.arange(40).reshape(4, 10)
    array[-1, -1] = -1.5
    array.flush()
    for text, part in (('0, :', array[0]), ('::2500, ::1111', array[::2500, ::1111]), ('-3:, -3:', array[-3:, -3:]),
                       ('::-2500, 0', array[::-2500, 0]), ('..., 1111', array[..., 1111])):
        assert same(npeek.array(path, folder, '--slice', text), np.ascontiguousarray(part)), text
        npeek('show', path, '--slice', text)
    equal(npeek.show(path)[-1].split()[-1], '-1.5', 'last cell')
    equal(npeek.stats(path, '--slice', '-1')['argmin'], 9999)


def by_keyword(npeek, folder):
    path = os.path.join(folder, 'dataset.npz')
    arrays = {'features': np.random.default_rng(2).normal(size=(50, 8)), 'labels': np.arange(50) % 3,
              'meta': np.array(['sepal', 'petal', 'größe'])}
    np.savez(path, **arrays)
    equal([m['name'] for m in npeek.info(path)['members']], list(arrays))
    for name, array in arrays.items():
        everything(npeek, folder, path + '::' + name, array)
    equal([line.split()[1] for line in npeek.show(path + '::meta')[1:]], list(arrays['meta']), 'meta')
    assert 'features' in npeek.show(path)[0]


def by_position(npeek, folder):
    path = os.path.join(folder, 'positional.npz')
    arrays = [np.arange(12).reshape(3, 4), np.linspace(0, 1, 5), np.array(7, 'u1')]
    np.savez(path, *arrays)
    equal([m['name'] for m in npeek.info(path)['members']], ['arr_0', 'arr_1', 'arr_2'])
    for i, array in enumerate(arrays):
        everything(npeek, folder, '%s::arr_%d' % (path, i), array)


def stored_and_compressed(npeek, folder):
    array = np.zeros((500, 400))
    array[::50, ::40] = 1
    for save, name in ((np.savez, 'stored'), (np.savez_compressed, 'deflated')):
        path = os.path.join(folder, name + '.npz')
        save(path, sparse=array)
        member = npeek.info(path)['members'][0]
        equal((member['compression'], member['nbytes']), (name, array.nbytes))
        row = npeek('info', path).decode().splitlines()[-1].split()
        size, compressed = int(row[-4]), int(row[-3])
        equal((size >= array.nbytes, compressed), (True, member['compressed_size']), 'sizes in the table')
        equal(row[-2], '%.1f%%' % (100 * compressed / size), 'ratio in the table')
        assert (compressed < size / 20) == (name == 'deflated'), row
        everything(npeek, folder, path, array)


def checkpoints(npeek, folder):
    random = np.random.default_rng(3)
    for epoch in range(5):
        path = os.path.join(folder, 'checkpoint_%d.npz' % epoch)
        arrays = {'weights': random.normal(size=(16, 4)).astype('f4'), 'optimizer_state': random.normal(size=(2, 16, 4)),
                  'metrics': np.array([(epoch, 0.5 / (epoch + 1))], [('step', '<i8'), ('loss', '<f8')]),
                  'epoch': np.array(epoch)}
        np.savez(path, **arrays)
        for name, array in arrays.items():
            everything(npeek, folder, path + '::' + name, array)
        equal(npeek.show(path + '::epoch')[-1], str(epoch), 'epoch')
        equal(npeek.show(path + '::metrics')[1].split(), ['step', 'loss'], 'fields')
        assert same(npeek.array(path + '::metrics', folder, '--field', 'loss'), arrays['metrics']['loss'])
    paths = [os.path.join(folder, 'checkpoint_%d.npz' % epoch) for epoch in range(5)]
    equal(npeek('verify', *paths).decode().count(': ok'), 20, 'verify')
    refusal = npeek.refuses('convert', paths[0], paths[1], '-o', os.path.join(folder, 'both.npz'))
    assert 'weights' in refusal, refusal


SCENES = {'single arrays': single_arrays, 'a large array by slices': large_array, 'savez by keyword': by_keyword,
          'savez by position': by_position, 'stored and compressed': stored_and_compressed, 'checkpoints': checkpoints}

if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as home:
        SCENES[sys.argv[2]](Npeek(sys.argv[1]), home)
    print('done')
