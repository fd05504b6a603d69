"""Other runtimes: what went wrong under the grader's Python and NumPy, asked again under others.

Which versions a student has is nobody's business: what is right under one of them is right. So
where a question lost marks, and an error or the source says that the versions may be why, the
whole submission is tried again in sandboxes that have others, and the better verdict stands.
Where none is at hand that could tell, the question has no mark yet, and a person looks at it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.grading.answers import Answer, Failure, Sent, read_answer
from autograder.grading.intake import Submission
from autograder.grading.judge import Judgement
from autograder.grading.run import Session
from autograder.grading.verdicts import Verdicts
from autograder.grading.versions import (
    Change,
    before,
    minor,
    seen_in_error,
    seen_in_names,
    seen_in_source,
    since,
    worth_asking,
)
from autograder.isolate.inside.package import PACKAGE
from autograder.isolate.runtime import Runtime
from autograder.isolate.sandbox import Sandbox
from autograder.lab import Checked
from autograder.oracle import Oracle
from autograder.outcomes import Outcome
from autograder.results import QuestionResult
from autograder.student.language import fact

IMPORTED = re.compile(r"^(?:from|import) ([\w.]+)", re.M)
PROMOTION = (before("numpy", 2, 0), since("numpy", 2, 0))  # NEP 50

# What a sandbox is asked a submission's questions in, and what asks them.
Open = Callable[[Sandbox], Session]
Attempted = Callable[[Session, Sequence[Checked]], Mapping[str, QuestionResult]]
Signature = tuple[tuple[str, str, str], ...]  # kind, type and message of each case's failure


class Noted(Verdicts):
    """The verdicts of one attempt, with the errors that came where they are not full.

    failures  of all tries of a question
    first     of the first try alone, case by case
    """

    def __init__(self, verdicts: Verdicts) -> None:
        vars(self).update(vars(verdicts))  # what was judged before is known to both
        self.failures: dict[str, list[Failure]] = {}
        self.first: dict[str, Signature] = {}

    def verdict(
        self, question_id: str, sent: Sequence[Sent], untouched: Callable[[], bool]
    ) -> Judgement:
        judgement = super().verdict(question_id, sent, untouched)
        if not judgement.full and judgement.outcome != Outcome.NOT_IMPLEMENTED:
            answers = read(self.oracle, question_id, sent)
            self.first.setdefault(question_id, signature(answers))
            failures = [answer for answer in answers if isinstance(answer, Failure)]
            self.failures.setdefault(question_id, []).extend(failures)
        return judgement


@dataclass(frozen=True)
class Suspect:
    """A question that versions may have cost marks.

    changes  what of the versions it may be; none known where there is but an error
    quiet    whether one of them is no error
    """

    changes: frozenset[Change]
    quiet: bool


class OtherRuntimes:
    """Sandboxes with other versions. Each starts when it is first asked.

    here      the runtime of the first try
    runtimes  the others, in the order to ask them
    sandbox   makes the sandbox of one
    """

    def __init__(
        self,
        oracle: Oracle,
        here: Runtime,
        runtimes: Sequence[Runtime],
        sandbox: Callable[[Runtime], Sandbox],
    ) -> None:
        self.oracle = oracle
        self.here = here
        self.runtimes = [other for other in runtimes if other.name != here.name]
        self._make = sandbox
        self._sandboxes: dict[Runtime, Sandbox] = {}

    def end(self) -> None:
        """End the sandboxes that were started."""
        for sandbox in self._sandboxes.values():
            sandbox.__exit__()
        self._sandboxes.clear()

    def judged(
        self,
        results: Mapping[str, QuestionResult],
        noted: Noted,
        first: Session,
        submission: Submission,
        open_session: Open,
        attempted: Attempted,
    ) -> dict[str, QuestionResult]:
        """Return verdicts by question, those of other versions in place where these are better.

        results       the verdicts under the versions of the first try
        noted         the errors there
        first         the session of the first try
        open_session  opens a session with the submission in a sandbox
        attempted     returns the verdicts of some questions in a session
        """
        best = dict(results)
        if self.oracle.lab.libraries:  # which no other runtime has: their versions are the course's
            return best
        suspected = self.suspected(results, noted, first, submission)
        if not suspected:
            return best
        changes = {change for suspect in suspected.values() for change in suspect.changes}
        for runtime in self.in_order(changes, submission):
            if all(best[id].outcome == Outcome.PASSED for id in suspected):
                break
            sandbox = self.sandbox(runtime)
            quiet = any(suspect.quiet for suspect in suspected.values())
            if not quiet and not self.differs(suspected, noted, open_session(sandbox)):
                continue
            # A hang is not waited for again.
            lab = self.oracle.lab
            asked = [lab.checked[id] for id in best if best[id].outcome != Outcome.TIMEOUT]
            with open_session(sandbox) as session:
                for id, result in attempted(session, asked).items():
                    if is_better(result, best[id]):
                        best[id] = replace(result, runtime=runtime.name)
        for id, suspect in suspected.items():
            if best[id].outcome != Outcome.PASSED and not self.could_tell(suspect.changes):
                best[id] = self.pending(best[id])
        return best

    def differs(self, suspected: Iterable[str], noted: Noted, opened: Session) -> bool:
        """Whether one of some questions comes to another error than at first, or to none.

        Where none does, nothing else would come of it, and a whole attempt is saved.
        """
        with opened as session:
            return any(
                signature(read(self.oracle, id, session.ask(self.oracle.programs(id))))
                != noted.first.get(id)
                for id in suspected
            )

    def sandbox(self, runtime: Runtime) -> Sandbox:
        """Return the sandbox of a runtime, started."""
        if runtime not in self._sandboxes:
            self._sandboxes[runtime] = self._make(runtime).__enter__()
        return self._sandboxes[runtime]

    def suspected(
        self,
        results: Mapping[str, QuestionResult],
        noted: Noted,
        first: Session,
        submission: Submission,
    ) -> dict[str, Suspect]:
        """Return the questions that versions may have cost marks."""
        lost = {
            id: result
            for id, result in results.items()
            if result.outcome not in (Outcome.PASSED, Outcome.NOT_IMPLEMENTED, Outcome.TIMEOUT)
        }
        seen = frozenset(self.seen_quietly(first.stand_ins, submission)) if lost else frozenset()
        found = {}
        for id, result in lost.items():
            failures = [*noted.failures.get(id, ()), *first.left_out]
            errors = [each for each in failures if worth_asking(each)]
            loud = {c for each in errors for c in seen_in_error(each, line_of(each, submission))}
            quiet = seen.union(PROMOTION if self.is_about_small_types(result) else ())
            if errors or quiet:
                found[id] = Suspect(quiet.union(loud), bool(quiet))
        return found

    def seen_quietly(self, stand_ins: Iterable[str], submission: Submission) -> Iterator[Change]:
        """Yield what a submission's own lines, and modules it missed, may meet without an error."""
        modules = list(stand_ins)
        for file, source in submission.sources.items():
            given = set(code_of(self.oracle.sources.get(file, "")))
            own = "\n".join(line for line in code_of(source) if line not in given)
            modules += IMPORTED.findall(own)  # those of functions are missed but when these run
            yield from seen_in_source(own)
        yield from seen_in_names(part for name in modules for part in name.split("."))

    def is_about_small_types(self, result: QuestionResult) -> bool:
        """Whether all that is wrong showed on inputs of float32, uint8 and the like."""
        small: set[str] = set()
        for case, program in zip(
            self.oracle.cases[result.id], self.oracle.programs(result.id), strict=False
        ):
            if any(array.dtype.itemsize < 8 for array in numbers_in(program)):
                tests = case.expected.tests
                small.update([tests] if tests else case.expected.outputs)
        wrong = {prop.name for prop in result.properties if not prop.passed}
        return bool(wrong) and wrong <= small

    def in_order(self, changes: set[Change], submission: Submission) -> list[Runtime]:
        """Return the runtimes in the order to ask: the student's, and where changes point."""

        def rank(runtime: Runtime) -> tuple[bool, bool]:
            theirs = minor(runtime.version) == minor(submission.made_with.get("Python", ""))
            theirs &= minor(runtime.numpy) == minor(submission.made_with.get("NumPy", ""))
            other_side = any(
                change.holds(runtime) and not change.holds(self.here) for change in changes
            )
            return not theirs, not other_side

        return sorted(self.runtimes, key=rank)

    def could_tell(self, changes: Iterable[Change]) -> bool:
        """Whether each change was tried on the side on which it is right."""
        tried = [self.here, *self.runtimes]
        return all(any(change.holds(runtime) for runtime in tried) for change in changes)

    def pending(self, result: QuestionResult) -> QuestionResult:
        """Return the result of a question that has no mark yet."""
        message = fact("question.no_runtime", question=result.id, versions=self.here.name)
        return QuestionResult(
            result.id, result.title, 0, result.max_points, Outcome.MANUAL, message=message
        )


def read(oracle: Oracle, question_id: str, sent: Sequence[Sent]) -> list[Answer | Failure]:
    """Return what came of a question's cases, read as plain data."""
    programs = oracle.programs(question_id)
    return [read_answer(each, program) for each, program in zip(sent, programs)]


def signature(answers: Iterable[Answer | Failure]) -> Signature:
    """Return what errors answers are, and nothing of their numbers."""
    return tuple(
        (answer.kind, answer.type, answer.message or repr(answer.ended))
        if isinstance(answer, Failure)
        else ("", "", "")
        for answer in answers
    )


def code_of(source: str) -> list[str]:
    """Return the lines of a source without comments and the space around them."""
    return [line.partition("#")[0].strip() for line in source.splitlines()]


def is_better(new: QuestionResult, old: QuestionResult) -> bool:
    """Whether a verdict is better than another: more points, or as many without help."""
    return (new.points, not new.carried) > (old.points, not old.carried)


def line_of(failure: Failure, submission: Submission) -> str:
    """Return the line of the submission that an error is about."""
    file = failure.file.removeprefix(f"{PACKAGE}/")
    lines = submission.sources.get(file, "").splitlines()
    return lines[failure.line - 1] if 0 < failure.line <= len(lines) else ""


def numbers_in(value: Any) -> Iterator[np.ndarray]:
    """Yield the arrays of numbers in plain data."""
    if isinstance(value, np.ndarray):
        yield from [value] if value.dtype.kind in "iuf" else []
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from numbers_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from numbers_in(item)
