"""What NumPy has taken away since 1.20, put back where its meaning is exact.

Code that is right on an older NumPy than the one here is not wrong for that. What cannot be put
back to the letter (promotion, changed semantics) is not in here: for that submissions are asked
again under another NumPy, see `autograder.grading.other_runtimes`.
"""

import builtins
import ctypes
import functools
import gc
import math
import warnings
from collections.abc import Callable
from types import GeneratorType
from typing import Any

import numpy

np: Any = numpy  # what it has depends on its version


def asfarray(a: Any, dtype: Any = np.float64) -> Any:
    """Return an array of real or complex numbers."""
    return np.asarray(a, dtype if np.issubdtype(dtype, np.inexact) else np.float64)


def in1d(ar1: Any, ar2: Any, *args: Any, **kwargs: Any) -> Any:
    """Return which elements of the first array, flat, are in the second."""
    return np.isin(np.ravel(ar1), ar2, *args, **kwargs)


def msort(a: Any) -> Any:
    """Return a copy sorted along the first axis."""
    return np.sort(np.array(a, subok=True), axis=0)


def asscalar(a: Any) -> Any:
    """Return the element of an array of size 1 as a number of Python's."""
    return a.item()


class Cast:
    """`np.cast[dtype](x)`: a copy of another type."""

    def __getitem__(self, dtype: Any) -> Callable[[Any], Any]:
        return lambda x: np.asarray(x).astype(dtype)


# fmt: off
EXCEPTIONS = (
    "AxisError", "ComplexWarning", "ModuleDeprecationWarning", "RankWarning", "TooHardError",
    "VisibleDeprecationWarning",
)
# Those of builtins were plain aliases.
NAMES = {
    **{name: getattr(np.exceptions, name, None) for name in EXCEPTIONS},
    "product": np.prod, "cumproduct": np.cumprod, "sometrue": np.any, "alltrue": np.all,
    "row_stack": np.vstack, "in1d": in1d, "round_": np.round, "asfarray": asfarray,
    "trapz": getattr(np, "trapezoid", None), "mat": np.asmatrix, "msort": msort,
    "asscalar": asscalar, "cast": Cast(), "math": math, "chararray": np.char.chararray,
    "Inf": np.inf, "Infinity": np.inf, "infty": np.inf, "PINF": np.inf, "NINF": -np.inf,
    "NaN": np.nan, "NAN": np.nan, "PZERO": 0.0, "NZERO": -0.0,
    "float_": np.float64, "complex_": np.complex128, "cfloat": np.complex128,
    "singlecomplex": np.complex64, "longfloat": np.longdouble, "longcomplex": np.clongdouble,
    "clongfloat": np.clongdouble, "string_": np.bytes_, "unicode_": np.str_, "bool8": np.bool_,
    "int0": np.intp, "uint0": np.uintp, "void0": np.void, "object0": np.object_,
    "str0": np.str_, "bytes0": np.bytes_,
    "float": float, "int": int, "bool": bool, "object": object, "str": str, "complex": complex,
}
# fmt: on


def ptp(self: Any, axis: Any = None, out: Any = None, keepdims: bool = False) -> Any:
    """Return the range from the smallest to the largest element."""
    return np.subtract(
        np.maximum.reduce(self, axis, None, out, keepdims),
        np.minimum.reduce(self, axis, None, None, keepdims),
        out,
    )


def itemset(self: Any, *args: Any) -> None:
    """Set one element: of an array of size 1, by its flat index, or by a tuple."""
    *index, value = args
    if not index:
        if self.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        self[(0,) * self.ndim] = value
    elif len(index) == 1 and not isinstance(index[0], tuple):
        self.flat[index[0]] = value
    else:
        place = index[0] if len(index) == 1 else tuple(index)
        if len(place) != self.ndim:
            raise ValueError("incorrect number of indices for array")
        self[place] = value


def newbyteorder(self: Any, new_order: str = "S", /) -> Any:
    """Return a view of the same bytes in another order."""
    return self.view(self.dtype.newbyteorder(new_order))


def tostring(self: Any, order: Any = "C") -> bytes:
    """Return the bytes of an array."""
    content: bytes = self.tobytes(order)
    return content


def renamed(function: Callable[..., Any], old: str, new: str) -> Callable[..., Any]:
    """Return a function that takes one of its arguments by its old name, too."""

    @functools.wraps(function)
    def taking_both(*args: Any, **kwargs: Any) -> Any:
        if old in kwargs:
            kwargs[new] = kwargs.pop(old)
        if not args and "a" in kwargs:  # which is positional by now
            args = (kwargs.pop("a"),)
        return function(*args, **kwargs)

    return taking_both


def copying(array: Callable[..., Any]) -> Callable[..., Any]:
    """Return `np.array` for which `copy=False` means: only where it is needed."""

    @functools.wraps(array)
    def copying_if_needed(*args: Any, **kwargs: Any) -> Any:
        if kwargs.get("copy") is False:
            kwargs["copy"] = None
        return array(*args, **kwargs)

    return copying_if_needed


def adding(total: Callable[..., Any]) -> Callable[..., Any]:
    """Return `np.sum` that adds up what a generator yields."""

    @functools.wraps(total)
    def adding_generators(*args: Any, **kwargs: Any) -> Any:
        a = args[0] if args else kwargs.get("a")
        if type(a) is not GeneratorType:
            return total(*args, **kwargs)
        result, out = builtins.sum(a), kwargs.get("out")
        if out is None:
            return result
        out[...] = result
        return out

    return adding_generators


Old = Callable[[], object]  # what was right once
METHODS: dict[str, tuple[Callable[..., Any], Old]] = {
    "ptp": (ptp, lambda: np.zeros(2).ptp()),
    "itemset": (itemset, lambda: np.zeros(1).itemset(0.0)),
    "newbyteorder": (newbyteorder, lambda: np.zeros(1).newbyteorder()),
    "tostring": (tostring, lambda: np.zeros(1).tostring()),
}
CALLS: dict[str, tuple[Callable[..., Any], Old]] = {
    "reshape": (
        functools.partial(renamed, old="newshape", new="shape"),
        lambda: np.reshape(a=np.zeros(1), newshape=(1,)),
    ),
    **{
        name: (
            functools.partial(renamed, old="interpolation", new="method"),
            functools.partial(getattr(np, name), np.zeros(1), 0, interpolation="lower"),
        )
        for name in ("percentile", "quantile", "nanpercentile", "nanquantile")
    },
    "array": (copying, lambda: np.array([0.0], copy=False)),
    "sum": (adding, lambda: np.sum(value for value in (0.0,))),
}


def put_back() -> None:
    """Give NumPy its old names, methods and arguments again, where it has them no longer."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, meaning in NAMES.items():
            if meaning is not None and not hasattr(np, name):
                setattr(np, name, meaning)
        missing = {name: method for name, (method, old) in METHODS.items() if fails(old)}
        for kind in (np.ndarray, np.generic):
            add_methods(kind, missing)
        for name, (accept, old) in CALLS.items():
            if fails(old):
                setattr(np, name, accept(getattr(np, name)))


def fails(old: Old) -> bool:
    """Whether what was right on an older NumPy is an error here."""
    try:
        old()
    except (AttributeError, TypeError, ValueError):
        return True
    return False


def add_methods(kind: type, methods: dict[str, Any]) -> None:
    """Add methods to a type that is written in C, to which `setattr` does not add."""
    (own,) = gc.get_referents(kind.__dict__)  # the dictionary behind the read-only view
    own.update(methods)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
