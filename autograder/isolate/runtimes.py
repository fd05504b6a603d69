"""The other Pythons and NumPys that student code may be asked under.

What is right under one NumPy may be an error or another number under the next. So that no mark
depends on the grader's own, a few others are made when the kit is set up: `autograder runtimes`.
Each is an interpreter that is on this machine already, and a folder with NumPy and msgpack.

Between them they have each Python from 3.10 to 3.13, or what its syntax and library share with
another, and each side of every change of NumPy since 1.26 that is not put back to the letter in
`inside/old_numpy.py`.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.isolate.layout import ROOT
from autograder.isolate.runtime import Runtime, own

HOME = Path(sys.prefix) / "runtimes"
LOCKS = Path(__file__).parent / "locks"
ABOUT = "about.json"


@dataclass(frozen=True)
class Wanted:
    """A NumPy, on the first of some Pythons that is on this machine."""

    numpy: str
    pythons: tuple[str, ...]


# In this order they are asked, but for the one a submission was written under, which comes first.
WANTED = (
    Wanted("1.26.4", ("3.12", "3.11", "3.10")),  # the oldest NumPy with the newest syntax
    Wanted("2.1.3", ("3.13", "3.12", "3.11", "3.10")),  # Colab's
    Wanted("2.5.5", ("3.13", "3.12")),  # the newest
    Wanted("1.26.4", ("3.10", "3.11", "3.12")),  # the oldest NumPy with the oldest library
)

# Asked of an interpreter: itself, and what it is with the packages of a folder.
_ITSELF = "import os, platform, sys; print(platform.python_version(), os.path.realpath(\
    getattr(sys, '_base_executable', None) or sys.executable))"
_WITH_PACKAGES = """
import dataclasses, json, sys
sys.path[:0] = sys.argv[1:]
from autograder.isolate.runtime import own
print(json.dumps(dataclasses.asdict(own()), default=lambda value: str(value)))
"""
SECONDS = 60.0  # that an interpreter may take to answer


def available(home: Path = HOME) -> tuple[Runtime, ...]:
    """Return the runtimes that were made, and are still there, in the order to ask them."""
    return tuple(_read(home))


def _read(home: Path) -> Iterator[Runtime]:
    taken: set[str] = set()
    for wanted in WANTED:
        names = [folder_name(python, wanted.numpy) for python in wanted.pythons]
        for name in names:
            runtime = read(home / name) if name not in taken else None
            if runtime:
                taken.add(name)
                yield runtime
                break


def folder_name(python: str, numpy: str) -> str:
    """Return the name of the folder that holds a NumPy for a Python."""
    return f"python{python}-numpy{numpy}"


def read(folder: Path) -> Runtime | None:
    """Return the runtime whose packages a folder holds, if it is one and nothing is gone."""
    try:
        runtime = described(json.loads((folder / ABOUT).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    there = (runtime.python, runtime.stdlib, *runtime.libraries)
    return runtime if all(path.exists() for path in there) else None


def described(about: Mapping[str, Any]) -> Runtime:
    """Return the runtime that a file describes. Raises KeyError, TypeError."""
    installed, libraries, shared = (
        tuple(map(Path, about[name])) for name in ("installed", "libraries", "shared")
    )
    return Runtime(
        python=Path(about["python"]),
        version=str(about["version"]),
        numpy=str(about["numpy"]),
        stdlib=Path(about["stdlib"]),
        prefix=Path(about["prefix"]),
        installed=installed,
        libraries=libraries,
        shared=shared,
    )


def make(home: Path = HOME) -> Iterator[tuple[str, str]]:
    """Make the runtimes that are wanted; yield the name of each and why it cannot be had, or ""."""
    for wanted in WANTED:
        found = next((minor for minor in wanted.pythons if interpreter(minor)), None)
        if found is None:
            choice = " or ".join(wanted.pythons)
            yield f"NumPy {wanted.numpy}", f"there is no Python {choice} on this machine"
            continue
        version, python = interpreter(found) or ("", "")
        folder = home / folder_name(found, wanted.numpy)
        made = read(folder)
        ready = made is not None and (made.version, str(made.python)) == (version, python)
        problem = "" if ready else install(folder, python, found, wanted.numpy)
        yield f"Python {version}, NumPy {wanted.numpy}", problem


def install(folder: Path, python: str, minor: str, numpy: str) -> str:
    """Put NumPy and msgpack for an interpreter into a folder; return what went wrong, or ""."""
    shutil.rmtree(folder, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-deps", "--only-binary=:all:", "--no-compile", "--require-hashes"]
    # pip compares with the Python it runs on itself, not with the one that is asked for.
    pip += ["--ignore-requires-python", "--python-version", minor, "--target", str(folder)]
    asked = [python, "-I", "-S"]
    steps = (
        [*pip, "-r", str(LOCKS / f"numpy-{numpy}.txt")],
        [*asked, "-m", "compileall", "-q", "-x", "/tests/", str(folder)],
        [*asked, "-c", _WITH_PACKAGES, str(folder), str(ROOT)],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            return (done.stderr.strip().splitlines() or ["it cannot be installed"])[-1][:300]
    (folder / ABOUT).write_text(done.stdout, "utf-8")  # last: without it, the folder is no runtime
    return ""


@cache
def interpreter(minor: str) -> tuple[str, str] | None:
    """Return version and path of the Python of a version, if one is on this machine."""
    for program in programs(minor):
        try:
            command = [program, "-I", "-S", "-c", _ITSELF]
            done = subprocess.run(
                command, capture_output=True, text=True, check=True, timeout=SECONDS
            )
        except (OSError, subprocess.SubprocessError):
            continue
        version, _, python = done.stdout.strip().partition(" ")
        if version.startswith(f"{minor}."):
            return version, python
    return None


def programs(minor: str) -> Iterator[str]:
    """Yield where the Python of a version may be: the grader's, on the PATH, pyenv's, uv's."""
    if own().version.startswith(f"{minor}."):
        yield str(own().python)
    found = shutil.which(f"python{minor}")
    if found:
        yield found
    home = Path.home()
    pyenv = Path(os.environ.get("PYENV_ROOT", home / ".pyenv"), "versions")
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR", home / ".local/share/uv/python"))
    for folder in sorted([*pyenv.glob(f"{minor}.*"), *uv.glob(f"cpython-{minor}.*")]):
        yield str(folder / "bin" / f"python{minor}")
