"""Two known mistakes at once, or one of them and a relation; composed only where it is needed.

A known mistake has a mark for each output that it changes in each case, a cell. Two of them
explain an answer together if all that is wrong is in cells that either changes, and what only one
of them changes is as that one does. Then the reference is run with both mistakes in it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from autograder.grading.explaining.change import NUMBERS
from autograder.grading.explaining.pairs import numbers_of
from autograder.lab import Checked
from autograder.misconception import BadEdit
from autograder.oracle import Fingerprint, Oracle, outcome, reference_package
from autograder.student.checking.fingerprint import alike, alike_values

MOST_COMPOSED = 30
LARGE = 100  # whole numbers above that tell something
ERROR = "error"
Cell = tuple[int, str]  # place of a case, and an output of it


@dataclass(frozen=True)
class Marks:
    """What known mistakes say of the answers to a question.

    answers  fingerprints of the answers, None where there was none
    """

    oracle: Oracle
    question: Checked
    answers: Sequence[Fingerprint | None]

    @cached_property
    def right(self) -> list[Fingerprint]:
        return [case.right for case in self.oracle.cases[self.question.id]]

    @cached_property
    def wrong(self) -> set[Cell]:
        """The cells that are not right."""
        found: set[Cell] = set()
        for i, (right, answer) in enumerate(zip(self.right, self.answers, strict=True)):
            if answer is None or ERROR in answer:
                found.add((i, ERROR))
            else:
                names = right.keys() | answer.keys()
                found |= {(i, n) for n in names if not self._alike(right.get(n), answer.get(n))}
        return found

    @cached_property
    def changed(self) -> Mapping[str, set[Cell]]:
        """The cells that each mistake changes."""
        found: dict[str, set[Cell]] = {}
        for i, mistakes in enumerate(self.oracle.mistakes(self.question.id)):
            for id, change in mistakes.items():
                found.setdefault(id, set()).update((i, name) for name in change)
        return found

    def missed(self, id: str) -> set[Cell]:
        """Return the cells that a mistake changes into something else than what came."""
        marks = self.oracle.mistakes(self.question.id)
        return {
            (i, name)
            for i, name in self.changed[id]
            if not self._alike(marks[i][id][name], (self.answers[i] or {}).get(name))
        }

    def in_part(self) -> Iterator[tuple[str, set[Cell]]]:
        """Yield the mistakes that are seen wherever they show, with the cells they explain.

        What a mistake makes an error hides all else, and is left out.
        """
        left = set(self.wrong)
        fitting = [id for id in self.changed if not self.missed(id)]
        for id in sorted(fitting, key=lambda id: -len(self.changed[id])):
            cells = self.changed[id] & left
            if cells == self.changed[id] and self.tells(cells):
                left -= cells
                yield id, cells

    def in_some_cases(
        self, settings: Sequence[Mapping[str, object]], left: set[Cell]
    ) -> Iterator[tuple[str, set[Cell], str, object]]:
        """Yield the mistakes that are made under one setting alone: (id, cells, setting, value).

        settings  of each case
        left      wrong cells that are to be explained
        """
        for id, changed in self.changed.items():
            missed = self.missed(id)
            cells = (changed - missed) & left
            if not cells or missed & self.wrong or not self.tells(cells):
                continue
            first = settings[min(cells)[0]]
            for name, value in first.items():
                inside = all(settings[i].get(name) == value for i, _ in cells)
                outside = all(settings[i].get(name, value) != value for i, _ in missed)
                if inside and outside and missed:
                    left = left - cells
                    yield id, cells, name, value
                    break

    def pairs(self) -> list[tuple[str, str]]:
        """Return the pairs of mistakes that together give the answers, the usual ones first."""
        if not self.tells(self.wrong):
            return []
        missed = {id: self.missed(id) for id in self.changed}
        candidates = [
            (one, other)
            for one, other in combinations(self.changed, 2)
            if self.wrong <= self.changed[one] | self.changed[other]
            and missed[one] <= self.changed[other]
            and missed[other] <= self.changed[one]
            and self.wrong & self.changed[one]
            and self.wrong & self.changed[other]
        ]
        return [pair for pair in candidates[:MOST_COMPOSED] if self.together(*pair)]

    def tells(self, cells: Iterable[Cell]) -> bool:
        """Whether cells hold so many numbers that two mistakes hardly give the same by chance.

        Of truths, texts and small counts each of many mistakes gives the same somewhere.
        """
        numbers = 0
        for i, name in cells:
            value = self.oracle.cases[self.question.id][i].expected.outputs.get(name)
            array = None if value is None else numbers_of(value)
            if array is not None:
                numbers += int(
                    np.count_nonzero((array != np.round(array)) | (np.abs(array) > LARGE))
                )
        return numbers >= NUMBERS

    def together(self, one: str, other: str) -> bool:
        """Whether the reference with two mistakes in it gives the answers."""
        known = self.oracle.known
        try:
            sources = known[one].apply(known[other].apply(self.oracle.sources))
        except BadEdit:  # two mistakes in one place
            return False
        cases = self.oracle.cases[self.question.id]
        with reference_package(sources) as package:
            return all(
                answer is not None and alike(outcome(case, package), answer)
                for case, answer in zip(cases, self.answers, strict=True)
            )

    @staticmethod
    def _alike(one: Fingerprint | None, other: Fingerprint | None) -> bool:
        return one is not None and other is not None and alike_values(one, other)
