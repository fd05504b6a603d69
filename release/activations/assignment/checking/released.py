"""The released data of the lab: its questions, their public cases, and what is handed in."""

import json
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..language import N_, _

_PACKAGE = sys.modules[__package__.rpartition(".")[0]]
FOLDER = Path(_PACKAGE.__path__[0]).resolve()
CHECKS = FOLDER / "checks"
HOME = FOLDER.parent  # where the notebook and the trained weights are
NO_RELEASE = N_(
    "There are no public cases in {folder}. They belong to a release of the lab: "
    "work in the folder you were given, or make one with `autograder release`."
)


@lru_cache(maxsize=1)
def released():
    """Return the released data of the lab as a list of documents, arrays in place of lists.

    Raises FileNotFoundError where there are none.
    """
    files = sorted(CHECKS.glob("*.json"))
    if not files:
        raise FileNotFoundError(_(NO_RELEASE).format(folder=CHECKS))
    texts = [file.read_text(encoding="utf-8") for file in files]
    return [json.loads(text, object_hook=as_python) for text in texts]


def questions():
    """Return the questions of the released lab by id."""
    return {data["id"]: data for document in released() for data in document["questions"]}


def student_files():
    """Return the files that students edit, relative to the package's folder."""
    return [file for document in released() for file in document["student_files"]]


def aliases():
    """Return the other names that the package has, or once had; none where there is no release."""
    if not CHECKS.is_dir():
        return set()
    return {name for document in released() for name in document["aliases"]}


def as_python(item):
    """Return a JSON object, or the array, tuple, nan or inf it stands for."""
    if len(item) == 1 and "tuple" in item:
        return tuple(item["tuple"])
    if len(item) == 1 and "float" in item:
        return float(item["float"])
    if len(item) == 3 and item.keys() == {"array", "shape", "dtype"}:
        array = np.array(item["array"], dtype=item["dtype"])
        return array.reshape(item["shape"]) if array.size != 1 else np.full(item["shape"], array)
    return item
