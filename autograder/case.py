"""A case: one set of inputs of a check, made from a seed."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Manner:
    """How the numbers of one argument come.

    scale   their standard deviation
    dtype   name of a NumPy type
    layout  "C" or "F" order, "[::2]": each second column of a wider array, "[::-1]": the rows of
            another from the last to the first
    """

    scale: float = 1.0
    dtype: str = "float64"
    layout: str = "C"


class Case:
    """One set of inputs of a check.

    name     what a student reads, e.g. "one example (N = 1)"
    tests    the property the case shows; None: each output is a property of its own
    public   also runs in the notebook's `check`
    settings what the check builds its inputs from, read as attributes: `case.n`

    With `calls=2` a check is recorded twice, with new numbers, and the steps of the two take turns:
    what one call leaves behind for the other shows. A check may set `case.compare[output]`, a rule
    of comparison that holds for this case alone.
    """

    def __init__(
        self, name: str, *, tests: str | None = None, public: bool = False, **settings: Any
    ) -> None:
        self.name = name
        self.tests = tests
        self.public = public
        self.settings = settings
        self.drawn = ""  # what of the settings was drawn, for the reader of a message
        self.compare: dict[str, Mapping[str, Any]] = {}
        self.random = np.random.RandomState(0)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["settings"][name]
        except KeyError:
            raise AttributeError(f"case {self.__dict__.get('name')!r} has no {name!r}") from None

    @property
    def practice(self) -> bool:
        """Whether only the notebook's check runs it: the grader has drawn another of its kind."""
        return False

    @property
    def key(self) -> str:
        """What tells the case from others, and its random numbers from theirs."""
        return self.name

    def reseed(self, seed: int) -> int:
        """Start the case's random inputs afresh; return the seed of its generator.

        RandomState, because its streams are frozen: the same inputs on every NumPy.
        """
        number = zlib.crc32(f"{seed}/{self.key}".encode())
        self.compare = {}
        self.random = np.random.RandomState(number)
        return number

    def randn(self, *shape: int, scale: float = 1.0) -> np.ndarray:
        """Return normal numbers of standard deviation `scale`, rounded to 3 decimals.

        Rounded so that they are the same on every machine and short in the released data.
        No number is closer to 0 than 0.01: the slope of ReLU there is nobody's business.
        """
        values = np.round(self.random.standard_normal(shape) * scale, 3)
        small = np.abs(values) < 0.01
        return np.where(small, np.where(values < 0, -0.017, 0.017), values)

    def integers(self, count: int, low: int, high: int) -> list[int]:
        """Return `count` whole numbers of Python's from `low` to `high`, both included."""
        numbers: list[int] = self.random.randint(low, high + 1, count).tolist()
        return numbers

    def shuffled(self, items: Iterable[Any]) -> list[Any]:
        """Return a list of some items in random order."""
        items = list(items)
        return [items[place] for place in self.random.permutation(len(items))]

    def labels(self, count: int, classes: int) -> np.ndarray:
        """Return `count` labels, int64, from 0 to classes - 1; each class occurs if it can."""
        spread = np.arange(count) % classes
        return self.random.permutation(spread).astype(np.int64)

    def manner(self, name: str) -> Manner:
        """Return how the numbers of an argument come; in cases written by hand, as usual."""
        found: Manner = self.settings.get(name, Manner())
        return found

    def array(self, name: str, *shape: int) -> np.ndarray:
        """Return normal numbers for an argument, as its domain wants them: see `laid`.

        None is closer to 0 than a hundredth of their standard deviation.
        """
        return self.laid(name, self.randn(*shape) * self.manner(name).scale)

    def laid(self, name: str, values: np.ndarray) -> np.ndarray:
        """Return numbers in the type and the memory layout that an argument's domain wants."""
        manner = self.manner(name)
        return laid_out(values.astype(manner.dtype), manner.layout)


def laid_out(values: np.ndarray, layout: str) -> np.ndarray:
    """Return an array's values in another memory layout: see `Manner`."""
    if layout == "F":
        return np.asfortranarray(values)
    if layout == "[::2]":
        wider = np.repeat(values, 2, axis=-1)
        return wider[..., ::2]
    if layout == "[::-1]":
        return values[::-1].copy()[::-1]
    if layout == "C":
        return np.ascontiguousarray(values)
    raise ValueError(f"there is no memory layout {layout!r}")
