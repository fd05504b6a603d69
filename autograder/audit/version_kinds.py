"""Kinds of code that is right under some versions of Python or NumPy alone: right for the grader.

Each sets `zero`, which is 0 where the code is right and an error or another number elsewhere; it
stands in a function that adds it to a right answer. The answer must be right under every NumPy.
"""

import tempfile
from pathlib import Path

from autograder.audit.answers import watched
from autograder.audit.row import Row, left_out
from autograder.audit.styles import hand_in
from autograder.audit.target import target_of
from autograder.audit.versions import FAST, NUMPYS, compared
from autograder.lab import Lab
from autograder.oracle import master_sources

KINDS = {
    # Until NumPy 2.0, 2.1, 2.3, 2.4 or 2.5
    "ptp": "a = np.ones((2, 2)); zero = a.ptp() + a.ptp(axis=0).sum()",
    "itemset": "a = np.ones((2, 2)); a.itemset((1, 1), 0.0); a.itemset(0, 0.0); zero = a[0, 0] + a[1, 1]",
    "newbyteorder": "zero = np.zeros(1).newbyteorder().newbyteorder()[0]",
    "tostring": "zero = len(np.zeros(1).tostring()) - 8",
    "newshape": "zero = np.reshape(a=np.zeros((2, 2)), newshape=-1)[3]",
    "interpolation": "zero = np.percentile([0.0, 1.0], 40, interpolation='lower')",
    "copy=False": "zero = np.array([0.0], copy=False)[0]",
    "sum of a generator": "zero = np.sum(value for value in (0.0, 0.0))",
    "float of an array": "zero = float(np.zeros((1, 1)))",
    "int of an array": "zero = np.zeros(3)[int(np.array([2]))]",
    "cast": "zero = np.cast[np.float64]([0])[0]",
    "cast by name": "zero = np.cast['f'](np.zeros(1))[0]",
    "find_common_type": "zero = np.zeros(1, np.find_common_type([np.float32], [np.float64]))[0]",
    "math": "zero = np.math.sqrt(0)",
    "old aliases": "zero = np.float_(0) + 0 * np.NaN if np.Inf < 0 else np.float_(0)",
    "product": "zero = np.product([0.0, 1.0]) + np.sometrue([0]) + (not np.alltrue([1]))",
    "in1d": "zero = np.in1d(np.zeros((2, 2)), [1.0]).ndim - 1",
    "trapz": "zero = np.trapz([0.0, 0.0])",
    "row_stack": "zero = np.row_stack([[0.0], [0.0]])[1, 0]",
    "asfarray": "zero = 0.0 if np.asfarray([1]).dtype == np.float64 else 1.0",
    "msort": "zero = np.msort(np.array([[1.0, 0.0], [0.0, 1.0]]))[0].sum()",
    "round_": "zero = np.round_(0.4)",
    "mat": "zero = np.mat([[0.0]])[0, 0]",
    "sctypes": "zero = len(np.sctypes['uint']) - 4",
    "obj2sctype": "zero = np.obj2sctype('f8')(0)",
    "issubsctype": "zero = 1.0 - np.issubsctype(np.float64, np.floating)",
    "nbytes": "zero = np.nbytes[np.float64] - 8",
    "linalg.linalg": "zero = np.linalg.linalg.norm(np.zeros(2))",
    "lib.pad": "zero = np.lib.pad(np.zeros(1), 1)[0]",
    "from numpy.lib": "from numpy.lib.function_base import average\nzero = average([0.0])",
    "warnings as attributes": "import warnings\nwarnings.simplefilter('ignore', np.VisibleDeprecationWarning)\nzero = 0.0",
    "cross of two": "zero = np.cross([1.0, 0.0], [0.0, 1.0]) - 1",
    "nonzero of a number": "zero = len(np.nonzero(np.float64(0))[0])",
    "promotion of uint8": "zero = float(np.uint8(200) + 100) - 300",
    "promotion of float32": "zero = 0 * (np.float32(3e38) * 10.0)",
    "300 in uint8": "zero = (np.zeros(1, np.uint8) + 300)[0] - 300",
    "minus one in uint8": "zero = float(np.uint8(-1)) - 255",
    "solve a stack": "a = np.stack([np.eye(2), 2 * np.eye(2)])\nzero = np.linalg.solve(a, np.array([[1.0, 2.0], [2.0, 4.0]])) - [[1, 2], [1, 2]]\nzero = np.abs(zero).sum()",
    "flat inverse": "zero = np.unique(np.zeros((2, 2)), return_inverse=True)[1].ndim - 1",
    "repr of numbers": "zero = float(repr(np.float64(0.0)))",
    "real eigenvalues": "zero = 0.0 if np.linalg.eig(np.eye(2))[0].dtype.kind == 'f' else 1.0",
    "floor of integers": "zero = 0.0 if np.floor(np.arange(2)).dtype.kind == 'f' else 1.0",
    "compat": "from numpy.compat import long\nzero = float(long(0))",
    "version": "zero = 0.0 if np.__version__.startswith('1') else 1.0",
    # Since NumPy 2.0, 2.1, 2.2, 2.3, 2.4 or 2.5
    "vecdot": "zero = np.vecdot(np.zeros(2), np.zeros(2))",
    "mT": "zero = np.zeros((2, 2)).mT[0, 0]",
    "array API": "zero = np.concat([np.zeros(1)])[0] + np.pow(0.0, 2) + np.linalg.vector_norm(np.zeros(2))",
    "var with its mean": "zero = np.var(np.zeros(2), mean=np.zeros(1))",
    "shaped inverse": "zero = np.unique(np.zeros((2, 2)), return_inverse=True)[1].ndim - 2",
    "unstack": "zero = np.unstack(np.zeros((2, 2)))[0][0]",
    "shape=": "zero = np.reshape(np.zeros(4), shape=(2, 2))[0, 0]",
    "clip by names": "zero = np.clip(np.ones(1), min=-1, max=0)[0]",
    "matvec": "zero = np.matvec(np.eye(2), np.zeros(2))[0]",
    "unsorted": "zero = np.unique(np.zeros(2), sorted=False)[0]",
    "ndmax": "zero = np.array([[0.0]], ndmax=2)[0, 0]",
    "descending": "zero = np.sort(np.array([0.0, 1.0]), descending=True)[1]",
    # Of Python
    "f-string": "d = {'a': 0}\nzero = float(f'{d['a']}')",
    "type": "type Number = float\nzero = 0.0",
    "type parameters": "def same[T](value: T) -> T:\n    return value\nzero = same(0.0)",
    "type defaults": "def same[T = int](value: T) -> T:\n    return value\nzero = same(0.0)",
    "except*": "try:\n    zero = 0.0\nexcept* ValueError:\n    zero = 1.0",
    "star in an index": "index = (0,)\nzero = np.zeros((1, 1))[*index, 0]",
    "batched": "import itertools\nzero = list(itertools.batched([0.0], 1))[0][0]",
    "cbrt": "import math\nzero = math.cbrt(0)",
    "exception groups": "zero = 0.0 if issubclass(ExceptionGroup, Exception) else 1.0",
    "getargspec": "import inspect\nzero = len(inspect.getargspec(lambda: 0).args)",
    "imp": "import imp\nzero = float(imp.new_module('zero').__name__ != 'zero')",
    "distutils": "from distutils.version import LooseVersion\nzero = float(LooseVersion('1.10') < LooseVersion('1.9'))",
    "pipes": "import pipes\nzero = float(pipes.quote('a') != 'a')",
    "randint of floats": "import random\nzero = random.randint(0.0, 0.0)",
    # Of both
    "f-string and cast": "d = {'a': 0}\nzero = np.find_common_type([np.float64], []).type(f'{d['a']}')",
    "f-string and descending": "d = {'a': 0}\nzero = np.sort(np.zeros(1), descending=True)[0] + float(f'{d['a']}')",
    "f-string and vecdot": "d = {'a': 0}\nzero = float(np.vecdot(np.zeros((1, 2)), np.zeros(2))) + float(f'{d['a']}')",
    "imp and float of an array": "import imp\nzero = float(np.zeros(1)) + (imp.new_module('z').__name__ != 'z')",
}


# Below the right function, which its own name then stands for no longer.
ADDED = """

import numpy as np

_right = {name}


def {name}(*args, **kwargs):
{kind}
    made = _right(*args, **kwargs)
    return (made[0] + zero, *made[1:]) if type(made) is tuple else made + zero
"""


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Return a row for each NumPy in the grader's place: the kinds of code that are right."""
    function = adding(lab)
    title = f"{lab.name}: kinds of code right under NumPy %s in the grader's place"
    if not function:
        return [left_out(title % "any", "no graded function always answers with such numbers")]
    asked = tuple(q.id for q in lab.on_function(function))
    with tempfile.TemporaryDirectory() as folder:
        paths = {
            f"kind {name}": (hand_in(using(lab, kind, function), Path(folder, name)), asked)
            for name, kind in KINDS.items()
        }
        return [compared(lab, numpy, paths, title % numpy) for numpy in (FAST if fast else NUMPYS)]


def adding(lab: Lab) -> str:
    """Return the graded function to whose answers `zero` can be added, "" if there is none."""
    target = target_of(lab)
    numbers = watched(target).numbers if target else set()
    names = [name for name in target.functions if name in numbers] if target else []
    return f"{target.module}:{names[0]}" if target and names else ""


def using(lab: Lab, kind: str, function: str) -> dict[str, str]:
    """Return the master's files with a kind of code in one function."""
    module, _, name = function.partition(":")
    sources = master_sources(lab)
    files = {file: sources[file] for file in lab.student_files}
    lines = "\n".join(f"    {line}" for line in kind.splitlines())
    files[f"{module.replace('.', '/')}.py"] += ADDED.format(name=name, kind=lines)
    return files
