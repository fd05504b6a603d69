"""Questions on code: over all styles and many seeds, every key is right and no other option is.

Each question is answered a second time in plain Python (`plain_answers.py`), and functions that
have fewer questions than they should are counted. Styles are run without a sandbox, so in a process
of their own:

    python -m autograder.audit.understanding LAB SEEDS STYLES FILE

asks about one in so many styles that STYLES are left, and writes what was found to FILE, as JSON.
"""

import contextlib
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import numpy as np

from autograder import labs
from autograder.audit.plain_answers import wrong_with
from autograder.audit.plain_runs import Code
from autograder.audit.row import Row
from autograder.audit.seeds import as_text, given_files, quiet
from autograder.audit.styles import styles
from autograder.isolate.inside.missing import StandIns
from autograder.isolate.inside.old_numpy import put_back
from autograder.isolate.inside.package import Package, compiled
from autograder.isolate.inside.study import Watched
from autograder.lab import Checked, Lab
from autograder.oracle import oracle_of
from autograder.student.understanding import question as facts
from autograder.student.understanding.asking import ask, gives_away, shown_text, study_of
from autograder.student.understanding.inputs import small_inputs
from autograder.student.understanding.reading import CannotRead
from autograder.student.understanding.study import Study
from autograder.student.understanding.trial import CannotRun

SEEDS, FEW = 50, 2
ALL, FEW_STYLES = 1000, 4
EACH = 3  # questions on a function, two where it is one statement
SHARE = 0.95  # of functions that have so many


def audit(fast: bool, lab: Lab) -> list[Row]:
    """Ask about every function in every style (fast: in some, with two seeds)."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "found.json")
        arguments = [lab.name, *map(str, (FEW, FEW_STYLES) if fast else (SEEDS, ALL)), str(out)]
        command = [sys.executable, "-m", "autograder.audit.understanding", *arguments]
        subprocess.run(command, cwd=lab.course.folder, check=True)
        found = json.loads(out.read_text("utf-8"))
    problems, asked = tuple(found["problems"]), found["asked"]
    enough, functions = found["enough"], found["functions"]
    needed = round(SHARE * functions)
    right = f"{lab.name}: questions on code with one right answer"
    many = f"{lab.name}: functions with questions enough ({enough} of {functions})"
    return [
        Row(right, asked - len(problems), asked, problems),
        Row(many, min(enough, needed), needed),
    ]


def main(lab_name: str, seeds: int, most_styles: int, out: Path) -> None:
    """Ask about a lab's functions in its styles; write what was found to `out`."""
    lab = labs.load(lab_name)
    put_back()
    StandIns().install()
    every = styles(lab)
    found: dict[str, Any] = {"problems": [], "asked": 0, "enough": 0, "functions": 0}
    with quiet():  # some styles print a lot
        for style in list(every)[:: max(len(every) // most_styles, 1)]:
            for each in functions_of(lab, as_text(every[style])):
                questions, fewest = questions_with(each, seeds)
                found["functions"] += 1
                found["enough"] += fewest >= wanted(each.study)
                found["asked"] += len(questions)
                for question in questions:
                    if wrong := each.wrong_with(question):
                        place = f"{style}, {each.id}, {question.template}"
                        found["problems"].append(f"{place}: {wrong}")
    out.write_text(json.dumps(found), encoding="utf-8")


class Function:
    """A graded function in one style: its study, if it can be studied, and its second answers."""

    def __init__(self, question: Checked, code: Code) -> None:
        self.id = question.id
        self.code = code
        self.study: Study | None = None
        with contextlib.suppress(CannotRead, CannotRun):
            own = compiled(code.file, code.sources[code.file])
            text = code.sources[code.file]
            self.study = study_of(text, code.name, own, code.programs, self.open_package)
        if self.study is not None:
            code.programs = [code.programs[place] for place in self.study.places]

    @contextlib.contextmanager
    def open_package(self, module: CodeType) -> Iterator[Any]:
        """Give what imports the modules of the package, with another code of this one's."""
        code = {**self.code.compiled, self.code.file: module}
        aliases = self.code.aliases
        package = Package(self.code.sources, aliases=aliases, code=code, run=Watched().run)
        with package, np.errstate():  # some styles set how NumPy tells of an overflow
            yield package.import_module

    def wrong_with(self, question: facts.Question) -> str:
        """Return what is wrong with a question, "" if nothing is."""
        assert self.study is not None
        if gives_away(question, shown_text(self.study.function, question)):
            return "its answer stands in its text"
        plain = facts.from_plain(question.to_plain(), len(self.code.lines))
        return wrong_with(plain, self.code)


def functions_of(lab: Lab, files: dict[str, str]) -> Iterator[Function]:
    """Yield every graded function of a package once."""
    oracle = oracle_of(lab)
    given = given_files(lab)
    ready = {file: compiled(file, text) for file, text in given.items()}
    seen = set()
    for question in lab.checked.values():
        if question.function not in seen:
            seen.add(question.function)
            cases = [case for case in oracle.cases[question.id] if case.recording.case.public]
            programs = small_inputs([(case.program, case.expected.tests) for case in cases])
            sources = {**given, **files}
            aliases = lab.course.aliases
            code = Code(question.module, question.name, sources, dict(ready), aliases, programs)
            yield Function(question, code)


def questions_with(function: Function, seeds: int) -> tuple[list[facts.Question], int]:
    """Return all distinct questions of some seeds, and how many the worst of them gives."""
    if function.study is None:
        return [], 0
    found: dict[str, facts.Question] = {}
    fewest = EACH
    for seed in range(seeds):
        asked = ask(function.study, random.Random(seed), EACH)
        fewest = min(fewest, len(asked))
        for question in asked:
            key = (question.template, question.facts, sorted(map(repr, question.options)))
            found[repr(key)] = question
    return list(found.values()), fewest


def wanted(study: Study | None) -> int:
    """Return how many questions a function should have."""
    if study is None:
        return EACH
    own = [each for each in study.function.statements if study.function.is_own(each)]
    return EACH if len(own) > 1 else EACH - 1


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
