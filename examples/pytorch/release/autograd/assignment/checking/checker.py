"""Checks questions on the files as they are saved, and knows which builds on which."""

import difflib
import random
import time
import traceback
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from ..language import N_, Message, _
from . import words as words  # what is found is said by them
from .diagnose import KnownCase, answer_fingerprint, error_fingerprint, matching
from .files import encoding_of, problem_of
from .fingerprint import Fingerprint
from .plain_data import plain
from .program import NotThere, Program, WrongCount, function_of, handed_over, modules_used, run
from .released import FOLDER, aliases
from .render import Report
from .saved import OF_THE_CHECKS, PACKAGE, Saved
from .spelling import Data
from .standing import points_between
from .stub import is_untouched
from .verdict import SHAPES, UNCHANGED, Expected, Finding, Output, findings, wrong_outputs

NEXT_STEP = N_("Print the shapes and values of each step for the smallest case.")
PLACE = N_("{file}, line {line}: ")
RAISED = N_("{question} ({case}): {place}{kind}: {error}")
RETURNED_NONE = N_(
    "{question} ({case}): {function} returned None, expected {expected} values. "
    "Return what its docstring lists, in that order."
)
RETURNED_ONE = N_(
    "{question} ({case}): {function} returned one value ({got}), expected {expected} values. "
    "Return what its docstring lists, in that order."
)
RETURNED_MANY = N_(
    "{question} ({case}): {function} returned {got} values, expected {expected}. "
    "Return what its docstring lists, in that order."
)
NOT_THERE = N_(
    "{question} ({case}): {name} is missing; there is only {held}. "
    "Put every result under its own name."
)
NOTHING_THERE = N_(
    "{question} ({case}): {name} is missing; what came is {kind}. "
    "Put every result under its own name before it is returned."
)
EMPTY = N_("an empty dictionary")
NO_FUNCTION = N_("{question}: there is no {name} in {file}. Give the function its own name back.")
ANOTHER_NAME = N_(
    "{question}: there is no {name} in {file}, but {other}. Give the function its own name back."
)


class Checker:
    """Checks one state of the files. Use it as a context manager.

    questions      the lab's questions by id, as released
    student_files  the files that students edit

    While it is entered, the modules of the package are those on the disk.
    """

    def __init__(
        self, questions: Mapping[str, Data], student_files: Iterable[str], folder: Path = FOLDER
    ) -> None:
        self.questions = questions
        self.package = Saved(folder, aliases())
        problems = {file: problem_of(self.package, file) for file in student_files}
        self.broken = {file: problem for file, problem in problems.items() if problem}
        encodings = (encoding_of(self.package, f) for f in student_files if f not in self.broken)
        self.notes = [*self.broken.values(), *filter(None, encodings)]
        self.reports: dict[str, Report] = {}

    def __enter__(self) -> "Checker":
        self.random = np.random.get_state(), random.getstate()
        self.package.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.package.__exit__(*error)
        np.random.set_state(self.random[0])
        random.setstate(self.random[1])

    def report(self, question: str) -> Report:
        """Run the public cases of a question, once, and return the Report."""
        if question not in self.reports:
            self.reports[question] = self.checked(self.questions[question])
        return self.reports[question]

    def checked(self, data: Data) -> Report:
        """Run the public cases of one question and return the Report."""
        start = time.perf_counter()
        found: list[Finding] = []
        answers: list[Fingerprint] = []
        outputs: list[Output] = []
        error: BaseException | None = None
        for case in data["cases"]:
            expected = expected_of(data, case)
            try:
                answer, watched = self.answer(data, case["program"])
            except (Exception, SystemExit) as raised:
                error = error or raised
                message = self.words_on(raised, data, expected.words)
                tested = [case["tests"]] if case["tests"] else [*case["expected"]]
                found += [Finding(property_, False, message) for property_ in tested]
                kind, where = type(raised).__name__, function_of(raised, self.is_own)
                answers.append(error_fingerprint(kind, str(raised), where))
                continue
            advice = partial(next_step, data)
            answer, watched = plain(answer), plain(watched)  # as the grader sees them
            found += findings(data["id"], expected, answer, watched, advice)
            answers.append(answer_fingerprint(answer, watched, expected.compare))
            outputs = outputs or wrong_outputs(expected, answer)
        found = [finding for finding in found if finding.property in data["properties"]]
        passed = all(finding.holds for finding in found)
        started = passed or not self.untouched(data)
        waits = [] if passed or not started else self.waited_for(data, error)
        mistakes = [] if passed or waits or not started else matching(known_of(data), answers)
        causes = causes_of(mistakes, data["follows"])
        earlier = [*self.questions][: [*self.questions].index(data["id"])]
        waits += [id for id in causes if id in earlier and not self.report(id).passed]
        report = Report(
            question=data["id"],
            title=data["title"],
            points=data["points"],
            findings=found,
            started=started,
            file=f"assignment/{data['file']}",
            hints=[] if waits else [data["hints"][mistake] for mistake in mistakes],
            graded=data["graded"],
            properties=[*data["properties"]],
            seconds=time.perf_counter() - start,
            outputs=outputs,
            waits=waits,
            notes=list(self.notes),
        )
        report.sure, report.most = points_between(data, report, mistakes, error)
        return report

    def answer(self, data: Data, program: Program) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the outputs of a case, and what became of its arguments. Raises what it raises."""
        if data["file"] in self.broken:
            raise Broken(self.broken[data["file"]])
        for module in modules_used(program):
            self.package.import_module(module)
        return run(program, self.package.import_module)

    def waited_for(self, data: Data, error: BaseException | None) -> list[str]:
        """Return what has to be right before anything can be said of a question that fails.

        Ids of the questions it builds on, and the files that could not be loaded.
        """
        if data["file"] in self.broken:
            return []
        blamed = [id for id in data["given"] if not self.report(id).passed]
        culprit = self.file_of(error)
        if culprit and culprit != data["file"] and self.import_fails(data):
            blamed += [id for id in self.asked_in(culprit) if not self.report(id).passed]
            blamed = blamed or [culprit]
        # Where one of these waits itself, what it waits for is named in its place.
        first = [id for id in blamed if id == culprit or self.report(id).state != "waits"]
        files = {id: self.questions[id]["file"] for id in first if id in self.questions}
        named = [files[id] if files.get(id) in self.broken else id for id in first or blamed]
        return list(dict.fromkeys(named))

    def asked_in(self, file: str) -> list[str]:
        """Return the ids of the questions about a file."""
        return [id for id, data in self.questions.items() if data.get("file") == file]

    def import_fails(self, data: Data) -> bool:
        """Whether the file of a question cannot be loaded."""
        try:
            self.package.import_module(data["file"].removesuffix(".py").replace("/", "."))
        except (Exception, SystemExit):
            return True
        return False

    def file_of(self, error: BaseException | None) -> str:
        """Return the file of the package that an error is about, "" if there is none."""
        name = (error.name or "") if isinstance(error, ImportError) else ""
        if name.startswith(f"{PACKAGE}."):
            return name.partition(".")[2].replace(".", "/") + ".py"
        return self.place(error)[0]

    def place(self, error: BaseException | None, within: str = "") -> tuple[str, int]:
        """Return the file of the package, and the line in it, that an error came from.

        within  the file to say it of where it came through that: what another function is handed
                is the caller's mistake, wherever it surfaces
        """
        at_fault = (error.filename or "") if isinstance(error, SyntaxError) else ""
        if isinstance(error, SyntaxError) and at_fault.startswith(self.folder):
            return self.relative(at_fault), error.lineno or 1
        passed = [("", 0)]
        frames = traceback.walk_tb(error.__traceback__ if error is not None else None)
        for frame, line in frames:
            file = frame.f_code.co_filename
            if self.is_own(file):
                passed.append((self.relative(file), line))
        inside = [each for each in passed if each[0] == within]
        return (inside or passed)[-1]

    @property
    def folder(self) -> str:
        """The package's folder, as the files of its frames begin."""
        return str(self.package.folder)

    def is_own(self, file: str) -> bool:
        """Whether a file is one of the package's, and not part of what runs the checks."""
        return file.startswith(self.folder) and not is_of_the_checks(self.relative(file))

    def relative(self, file: str) -> str:
        """Return a file of the package relative to its folder."""
        return Path(file).relative_to(self.package.folder).as_posix()

    def untouched(self, data: Data) -> bool:
        """Whether the blank of a question still holds only `pass`."""
        try:
            text = self.package.text(data["file"])
        except OSError:
            return False
        return is_untouched(text, data["function"], data["blank"])

    def words_on(self, error: BaseException, data: Data, case: Message) -> str:
        """Return the message on an exception: what, where, and what was expected instead."""
        question = data["id"]
        if isinstance(error, Broken):
            return str(error)
        if isinstance(error, WrongCount):
            words = RETURNED_MANY if isinstance(error.got, int) else RETURNED_ONE
            words = RETURNED_NONE if error.got is None else words
            return _(words).format(question=question, case=case, **vars(error))
        if isinstance(error, AttributeError) and not self.place(error)[0]:
            missing = self.missing(data)
            if missing:
                return missing
        if isinstance(error, NotThere):
            return words_on_missing(question, case, error)
        file, line = self.place(error, data["file"])
        return _(RAISED).format(
            question=question,
            case=case,
            place=_(PLACE).format(file=file, line=line) if file else "",
            kind=type(error).__name__,
            error=error,
        )

    def missing(self, data: Data) -> str:
        """Return the sentence on a function that its file does not have, "" if it does."""
        target = self.package.import_module(data["file"].removesuffix(".py").replace("/", "."))
        for name in data["function"].split("."):
            if not hasattr(target, name):
                near = difflib.get_close_matches(name, vars(target), 1)
                words = _(ANOTHER_NAME if near else NO_FUNCTION)
                return words.format(
                    question=data["id"], name=name, file=data["file"], other="".join(near)
                )
            target = getattr(target, name)
        return ""


def words_on_missing(question: str, case: Message, error: NotThere) -> str:
    """Return the sentence on a result that lacks a name that was asked for."""
    words = NOT_THERE if error.held else NOTHING_THERE
    held = ", ".join(error.held)
    kind = _(EMPTY) if error.kind == "dict" else error.kind
    return _(words).format(question=question, case=case, name=error.name, held=held, kind=kind)


class Broken(Exception):
    """The file of a question cannot be run; the message says why."""


def expected_of(data: Data, case: Data) -> Expected:
    """Return what a case expects; what it watches stood in its program, for the most part."""
    program, made = case["program"], case["watched"]
    watched = {
        name: made[name] if name in made else handed_over(program, ref)
        for name, ref in program["watched"].items()
    }
    return Expected(
        case=case["name"],
        tests=case["tests"],
        outputs=case["expected"],
        watched=watched,
        compare={**data["compare"], **case["compare"]},
        drawn=case["drawn"],
    )


def known_of(data: Data) -> list[KnownCase]:
    """Return what `matching` takes: what is known of each public case of a question."""
    known: list[KnownCase] = []
    for case in data["cases"]:
        expected = expected_of(data, case)
        right = answer_fingerprint(expected.outputs, expected.watched, expected.compare)
        known.append(({**right, **case["right"]}, case["wrong"], case["all_known"]))
    return known


def causes_of(mistakes: Sequence[str], follows: Collection[str]) -> list[str]:
    """Return the questions whose known mistakes alone make another question wrong."""
    return list(dict.fromkeys(id.partition(".")[0] for id in mistakes if id in follows))


def is_of_the_checks(file: str) -> bool:
    """Whether a file of the package is part of what runs the checks."""
    return file.partition("/")[0].removesuffix(".py") in OF_THE_CHECKS


def next_step(data: Data, name: str) -> str:
    """Return the sentence that tells a student where to go from here."""
    usual = _(NEXT_STEP) if name not in (SHAPES, UNCHANGED) else ""
    known = data["next_steps"].get(name)
    return usual if known is None else _(known)
