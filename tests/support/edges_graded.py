"""Mistakes at the edges of what a docstring allows: how one is made, and what it costs."""

from collections.abc import Iterator
from contextlib import contextmanager

from autograder import labs
from autograder.grading.grade import Grader

Edits = tuple[str, ...]  # texts of the reference and what stands in their place, in turns


@contextmanager
def grading(lab_name: str, folder) -> Iterator:
    """Yield a function that grades the reference of a lab with an edit in one of its files."""
    with Grader(labs.load(lab_name)) as grader:
        sources = {file: grader.oracle.sources[file] for file in grader.lab.student_files}

        def costs(file: str, edits: Edits) -> dict[str, float]:
            """Return the share of its points that each question loses."""
            text = sources[file]
            for old, new in zip(edits[::2], edits[1::2], strict=True):
                assert old in text
                text = text.replace(old, new, 1)
            for name, content in {**sources, file: text}.items():
                path = folder / "ada" / "assignment" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
            result = grader.grade(folder / "ada")
            return {
                question.id: 1 - question.points / question.max_points
                for question in result.questions
                if question.outcome != "manual" and question.points != question.max_points
            }

        yield costs
