"""What a lab offers to those who attack it, by the part it plays, and not by its name.

Attacks are written for any lab. In their code and in what must be said of them stand

    @FIRST@ @LAST@    the first and the last of the graded functions in one file
    @MODULE@ @FILE@   that file: its module, as "layers", and its name in assignment/
    @OTHER_MODULE@    the module of the first graded class, the same where there is none
    @METHOD@          the last graded method, as Class.name
    @OTHER_FILE@      the file of the first graded class, the same where there is none
    @FILES@           all that students hand in, of the package, as a tuple
    @NOTEBOOK@ @LAB@  the notebook's name, and the lab's
    @FUNCTIONS@       the names of all graded functions in that file, as a tuple
    @GIVEN@           those that questions on classes are given, as a tuple of functions
    @GIVEN_NAMES@     their names, as an import has them
    @ARRAYS@          the names of a net's weights; also @MATRIX@, @VECTOR@, @LAST_ARRAY@
    @WEIGHTS@         the file of trained weights that is handed in last

and questions are named by what they are about (`Part`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from autograder.lab import Checked, Lab, Net


class Part(Enum):
    """Which questions: those on a function, in a file, on classes, and answered by weights."""

    FIRST = auto()
    AFTER_FIRST = auto()  # they are given FIRST
    LAST = auto()
    AFTER_LAST = auto()  # they are asked later than any on LAST
    FUNCTIONS = auto()  # on any graded function of that file
    FILE = auto()  # on any graded function or class of it
    CLASSES = auto()
    CODE = auto()  # all that code answers
    WEIGHTS = auto()


class Need(Enum):
    """What an attack needs of a lab that not every lab has, in words."""

    CLASS = "a graded class"
    GIVEN = "a class whose questions are given functions"
    OTHER_FILE = "two files that students edit"
    TWO = "two graded functions in one file"
    WEIGHTS = "trained weights"
    MATRIX = "weights with a matrix and a vector of as many as there are hidden units"


@dataclass(frozen=True)
class Target:
    """A lab, and its parts. `functions` are the graded functions, no methods, of one file."""

    lab: Lab
    module: str
    functions: tuple[str, ...]

    @property
    def file(self) -> str:
        return self.module.replace(".", "/") + ".py"

    @property
    def first(self) -> str:
        return self.functions[0]

    @property
    def last(self) -> str:
        return self.functions[-1]

    @property
    def classes(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The graded methods of each class, by file."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for question in self.on_classes():
            owner, _, method = question.name.rpartition(".")
            methods = found.setdefault(question.file, {}).setdefault(owner, ())
            if method not in methods:
                found[question.file][owner] = (*methods, method)
        return found

    @property
    def class_file(self) -> str:
        """The file of the first graded class, that of the functions where there is none."""
        return next(iter(self.classes), self.file)

    @property
    def given(self) -> tuple[str, ...]:
        """The functions of this file that the questions on classes are given."""
        ids = {id for question in self.on_classes() for id in question.given}
        names = {
            q.name for id, q in self.lab.checked.items() if id in ids and q.module == self.module
        }
        return tuple(name for name in self.functions if name in names)

    @property
    def net(self) -> Net | None:
        """The net whose weights are handed in, where one can judge them without its data."""
        nets = [question.net for question in self.lab.evidenced.values()]
        return nets[0] if nets else None

    @property
    def matrix(self) -> str:
        """The first array of a net's weights with a column for each hidden unit, "" for none."""
        return self.array_of(lambda shape: len(shape) == 2 and shape[0] and shape[1] is None)

    @property
    def vector(self) -> str:
        """The first array of a net's weights with a number for each hidden unit, "" for none."""
        return self.array_of(lambda shape: shape == (None,))

    def array_of(self, wanted: Callable[[tuple[int | None, ...]], object]) -> str:
        """The first array of a net's weights of a wanted shape, "" for none."""
        shapes = self.net.shapes if self.net else {}
        return next((name for name, shape in shapes.items() if wanted(shape)), "")

    def on_classes(self) -> list[Checked]:
        """The questions on methods."""
        return [q for q in self.lab.checked.values() if "." in q.name]

    @property
    def all(self) -> frozenset[str]:
        """All questions that are graded automatically."""
        return frozenset(self.lab.automatic)

    def questions(self, parts: Iterable[Part]) -> frozenset[str]:
        """Return the ids of the questions that some parts stand for."""
        first = {q.id for q in self.lab.on_function(self.path("first"))}
        last = {q.id for q in self.lab.on_function(self.path("last"))}
        checked = self.lab.checked.values()
        ids = list(self.lab.checked)
        in_file = [q for q in checked if q.file == self.file]
        of_part: dict[Part, Iterable[str]] = {
            Part.FIRST: first,
            Part.AFTER_FIRST: [q.id for q in checked if first & {*q.given}],
            Part.LAST: last,
            Part.AFTER_LAST: ids[max(map(ids.index, last)) + 1 :],
            Part.FUNCTIONS: [q.id for q in in_file if "." not in q.name],
            Part.FILE: [q.id for q in in_file],
            Part.CLASSES: [q.id for q in self.on_classes()],
            Part.CODE: ids,
            Part.WEIGHTS: self.lab.evidenced,
        }
        return frozenset(id for part in parts for id in of_part[part])

    def path(self, which: str) -> str:
        """Return "module:name" of the first or the last function."""
        return f"{self.module}:{getattr(self, which)}"

    def lacks(self, needs: Iterable[Need]) -> list[str]:
        """Return in words what an attack needs and this lab has not."""
        has = {
            Need.CLASS: bool(self.classes),
            Need.GIVEN: bool(self.given),
            Need.OTHER_FILE: self.class_file != self.file,
            Need.TWO: len(self.functions) > 1,
            Need.WEIGHTS: self.net is not None and bool(self.lab.artefacts),
            Need.MATRIX: bool(self.matrix and self.vector),
        }
        return [need.value for need in needs if not has[need]]

    def fill(self, text: str) -> str:
        """Put the lab's names in the place of the parts they play."""
        names = {
            "FIRST": self.first,
            "LAST": self.last,
            "MODULE": self.module,
            "FILE": self.file,
            "FUNCTIONS": repr(self.functions),
            "FILES": repr(self.lab.student_files),
            "NOTEBOOK": self.lab.notebook,
            "LAB": self.lab.name,
            "GIVEN_NAMES": ", ".join(self.given),
            "GIVEN": f"({''.join(f'{name}, ' for name in self.given)})",
            "OTHER_FILE": self.class_file,
            "OTHER_MODULE": self.class_file.removesuffix(".py").replace("/", "."),
            "METHOD": next((q.name for q in reversed(self.on_classes())), self.last),
            "MATRIX": self.matrix,
            "VECTOR": self.vector,
            "ARRAYS": ", ".join(self.net.shapes if self.net else ()),
            "LAST_ARRAY": [*(self.net.shapes if self.net else ("",))][-1],
            "WEIGHTS": self.lab.artefacts[-1] if self.lab.artefacts else "weights.npz",
        }
        for name, meant in names.items():
            text = text.replace(f"@{name}@", meant)
        return text


def target_of(lab: Lab) -> Target | None:
    """Return the parts of a lab, None where it has no graded function outside of classes.

    Of several files the one with most graded functions is attacked.
    """
    functions: dict[str, list[str]] = {}
    for question in lab.checked.values():
        if "." not in question.name:
            names = functions.setdefault(question.module, [])
            if question.name not in names:
                names.append(question.name)
    if not functions:
        return None
    module = max(functions, key=lambda module: len(functions[module]))
    return Target(lab, module, tuple(functions[module]))


def fullest(chosen: Sequence[Lab]) -> Lab:
    """Return the lab that lacks least of what attacks need, the first of several."""

    def lacking(lab: Lab) -> int:
        target = target_of(lab)
        return len(target.lacks(Need)) if target else len(Need) + 1

    return min(chosen, key=lacking)
