"""Grade: one submission through all its stages, from what was handed in to a result."""

import functools
import hashlib
import time
import warnings
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from autograder import __version__, failures
from autograder.grading import intake
from autograder.grading.answers import Failure
from autograder.grading.attempt import Attempt
from autograder.grading.basis import basis_of
from autograder.grading.entries import Rejected, Undecided
from autograder.grading.evaluation_data import EvaluationData
from autograder.grading.evidence import Trained, judge_evidence
from autograder.grading.explaining.refuted import without_refuted
from autograder.grading.fingerprints import known_code
from autograder.grading.given_functions import GivenFunctions
from autograder.grading.intake import Submission
from autograder.grading.judge import error_facts
from autograder.grading.other_runtimes import Noted, OtherRuntimes
from autograder.grading.reader import Reader, TooCostly
from autograder.grading.run import Opening, Session, file_of
from autograder.grading.verdicts import Verdicts
from autograder.isolate import runtimes
from autograder.isolate.inside.package import PACKAGE
from autograder.isolate.libraries import with_libraries
from autograder.isolate.runtime import Runtime, own
from autograder.isolate.sandbox import Limits, Sandbox
from autograder.lab import Checked, Evidenced, Lab, Manual, Question
from autograder.languages import catalogue
from autograder.languages.catalogue import ENGLISH
from autograder.oracle import Oracle, course_seed, master_sources, oracle_of
from autograder.outcomes import Outcome, Status
from autograder.results import NOTEBOOK, Property, QuestionResult, Result, said
from autograder.student.checking.program import modules_used
from autograder.student.language import Message, fact, facts_of, joined, speaking

MOST_LEFT_OUT = 3  # statements that are named


class Grader:
    """Grades submissions of one lab, one at a time, in a sandbox. Use it as a context manager.

    runtime  what student code runs with first; None: the grader's own Python and NumPy
    others   what it is asked under where versions may have cost marks; None: all that were made

    Raises SandboxError where isolation fails: then there is no result, rather than a wrong one.
    """

    def __init__(
        self,
        lab: Lab,
        isolation: str = "auto",
        limits: Limits | None = None,
        seed: int | None = None,
        language: str = ENGLISH.code,
        runtime: Runtime | None = None,
        others: Sequence[Runtime] | None = None,
    ) -> None:
        seed = course_seed() if seed is None else seed
        self.lab = lab
        self.language = catalogue.language(language, lab)
        sources = master_sources(lab)
        self.solved = {file: sources[file] for file in lab.student_files}
        given = {file: sources[file] for file in lab.kit_files}
        graded = {question.function: None for question in lab.checked.values()}
        calls, aliases = lab.system_calls, lab.course.aliases
        limits = limits or Limits(memory_mib=lab.memory_mib)
        adapters = {Path(file).stem: sources[file] for file in lab.adapters}
        runtime = with_libraries(runtime or own(), lab.libraries, adapters)

        def sandbox(level: str, runtime: Runtime | None) -> Sandbox:
            return Sandbox(level, limits, given, list(graded), runtime, calls, aliases)

        self.sandbox = sandbox(isolation, runtime)
        self.sandbox.begin()  # it boots while the reference answers
        try:
            self.oracle: Oracle = oracle_of(lab, seed)
        except BaseException:
            self.sandbox.__exit__()
            raise
        self.verdicts = Verdicts(self.oracle)
        self.data = EvaluationData()
        self._first: tuple[Sequence[str], Opening] | None = None
        self.others = OtherRuntimes(
            self.oracle,
            self.sandbox.runtime,
            runtimes.available() if others is None else others,
            lambda other: sandbox(self.sandbox.level, other),
        )
        self.reader = Reader(self.sandbox)
        self.given_functions = GivenFunctions(self.sandbox, self.solved)
        self.basis = basis_of(self.oracle, seed, self.data.source)

    def __enter__(self) -> "Grader":
        self.sandbox.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.reader.end()
        self.given_functions.end()
        self.others.end()
        self.sandbox.__exit__(*error)

    def grade(self, path: Path) -> Result:
        """Return the result of one submission, a folder or a zip."""
        return self.grade_reading(self.read(path))

    @functools.cached_property
    def known_code(self) -> np.ndarray:
        """Fingerprints of what is no student's own code: the release and the reference."""
        return known_code(self.solved)

    def read(self, path: Path, older: str = "") -> "Reading":
        """Read a submission, or find out why it cannot be read.

        older  names the student's other submissions, which do not count
        """
        reading = self._read(path)
        if not older:
            return reading
        note = fact("submission.several", taken=path.name[:100], older=older)
        return replace(reading.with_note(note), passed_over=older)

    def _read(self, path: Path) -> "Reading":
        self.reader.begin()
        try:
            submission = self._looked_into(intake.read(path, self.lab))
        except Rejected as error:
            return Reading(
                intake.student_id(path),
                intake.digest_of(path),
                error.args[0],
                undecided=isinstance(error, Undecided),
            )
        return Reading(submission.student, submission.digest, submission=submission)

    def _looked_into(self, submission: Submission) -> Submission:
        """Return a submission with what only the confined reader can tell of it."""

        @functools.cache
        def outline(file: str) -> Mapping[str, Sequence[int]]:
            source = submission.sources.get(file, "").encode("utf-8", "replace")
            return dict(self._found("functions", source) or {})

        problems = dict(submission.problems)
        if submission.notebook is not None:
            reason = self._found("notebook", submission.notebook)
            if reason != "":
                name = self.lab.notebook
                problems[name] = intake.notebook_problem(name, reason or "MemoryError")
        return replace(submission, problems=problems, outline=outline)

    def _found(self, what: str, content: bytes) -> Any:
        """Return what the reader finds, None where that would cost too much."""
        try:
            return self.reader.read(what, content)[0]
        except TooCostly:
            return None

    def grade_reading(self, reading: "Reading", only: Collection[str] = ()) -> Result:
        """Return the result of a submission that was read, or could not be.

        only  ids of the questions to grade, where the others' verdicts stand; () for all
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # NumPy's, of whatever a student's arrays hold
            found = replace(self._graded(reading, only), passed_over=reading.passed_over)
        return self.worded(found)

    def worded(self, result: Result) -> Result:
        """Return a result in the grader's language."""
        with speaking(self.language.messages, self.language.sentences):
            worded: Result = said(result)
        return worded

    def _graded(self, reading: "Reading", only: Collection[str]) -> Result:
        started = time.perf_counter()
        submission = reading.submission
        if reading.undecided:
            return failures.failed(reading.student, self.lab, reading.rejected)
        if submission is None:
            return self._rejected(reading)
        trained = Trained(submission, self.data, self.reader)
        asked = [question for question in self.lab.questions if not only or question.id in only]
        checked = [question for question in asked if isinstance(question, Checked)]
        evidenced = [question for question in asked if isinstance(question, Evidenced)]
        ids = [question.id for question in checked]
        noted = Noted(self.verdicts)
        sessions = [self._session(self.sandbox, submission)]

        def following(sandbox: Sandbox) -> Session:
            """Open another session, in the time that those before have left."""
            sessions.append(self._session(sandbox, submission, sessions[-1].left))
            return sessions[-1]

        with sessions[0] as session:
            opening = self._opening(ids)
            session.start(opening)
            # The worker computes while the grader weighs what was trained.
            found = judge_evidence(evidenced, trained)
            attempt = Attempt(noted, session, submission, ids, opening)
            tried = {question.id: attempt.question(question) for question in checked}
        found |= self.others.judged(
            tried,
            noted,
            session,
            submission,
            following,
            lambda session, questions: self._again(session, submission, questions),
        )
        unread = intake.nothing_to_read(submission, self.lab)
        questions = [found.get(question.id) or self._manual(question, unread) for question in asked]
        questions = without_refuted(questions, self.oracle.known)
        notes = list(submission.problems.values())
        if attempt.needed_changes:
            names = ", ".join(sorted(session.changed))
            questions_named = ", ".join(attempt.needed_changes)
            notes.append(fact("kit.changed", files=names, questions=questions_named))
        notes += about_missing(session.stand_ins, session.asked)
        notes += about_left_out(session.left_out, attempt.broken)
        result = self._result(
            submission.student,
            Status.GRADED,
            sum(question.points for question in questions),
            joined(*notes, between=" "),
            tuple(questions),
            time.perf_counter() - started,
            submission.digest,
        )
        made_with = ", ".join(f"{name} {v}" for name, v in sorted(submission.made_with.items()))
        return replace(result, made_with=made_with)

    def _session(
        self, sandbox: Sandbox, submission: Submission, seconds: float | None = None
    ) -> Session:
        files, changed = self._files(submission), self._changeable(submission.changed)
        return Session(sandbox, files, self.given_functions, changed, seconds)

    def _again(
        self, session: Session, submission: Submission, questions: Sequence[Checked]
    ) -> dict[str, QuestionResult]:
        """Return the verdicts on some questions, tried anew in a session."""
        ids = [question.id for question in questions]
        opening = self._opening(ids)
        session.start(opening)
        attempt = Attempt(self.verdicts, session, submission, ids, opening)
        return {question.id: attempt.question(question) for question in questions}

    def _opening(self, checked: Sequence[str]) -> Opening:
        """Return what is asked first where these questions are graded; mostly the same ones."""
        if self._first is None or self._first[0] != checked:
            programs = [self.oracle.programs(id) for id in checked]
            self._first = (checked, Opening(self.lab.student_files, programs))
        return self._first[1]

    def _files(self, submission: Submission) -> dict[str, str]:
        """Return the files of the package that students edit, as this one handed them in."""
        missing = [name for name in self.lab.student_files if name not in submission.sources]
        absent = {
            name: f"raise ImportError('assignment/{name} is missing from the submission')"
            for name in missing
        }
        return {**absent, **submission.own, **submission.sources}

    def _changeable(self, changed: Mapping[str, str]) -> dict[str, str]:
        """Return the changed files of the kit that a submission may be graded with.

        What a check itself calls is the kit's, whatever is handed in.
        """
        if not changed:
            return {}
        programs = [program for id in self.oracle.cases for program in self.oracle.programs(id)]
        called = {file_of(module) for program in programs for module in modules_used(program)}
        return {name: text for name, text in changed.items() if name not in called}

    def _manual(self, question: Question, unread: Message = "") -> QuestionResult:
        """Return that a person grades a question. `unread` says why there is no answer to read."""
        return QuestionResult(
            question.id,
            question.title,
            0,
            question.points,
            Outcome.MANUAL,
            message=unread or fact("question.by_hand"),
            properties=(Property(NOTEBOOK, False, 0.0, unread),) if unread else (),
        )

    def _rejected(self, reading: "Reading") -> Result:
        questions = tuple(
            self._manual(question)
            if isinstance(question, Manual)
            else QuestionResult(
                question.id,
                question.title,
                0,
                question.points,
                Outcome.ERROR,
                message=fact("question.unread"),
            )
            for question in self.lab.questions
        )
        student, digest = reading.student, reading.digest
        return self._result(student, Status.REJECTED, 0, reading.rejected, questions, 0, digest)

    def _result(
        self,
        student: str,
        status: Status,
        score: float,
        message: Message,
        questions: tuple[QuestionResult, ...],
        seconds: float,
        digest: str,
    ) -> Result:
        return Result(
            student=student,
            lab=self.lab.name,
            status=status,
            score=round(score, 6),
            max_score=self.lab.max_score,
            message=message,
            questions=tuple(replace(q, check=self.basis.checks[q.id]) for q in questions),
            seconds=round(seconds, 4),
            isolation=self.sandbox.level,
            graded_with=self.graded_with(digest),
            stepped_down=self.sandbox.stepped_down,
        )

    def graded_with(self, digest: str) -> dict[str, str]:
        """Return everything a result depends on; a result with the same is not made again."""
        spoken = {} if self.language.is_english else {"language": self.language.code}
        others = self.sandbox.runtime.others
        return {
            **spoken,
            **({"libraries": others} if others else {}),
            "kit": __version__,
            "engine": self.basis.engine,
            "lab": self.basis.lab,
            "submission": digest,
            "isolation": self.sandbox.level,
            "python": self.sandbox.runtime.version,
            "numpy": self.sandbox.runtime.numpy,
            "runtimes": "; ".join(other.name for other in self.others.runtimes) or "none",
        }


def about_missing(names: Sequence[str], asked: Sequence[str]) -> list[Message]:
    """Return what is said of modules that are not here; of some the code may ask something."""
    found = (("modules.not_needed", set(names) - set(asked)), ("modules.inert", set(asked)))
    return [fact(id, names=", ".join(sorted(some))) for id, some in found if some]


def about_left_out(failures: Sequence[Failure], broken: Collection[str]) -> list[Message]:
    """Return what is said of statements that failed while their file was imported.

    broken  files that could not be imported, of which their questions speak
    """
    told = [each for each in failures if each.file.removeprefix(f"{PACKAGE}/") not in broken]
    lines = [error_facts(each) for each in told[:MOST_LEFT_OUT]]
    return [fact("import.left_out", lines=joined(*lines, between="; "))] if told else []


@dataclass(frozen=True)
class Reading:
    """What became of reading a submission: the submission, or why it was rejected.

    passed_over  names of the student's other submissions, "" if there are none
    undecided    whether a person has to say what in it counts before there is a mark
    """

    student: str
    digest: str
    rejected: Message = ""
    submission: Submission | None = None
    passed_over: str = ""
    undecided: bool = False

    def with_note(self, note: Message) -> "Reading":
        """Return the same with a note for the student; a result with another is not kept."""
        digest = hashlib.sha256(
            f"{self.digest}\0{facts_of(note)}".encode("utf-8", "replace")
        ).hexdigest()
        if self.submission is None:
            return replace(self, digest=digest, rejected=joined(self.rejected, " ", note))
        problems = {**self.submission.problems, "another submission": note}
        submission = replace(self.submission, problems=problems, digest=digest)
        return replace(self, digest=digest, submission=submission)
