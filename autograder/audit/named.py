"""Named: how many wrong answers are explained, and how many falsely, where the bank never saw them.

`labs/<lab>/attempts.txt` holds functions as students write them wrongly, by somebody who had not read
the bank of the lab. Each is a function under a line "@ module:function name", and after a "=" the
explanations that a person found true of it, the ends of ids; what is told and not among them is
false. An explanation that changes has to be read again: that is what the list is for.

The bank learns from most of them. Those with "held out" behind their names it has not been mended
by: how many of them are named is the figure to expect of a class, and is told without a bar.
"""

import math
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.audit.row import Row, left_out
from autograder.grading.grade import Grader
from autograder.lab import Lab
from autograder.misconception import span
from autograder.oracle import Oracle
from autograder.results import QuestionResult, Result

ATTEMPTS = "attempts.txt"
EVERY = 12
SHARE_NAMED = 0.9


@dataclass(frozen=True)
class Attempt:
    """One function, written wrongly.

    true      ends of the ids of explanations that are true of it
    held_out  whether nothing was mended because of it
    """

    function: str
    name: str
    source: str
    true: tuple[str, ...]
    held_out: bool = False

    @property
    def id(self) -> str:
        return f"{self.function.partition(':')[2]}: {self.name}"


def attempts(lab: Lab) -> Iterator[Attempt]:
    """Yield what was written for a lab, nothing where there is no such file."""
    path = lab.course.folder / "labs" / lab.name / ATTEMPTS
    text = path.read_text("utf-8") if path.exists() else ""
    for part in text.split("\n@ ") if text else ():
        head, _, source = part.removeprefix("@ ").partition("\n")
        head, _, true = head.partition(" = ")
        function, name, *rest = head.split()
        yield Attempt(function, name, source, tuple(true.split()), held_out=bool(rest))


def hand_in(oracle: Oracle, attempt: Attempt, folder: Path) -> Path:
    """Write the reference with an attempt in place of a function as a submission."""
    module, _, name = attempt.function.partition(":")
    changed = module.replace(".", "/") + ".py"
    for file in oracle.lab.student_files:
        text = oracle.sources[file]
        if file == changed:
            first, last = span(text, name)
            lines = text.splitlines(keepends=True)
            source = textwrap.indent(attempt.source.rstrip() + "\n", "    " * name.count("."))
            text = "".join(lines[:first]) + source + "".join(lines[last:])
        path = folder / "assignment" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def lost(lab: Lab, result: Result) -> list[QuestionResult]:
    """Return the questions answered by code that lost points."""
    return [q for q in result.questions if q.id in lab.checked and q.points < q.max_points]


def is_false(attempt: Attempt, question: QuestionResult) -> bool:
    """Whether an explanation is none of those found true."""
    return question.diagnosis is not None and not question.diagnosis.id.endswith(attempt.true)


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Grade what was written for a lab; fast: every twelfth."""
    written = [*attempts(lab)]
    if not written:
        return [left_out(f"{lab.name}: unseen mistakes", f"there is no {ATTEMPTS}")]
    unnamed: list[str] = []
    false: list[str] = []
    count, held_out, held_out_named = 0, 0, 0
    with tempfile.TemporaryDirectory() as folder, Grader(lab) as grader:
        for attempt in written[:: EVERY if fast else 1]:
            result = grader.grade(hand_in(grader.oracle, attempt, Path(folder, "ada")))
            wrong = lost(lab, result)
            count += bool(wrong)
            is_named = all(question.diagnosis for question in wrong)
            if not is_named:
                unnamed.append(attempt.id)
            if wrong and attempt.held_out:
                held_out, held_out_named = held_out + 1, held_out_named + is_named
            told = [q.diagnosis.id for q in wrong if q.diagnosis and is_false(attempt, q)]
            false += [f"{attempt.id}: told {', '.join(told)}"] if told else []
    wanted = 0 if fast else math.ceil(SHARE_NAMED * count)
    named = count - len(unnamed)
    short = tuple(unnamed) if named < wanted else ()
    name = f"{lab.name}: unseen mistakes named"
    if held_out:
        name += f" (held out: {held_out_named} of {held_out})"
    return [
        Row(name, min(named, wanted), wanted, short, wanted),
        Row(f"{lab.name}: not falsely", count - len(false), count, tuple(false)),
    ]
