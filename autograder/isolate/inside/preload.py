"""What the template loads before it is confined, so that student code finds it at once.

Every page of memory that is loaded here costs each fork a little, so it is what layers and nets
import. But where the standard library may not be listed (beside it other packages are installed)
or not be read (it may lie below /root), a module that is not loaded here would look as if it did
not exist: then everything is loaded that anybody may want.
"""

import importlib
import warnings

import numpy as np

# fmt: off
USUAL = (
    "abc", "builtins", "collections", "collections.abc", "contextlib", "copy", "dataclasses",
    "enum", "functools", "inspect", "io", "itertools", "json", "math", "numbers", "operator", "os",
    "os.path", "pathlib", "pickle", "random", "re", "string", "sys", "time", "types", "typing",
    "warnings", "numpy", "numpy.linalg", "numpy.lib.stride_tricks", "numpy.random",
)
STANDARD_LIBRARY = (
    "__future__", "abc", "argparse", "array", "ast", "asyncio", "atexit", "base64", "binascii",
    "bisect", "builtins", "calendar", "cmath", "code", "codecs", "collections", "collections.abc",
    "concurrent.futures", "concurrent.futures.process", "concurrent.futures.thread",
    "configparser", "contextlib", "contextvars", "copy", "copyreg", "csv", "ctypes", "ctypes.util",
    "dataclasses", "datetime", "decimal", "difflib", "dis", "doctest", "email", "enum", "errno",
    "fractions", "functools", "gc", "getopt", "getpass", "glob", "gzip", "hashlib", "heapq",
    "html", "http.client", "importlib.metadata", "importlib.resources", "importlib.util",
    "inspect", "io", "itertools", "json", "keyword", "linecache", "locale", "logging",
    "logging.handlers", "math", "multiprocessing", "multiprocessing.pool", "numbers", "operator",
    "optparse", "os", "os.path", "pathlib", "pdb", "pickle", "pkgutil", "platform", "pprint",
    "profile", "cProfile", "pstats", "queue", "random", "re", "reprlib", "resource", "secrets",
    "select", "shlex", "shutil", "signal", "site", "socket", "sqlite3", "ssl", "stat",
    "statistics", "string", "struct", "subprocess", "symtable", "sys", "sysconfig", "tarfile",
    "tempfile", "textwrap", "threading", "time", "timeit", "token", "tokenize", "traceback",
    "tracemalloc", "types", "typing", "unicodedata", "unittest", "unittest.mock",
    "urllib.parse", "urllib.request", "uuid", "warnings", "weakref", "xml.etree.ElementTree",
    "zipfile", "zlib",
)
NUMPY = (
    "numpy", "numpy.ctypeslib", "numpy.fft", "numpy.lib", "numpy.lib.stride_tricks",
    "numpy.linalg", "numpy.ma", "numpy.ma.extras", "numpy.matlib", "numpy.polynomial",
    "numpy.random", "numpy.testing", "numpy.typing",
)
# Names that NumPy has taken away since 1.20, and what stands under them here: code written on
# an older NumPy than the grader's is not wrong for that. Those of builtins were plain aliases.
OLD_NAMES = {
    "product": np.prod, "cumproduct": np.cumprod, "sometrue": np.any, "alltrue": np.all,
    "row_stack": np.vstack, "in1d": np.isin, "round_": np.round, "asfarray": np.asarray,
    "trapz": getattr(np, "trapezoid", None), "mat": np.asmatrix, "msort": np.sort,
    "Inf": np.inf, "Infinity": np.inf, "infty": np.inf, "PINF": np.inf, "NINF": -np.inf,
    "NaN": np.nan, "NAN": np.nan, "PZERO": 0.0, "NZERO": -0.0,
    "float_": np.float64, "complex_": np.complex128, "cfloat": np.complex128,
    "singlecomplex": np.complex64, "longfloat": np.longdouble, "string_": np.bytes_,
    "unicode_": np.str_, "bool8": np.bool_, "int0": np.intp, "uint0": np.uintp,
    "float": float, "int": int, "bool": bool, "object": object, "str": str, "complex": complex,
}
# fmt: on


def preload(everything: bool) -> None:
    """Import what student code may want, and put back the names NumPy has taken away."""
    names = (*STANDARD_LIBRARY, *NUMPY) if everything else USUAL
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            try:
                importlib.import_module(name)
            except ImportError:
                continue
        for name, meaning in OLD_NAMES.items():
            if meaning is not None and not hasattr(np, name):
                setattr(np, name, meaning)
