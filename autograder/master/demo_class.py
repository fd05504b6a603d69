"""The demo class: submissions that show what grading does, right, begun, mistaken and hostile.

A course adds those of its own (`Course.demo`): a module with LAB, the lab they are for, and CLASS,
the students.
"""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder import banners
from autograder.lab import Lab
from autograder.master.master import notebook_path
from autograder.oracle import master_sources

Files = dict[str, bytes]


@dataclass(frozen=True)
class Student:
    """One submission of the demo class: what stands behind it, and its files."""

    id: str
    story: str
    make: Callable[["Maker"], Files | bytes]


@dataclass
class Maker:
    """What demo submissions are made from: the master, its stubs, and trained weights."""

    lab: Lab
    weights: Mapping[str, bytes]
    notebook: bytes
    sources: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.sources = master_sources(self.lab)

    def files(self, sources: Mapping[str, str], weights: bool = True) -> Files:
        """Return a submission's files: the given sources, the notebook, the weights."""
        edited = {f"assignment/{name}": sources[name].encode() for name in self.lab.student_files}
        notebook = {self.lab.notebook: self.notebook}
        return {**edited, **notebook, **(self.weights if weights else {})}

    def right(self) -> Files:
        return self.files(self.sources)

    def stub(self) -> Files:
        stubs = {name: emptied(self.sources[name]) for name in self.lab.student_files}
        return self.files(stubs, weights=False)

    def mistakes(self, *ids: str) -> Files:
        sources = self.sources
        known = {misconception.id: misconception for misconception in self.lab.mistakes}
        for id in ids:
            sources = known[id].apply(sources)
        return self.files(sources)

    def with_change(self, file: str, change: Callable[[str], str]) -> Files:
        return self.files({**self.sources, file: change(self.sources[file])})


def students_of(lab: Lab) -> tuple[Student, ...]:
    """Return a class for any lab: what everybody's demo shows."""
    first = lab.student_files[0]
    named = tuple(
        Student(f"mistake{number}", known.id, lambda m, id=known.id: m.mistakes(id))  # type: ignore[misc]
        for number, known in enumerate(lab.mistakes[:3], start=1)
    )
    return (
        Student("right", "everything right", lambda m: m.right()),
        Student("stub", "nothing done yet", lambda m: m.stub()),
        *named,
        Student(
            "syntax",
            f"a syntax error in {first}",
            lambda m: m.with_change(first, lambda text: text + "\ndef broken(:\n"),
        ),
        Student(
            "exits",
            "exits at import",
            lambda m: m.with_change(first, lambda text: "import os\nos._exit(0)\n" + text),
        ),
        Student("cut", "a zip that is cut off", lambda m: zipped(m.right())[:500]),
    )


def emptied(text: str) -> str:
    """Return source text with every blank empty again."""
    return banners.strip(text, "the demo's source")


def zipped(files: Files) -> bytes:
    """Return files as the bytes of a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def make_class(lab: Lab, students: Sequence[Student], folder: Path) -> None:
    """Write a class's submissions to `folder`: folders and zips named by student id."""
    maker = Maker(lab, lab.examples(), notebook_path(lab).read_bytes())
    for student in students:
        made = student.make(maker)
        if isinstance(made, bytes):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{student.id}.zip").write_bytes(made)
            continue
        for name, content in made.items():
            path = folder / student.id / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
