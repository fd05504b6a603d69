"""A change: what makes another answer of the right one, the same in every case.

Whether it explains is decided here, in one place. It has to give what came in every case, those
that are right included; and what it gives must not have come by chance. A number that agrees to
one part in a million is one chance in a million, less those that were fitted; whole numbers agree
more easily, and of single numbers only a listed change counts, in three cases.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from autograder.grading.explaining.pairs import Pair, same_numbers
from autograder.student.checking.compare import TOLERANCE
from autograder.student.language import Message, fact

NUMBERS = 3  # that agree beyond those that were fitted
WHOLE_NUMBERS = 10
CASES = 3  # in which a single number agrees

Apply = Callable[[Pair], np.ndarray | None]


def nothing_fitted(_pair: Pair) -> int:
    return 0


@dataclass(frozen=True)
class Change:
    """A way to another answer.

    id       "relation.<what>"
    sentence id of what a student reads; {name} is the output
    apply    the answer it makes of a case, None where it makes none
    fields   of the sentence
    fitted   how many numbers of a case were taken from what came
    listed   whether it is one of few, so that single numbers show it
    certain  whether it is a fact and no chance
    proof    how many numbers of a case speak for it; None: those it changes, less those fitted
    """

    id: str
    sentence: str
    apply: Apply
    fields: Mapping[str, Message] = field(default_factory=dict)
    fitted: Callable[[Pair], int] = nothing_fitted
    listed: bool = False
    certain: bool = False
    proof: Callable[[Pair], int] | None = None

    def explains(self, pairs: Sequence[Pair]) -> bool:
        """Whether it gives what came in each of some cases, and surely not by chance."""
        return self.fits(pairs) and all(
            made is None or as_right(made, pair)
            for pair in pairs
            if pair.is_right
            for made in [self.made(pair)]
        )

    def where(self, pairs: Sequence[Pair]) -> "tuple[str, object] | None":
        """Return the setting (name, value) of the cases in which it explains what came.

        None where no one setting tells them from those in which it does not show.
        """
        if not self.fits(pairs):
            return None
        wrong = [pair.material.settings for pair in pairs if not pair.is_right]
        made = [(pair, self.made(pair)) for pair in pairs if pair.is_right]
        against = [p.material.settings for p, m in made if m is not None and not as_right(m, p)]
        for name, value in wrong[0].items():
            if all(s.get(name) == value for s in wrong) and all(
                name in s and s[name] != value for s in against
            ):
                return name, value
        return None

    def made(self, pair: Pair) -> np.ndarray | None:
        """Return the answer it makes of a case."""
        with np.errstate(all="ignore"):
            return self.apply(pair)

    def fits(self, pairs: Sequence[Pair]) -> bool:
        """Whether it gives what came in each case that is wrong, and surely not by chance."""
        agreeing, cases, whole, single = 0, 0, True, True
        for pair in pairs:
            if pair.is_right:
                continue
            made = self.made(pair)
            if not pair.same(made):
                return False
            assert made is not None
            whole = whole and bool(np.all(made == np.round(made)))
            single = single and made.size == 1
            if self.proof:
                agreeing += self.proof(pair)
            else:
                agreeing += max(0, changed(made, pair.right) - self.fitted(pair))
            cases += 1
        if self.certain:
            return cases > 0
        if single and not self.proof:
            return self.listed and cases >= CASES
        return agreeing >= (WHOLE_NUMBERS if whole else NUMBERS)

    def found(self, name: str) -> Message:
        """Return what it tells of an output."""
        return fact(self.sentence, name=name, **self.fields)


def as_right(made: np.ndarray, pair: Pair) -> bool:
    """Whether what a change makes cannot be told from the right answer."""
    return made.shape == pair.right.shape and same_numbers(made, pair.right, TOLERANCE)


def changed(made: np.ndarray, right: np.ndarray) -> int:
    """Return how many numbers of an answer are others than in the right one."""
    if made.shape != right.shape:
        return made.size
    return int(np.count_nonzero(~np.isclose(made, right, rtol=TOLERANCE, atol=0, equal_nan=True)))
