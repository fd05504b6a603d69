"""How long a class's marks take to enter nbgrader's gradebook: in batches, and as nbgrader does it.

    make bench-gradebook

On SQLite, and on a PostgreSQL server started for it on this machine. nbgrader's own way, a look-up
and a commit for each cell through its API, gets fewer students: each mark costs the same or more
in a larger class, so the ratio is one of times per mark.
"""

import argparse
import random
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from autograder import labs
from autograder.lab import Lab, Manual
from autograder.nbgrader_course.adapter.marks import write_gradebook
from autograder.nbgrader_course.database import parse_url
from autograder.results import QuestionResult, Result
from tests.support import postgresql_server


def cell_by_cell(lab: Lab, results: Sequence[Result], db_url: str) -> None:
    """Enter marks through nbgrader's API, as nbgrader's autograde does; the lab is there."""
    with Gradebook(db_url) as gradebook, warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # of nbgrader's way of adding submissions
        for result in results:
            gradebook.update_or_create_student(result.student)
            gradebook.update_or_create_submission(lab.name, result.student)
            for verdict in result.questions:
                grade = gradebook.find_grade(verdict.id, lab.name, lab.name, result.student)
                grade.auto_score = verdict.points if verdict.id in lab.automatic else None
                grade.needs_manual_grade = grade.auto_score is None
                gradebook.db.commit()


def class_of(lab: Lab, students: int, prefix: str = "s") -> list[Result]:
    """Return results of a class with marks drawn at random."""
    draw = random.Random(0)
    results = []
    for number in range(students):
        verdicts = tuple(
            QuestionResult(
                question.id, question.title,
                0.0 if isinstance(question, Manual) else question.points * draw.randrange(5) / 4,
                question.points, "manual" if isinstance(question, Manual) else "partial",
            )
            for question in lab.questions
        )  # fmt: skip
        score = sum(verdict.points for verdict in verdicts)
        results.append(
            Result(
                f"{prefix}{number:05}", lab.name, "graded", score, lab.max_score, "", verdicts,
                seconds=0.0, isolation="none",
            )
        )  # fmt: skip
    return results


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Yield an empty database of each kind, by name."""
    with tempfile.TemporaryDirectory() as folder, postgresql_server.running() as server:
        yield {
            "SQLite": f"sqlite:///{Path(folder) / 'gradebook.db'}",
            "PostgreSQL": server.new_database(),
        }


def main() -> None:
    """Print a line for each database and each way."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lab", default="two_layer_net")
    parser.add_argument("--students", type=int, default=5000)
    parser.add_argument("--slowly", type=int, default=100, help="students the nbgrader way")
    options = parser.parse_args()
    lab = labs.load(options.lab)
    marks = len(lab.questions)
    print(f"{lab.name}: {marks} marks a student")
    with databases() as urls:
        for name, db_url in urls.items():
            url = parse_url(db_url)
            everyone = class_of(lab, options.students)

            def batches(results: list[Result], url=url) -> None:
                write_gradebook(lab, results, url)

            first = seconds(batches, everyone)
            again = seconds(batches, everyone)
            few = class_of(lab, options.slowly, "t")
            slow = seconds(lambda results, to=db_url: cell_by_cell(lab, results, to), few)
            per_mark = 1e3 * first / len(everyone) / marks
            per_mark_slow = 1e3 * slow / len(few) / marks
            print(
                f"{name}: {len(everyone)} students in {first:.1f} s, once more in {again:.1f} s, "
                f"{per_mark:.3f} ms a mark; nbgrader's way {len(few)} students in {slow:.1f} s, "
                f"{per_mark_slow:.1f} ms a mark; {per_mark_slow / per_mark:.0f} times",
                flush=True,
            )


def seconds(enter, results: list[Result]) -> float:
    """Return how long it takes to enter results."""
    start = time.perf_counter()
    enter(results)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
