"""Run: the cases of a question against one submission, in its worker.

What comes back is an answer a case, unread, or the `Failure` that took its place. A crash costs
the case it happened in; a hang costs the rest of the question.
"""

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from autograder.grading.answers import (
    UNREADABLE,
    Failure,
    Sent,
    ending,
    failure_from,
    mapping,
    unreadable,
)
from autograder.grading.given_functions import GivenFunctions
from autograder.grading.reader import MOMENT, PATIENCE_SECONDS, READING_SECONDS
from autograder.grading.request import AS_HANDED_IN, Version, request
from autograder.isolate import waiting
from autograder.isolate.inside import wire
from autograder.isolate.sandbox import Sandbox, Worker
from autograder.student.checking.program import modules_used

MAX_GIVEN_CALLS = 2000
HELPING_SECONDS = 1.0  # for one call of a given function, which takes a thousandth
MAX_STAND_INS = 20
MAX_LEFT_OUT = 20
MAX_TIMEOUTS = 2  # of which each costs a question's whole time; from then on they get less
MAX_ANSWERS_BYTES = 2 * wire.MAX_FRAME_BYTES  # of one request; honest ones need a fiftieth


class Session:
    """Everything that is run of one submission. Use it as a context manager.

    sources    the package with the student's files in it
    given      answers for the functions the reference stands in for
    changed    the kit's files that the student changed
    seconds    for all that is run in it, None for what a submission has; `left` afterwards
    """

    def __init__(
        self,
        sandbox: Sandbox,
        sources: dict[str, str],
        given: GivenFunctions,
        changed: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> None:
        self.sandbox = sandbox
        self.sources = sources
        self.changed = dict(changed or {})
        self.given = given
        self.stand_ins: list[str] = []
        self.asked: list[str] = []
        self.left_out: list[Failure] = []  # of statements that failed while their file was imported
        self._worker: Worker | None = None
        whole = sandbox.limits.submission_seconds - READING_SECONDS
        self.left = whole if seconds is None else seconds
        self._until = time.monotonic() + self.left
        self._patience = PATIENCE_SECONDS
        self._timeouts = 0
        self._helped = 0.0  # seconds in which the reference answered, not excused yet
        self._waited = waiting.of_this_thread()

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: Any) -> None:
        self.left = max(0.0, self._until - time.monotonic())
        if self._worker is not None:
            self._worker.end()

    def import_file(self, file: str, version: Version = AS_HANDED_IN) -> Failure | None:
        """Import one of the student's files by itself; return what went wrong, if anything."""
        module = module_of(file)
        answers, failed = self._exchange([module], [], version, self._timer())
        problem = answers[0] if failed is None else failed.get(module)
        return replace(problem, importing=file) if isinstance(problem, Failure) else None

    def start(self, opening: "Opening") -> None:
        """Have the student's files imported and the programs of all questions run, all in one.

        The worker is at it while the grader does other things; `collect` waits for it.
        """
        if opening.programs:
            self._send(opening.frame, self._timer().until)

    def collect(self, opening: "Opening") -> list[list[Sent]]:
        """Return the answers of the first questions after `start`.

        Each question has its own time. They go up to one that hangs or before one that crashes:
        nothing where a file cannot be imported, for `import_file` finds out which. What is
        missing is for `ask`.
        """
        programs, ends = opening.programs, opening.ends
        if not programs:
            return []
        timer = Timer(self.sandbox.limits.question_seconds, self._until, ends)
        answers, failed = self._receive(opening.modules, programs, AS_HANDED_IN, timer)
        if failed is None:
            return []
        if failed:
            self._lose()
            return []
        last = answers[-1]
        if isinstance(last, Failure):
            if last.kind == "timeout":
                over = next(end for end in ends if end >= len(answers))
                answers += [last] * (over - len(answers))
            else:
                answers.pop()
        complete = [end for end in ends if end <= len(answers)]
        return [answers[start:end] for start, end in zip([0, *complete], complete)]

    def ask(
        self, programs: Sequence[Mapping[str, Any]], version: Version = AS_HANDED_IN
    ) -> list[Sent]:
        """Run a question's programs; return what came of each."""
        timer = self._timer()
        modules = list(
            dict.fromkeys(name for program in programs for name in modules_used(program))
        )
        answers: list[Sent] = []
        while len(answers) < len(programs):
            rest = programs[len(answers) :]
            answers += self._exchange(modules, rest, version, timer)[0]
            last = answers[-1]
            if isinstance(last, Failure) and last.kind == "timeout":
                answers += [last] * (len(programs) - len(answers))
        return answers

    def _exchange(
        self,
        imports: Sequence[str],
        programs: Sequence[Any],
        version: Version,
        timer: "Timer",
    ) -> tuple[list[Sent], dict[str, Failure] | None]:
        """Send a request and receive its answers."""
        if time.monotonic() >= self._until:  # the submission has had its time
            return [Failure("timeout")], None
        self._send(request(imports, programs, version), timer.deadline(0))
        return self._receive(imports, programs, version, timer)

    def _send(self, frame: bytes, deadline: float) -> None:
        """Send a request to the worker, a new one if there is none."""
        if self._worker is None:
            self._worker = self.sandbox.worker(self.sources, self.changed)
        try:
            self._worker.send_frame(frame, deadline)
        except wire.OutOfTime:  # it does not read; so it will not answer either
            pass

    def _receive(
        self,
        imports: Sequence[str],
        programs: Sequence[Any],
        version: Version,
        timer: "Timer",
    ) -> tuple[list[Sent], dict[str, Failure] | None]:
        """Receive answers until all are there or the worker is lost.

        Also returns which imports raised an exception, None if the worker was lost in them. The
        last answer of a lost worker is the failure it ended with.
        """
        worker, given = self._worker, version.given
        assert worker is not None
        answers: list[Sent] = []
        failed: dict[str, Failure] | None = None
        given_calls, size = 0, 0
        try:
            while failed is None or len(answers) < len(programs):
                body = self._body(worker, timer, len(answers))
                frame = mapping(wire.unpack(body)) if given or failed is None else {}
                if "given" in frame:
                    given_calls += 1
                    size += len(body)
                    if frame["given"] not in given or given_calls > MAX_GIVEN_CALLS:
                        raise wire.WireError("a call of a function that is not given")
                    if size > MAX_ANSWERS_BYTES:
                        raise wire.WireError("more than all calls need")
                    self._help(worker, frame, timer.deadline(len(answers)))
                elif failed is None:
                    self.stand_ins = noted(self.stand_ins, frame["stand_ins"])
                    self.asked = noted(self.asked, frame.get("asked", ()))
                    left_out = [failure_from(each) for each in frame["left_out"][:MAX_LEFT_OUT]]
                    self.left_out = [*dict.fromkeys([*self.left_out, *left_out])][:MAX_LEFT_OUT]
                    errors = mapping(frame["failed"])
                    failed = {
                        name: failure_from(errors[name]) for name in imports if name in errors
                    }
                else:
                    size += len(body)
                    if size > MAX_ANSWERS_BYTES:
                        raise wire.WireError("more than all answers need")
                    answers.append(body)
        except wire.OutOfTime:
            self._timeouts += 1
            self._lose()
            answers.append(Failure("timeout"))
        except wire.Closed:
            answers.append(Failure("crash", ended=ending(self._lose())))
        except UNREADABLE:
            self._lose()
            answers.append(unreadable())
        return answers, failed

    def _help(self, worker: Worker, frame: Mapping[str, Any], deadline: float) -> None:
        """Answer a call of a given function.

        A moment late is not too late: whether the time is over is for `_body` to say.
        """
        started = time.monotonic()
        until = max(deadline, started + HELPING_SECONDS)
        worker.send(self.given.answer(frame, until), until)
        self._helped += time.monotonic() - started

    def _excused_help(self) -> float:
        """Return for how long the reference and the grader had no processor to answer calls."""
        waited = waiting.of_this_thread()
        more = min(self._helped, self.given.excused() + waited - self._waited)
        self._helped, self._waited = 0.0, waited
        return more

    def _body(self, worker: Worker, timer: "Timer", answered: int) -> bytes:
        """Receive the body of a frame. Raises `wire.OutOfTime` when the time is the worker's own.

        Where others had the processors, both the question and the submission get as much more:
        those that the worker needed, and those that its calls of given functions did.
        """
        while True:
            try:
                return worker.receive_body(timer.deadline(answered))
            except wire.OutOfTime:
                more = min(worker.excused() + self._excused_help(), self._patience)
                if more < MOMENT:
                    raise
                self._patience -= more
                self._until += more
                timer.put_off(more)

    def _timer(self) -> "Timer":
        """Return the timer of a question that is asked now."""
        limits = self.sandbox.limits
        seconds = limits.question_seconds
        if self._timeouts >= MAX_TIMEOUTS:
            seconds = min(seconds, limits.hasty_seconds)
        return Timer(seconds, self._until)

    def _lose(self) -> dict[str, int]:
        assert self._worker is not None
        worker, self._worker = self._worker, None
        return worker.end()


class Opening:
    """What is asked of every submission first, ready to be sent.

    files      the student's files, which are all imported
    questions  the programs of each question
    """

    def __init__(self, files: Sequence[str], questions: Sequence[Sequence[dict[str, Any]]]) -> None:
        self.programs = [program for question in questions for program in question]
        self.ends = list(accumulate(len(question) for question in questions))
        names = [module_of(file) for file in files]
        names += [name for program in self.programs for name in modules_used(program)]
        self.modules = list(dict.fromkeys(names))
        self.frame = request(self.modules, self.programs, AS_HANDED_IN)


class Timer:
    """Gives each of several questions its own time.

    seconds  of wall clock for each
    last     when all of them must be over
    ends     after how many answers each is over; one that is alone has no end but its time
    """

    def __init__(self, seconds: float, last: float, ends: Sequence[int] = (sys.maxsize,)) -> None:
        self.seconds = seconds
        self.last = last
        self.ends = ends
        self.current = 0
        self.until = min(time.monotonic() + seconds, last)

    def deadline(self, answered: int) -> float:
        """Return until when the next answer must be there."""
        if answered >= self.ends[self.current]:
            self.current = next(i for i, end in enumerate(self.ends) if answered < end)
            self.until = min(time.monotonic() + self.seconds, self.last)
        return self.until

    def put_off(self, seconds: float) -> None:
        """Give the question that is asked now more time, and so all of them."""
        self.until += seconds
        self.last += seconds


def noted(known: Sequence[str], names: Sequence[Any]) -> list[str]:
    """Return the names of modules that a worker gave so far; they are only a note."""
    return list(dict.fromkeys([*known, *(str(name)[:100] for name in names)]))[:MAX_STAND_INS]


def module_of(file: str) -> str:
    """Return the module a file of the package holds, e.g. "classifiers.fc_net"."""
    return file.removesuffix(".py").replace("/", ".")


def file_of(module: str) -> str:
    """Return the file of the package that holds a module, e.g. "classifiers/fc_net.py"."""
    return module.replace(".", "/") + ".py"
