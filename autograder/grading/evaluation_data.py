"""The data that trained weights are judged on: the validation and test splits of each data set.

They are cut out of the whole data set once, in a process of their own, because that takes many
times the memory of grading, and kept in a small file.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from assignment import data_utils, standin
from autograder.course import current

Splits = Mapping[str, tuple[np.ndarray, np.ndarray]]


class DataFailed(Exception):
    """The data set cannot be read; the message says why. The grader's failure, nobody's marks."""


class EvaluationData:
    """The validation and test splits, loaded when they are first needed.

    folder  where the kit keeps them between runs
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or prepared_folder()
        self._loaded: dict[str, Splits] = {}

    @property
    def source(self) -> str:
        """The data set that judges weights which do not say what they were trained on."""
        return str(data_utils.data_source())

    def has(self, source: str) -> bool:
        """Whether a data set is here; the stand-in always is."""
        return source == "stand-in" or source in self._loaded or source == self.source

    def splits(self, source: str) -> Splits:
        """Return split name ("validation", "test") to (X (N, 3072) float32, y (N,)).

        Raises DataFailed.
        """
        if source not in self._loaded:
            with np.load(self.prepared(source), allow_pickle=False) as stored:
                self._loaded[source] = {
                    "validation": (stored["X_val"], stored["y_val"]),
                    "test": (stored["X_test"], stored["y_test"]),
                }
        return self._loaded[source]

    def prepared(self, source: str) -> Path:
        """Return the file of a data set's splits, made now if it never was. Raises DataFailed."""
        path = self.folder / f"evaluation-{source}-{version()}.npz"
        if not path.exists():
            command = [
                sys.executable,
                "-m",
                "autograder.grading.evaluation_data",
                source,
                str(path),
            ]
            done = subprocess.run(
                command, cwd=current().folder, capture_output=True, text=True, check=False
            )
            if done.returncode != 0:
                last = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
                raise DataFailed(f"The data set {source} cannot be prepared: {last[0]}")
        return path


def prepared_folder() -> Path:
    """Return where a course keeps what is made of its data."""
    return current().folder / "datasets" / "prepared"


def version() -> str:
    """Return a short hash of the code that makes the data, so that old files are not used."""
    files = (data_utils.__file__, standin.__file__)
    content = b"".join(Path(file).read_bytes() for file in files)
    return hashlib.sha256(content).hexdigest()[:8]


def prepare(source: str, path: Path) -> None:
    """Write the splits of a data set to a file, preprocessed as in the notebook."""
    data = data_utils.get_CIFAR10_data(source=source)
    arrays = {}
    for name in ("val", "test"):
        images = data[f"X_{name}"]
        arrays[f"X_{name}"] = images.reshape(len(images), -1).astype(np.float32)
        arrays[f"y_{name}"] = data[f"y_{name}"]
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    with os.fdopen(handle, "wb") as file:
        np.savez(file, **arrays)
    Path(part).replace(path)


if __name__ == "__main__":
    prepare(sys.argv[1], Path(sys.argv[2]))
