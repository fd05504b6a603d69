"""What the template loads before it is confined, so that student code finds it at once.

Every page of memory that is loaded here costs each fork a little, so it is what layers and nets
import. But where the standard library may not be listed (beside it other packages are installed)
or not be read (it may lie below /root), a module that is not loaded here would look as if it did
not exist: then everything is loaded that anybody may want.
"""

import importlib
import warnings

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
# fmt: on


def preload(everything: bool) -> None:
    """Import what student code may want."""
    names = (*STANDARD_LIBRARY, *NUMPY) if everything else USUAL
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            try:
                importlib.import_module(name)
            except ImportError:
                continue
