"""Hostile submissions, graded one by one between right ones, under each isolation.

An attack is stopped when it
- earns no point beyond its honest part, and spoils nothing of it that it did not mean to;
- carries nothing away: secrets stand in the environment, beside the results, in the reference
  and in another submission, and none may come out in a result or on a page;
- harms nobody: the right submission after it has full marks, and no file is changed;
- leaves no process behind, and does not stop the run.

The files an attacker is after belong to the user that student code runs as, so that what stops
him is the sandbox and not the luck of a file's mode.
"""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from autograder import labs
from autograder.audit import own
from autograder.audit.attacks_corpus import ATTACKS
from autograder.audit.attacks_corpus.attack import Attack, Scene, packed
from autograder.audit.material import judged_on_few
from autograder.audit.row import Row, left_out
from autograder.audit.scenery import remove, scenery, write
from autograder.audit.target import Part, Target, target_of
from autograder.audit.traces import adopt_orphans, memory_mib, processes, snapshot, spoiled
from autograder.grading.grade import Grader
from autograder.isolate.levels import available
from autograder.isolate.sandbox import Limits
from autograder.lab import Lab
from autograder.outcomes import Outcome, Status
from autograder.reporting.feedback import write_feedback
from autograder.reporting.views import write_views
from autograder.results import Result, read_results, safe_name, write_result
from autograder.scheduling.classroom import grade_class

LEVELS = ("landlock", "bubblewrap")
LIMITS = Limits(question_seconds=1.5)
LONGEST_SECONDS = 20.0
MOST_MEMORY_MIB = 400  # of the grader itself
MORE_MEMORY_MIB = 150  # than before, where it was larger than that already
FAST_STEP = 9
AT_LEAST = 70

# A refusal is the sandbox's. These would be a mistake in the attack, which then shows nothing.
MISTAKES = ("NameError", "SyntaxError", "AttributeError", "TypeError", "KeyError")
LEFT_BEHIND = ("/tmp/owned", "/tmp/flood", "/tmp/flood.npy", "/dev/shm/flood", "/var/tmp/flood")


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Return a row for each isolation, and one for a class graded in parallel."""
    target = target_of(lab)
    if target is None:
        return [left_out("attacks stopped", f"{lab.name} has no graded function to attack")]
    every = attacks_on(target)
    names = [attack.name for attack in (every[::FAST_STEP] if fast else every)]
    problems = {level: available(level) for level in LEVELS}
    levels = [level for level in LEVELS if not problems[level]]
    with ProcessPoolExecutor(len(LEVELS), get_context("spawn")) as pool:
        found = pool.map(stopped_under, [lab.name] * len(levels), levels, [names] * len(levels))
        failures = dict(zip(levels, found))
    minimum = 1 if fast else min(AT_LEAST, len(every))
    title = f"attacks stopped ({lab.name}, %s)"
    rows = [
        left_out(title % level, f"it is not available here: {problems[level]}")
        if problems[level]
        else row(title % level, len(names), failures[level], minimum)
        for level in LEVELS
    ]
    return [*rows, row("right ones beside attacks, in parallel", 16, in_parallel(target, 16), 1)]


def attacks_on(target: Target) -> list[Attack]:
    """Return the attacks that a lab has all for, those that only it can have among them."""
    every = [*ATTACKS, *own.added(target.lab, "ATTACKS", ())]
    return [attack for attack in every if not target.lacks(attack.needs)]


def row(name: str, wanted: int, failures: list[str], minimum: int) -> Row:
    """Return a row from what went wrong; each failure begins with its attack's name."""
    fallen = len({failure.partition(": ")[0] for failure in failures})
    return Row(name, max(wanted - fallen, 0), wanted, tuple(failures), minimum)


def stopped_under(lab_name: str, level: str, names: list[str]) -> list[str]:
    """Grade the attacks named under an isolation; return in words what was not stopped."""
    adopt_orphans()
    target = target_of(labs.load(lab_name))
    assert target is not None
    with scenery(target) as (scene, folder):
        with Grader(scene.lab(target.lab), level, LIMITS) as grader:
            judged_on_few(grader)
            return list(Course(grader, scene, folder).take(names))


class Course:
    """The attacks in turn, and what is looked at after each.

    folder   where submissions are written; results and the secret lie in its `out`
    """

    def __init__(self, grader: Grader, scene: Scene, folder: Path) -> None:
        self.grader = grader
        self.scene = scene
        self.folder = folder
        self.out = folder / "out"
        self.target = scene.target
        self.watched = (scene.secret_file.parent, scene.other, scene.root)

    def take(self, names: list[str]) -> Iterator[str]:
        """Yield in words whatever an attack achieved."""
        yield from self.right("before all")
        most = max(
            MOST_MEMORY_MIB, memory_mib() + MORE_MEMORY_MIB
        )  # a run of tests is large itself
        self.before = snapshot(self.watched)
        self.processes = processes()
        for attack in attacks_on(self.target):
            if attack.name in names:
                yield from (f"{attack.name}: {words}" for words in self.attacked(attack))
        if memory_mib() > most:
            yield f"all: the grader needed {memory_mib():.0f} MiB"
        write_views(self.grader.lab, self.out)
        page = (self.out / "report.html").read_text("utf-8")
        yield from (f"report.html: {words}" for words in spoiled(page))
        for line in (self.out / "grades.csv").read_text("utf-8-sig").splitlines():
            if line.lstrip('"').startswith(("=", "+", "-", "@")):
                yield f"grades.csv: a formula: {line[:40]}"

    def attacked(self, attack: Attack) -> Iterator[str]:
        started = time.monotonic()
        try:
            result = self.grader.grade(self.hand_in(attack))
            data, page = self.write(result)
        except Exception as error:
            yield f"stopped the run ({type(error).__name__}: {error})"
            return
        seconds = time.monotonic() - started
        if seconds > LONGEST_SECONDS:
            yield f"took {seconds:.0f} s"
        yield from self.earned(attack, result)
        yield from spoiled(page)
        yield from self.said(attack, result, data + page)
        yield from self.left()
        yield from self.right("after it")

    def hand_in(self, attack: Attack) -> Path:
        folder = self.folder / "in"
        remove(folder)
        folder.mkdir()
        made = attack.make(self.scene, folder)
        return made if isinstance(made, Path) else write(folder / attack.id, made)

    def write(self, result: Result) -> tuple[str, str]:
        """Write a result and its page; return the text of both."""
        path = write_result(result, self.out)
        page = write_feedback(result, self.grader.lab, self.out / "feedback")
        return path.read_text("utf-8"), page.read_text("utf-8")

    def earned(self, attack: Attack, result: Result) -> Iterator[str]:
        may, must = attack.may(self.target), attack.must(self.target)
        for question in result.questions:
            if question.points and question.id not in may:
                yield f"earned {question.points:g} on {question.id}"
            if question.id in must and question.outcome != Outcome.PASSED:
                yield f"lost {question.id} ({question.outcome}: {str(question.message)[:120]})"
        if result.status == Status.GRADED and result.student != attack.id:
            yield f"was taken for {result.student!r}"

    def said(self, attack: Attack, result: Result, text: str) -> Iterator[str]:
        for place, secret in self.scene.secrets.items():
            if secret in text:
                yield f"carried away the secret in {place}"
        message = self.message_of_last(result)
        if attack.shows and self.target.fill(attack.shows) not in text:
            yield f"did not run as meant: {message[:200]!r}"
        if attack.refused:
            for number, became in enumerate(tried(message)):
                if became.startswith("done") or became in MISTAKES:
                    yield f"action {number} was not refused but {became}"

    def message_of_last(self, result: Result) -> str:
        """What is said of the question on the last function, where attacks tell what they found."""
        last = self.target.questions([Part.LAST])
        return next((str(q.message) for q in result.questions if q.id in last), "")

    def left(self) -> Iterator[str]:
        self.grader.given_functions.end()  # the kit's own, which stay for the next submission
        self.grader.others.end()
        deadline = time.monotonic() + 2
        while (more := processes() - self.processes) and time.monotonic() < deadline:
            time.sleep(0.01)
        if more:
            yield f"left {len(more)} processes behind"
            self.processes |= more
        if snapshot(self.watched) != self.before:
            yield "changed a file"
            self.before = snapshot(self.watched)
        for path in LEFT_BEHIND:
            if os.path.lexists(path):
                yield f"left {path} behind"
                remove(Path(path))

    def right(self, when: str) -> Iterator[str]:
        """Grade a right submission, the other one, which must have full marks."""
        result = self.grader.grade(self.scene.other)
        if result.score != result.max_score:
            wrong = [
                f"{q.id} {str(q.message)[:80]}"
                for q in result.questions
                if q.outcome != Outcome.PASSED
            ]
            yield f"a right submission {when} got {result.score:g}: {wrong[:2]}"


def tried(message: str) -> list[str]:
    """Return what became of each action of a `refused` attack."""
    return message.partition("tried ")[2].partition(". Run check()")[0].split(",")


# -------------------------------------------------------------------------------- in parallel

PARALLEL = (
    "signals to parent, group, siblings and everybody",
    "exits with success in a call",
    "output: standard error filled up",
    "files' attributes",
    "raised limits",
    "forged answers on every descriptor, at import",
    "tuples nested 900 deep",
    "processes: a fork bomb",
)


def in_parallel(target: Target, count: int) -> list[str]:
    """Grade a class of attacks and right submissions at once; return which right one suffered."""
    lab, failures = target.lab, []
    with scenery(target) as (scene, folder):
        paths = []
        by_name = {attack.name: attack for attack in ATTACKS}
        for number in range(count):
            attack = by_name[PARALLEL[number % len(PARALLEL)]]
            files = attack.make(scene, folder)
            assert isinstance(files, dict)
            sources = {name: text for name, text in files.items() if not name.endswith(".npz")}
            paths += [
                write(folder / "class" / f"eve{number}", sources),
                write(folder / "class" / f"ada{number}", packed(scene.right, {})),
            ]
        grade_class(lab, paths, folder / "graded", 2, "auto")
        results = read_results(folder / "graded")
        for result in results:
            wrong = [
                q.id
                for q in result.questions
                if q.id in lab.checked and q.outcome != Outcome.PASSED
            ]
            if result.student.startswith("ada") and wrong:
                failures.append(f"{result.student}: lost {wrong}")
        if len({safe_name(result.student) for result in results}) != 2 * count:
            failures.append("all: a result is missing")
    return failures
