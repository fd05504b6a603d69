"""A student's repository: what a release becomes once it is put into Git."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from autograder.course import current

ROOT = current().folder


def make(folder, lab, solved=()):
    """Copy a lab's release to a folder, with the master's files where they are solved."""
    shutil.copytree(ROOT / "release" / lab.name, folder)
    for name in solved:
        shutil.copy(ROOT / "assignment" / name, folder / "assignment" / name)
    return folder


def run(command, folder, **environment):
    """Run a shell command there as CI does, with this Python; return the finished process."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    kept = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={**kept, "PATH": path, "OPENBLAS_NUM_THREADS": "1", "CI": "true", **environment},
        capture_output=True,
        text=True,
    )
