"""The course: the folder one works in, with its labs, its masters, and what all of its labs share.

    course/
      course.py         says `course = Course(…)`
      assignment/       the master of the package that students edit
      notebooks/<lab>/  the master notebooks
      labs/<lab>/       the questions of each lab, and its known mistakes
      comparisons/      how answers are compared that the kit's comparisons do not fit, if any
      adapters/         how what a library makes becomes plain data, if the labs need any
      release/<lab>/    what students get

It is found as git finds a repository: from where one is, upwards.
"""

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.author_errors import AuthorError, authors_code
from autograder.student.checking import adapters, comparisons

FILE = "course.py"
ADAPTERS = "adapters"  # of libraries, as `student/checking/adapters` says
COMPARISONS = "comparisons"  # the course's own, as `student/checking/comparisons` says
PACKAGE = "assignment"  # what students edit


class NoCourse(AuthorError):
    """There is no course here; the message says what is looked for, and where."""


@dataclass(frozen=True)
class Rules:
    """House rules: what a course asks of its labs beside what grading needs; 0 asks for nothing.

    labs      those that are held to them; a new lab is not, until it stands here
    points    of all questions of a lab together
    pictures  in its notebook, once solved
    mistakes, styles, mutants  at least: known mistakes, right solutions in other styles, small
              changes of the solution
    mistakes_each  known mistakes of each question that code answers, at least
    """

    labs: Sequence[str] = ()
    points: float = 0
    pictures: int = 0
    mistakes: int = 0
    mistakes_each: int = 0
    styles: int = 0
    mutants: int = 0


@dataclass
class Course:
    """What all labs of a course share.

    aliases     other names that the package has, or once had: `from cs231n.layers import *` is
                understood
    data        the module that has the data which trained weights are judged on, "" for none. It
                has SOURCES {name of a data set: what it is called}; SHIPPED, the name of the one
                that may be handed on; source(), the one that judges weights which name none;
                is_here(source); splits(source): {"validation" and "test": (X (N, D) float32,
                y (N,))}; made_by(): the files that say what these are
    data_words  what the README of a lab that loads data says of it, in Markdown
    demo        the module of the demo's class, "" for one that any lab can have; see
                `master/demo_class.py`
    colab       the public GitHub repository, OWNER/NAME, that holds what release/ holds, and its
                branch: notebooks then begin with an Open-in-Colab badge
    pages       Markdown pages that every release carries beside its notebook, by their paths in the
                course; what stands in them is translated with what labs share
    tutorials   pages below docs/ that show how a lab is solved which nobody is given; the gate of
                a release reads all other pages of the course
    rules       house rules, which `autograder audit rules` counts
    folder      where the course is; set when it is found
    """

    aliases: Sequence[str] = ()
    data: str = ""
    data_words: str = ""
    demo: str = ""
    colab: str = ""
    colab_branch: str = "main"
    pages: Sequence[str] = ()
    tutorials: Sequence[str] = ()
    rules: Rules = Rules()
    folder: Path = field(default_factory=Path)

    @property
    def package_names(self) -> tuple[str, ...]:
        """What the package that students edit may be called in what they hand in."""
        return (PACKAGE, *self.aliases)

    @property
    def comparisons(self) -> tuple[str, ...]:
        """The comparisons of the course's own, as files of the package that students get."""
        found = sorted((self.folder / COMPARISONS).glob("*.py"))
        return tuple(f"checking/{COMPARISONS}/{path.name}" for path in found)

    @property
    def master(self) -> Path:
        """The folder of the package that students edit, with its solutions."""
        return self.folder / PACKAGE


_current: list[Course] = []


def current() -> Course:
    """Return the course of the folder this process works in. Raises NoCourse, AuthorError."""
    return _current[0] if _current else use(found(Path.cwd()))


def use(folder: Path) -> Course:
    """Make the course in a folder the current one, and return it. Raises AuthorError."""
    _current[:] = [load(folder)]
    # A course's comparisons and adapters are part of the packages that hold the kit's.
    comparisons.__path__[1:] = [str(folder / COMPARISONS)]
    adapters.__path__[1:] = [str(folder / ADAPTERS)]
    adapters.adapter_of.cache_clear()
    return _current[0]


def found(start: Path) -> Path:
    """Return the folder of the course that a folder belongs to. Raises NoCourse."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    raise NoCourse(
        f"There is no course here: neither {start} nor a folder above it has a {FILE}. Go to the "
        "course's folder, or make a course: autograder new-course NAME"
    )


def load(folder: Path) -> Course:
    """Load the course in a folder; its labs can be imported from then on. Raises AuthorError."""
    path = folder / FILE
    spec = importlib.util.spec_from_file_location("course", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    with authors_code(str(path)):
        spec.loader.exec_module(module)
    course = getattr(module, "course", None)
    if not isinstance(course, Course):
        raise AuthorError(f"{path}: it has to say `course = Course(…)`, and does not.")
    course.folder = folder
    return course
