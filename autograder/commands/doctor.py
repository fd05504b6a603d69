"""What this machine offers to the grader."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from autograder import __version__
from autograder.course import NoCourse
from autograder.grading.evaluation_data import EvaluationData
from autograder.isolate import runtimes
from autograder.isolate.command import bubblewrap
from autograder.isolate.inside import landlock
from autograder.isolate.levels import LEVELS, available

PACKAGES = ("numpy", "matplotlib", "nbgrader", "nbconvert", "msgpack", "jinja2")


def findings() -> list[tuple[str, str]]:
    """Return what there is, as pairs of a name and its state in words."""
    found = [("autograder", __version__), ("Python", sys.version.split()[0])]
    found += [(package, installed(package)) for package in PACKAGES]
    found += [
        ("system", f"{platform.system()} {platform.release()} {platform.machine()}"),
        ("Landlock ABI", str(landlock.abi() or "none")),
        ("bwrap", bubblewrap() or "not found"),
    ]
    others = [other.name for other in runtimes.available()]
    found.append(("other versions", "; ".join(others) or "none (autograder runtimes makes them)"))
    strongest = next(level for level in LEVELS if not available(level))
    for level in LEVELS:
        problem = available(level)
        state = problem and f"no: {problem}"
        found.append(
            (f"isolation {level}", state or ("yes (default)" if level == strongest else "yes"))
        )
    found.append(("data", data_words()))
    return found


def installed(package: str) -> str:
    """Return a package's version, or that it is missing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def data_words() -> str:
    """Return which data trained weights are judged on here."""
    try:
        data = EvaluationData()
        return data.known.get(data.source, "none")
    except NoCourse:
        return "none: this folder belongs to no course"
