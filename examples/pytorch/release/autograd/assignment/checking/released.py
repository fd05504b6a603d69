"""The released data of the lab: its questions, their public cases, and what is handed in."""

import sys
from functools import lru_cache
from pathlib import Path

from ..language import N_, _
from .spelling import Data, read

_PACKAGE = sys.modules[__package__.rpartition(".")[0]]
FOLDER = Path(_PACKAGE.__path__[0]).resolve()
CHECKS = FOLDER / "checks"
HOME = FOLDER.parent  # where the notebook and the trained weights are
NO_RELEASE = N_(
    "There are no public cases in {folder}. They belong to a release of the lab: "
    "work in the folder you were given, or make one with `autograder release`."
)


@lru_cache(maxsize=1)
def released() -> list[Data]:
    """Return the released data of the lab as a list of documents, arrays in place of lists.

    Raises FileNotFoundError where there are none.
    """
    files = sorted(CHECKS.glob("*.json"))
    if not files:
        raise FileNotFoundError(_(NO_RELEASE).format(folder=CHECKS))
    return [read(file.read_text(encoding="utf-8")) for file in files]


def questions() -> dict[str, Data]:
    """Return the questions of the released lab by id."""
    return {data["id"]: data for document in released() for data in document["questions"]}


def student_files() -> list[str]:
    """Return the files that students edit, relative to the package's folder."""
    return [file for document in released() for file in document["student_files"]]


def aliases() -> set[str]:
    """Return the other names that the package has, or once had; none where there is no release."""
    if not CHECKS.is_dir():
        return set()
    return {name for document in released() for name in document["aliases"]}
