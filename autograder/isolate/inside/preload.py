"""What the template loads before it is confined, so that student code finds it at once.

Every page of memory that is loaded here costs each fork a little, so it is what layers and nets
import. But where the standard library may not be listed (beside it other packages are installed)
or not be read (it may lie below /root), a module that is not loaded here would look as if it did
not exist: then everything is loaded that anybody may want.
"""

import importlib
import sys
import warnings

from autograder.isolate.inside.missing import WITH_A_SCREEN

# fmt: off
USUAL = (
    "abc", "builtins", "collections", "collections.abc", "contextlib", "copy", "dataclasses",
    "enum", "functools", "inspect", "io", "itertools", "json", "math", "numbers", "operator", "os",
    "os.path", "pathlib", "pickle", "random", "re", "string", "sys", "time", "types", "typing",
    "warnings", "numpy", "numpy.linalg", "numpy.lib.stride_tricks", "numpy.random",
)
# Beside the modules at the top of the standard library.
BELOW_THE_TOP = (
    "collections.abc", "concurrent.futures", "concurrent.futures.process",
    "concurrent.futures.thread", "ctypes.util", "email.message", "http.client", "http.server",
    "importlib.metadata", "importlib.resources", "importlib.util", "logging.config",
    "logging.handlers", "multiprocessing.pool", "multiprocessing.shared_memory", "os.path",
    "unittest.mock", "urllib.parse", "urllib.request", "xml.dom.minidom", "xml.etree.ElementTree",
)
# Nobody's: tests and tools of Python's own, jokes that act on being imported, and what has a
# stand-in everywhere.
LEFT_OUT = {
    "__main__", "antigravity", "ensurepip", "idlelib", "lib2to3", "nt", "pydoc_data", "test",
    "this", "turtledemo", "venv", *WITH_A_SCREEN,
}
NUMPY = (
    "numpy.char", "numpy.core", "numpy.core.fromnumeric", "numpy.core.multiarray",
    "numpy.core.numeric", "numpy.core.umath", "numpy.ctypeslib", "numpy.fft", "numpy.lib",
    "numpy.lib.recfunctions", "numpy.lib.scimath", "numpy.lib.stride_tricks", "numpy.linalg",
    "numpy.ma", "numpy.ma.extras", "numpy.matlib", "numpy.polynomial", "numpy.random", "numpy.rec",
    "numpy.testing", "numpy.typing",
)
# fmt: on


def standard_library() -> list[str]:
    """Return the public modules at the top of this Python's standard library."""
    return sorted(n for n in sys.stdlib_module_names - LEFT_OUT if not n.startswith("_"))


def preload(everything: bool) -> None:
    """Import what student code may want."""
    names = (*standard_library(), *BELOW_THE_TOP, *NUMPY) if everything else USUAL
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            try:
                importlib.import_module(name)
            except ImportError:
                continue
