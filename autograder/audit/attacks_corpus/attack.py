"""What an attack is: a submission, and the questions its honest part may and must still pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.audit.answers import KEY, Answers
from autograder.audit.target import Need, Part, Target
from autograder.lab import Lab

Files = dict[str, "str | bytes"]
Extra = Mapping[str, "str | bytes"]


@dataclass(frozen=True)
class Scene:
    """What attacks are made from, and what they are after.

    right, stub   the package's student files by their name in assignment/, solved and empty
    weights       the artefacts of a right submission
    secrets       name to what must never come out: each is planted where its name says
    secret_file   beside the results      other  another student's submission
    root          the master, with the reference
    """

    target: Target
    answers: Answers
    right: Mapping[str, str]
    stub: Mapping[str, str]
    weights: Mapping[str, bytes]
    secrets: Mapping[str, str]
    secret_file: Path
    other: Path
    root: Path

    def lab(self, lab: Lab) -> Lab:
        """Return the lab as it is in the course of the scene."""
        return replace(lab, course=replace(lab.course, folder=self.root))

    def fill(self, code: str) -> str:
        """Put the lab's names, and places an attacker might have guessed, into an attack's code."""
        places = {"SECRET_FILE": self.secret_file, "OTHER": self.other, "ROOT": self.root}
        for name, path in places.items():
            code = code.replace(f"@{name}@", str(path))
        if "@PUBLIC@" in code:
            code = code.replace("@PUBLIC@", repr(self.answers.public)).replace("@KEY@", KEY)
        code = code.replace("@OUTPUTS@", "|".join(sorted(self.answers.outputs)))
        every = "".join(f"{name} = @AS@({name!r})\n" for name in self.target.functions)
        for maker in ("lying", "look", "echo"):
            results = {name: self.answers.results.get(name, {}) for name in self.target.functions}
            made = f"RESULTS = {results!r}\n{every.replace('@AS@', maker)}"
            code = code.replace(f"@EVERY {maker}@", made)
        return self.target.fill(code)

    def of_classes(self, file: str) -> str:
        """Return code that makes the methods of the classes in a file lie."""
        code = ""
        for owner, methods in self.target.classes.get(file, {}).items():
            code += f"{owner}.__init__ = lambda self, *args, **kwargs: None\n"
            code += (
                f"{owner}.__getattr__ = lambda self, name: Lies() if name == 'params' else lie()\n"
            )
            for method in methods:
                if method != "__init__":
                    name = f"{owner}.{method}"
                    results = self.answers.results.get(name, {})
                    code += f"RESULTS[{name!r}] = {results!r}\n{name} = lying({name!r})\n"
        names = "Lies, RESULTS, lie, lying"
        return f"from {self.relative(file)} import {names}\n{code}" if code else ""

    def relative(self, file: str) -> str:
        """Return how a file imports the module that is attacked: "..layers"."""
        return "." * (file.count("/") + 1) + self.target.module


@dataclass(frozen=True)
class Attack:
    """One hostile submission.

    make    returns its files, or writes it into a folder and returns where
    loses   the questions it costs itself: all others it must still pass
    unsure  questions that it may or may not pass
    honest  whether it has an honest part at all; without one it deserves nothing
    needs   what the lab must have for it
    id      its student id
    shows   text that must stand in its result: proof that the attack ran, "" where none does
    refused it reports, in what it shows, what became of its actions: each must be a refusal
    """

    name: str
    make: Callable[[Scene, Path], "Files | Path"]
    loses: tuple[Part, ...] = ()
    unsure: tuple[Part, ...] = ()
    honest: bool = True
    needs: tuple[Need, ...] = ()
    id: str = "eve"
    shows: str = ""
    refused: bool = False

    def may(self, target: Target) -> frozenset[str]:
        """The questions it may earn points on: what its honest part deserves."""
        return target.all - target.questions(self.loses) if self.honest else frozenset()

    def must(self, target: Target) -> frozenset[str]:
        """The questions it must still pass: what it did not spoil for itself."""
        return self.may(target) - target.questions(self.unsure)


def packed(sources: Mapping[str, str], extra: Extra) -> Files:
    """Return a submission's files from its sources and whatever else."""
    return {**{f"assignment/{name}": text for name, text in sources.items()}, **extra}


def added(scene: Scene, sources: Mapping[str, str], code: str, in_class: str) -> dict[str, str]:
    """Return sources with code below the functions that are attacked, and below the classes.

    There @METHODS@ are pairs of a class and the name of a method, and @FROM@ is the module of the
    functions.
    """
    target = scene.target
    changed = {**sources, target.file: sources[target.file] + scene.fill(PRELUDE + code)}
    for file, classes in target.classes.items() if in_class else ():
        pairs = [f"({owner}, {name!r})" for owner, names in classes.items() for name in names]
        methods = f"({''.join(f'{pair}, ' for pair in pairs)})"
        text = in_class.replace("@METHODS@", methods).replace("@FROM@", scene.relative(file))
        changed[file] += "\n" + scene.fill(text)
    return changed


def filled(scene: Scene, files: Extra) -> Files:
    """Return files with the lab's names in theirs."""
    return {scene.target.fill(name): content for name, content in files.items()}


def side(
    name: str,
    code: str = "",
    in_class: str = "",
    loses: tuple[Part, ...] = (Part.LAST,),
    files: Extra | None = None,
    shows: str = "",
    id: str = "eve",
    unsure: tuple[Part, ...] = (),
    needs: tuple[Need, ...] = (),
) -> Attack:
    """A right solution with an attack beside it; `loses` are the questions it costs itself."""

    def make(scene: Scene, folder: Path) -> Files:
        sources = added(scene, scene.right, code, in_class)
        return packed(sources, {**scene.weights, **filled(scene, files or {})})

    return Attack(name, make, loses, unsure, needs=needs, id=id, shows=shows)


def refused(name: str, *actions: str, setup: str = "") -> Attack:
    """A right solution that tries actions; each must meet a refusal, none a mistake of ours."""
    code = f"{setup}\nTRIED = [attempt(a) for a in {list(actions)!r}]\n" + LOOT
    attack = side(name, code)
    return replace(attack, shows="tried", refused=True)


def cheat(
    name: str,
    code: str,
    in_class: str = "",
    files: Extra | None = None,
    needs: tuple[Need, ...] = (),
    classes_lie: bool = False,
) -> Attack:
    """Empty functions and a trick in place of solutions; it deserves nothing."""

    def make(scene: Scene, folder: Path) -> Files:
        sources = added(scene, scene.stub, code, in_class)
        for file in scene.target.classes if classes_lie else ():
            sources[file] += "\n" + scene.of_classes(file)
        return packed(sources, filled(scene, files or {}))

    return Attack(name, make, honest=False, needs=needs)


# What attacks share. `attempt` is how one tries an action and reports what became of it. Words
# whose numbers differ by version (`grading/versions.py`) are not spelt out: where no other version
# is at hand, the question would wait for a person, and say nothing of what became of an action.
PRELUDE = """

import os, sys, gc, time, ctypes, signal, threading, socket, struct, resource
import numpy as np
import builtins
TRIED = []
evaluated = vars(builtins)["ev" + "al"]

def attempt(action):
    try:
        value = evaluated(action) if isinstance(action, str) else action()
        return "done:%r" % (value,)
    except BaseException as error:
        return type(error).__name__

def syscall(number, *args):
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(ctypes.c_long(number), *args)
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result
"""

# The last function, spoiled: what follows is its body.
LAST = "\ndef @LAST@(*args, **kwargs):\n    "
# The same, but the right one is at hand as `old`.
OLD_LAST = "\nold = @LAST@\n" + LAST

# Carries away what was found, in the text of an exception: students read those.
LOOT = """

def @LAST@(*args, **kwargs):
    raise RuntimeError("tried " + ",".join(map(str, TRIED))[:460])
"""

# Every graded function returns whatever `lie()` makes, in the form that its callers expect.
LYING = """
class Lies(dict):
    def __getitem__(self, key): return lie()

def lying(name):
    def lies(*args, **kwargs):
        kinds = RESULTS[name].get(len(args) + len(kwargs), ('value',))
        made = [Lies() if kind == 'dictionary' else lie() for kind in kinds]
        return made[0] if len(made) == 1 else tuple(made)
    return lies
"""
EVERYWHERE = LYING + "@EVERY lying@"
