"""Kill the grader at random moments and resume: every submission has one result, the right one.

Most of a short run of `autograder grade` is its start. So some kills hit the command itself, and
most hit a copy of a process that has done the start already: the same class grading with the
same two jobs, forked.
"""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from autograder.audit.attacks_corpus.attack import packed
from autograder.audit.row import Row
from autograder.audit.scenery import remove, write
from autograder.audit.traces import adopt_orphans, processes
from autograder.grading import class_folder, grade
from autograder.lab import Lab
from autograder.master.demo_class import emptied
from autograder.oracle import master_sources
from autograder.results import read_results
from autograder.scheduling import classroom

SUBMISSIONS, KILLS, KILLS_OF_COMMAND = 200, 100, 15
LONGEST_SECONDS = 240.0
Start = Callable[[Path, Path], int]  # starts a grader of (class, out); returns its process id


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Return one row: the kills after which nothing was lost, doubled or changed."""
    submissions = 12 if fast else SUBMISSIONS
    kills = 2 if fast else KILLS
    commands = 1 if fast else KILLS_OF_COMMAND
    survived, failures = 0, []
    adopt_orphans()
    folder = Path(tempfile.mkdtemp(prefix="killed-"))
    started = time.monotonic()
    try:
        with warm_graders(lab) as start_warm:
            course = Course(lab, folder, submissions)
            for number in range(kills):
                if time.monotonic() - started > LONGEST_SECONDS:
                    failures.append(f"only {number} kills in {LONGEST_SECONDS:.0f} s")
                    break
                start = course.start if number < commands else start_warm
                problems = list(course.kill(start))
                if number == kills - 1 or course.finished:
                    problems += course.resume(start_warm)
                failures += [f"kill {number}: {problem}" for problem in problems]
                survived += not problems
    finally:
        remove(folder)
    name = f"kills of a run of {submissions} survived ({lab.name})"
    return [Row(name, survived, kills, tuple(failures), 1 if fast else KILLS)]


class Course:
    """A class of submissions, what an undisturbed run makes of it, and runs that are killed."""

    def __init__(self, lab: Lab, folder: Path, submissions: int) -> None:
        self.lab = lab
        self.papers = hand_in(self.lab, folder / "class", submissions)
        self.random = random.Random(20261)
        self.out = folder / "killed"
        undisturbed = folder / "undisturbed"
        started = time.monotonic()
        if os.waitpid(self.start(self.papers, undisturbed), 0)[1]:
            raise RuntimeError("the undisturbed run failed")
        self.seconds = time.monotonic() - started
        self.expected = marks(undisturbed)
        if len(self.expected) != submissions:
            raise RuntimeError("the undisturbed run left submissions out")
        self.moments: dict[Start, float] = {self.start: min(self.seconds, 5.0)}
        self.processes = processes()

    def start(self, papers: Path, out: Path) -> int:
        """Start `autograder grade --jobs 2`."""
        command = [sys.executable, "-m", "autograder", "grade", self.lab.name, str(papers)]
        started = subprocess.Popen(
            [*command, "--out", str(out), "--jobs", "2"],
            cwd=self.lab.course.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.returncode = 0  # whoever started it waits for it
        return started.pid

    @property
    def finished(self) -> bool:
        return self.out.exists() and len(marks(self.out)) == len(self.expected)

    def kill(self, start: Start) -> Iterator[str]:
        """Start a grader, kill it, and yield what is wrong with what it left."""
        pid = start(self.papers, self.out)
        time.sleep(self.random.uniform(0.05, self.moments.get(start, 1.0)))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        deadline = time.monotonic() + 5
        while (left := processes() - self.processes) and time.monotonic() < deadline:
            time.sleep(0.005)
        if left:
            yield f"{len(left)} processes outlived the grader"
        yield from self.wrong(marks(self.out))

    def resume(self, start: Start) -> Iterator[str]:
        """Grade what is left without a disturbance, yield what is wrong, and begin anew."""
        _, status = os.waitpid(start(self.papers, self.out), 0)
        if status:
            yield f"resuming ended with status {status}"
        found = marks(self.out)
        yield from self.wrong(found)
        if missing := self.expected.keys() - found.keys():
            yield f"{len(missing)} submissions have no result"
        pages = list((self.out / "feedback").glob("*.html"))
        if len(pages) != len(self.expected):
            yield f"{len(pages)} pages of feedback"
        if len((self.out / "grades.csv").read_text("utf-8-sig").splitlines()) - 1 != len(found):
            yield "grades.csv has not one line for each"
        remove(self.out)

    def wrong(self, found: dict[str, dict[str, Any]]) -> Iterator[str]:
        for student, result in found.items():
            if result != self.expected.get(student):
                yield f"the result of {student} is not that of an undisturbed run"


def marks(out: Path) -> dict[str, dict[str, Any]]:
    """Return the results in a folder without their times. Raises BadResult, also for a half one."""
    found = {}
    for result in read_results(out):
        plain = result.to_dict()
        plain.pop("seconds")
        for question in plain["questions"]:
            question.pop("seconds")
        found[result.student] = plain
    return found


def hand_in(lab: Lab, folder: Path, count: int) -> Path:
    """Write a class: right ones, known mistakes, empty and broken files; no weights."""
    master = master_sources(lab)
    right = {name: master[name] for name in lab.student_files}
    empty = {name: emptied(text) for name, text in right.items()}
    first = lab.student_files[0]
    broken = {**right, first: f"{right[first]}\n)"}
    mistakes = [mistake.apply(master) for mistake in lab.mistakes]
    kinds = [right, empty, broken, *({name: m[name] for name in right} for m in mistakes)]
    for number in range(count):
        write(folder / f"student{number:03}", packed(kinds[number % len(kinds)], {}))
    return folder


@contextmanager
def warm_graders(lab: Lab) -> Iterator[Start]:
    """Give a way to start a class grading in a fork, its oracle and its imports ready."""
    oracle = grade.Oracle(lab)
    fork = multiprocessing.get_context("fork")

    def start(papers: Path, out: Path) -> int:
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            classroom.grade_class(lab, class_folder.find([papers], lab), out, 2, "auto")
            status = 0
        finally:
            os._exit(status)

    with (
        mock.patch.object(grade, "Oracle", lambda *_: oracle),
        mock.patch.object(classroom.multiprocessing, "get_context", lambda kind: fork),
    ):
        yield start
