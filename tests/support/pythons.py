"""A copy of the Python that runs the tests, in a folder of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from autograder.isolate.layout import ROOT
from autograder.isolate.runtime import Runtime, own

VERSION = f"python3.{sys.version_info.minor}"
NOT_NEEDED = ("test", "tests", "__pycache__", "config-*", "*-packages")


def copied(source, target):
    """Link a file, or copy it where links cannot be made."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def copy_python(prefix, without=()):
    """Make the copy, but for parts of the standard library; what is installed is left behind."""
    left = shutil.ignore_patterns(*NOT_NEEDED, *without)
    library = prefix / "lib" / VERSION
    shutil.copytree(own().stdlib, library, copy_function=copied, ignore=left)
    (library / "site-packages").mkdir()
    (prefix / "bin").mkdir()
    shutil.copy2(own().python, program_of(prefix))
    if sys.base_prefix != "/usr":
        for shared in Path(sys.base_prefix, "lib").glob("libpython3*"):
            shutil.copy2(shared, prefix / "lib")


def program_of(prefix):
    """Return the program of a copy."""
    return prefix / "bin" / VERSION


def installed_in(prefix):
    """Return where a copy has its packages."""
    return prefix / "lib" / VERSION / "site-packages"


def ask(program, packages):
    """Return a Python as it describes itself, with NumPy and msgpack in a folder."""
    paths = [str(ROOT), str(packages)]  # where Debian's would not look
    tell = (
        f"import sys, json, dataclasses; sys.path[:0] = {paths!r}; "
        "from autograder.isolate.runtime import own; "
        "print(json.dumps(dataclasses.asdict(own()), default=str))"
    )
    said = subprocess.run([program, "-c", tell], check=True, capture_output=True, text=True).stdout
    facts = json.loads(said)
    folders = {name: tuple(map(Path, facts[name])) for name in ("installed", "libraries", "shared")}
    paths = {name: Path(facts[name]) for name in ("python", "stdlib", "prefix")}
    needs = {name: tuple(map(tuple, facts[name])) for name in ("places", "adapters")}
    return Runtime(**{**facts, **folders, **paths, **needs, "loads": tuple(facts["loads"])})
