"""The data that trained weights are judged on: the validation and test splits of each data set.

Where they come from is the course's business (`Course.data`). They are cut out of the whole data
set once, in a process of their own, because that takes many times the memory of grading, and kept
in a small file.
"""

import hashlib
import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course import current
from autograder.told import Told

Splits = Mapping[str, tuple[np.ndarray, np.ndarray]]
SPLITS = ("validation", "test")


class DataFailed(Told):
    """The data set cannot be read; the message says why. The grader's failure, nobody's marks."""


class EvaluationData:
    """The validation and test splits, loaded when they are first needed.

    folder  where the course keeps them between runs
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or prepared_folder()
        self._loaded: dict[str, Splits] = {}

    @property
    def source(self) -> str:
        """The data set that judges weights which do not say what they were trained on."""
        return str(module().source()) if current().data else ""

    @property
    def known(self) -> Mapping[str, str]:
        """What the data sets are called that weights may have been trained on, by their names."""
        names: Mapping[str, str] = module().SOURCES if current().data else {}
        return names

    @property
    def shipped(self) -> str:
        """The data set that goes along to where else grading runs; others are fetched there."""
        return str(module().SHIPPED)

    def has(self, source: str) -> bool:
        """Whether a data set is here."""
        return source in self._loaded or bool(module().is_here(source))

    def splits(self, source: str) -> Splits:
        """Return split name ("validation", "test") to (X (N, D) float32, y (N,)).

        Raises DataFailed.
        """
        if source not in self._loaded:
            with np.load(self.prepared(source), allow_pickle=False) as stored:
                self._loaded[source] = {
                    name: (stored[f"X_{name}"], stored[f"y_{name}"]) for name in SPLITS
                }
        return self._loaded[source]

    def prepared(self, source: str) -> Path:
        """Return the file of a data set's splits, made now if it never was. Raises DataFailed."""
        path = self.folder / f"splits-{source}-{version()}.npz"
        if not path.exists():
            here = current().folder
            command = [sys.executable, "-m", "autograder.grading.evaluation_data"]
            done = subprocess.run(
                [*command, source, str(path)], cwd=here, capture_output=True, text=True, check=False
            )
            if done.returncode != 0:
                last = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
                raise DataFailed(f"The data set {source} cannot be prepared: {last[0]}")
        return path


def prepared_folder() -> Path:
    """Return where a course keeps what is made of its data."""
    return current().folder / "datasets" / "prepared"


def module() -> Any:
    """Return the course's module of data: see `Course.data`."""
    return importlib.import_module(current().data)


def version() -> str:
    """Return a short hash of the code that makes the data, so that old files are not used."""
    content = b"".join(Path(file).read_bytes() for file in module().made_by())
    return hashlib.sha256(content).hexdigest()[:8]


def prepare(source: str, path: Path) -> None:
    """Write the splits of a data set to a file."""
    arrays = {}
    for name, (X, y) in module().splits(source).items():
        arrays[f"X_{name}"], arrays[f"y_{name}"] = X, y
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    with os.fdopen(handle, "wb") as file:
        np.savez(file, **arrays)
    Path(part).replace(path)


if __name__ == "__main__":
    prepare(sys.argv[1], Path(sys.argv[2]))
