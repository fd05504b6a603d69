"""What an attack is: a submission, and the questions its honest part may and must still pass."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.lab import Lab

LAYERS = (
    *("affine_forward", "affine_backward", "relu_forward", "relu_backward"),
    *("softmax_loss", "svm_loss"),
)
NET = (
    *("two_layer_net_init", "two_layer_net_scores"),
    *("two_layer_net_loss", "two_layer_net_gradients"),
)
TRAINED = ("train_solver", "best_model")
ALL = frozenset(LAYERS + NET + TRAINED)

Files = dict[str, "str | bytes"]


@dataclass(frozen=True)
class Scene:
    """What attacks are made from, and what they are after.

    right, stub   the package's student files by their name in assignment/, solved and empty
    weights       the artefacts of a right submission
    secrets       name to what must never come out: each is planted where its name says
    secret_file   beside the results      other  another student's submission
    root          the master, with the reference
    public        source text of a dictionary: public inputs to the right answers
    """

    right: Mapping[str, str]
    stub: Mapping[str, str]
    weights: Mapping[str, bytes]
    secrets: Mapping[str, str]
    secret_file: Path
    other: Path
    root: Path
    public: str

    def lab(self, lab: Lab) -> Lab:
        """Return the lab as it is in the course of the scene."""
        return replace(lab, course=replace(lab.course, folder=self.root))

    def fill(self, code: str) -> str:
        """Put the places an attacker might have guessed into an attack's code."""
        places = {"SECRET_FILE": self.secret_file, "OTHER": self.other, "ROOT": self.root}
        for name, path in places.items():
            code = code.replace(f"@{name}@", str(path))
        return code.replace("@PUBLIC@", self.public)


@dataclass(frozen=True)
class Attack:
    """One hostile submission.

    make    returns its files, or writes it into a folder and returns where
    may     questions it may earn points on: what its honest part deserves
    must    questions it must still pass: what it did not spoil for itself
    id      its student id
    shows   text that must stand in its result: proof that the attack ran, "" where none does
    refused it reports, in what it shows, what became of its actions: each must be a refusal
    """

    name: str
    make: Callable[[Scene, Path], "Files | Path"]
    may: frozenset[str] = frozenset()
    must: frozenset[str] = frozenset()
    id: str = "eve"
    shows: str = ""
    refused: bool = False


def packed(sources: Mapping[str, str], extra: "Mapping[str, str | bytes]") -> Files:
    """Return a submission's files from its sources and whatever else."""
    return {**{f"assignment/{name}": text for name, text in sources.items()}, **extra}


def side(
    name: str,
    code: str = "",
    net: str = "",
    loses: "tuple[str, ...]" = ("svm_loss",),
    files: "Mapping[str, str | bytes] | None" = None,
    shows: str = "",
    id: str = "eve",
    unsure: "tuple[str, ...]" = (),
) -> Attack:
    """A right solution with an attack beside it; `loses` are the questions it costs itself.

    unsure   questions that it may or may not pass
    """

    def make(scene: Scene, folder: Path) -> Files:
        sources = {
            "layers.py": scene.right["layers.py"] + scene.fill(PRELUDE + code),
            "classifiers/fc_net.py": scene.right["classifiers/fc_net.py"] + scene.fill(net),
        }
        return packed(sources, {**scene.weights, **(files or {})})

    may = ALL - set(loses)
    return Attack(name, make, may, may - set(unsure), id, shows)


def refused(name: str, *actions: str, setup: str = "") -> Attack:
    """A right solution that tries actions; each must meet a refusal, none a mistake of ours."""
    code = f"{setup}\nTRIED = [attempt(a) for a in {list(actions)!r}]\n" + LOOT
    attack = side(name, code)
    return replace(attack, shows="tried", refused=True)


def cheat(
    name: str,
    layers: str,
    net: str = "",
    files: "Mapping[str, str | bytes] | None" = None,
    may: "tuple[str, ...]" = (),
) -> Attack:
    """Empty functions and a trick in place of solutions; it deserves nothing but `may`."""

    def make(scene: Scene, folder: Path) -> Files:
        sources = {
            "layers.py": scene.stub["layers.py"] + scene.fill(PRELUDE + layers),
            "classifiers/fc_net.py": scene.stub["classifiers/fc_net.py"] + scene.fill(net),
        }
        return packed(sources, files or {})

    return Attack(name, make, frozenset(may), frozenset(), "eve")


# What attacks share. `attempt` is how one tries an action and reports what became of it.
PRELUDE = """

import os, sys, gc, time, ctypes, signal, threading, socket, struct, resource
TRIED = []

def attempt(action):
    try:
        if isinstance(action, str):
            value = eval(action)
        else:
            value = action()
        return "done:" + repr(value)
    except BaseException as error:
        return type(error).__name__

def syscall(number, *args):
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(ctypes.c_long(number), *args)
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result
"""

# Carries away what was found, in the text of an exception: students read those.
LOOT = """

def svm_loss(x, y):
    raise RuntimeError("tried " + ",".join(map(str, TRIED))[:460])
"""
