"""Interview: a submission becomes a sheet of questions on its own functions.

What the questions are is found out beside the student's code, in a confined worker, and comes back
as facts that are not trusted: they are checked here, and the lines that are shown are taken from
the submission itself.
"""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.grading import intake
from autograder.grading.entries import Rejected
from autograder.grading.reader import MOMENT, PATIENCE_SECONDS
from autograder.isolate.inside import wire
from autograder.isolate.libraries import with_libraries
from autograder.isolate.runtime import own
from autograder.isolate.sandbox import START_SECONDS, Limits, Sandbox, Worker
from autograder.lab import Checked, Lab
from autograder.oracle import oracle_of
from autograder.student.understanding import question as facts
from autograder.student.understanding.inputs import small_inputs

EACH = 2  # questions on one function, as long as there are other functions
MOST_EACH = 4
MOST_LOST = 2  # workers, of which each may cost a question's whole time
WIDEST = 200


@dataclass(frozen=True)
class Asked:
    """A question on a sheet: of which question of the lab, and the lines that it shows."""

    id: str
    question: facts.Question
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Sheet:
    """What one student is asked.

    reasons  id of a question of the lab to why nothing was asked about its function
    problem  why nothing is asked at all, "" if something is
    """

    student: str
    asked: tuple[Asked, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


class Interviewer:
    """Makes the sheets of one lab, one at a time. Use it as a context manager."""

    def __init__(self, lab: Lab, isolation: str = "auto", limits: Limits | None = None) -> None:
        self.lab = lab
        oracle = oracle_of(lab)
        given = {file: oracle.sources[file] for file in lab.kit_files}
        graded = list({each.function: None for each in lab.checked.values()})
        calls, aliases = lab.system_calls, lab.course.aliases
        limits = limits or Limits(memory_mib=lab.memory_mib)
        adapters = {Path(file).stem: oracle.sources[file] for file in lab.adapters}
        runtime = with_libraries(own(), lab.libraries, adapters)
        self.sandbox = Sandbox(isolation, limits, given, graded, runtime, calls, aliases)
        self.inputs: dict[str, list[dict[str, Any]]] = {}
        self.functions: list[Checked] = []  # each function once
        for each in lab.checked.values():
            cases = [case for case in oracle.cases[each.id] if case.recording.case.public]
            self.inputs[each.id] = small_inputs(
                [(case.program, case.expected.tests) for case in cases]
            )
            if all(each.function != other.function for other in self.functions):
                self.functions.append(each)

    def __enter__(self) -> "Interviewer":
        self.sandbox.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.sandbox.__exit__(*error)

    def interview(self, path: Path, seed: str, count: int) -> Sheet:
        """Return the sheet of one submission with up to `count` questions, from a seed."""
        student = intake.student_id(path)
        try:
            submission = intake.read(path, self.lab)
        except Rejected as error:
            return Sheet(student, problem=str(error))
        with Interview(self.sandbox, submission, f"{seed}/{student}") as interview:
            return interview.sheet(self.functions, self.inputs, count)


class Interview:
    """One submission's questions. Use it as a context manager."""

    def __init__(self, sandbox: Sandbox, submission: intake.Submission, seed: str) -> None:
        self.sandbox = sandbox
        self.submission = submission
        self.seed = seed
        self.lines = {
            file: text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            for file, text in submission.sources.items()
        }
        self.reasons: dict[str, str] = {}
        self.lost = 0
        self._until = time.monotonic() + sandbox.limits.submission_seconds
        self._worker: Worker | None = None

    def __enter__(self) -> "Interview":
        return self

    def __exit__(self, *_: Any) -> None:
        if self._worker is not None:
            self._worker.forget()

    def sheet(
        self, functions: list[Checked], inputs: Mapping[str, list[dict[str, Any]]], count: int
    ) -> Sheet:
        """Return the sheet: a few questions on one function after the other, in random order."""
        order = random.Random(self.seed).sample(functions, len(functions))
        found: dict[str, list[Asked]] = {}
        for each in order:
            missing = count - sum(map(len, found.values()))
            if missing > 0:
                found[each.id] = self.ask(each, inputs[each.id], min(EACH, missing), found)
        for each in order:  # more on the functions there are
            missing = count - sum(map(len, found.values()))
            have = len(found.get(each.id, ()))
            if missing > 0 and have == EACH:
                others = {id: asked for id, asked in found.items() if id != each.id}
                most = min(MOST_EACH, EACH + missing)
                found[each.id] = self.ask(each, inputs[each.id], most, others) or found[each.id]
        asked = tuple(each for of_one in found.values() for each in of_one)
        return Sheet(self.submission.student, asked, self.reasons)

    def ask(
        self,
        question: Checked,
        programs: list[dict[str, Any]],
        count: int,
        others: Mapping[str, list[Asked]],
    ) -> list[Asked]:
        """Return questions on the function of one question of the lab; note why there are none."""
        used = [each.question.template for asked in others.values() for each in asked]
        reason = ""
        answer: Mapping[str, Any] = {}
        if not programs:
            reason = "no input"
        elif question.file not in self.lines:
            reason = "not there"
        elif self.lost >= MOST_LOST:
            reason = "time"
        else:
            answer = self._answer(
                {
                    "file": question.file,
                    "function": question.name,
                    "programs": programs,
                    "seed": f"{self.seed}/{question.id}",
                    "count": count,
                    "used": used,
                }
            )
            reason = str(answer.get("reason", ""))[:100]
        found: list[Asked] = []
        if not reason:
            try:
                found = [self._asked(question, each) for each in answer["questions"][:count]]
                reason = "" if found else "nothing to ask"
            except (facts.Forged, KeyError, TypeError):
                reason = "strange"
        if reason:
            self.reasons[question.id] = reason
        return found

    def _asked(self, question: Checked, data: Any) -> Asked:
        """Return a question with its lines. Raises `facts.Forged`."""
        lines = self.lines[question.file]
        made = facts.from_plain(data, len(lines))
        if made.function != question.name:
            raise facts.Forged
        shown = tuple((number, lines[number - 1].expandtabs(4)[:WIDEST]) for number in made.lines)
        return Asked(question.id, made, shown)

    def _answer(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a worker's answer, or the reason why there is none."""
        try:
            if self._worker is None:
                files = {**self.submission.own, **self.submission.sources}
                self._worker = self.sandbox.worker(files, serves="studies")
            self._worker.send(request, time.monotonic() + START_SECONDS)
            answer = self._received(self._worker)
            return answer if isinstance(answer, dict) else {"reason": "strange"}
        except wire.OutOfTime:
            reason = "time"
        except wire.Closed:
            reason = "lost"
        except wire.WireError:
            reason = "strange"
        self.lost += 1
        if self._worker is not None:
            self._worker.forget()
            self._worker = None
        return {"reason": reason}

    def _received(self, worker: Worker) -> Any:
        """Receive an answer. Raises `wire.OutOfTime` when the time is the worker's own.

        Where others had the processors meanwhile, there is as much more.
        """
        deadline = min(time.monotonic() + self.sandbox.limits.question_seconds, self._until)
        excused = 0.0
        while True:
            try:
                return worker.receive(deadline + excused)
            except wire.OutOfTime:
                more = worker.excused()
                if more < MOMENT or excused > PATIENCE_SECONDS:
                    raise
                excused += more
                self._until += more
