"""The demo: a release, a small class of submissions, and everything made from grading it."""

import importlib
import shutil
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.table import Table

from autograder import labs
from autograder.course import Course, current
from autograder.grading import class_folder
from autograder.lab import Lab
from autograder.master.demo_class import Student, make_class, students_of
from autograder.outcomes import Outcome, Status
from autograder.results import Result, read_results
from autograder.scheduling.classroom import default_jobs, grade_class

MARK = ".demo"  # lies in a folder that a demo made, and may therefore replace


class NotADemo(Exception):
    """A folder that the demo did not make, and will not delete; the message names it."""


def clear(out: Path) -> None:
    """Make `out` an empty folder. Raises NotADemo rather than delete what no demo made."""
    if out.is_dir() and (out / MARK).is_file():
        shutil.rmtree(out)
    elif out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise NotADemo(
            f"{out} holds something that is not a demo's, and it stays. Choose a new folder with "
            "--out, or remove this one."
        )
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).touch()


def run_demo(out: Path, console: Console) -> None:
    """Build the release, make and grade the demo class, and say where everything is.

    Raises NotADemo.
    """
    from autograder.master.release_files import Material
    from autograder.releasing.release import build

    lab, students = class_of(current())
    clear(out)
    with console.status("Building the release"):
        build(Material(lab), out / "release" / lab.name)
    with console.status("Making the class"):
        make_class(lab, students, out / "submissions")
    with console.status("Grading the class"):
        submissions = class_folder.find([out / "submissions"], lab)
        grade_class(lab, submissions, out / "graded", default_jobs(), "auto")
        results = read_results(out / "graded")
    if find_spec("nbgrader"):
        from autograder.export.nbgrader import export_to_gradebook

        with console.status("Writing nbgrader's gradebook"):
            export_to_gradebook(lab, results, out / "graded")
    console.print(table(results, students))
    isolation = " ".join(filter(None, [f"{results[0].isolation}.", results[0].stepped_down]))
    console.print(f"Isolation: {isolation} Trained weights judged on: {data_words(results)}.")
    for what, where in (
        ("release for students", out / "release" / lab.name),
        ("marks", out / "graded" / "grades.csv"),
        ("class report", out / "graded" / "report.html"),
        ("feedback pages", out / "graded" / "feedback"),
        ("results", out / "graded" / "results"),
        ("nbgrader gradebook", out / "graded" / "gradebook.db"),
    ):
        if where.exists():
            console.print(f"  {what:<22}{where}", highlight=False)


def class_of(course: Course) -> tuple[Lab, Sequence[Student]]:
    """Return the lab of a course's demo, and its students: those of any lab where it has none."""
    if course.demo:
        module = importlib.import_module(course.demo)
        return labs.load(module.LAB), module.CLASS
    lab = labs.load(labs.names()[0])
    return lab, students_of(lab)


def table(results: list[Result], students: Sequence[Student]) -> Table:
    """Return the class's marks as a table."""
    stories = {student.id: student.story for student in students}
    shown = Table("student", "what they did", "score", "what the grader says")
    for result in results:
        story, score = stories.get(result.student, ""), f"{result.score:g} / {result.max_score:g}"
        shown.add_row(result.student, story, score, verdict(result))
    return shown


def verdict(result: Result) -> str:
    """Return the grader's word on a submission in a few words."""
    if result.status == Status.REJECTED:
        return "rejected: it cannot be opened"
    wrong = [q for q in result.questions if q.outcome not in (Outcome.PASSED, Outcome.MANUAL)]
    named = [question.diagnosis.id for question in wrong if question.diagnosis]
    if named:
        return named[0]
    outcomes = Counter(question.outcome for question in wrong)
    return ", ".join(f"{count} {name}" for name, count in outcomes.items()) or "all right"


def data_words(results: list[Result]) -> str:
    """Return which data the class's weights were judged on."""
    sources = {result.data for result in results} - {""}
    return ", ".join(sorted(sources)) or "none"
