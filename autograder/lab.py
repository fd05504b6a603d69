"""What a lab is: its files, its questions, and the cases that test each question.

questions = Questions()

@questions.add(
    "affine_forward",
    function="layers:affine_forward",
    properties={"out": 3, "4-D input": 1},
    cases=[Case("2-D input", n=4), Case("images", n=2, tests="4-D input")],
)
def affine_forward(code, case):
    x = case.randn(case.n, 5)
    ...
    out, _ = code.layers.affine_forward(x, w, b)
    return {"out": out}

lab = Lab("two_layer_net", ..., questions=[*questions, ...])
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.case import Case
from autograder.course import ADAPTERS, COMPARISONS, Course, current
from autograder.misconception import Misconception
from autograder.question import Checked, Evidenced, Manual, Net, Question, Questions
from autograder.student.checking.verdict import SHAPES, UNCHANGED

__all__ = [
    "KIT_FILES",
    "SHAPES",
    "UNCHANGED",
    "Case",
    "Checked",
    "Evidenced",
    "Lab",
    "Manual",
    "Net",
    "Question",
    "Questions",
]

STUDENT_SIDE = Path(__file__).with_name("student")
# What every lab's notebook needs of assignment/: its checks, its tests, its zip.
KIT_FILES = tuple(
    sorted(path.relative_to(STUDENT_SIDE).as_posix() for path in STUDENT_SIDE.rglob("*.py"))
)


@dataclass
class Lab:
    """A lab: what is released, what is taken from a submission, what is asked.

    All files are relative to assignment/.

    student_files  students edit them, and hand them in
    given_files    what else students get of the course's package
    earlier_files  of an earlier lab: students bring what they wrote there (the release has the
                   stubs again), and grading takes the reference's, so no old mistake costs twice
    libraries      that the lab needs beside NumPy, by the name of their import: student code finds
                   them loaded, with what they need themselves
    memory_mib     that a submission may use, of addresses: some libraries take gigabytes of them
    system_calls   that a library of the lab needs beside the usual ones, by name
                   (docs/isolation.md)
    mistakes       the known mistakes in its functions; of several that explain an answer equally
                   well the first is named first, so the usual ones stand before the rare ones
    more_notebooks beside the lab's own, ungraded; they stand in the lab's folder, labs/<lab>/
    examples       makes the artefacts of a right submission, by file name
    loads_data     it works on the course's data: its release carries get_datasets.sh and datasets/
    course         the one it belongs to
    """

    name: str
    title: str
    student_files: tuple[str, ...]
    given_files: tuple[str, ...] = ()
    artefacts: tuple[str, ...] = ()
    earlier_files: tuple[str, ...] = ()
    questions: list[Question] = field(default_factory=list)
    libraries: tuple[str, ...] = ()
    memory_mib: int = 1024
    system_calls: tuple[str, ...] = ()
    mistakes: list[Misconception] = field(default_factory=list)
    more_notebooks: tuple[str, ...] = ()
    examples: Callable[[], Mapping[str, bytes]] = dict
    loads_data: bool = False
    course: Course = field(default_factory=current)

    @property
    def adapters(self) -> tuple[str, ...]:
        """The adapters of its libraries, as files of the package that students get."""
        names = {f"{name}.py" for name in self.libraries}
        found = sorted((self.course.folder / ADAPTERS).glob("*.py"))
        return tuple(f"checking/{ADAPTERS}/{path.name}" for path in found if path.name in names)

    @property
    def fixed_files(self) -> tuple[str, ...]:
        """The files that check and grade, of the kit and of the course: never a submission's."""
        return (*KIT_FILES, *self.course.comparisons, *self.adapters)

    @property
    def released_files(self) -> tuple[str, ...]:
        """The files that students get as they are."""
        return (*self.fixed_files, *self.given_files)

    @property
    def kit_files(self) -> tuple[str, ...]:
        """The files that grading takes from the kit, whatever is handed in."""
        return (*self.released_files, *self.earlier_files)

    def master(self, file: str) -> Path:
        """Return where the master of a file of assignment/ stands."""
        if file in self.course.comparisons:
            return self.course.folder / COMPARISONS / Path(file).name
        if file in self.adapters:
            return self.course.folder / ADAPTERS / Path(file).name
        return (STUDENT_SIDE if file in KIT_FILES else self.course.master) / file

    @property
    def notebook(self) -> str:
        """File name of the lab's notebook."""
        return f"{self.name}.ipynb"

    @property
    def checked(self) -> dict[str, Checked]:
        """The questions that a check grades, by id."""
        return {each.id: each for each in self.questions if isinstance(each, Checked)}

    @property
    def evidenced(self) -> dict[str, Evidenced]:
        """The questions that trained weights answer, by id."""
        return {each.id: each for each in self.questions if isinstance(each, Evidenced)}

    @property
    def automatic(self) -> dict[str, Checked | Evidenced]:
        """The questions that no person has to grade, by id."""
        return {each.id: each for each in self.questions if not isinstance(each, Manual)}

    @property
    def max_score(self) -> float:
        """The points that are given automatically."""
        return sum(question.points for question in self.automatic.values())

    def on_function(self, function: str) -> list[Checked]:
        """Return the questions on a function, "module:name", in their order."""
        return [question for question in self.checked.values() if question.function == function]

    def __getitem__(self, question_id: str) -> Question:
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)
