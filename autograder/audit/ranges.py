"""Ranges: the mark lies between the points that `check()` calls sure and those it calls possible.

Right solutions, known mistakes alone and in pairs, and broken, absent and misspelt parts are handed
in to the grader and laid before the notebook's check.
"""

import contextlib
import io
import itertools
import random
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.audit.row import Row
from autograder.audit.styles import Files, hand_in, styles
from autograder.grading.grade import Grader
from autograder.lab import Lab
from autograder.master.public_checks import render
from autograder.misconception import BadEdit, Misconception
from autograder.oracle import Oracle
from autograder.results import QuestionResult
from autograder.student.checking.checker import Checker
from autograder.student.checking.spelling import read

SHARE = 0.02  # of all submissions whose mark may lie outside
EACH = {"styles": 8, "mistakes": 14, "pairs": 6}
EACH_FAST = {"styles": 2, "mistakes": 3, "pairs": 1}


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Compare the range and the mark of a sample of submissions; fast: of a smaller one."""
    outside = []
    count = 0
    with tempfile.TemporaryDirectory() as folder, Grader(lab) as grader:
        known = questions_of(lab, grader.oracle)
        for name, files in submissions(lab, grader.oracle, EACH_FAST if fast else EACH):
            path = hand_in(files, Path(folder, f"{count}"))
            count += 1
            outside += [f"{name}: {problem}" for problem in differences(grader, known, path)]
    wrong = {line.partition(":")[0] for line in outside}
    allowed = len(wrong) <= SHARE * count
    reached = count if allowed else count - len(wrong)
    failures = () if allowed else tuple(outside)
    return [Row(f"{lab.name}: marks in the range of check()", reached, count, failures, 4)]


def questions_of(lab: Lab, oracle: Oracle) -> dict[str, dict[str, Any]]:
    """Return the released questions of a lab that have a check, by id."""
    document = read(render(lab, oracle))
    return {question["id"]: question for question in document["questions"]}


def submissions(lab: Lab, oracle: Oracle, each: dict[str, int]) -> Iterator[tuple[str, Files]]:
    """Yield the student's files of each submission, with a name."""
    draw = random.Random(15)
    own = {file: oracle.sources[file] for file in lab.student_files}
    found = styles(lab)
    for name in draw.sample(sorted(found), min(each["styles"], len(found))):
        yield f"style {name}", found[name]
    mistakes = lab.mistakes
    for mistake in draw.sample(mistakes, min(each["mistakes"], len(mistakes))):
        yield mistake.id, {**own, **edited(oracle, lab, mistake)}
    pairs = list(itertools.combinations(mistakes, 2))
    for first, second in draw.sample(pairs, min(each["pairs"], len(pairs))):
        with contextlib.suppress(BadEdit):  # both in one place
            yield f"{first.id} and {second.id}", {**own, **edited(oracle, lab, first, second)}
    for file in lab.student_files:
        yield f"syntax error in {file}", {**own, file: own[file] + "\ndef broken(:\n"}
        yield f"without {file}", {name: text for name, text in own.items() if name != file}
    for question in lab.checked.values():
        if "." not in question.name:
            name = f"def {question.name}("
            text = own[question.file].replace(name, name.replace("(", "_("), 1)
            yield f"{question.id} misspelt", {**own, question.file: text}
            break


def edited(oracle: Oracle, lab: Lab, *mistakes: Misconception) -> Files:
    """Return the student's files with mistakes made in the reference."""
    sources = oracle.sources
    for mistake in mistakes:
        sources = mistake.apply(sources)
    return {file: sources[file] for file in lab.student_files}


def differences(grader: Grader, known: dict[str, dict[str, Any]], path: Path) -> list[str]:
    """Return, for a submission whose mark lies outside the range, which questions make it so."""
    complete_package(grader, path / "assignment")
    marks = {question.id: question for question in grader.grade(path).questions}
    with contextlib.redirect_stdout(io.StringIO()):
        with Checker(known, grader.lab.student_files, path / "assignment") as checks:
            reports = {id: checks.report(id) for id, data in known.items() if "cases" in data}
    mark = sum(marks[id].points for id in reports)
    sure = sum(report.sure for report in reports.values())
    most = sum(report.most for report in reports.values())
    if sure - 1e-9 <= mark <= most + 1e-9:
        return []
    return [f"{mark:g} is not in {sure:g} to {most:g} ({', '.join(apart(marks, reports))})"]


def apart(marks: Mapping[str, QuestionResult], reports: Mapping[str, Any]) -> Iterator[str]:
    """Yield each question whose points are not in its own range."""
    for id, report in reports.items():
        if not report.sure - 1e-9 <= marks[id].points <= report.most + 1e-9:
            yield f"{id} {marks[id].points:g}, not {report.sure:g} to {report.most:g}"


def complete_package(grader: Grader, package: Path) -> None:
    """Put the lab's own files beside a submission's, as a student has them."""
    for file in grader.lab.kit_files:
        path = package / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(grader.oracle.sources[file], encoding="utf-8")
