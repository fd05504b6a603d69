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
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograder.isolate.runtime import Runtime, own, with_shared

HOME = Path(sys.prefix) / "runtimes"
LOCKS = Path(__file__).parent / "locks"


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

# Asked of an interpreter: what `Runtime` must know of it.
_ABOUT = """
import json, os, platform, site, sys, sysconfig
base = getattr(sys, "_base_executable", None) or sys.executable
print(json.dumps({
    "python": os.path.realpath(base),
    "version": platform.python_version(),
    "stdlib": sysconfig.get_path("stdlib"),
    "prefix": sys.base_prefix,
    "installed": site.getsitepackages(),
}))
"""
_FINDS_NUMPY = "import sys; sys.path.insert(0, sys.argv[1]); import msgpack, numpy"
SECONDS = 30.0  # that an interpreter may take to answer


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
        about = json.loads((folder / "about.json").read_text("utf-8"))
        runtime = described(about, folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    there = (runtime.python, runtime.stdlib, *runtime.libraries)
    return runtime if all(path.exists() for path in there) else None


def described(about: dict[str, Any], folder: Path) -> Runtime:
    """Return the runtime of an interpreter's answer and of the folder of its packages."""
    return Runtime(
        python=Path(about["python"]),
        version=str(about["version"]),
        numpy=str(about["numpy"]),
        stdlib=Path(about["stdlib"]),
        prefix=Path(about["prefix"]),
        installed=tuple(map(Path, about["installed"])),
        libraries=tuple(with_shared([folder / "numpy", folder / "msgpack"])),
    )


def make(home: Path = HOME) -> Iterator[tuple[str, str]]:
    """Make the runtimes that are wanted; yield the name of each and why it cannot be had, or ""."""
    for wanted in WANTED:
        about = next(filter(None, map(interpreter, wanted.pythons)), None)
        if about is None:
            choice = " or ".join(wanted.pythons)
            yield f"NumPy {wanted.numpy}", f"there is no Python {choice} on this machine"
            continue
        minor = ".".join(about["version"].split(".")[:2])
        folder = home / folder_name(minor, wanted.numpy)
        name = f"Python {about['version']}, NumPy {wanted.numpy}"
        yield name, "" if is_made(folder, about) else install(folder, about, minor, wanted.numpy)


def is_made(folder: Path, about: dict[str, Any]) -> bool:
    """Whether a folder holds the packages for an interpreter already."""
    try:
        return dict(json.loads((folder / "about.json").read_text("utf-8"))) == {
            **about,
            "numpy": folder.name.partition("-numpy")[2],
        }
    except (OSError, ValueError):
        return False


def install(folder: Path, about: dict[str, Any], minor: str, numpy: str) -> str:
    """Put NumPy and msgpack for an interpreter into a folder; return what went wrong, or ""."""
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-deps", "--only-binary=:all:", "--no-compile", "--require-hashes"]
    # pip compares with the Python it runs on itself, not with the one that is asked for.
    pip += ["--ignore-requires-python", "--python-version", minor, "--target", str(unfinished)]
    python = [about["python"], "-I", "-S"]
    steps = (
        [*pip, "-r", str(LOCKS / f"numpy-{numpy}.txt")],
        [*python, "-m", "compileall", "-q", "-x", "/tests/", str(unfinished)],
        [*python, "-c", _FINDS_NUMPY, str(unfinished)],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(unfinished, ignore_errors=True)
            return (done.stderr.strip().splitlines() or ["it cannot be installed"])[-1][:300]
    (unfinished / "about.json").write_text(json.dumps({**about, "numpy": numpy}), "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(unfinished, folder)
    return ""


@cache
def interpreter(minor: str) -> dict[str, Any] | None:
    """Return what `Runtime` must know of the Python of a version, if one is on this machine."""
    for program in programs(minor):
        try:
            command = [program, "-I", "-S", "-c", _ABOUT]
            done = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
            about: dict[str, Any] = json.loads(done.stdout)
        except (OSError, ValueError, subprocess.SubprocessError):
            continue
        if about["version"].startswith(f"{minor}."):
            return about
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
