"""What stands in for modules that are missing where submissions are graded.

An object that accepts everything and does nothing. A few things whose meaning is plain, such as
a progress bar round a loop, do that. When a stand-in is put in place: `missing.py`.
"""

import functools
from types import ModuleType
from typing import Any


class Inert:
    """Called, indexed, compared, computed with, iterated or entered, it does nothing.

    It is false, and nothing is an instance of it. NumPy functions refuse it.
    """

    __array_ufunc__ = None
    __hash__ = object.__hash__
    __bases__ = ()
    __mro__ = ()

    def __getattr__(self, name: str) -> Any:
        if name == "__version__":
            return "0"
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        # As a decorator it hands back what it was given.
        if len(args) == 1 and not kwargs and callable(args[0]) and not isinstance(args[0], Inert):
            return args[0]
        return self

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __delattr__(self, name: str) -> None:
        pass

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __delitem__(self, key: Any) -> None:
        pass

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __int__(self) -> int:
        return 0

    def __iter__(self) -> Any:
        return iter(())

    def __exit__(self, *_: Any) -> None:
        return None

    def __instancecheck__(self, instance: Any) -> bool:
        return False

    def __subclasscheck__(self, subclass: type) -> bool:
        return False

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        """As a base class it is none."""
        return ()


def _itself(self: Inert, *_: Any) -> Inert:
    return self


def _no(self: Inert, other: Any) -> bool:
    return False


for _name in "add sub mul matmul truediv floordiv mod pow and or xor".split():  # noqa: SIM905
    setattr(Inert, f"__{_name}__", _itself)
    setattr(Inert, f"__r{_name}__", _itself)
for _name in ("neg", "pos", "abs", "invert", "getitem", "enter"):
    setattr(Inert, f"__{_name}__", _itself)
for _name in ("lt", "le", "gt", "ge", "eq"):
    setattr(Inert, f"__{_name}__", _no)


class Bar(Inert):
    """A progress bar: what it is put round, without the bar."""

    def __init__(self, iterable: Any = (), *_: Any, **__: Any) -> None:
        object.__setattr__(self, "_iterable", iterable)

    def __iter__(self) -> Any:
        return iter(self._iterable)


class Bars(Inert):
    """`tqdm` itself: makes bars."""

    def __call__(self, *args: Any, **kwargs: Any) -> Bar:
        return Bar(*args, **kwargs)


def bar_of_range(*args: Any, **_: Any) -> Bar:
    """Do as `tqdm.trange` does."""
    return Bar(range(*args))


# What has a plain meaning, by the top of its module's name and its own name.
PLAIN: dict[tuple[str, str], Any] = {
    **{("past", name): meaning for name, meaning in
       {"xrange": range, "range": range, "basestring": str, "unicode": str, "long": int}.items()},
    **{("six", name): meaning for name, meaning in
       {"xrange": range, "range": range, "zip": zip, "map": map, "filter": filter,
        "reduce": functools.reduce}.items()},
    ("numba", "prange"): range,
    ("tqdm", "tqdm"): Bars(),
    ("tqdm", "tqdm_notebook"): Bars(),
    ("tqdm", "trange"): bar_of_range,
}  # fmt: skip


class InertModule(ModuleType):
    """A module all of whose attributes are inert, or of plain meaning."""

    __all__: tuple[str, ...] = ()
    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        top = self.__name__.partition(".")[0]
        if (top, name) in PLAIN:
            return PLAIN[top, name]
        # Its type's name is what a message calls it.
        return type(f"stand-in for {self.__name__}, which is not installed here", (Inert,), {})()
