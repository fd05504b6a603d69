"""The last line of defence: what one submission does to the kit's own code costs nobody else.

Everything that is handed in is read, judged and reported within limits. Where that code fails all
the same, the submission it failed on gets a result without a mark, and what is made of a class is
made without it. The error goes to a log; people are told a name.
"""

import os
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from autograder.lab import Lab
from autograder.outcomes import Status
from autograder.results import Result, writing
from autograder.student.language import Message

LOG = "failures.log"
MOST_LETTERS = 20_000  # of one error

Made = TypeVar("Made")

NO_MARK = (
    "The grader itself failed on this submission, so there is no mark. This is not a mark of 0. "
    "Instructor: failures.log beside the results says where; grade again once that is mended."
)


def failed(student: str, lab: Lab, message: Message = NO_MARK) -> Result:
    """Return the result of a submission that the grader failed on: no mark, and no questions."""
    return Result(student, lab.name, Status.FAILED, None, lab.max_score, message, (), 0.0, "")


def blank(result: Result) -> Result:
    """Return a result without everything that was found, as of a submission that was not graded."""
    return replace(
        result, status=Status.FAILED, score=None, message=NO_MARK, questions=(), graded_with={}
    )


def log(folder: Path, what: str, error: BaseException) -> None:
    """Add an error to the log in a folder of results. Raises CannotWrite."""
    lines = "".join(traceback.format_exception(error))[-MOST_LETTERS:]
    text = "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in lines)
    path = folder / LOG
    with writing(path):
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        with os.fdopen(file, "wb") as opened:
            entry = f"{ascii(what)[1:-1]}\n{text}\n"
            opened.write(entry.encode("utf-8", "backslashreplace"))


def sparing(
    make: Callable[[Sequence[Result]], Made],
    results: Sequence[Result],
    told: Callable[[Result, Exception], None],
    meant: tuple[type[Exception], ...] = (),
) -> Made:
    """Return what is made of results, with those blank that it cannot be made of.

    told   called with each of them, and the error
    meant  errors that are for people and no failure: they are passed on

    Raises whatever `make` raises where no single result is to blame.
    """
    try:
        return make(results)
    except meant:
        raise
    except Exception as error:
        guilty = {}
        for result in results:
            try:
                make([result])
            except Exception as its_error:
                guilty[result.student] = its_error
        if not guilty or len(guilty) == len(results) > 1:
            raise
        for result in results:
            if result.student in guilty:
                told(result, guilty[result.student])
        spared = [blank(result) if result.student in guilty else result for result in results]
        try:
            return make(spared)
        except Exception:
            left = [result for result in results if result.student not in guilty]
            if not left:
                raise error from None
            return make(left)
