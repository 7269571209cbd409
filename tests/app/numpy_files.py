"""What the tests against NumPy share: running npeek and reading its answers."""
import csv, json, math, os, subprocess
import numpy as np


class Npeek:
    def __init__(self, program):
        self.program = os.path.abspath(program)

    def __call__(self, *words):
        """Standard output of a command that must succeed without a word on standard error."""
        p = subprocess.run((self.program,) + words, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        assert p.returncode == 0, '%s: status %d: %s' % (' '.join(words), p.returncode, p.stderr.decode('utf8', 'replace'))
        assert not p.stderr, '%s: %s' % (' '.join(words), p.stderr.decode('utf8', 'replace'))
        return p.stdout

    def refuses(self, *words):
        """Standard error of a command that must be refused."""
        p = subprocess.run((self.program,) + words, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
        assert p.returncode == 1, '%s: status %d' % (' '.join(words), p.returncode)
        return p.stderr.decode('utf8')

    def info(self, path):
        return json.loads(self('info', '--json', path))

    def stats(self, *words):
        return json.loads(self('stats', '--json', *words))

    def show(self, *words):
        return self('show', *words).decode('utf8').splitlines()

    def array(self, source, folder, *words):
        """What NumPy loads from an .npy that npeek made of source."""
        out = os.path.join(folder, 'out.npy')
        self('convert', source, '-o', out, *words)
        return np.load(out)

    def csv(self, source, folder, *words):
        out = os.path.join(folder, 'out.csv')
        self('convert', source, '-o', out, *words)
        with open(out, encoding='utf8', newline='') as f:
            return list(csv.reader(f))


def same(a, b):
    """Equal dtype, shape and bits, whatever the order in memory."""
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def close(text, expected, tolerance=1e-12):
    """A number of npeek's JSON, which may be the text of nan or inf, against NumPy's."""
    value, expected = float(text), float(expected)
    if math.isnan(expected) or math.isinf(expected):
        return str(value) == str(expected)
    return abs(value - expected) <= tolerance * max(abs(expected), 1e-300)
