"""The scene of an attack: a kit of its own, secrets in every place, and another's submission."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from autograder.audit.attacks_corpus.attack import LAYERS, Scene, packed
from autograder.audit.material import npz
from autograder.course import current
from autograder.isolate.inside.confine import NOBODY
from autograder.lab import Lab
from autograder.master.demo_class import emptied
from autograder.oracle import Oracle, master_sources, reference_package
from autograder.student.checking.program import run

ROOT = current().folder


@contextmanager
def scenery(lab: Lab) -> Iterator[tuple[Scene, Path]]:
    """Make a scene of attacks in a new folder, with its secrets in place."""
    folder = Path(tempfile.mkdtemp(prefix="attacks-"))
    told = {
        place: f"canary-{secrets.token_hex(12)}"
        for place in ("environment", "file", "other", "reference")
    }
    sources = master_sources(lab)
    student = {name: sources[name] for name in lab.student_files}
    weights = dict.fromkeys(lab.artefacts, npz(**small_weights()))
    os.environ["GRADER_TOKEN"] = told["environment"]
    root = folder / "kit"
    for part in ("assignment", "autograder", "labs"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    with (root / "assignment" / "layers.py").open("a") as file:
        file.write(f"\nSECRET = {told['reference']!r}\n")
    secret_file = folder / "out" / "secret" / "marks.txt"
    secret_file.parent.mkdir(parents=True)
    secret_file.write_text(told["file"])
    marked = {**student, "layers.py": student["layers.py"] + f"\nSECRET = {told['other']!r}\n"}
    other = write(folder / "others" / "ada", packed(marked, weights))
    give_away(folder)
    try:
        yield (
            Scene(
                right=student,
                stub={name: emptied(text) for name, text in student.items()},
                weights=weights,
                secrets=told,
                secret_file=secret_file,
                other=other,
                root=root,
                public=public_answers(lab),
            ),
            folder,
        )
    finally:
        del os.environ["GRADER_TOKEN"]
        remove(folder)


def small_weights() -> dict[str, np.ndarray]:
    """Return the weights of a small net."""
    rng = np.random.RandomState(0)
    shapes = {"W1": (3072, 4), "b1": (4,), "W2": (4, 10), "b2": (10,)}
    return {name: rng.randn(*shape).astype(np.float32) for name, shape in shapes.items()}


def public_answers(lab: Lab) -> str:
    """Return a dictionary, as source text: the public inputs of each layer to its right answers."""
    oracle = Oracle(lab)
    known: dict[str, list] = {}

    def listening(name, function):
        def listen(*args, **kwargs):
            flat = [*args, *kwargs.values()]
            inputs = [part for arg in flat for part in (arg if isinstance(arg, tuple) else [arg])]
            rounded = [np.round(np.asarray(i, float), 6).tobytes().hex()[:4000] for i in inputs]
            values = function(*args, **kwargs)
            outputs = values if isinstance(values, tuple) else (values,)
            known[f"{name}|{'|'.join(rounded)}"] = [
                np.asarray(v).tolist() for v in outputs if not isinstance(v, tuple)
            ]
            return values

        return listen

    with reference_package(oracle.sources) as package:
        module = package.import_module("layers")
        for name in LAYERS:
            setattr(module, name, listening(name, getattr(module, name)))
        for question in lab.questions:
            for prepared in oracle.cases.get(question.id, ()):
                if prepared.recording.case.public and question.module == "layers":
                    run(prepared.program, package.import_module)
    return repr(known)


def write(folder: Path, files: "dict[str, str | bytes]") -> Path:
    """Write a submission's files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def remove(folder: Path) -> None:
    """Remove a folder, also one that is deeper than Python's recursion goes."""
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def give_away(folder: Path) -> None:
    """Let the user that student code runs as own everything below a folder."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    folder.chmod(0o755)
