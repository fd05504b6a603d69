"""The images that trained weights are judged on: CIFAR-10 where it is, and the stand-in."""

import numpy as np

from assignment import data_utils, standin
from autograder.student.language import N_

SOURCES = {"cifar10": "CIFAR-10", "stand-in": N_("the stand-in data")}
SHIPPED = "stand-in"  # CIFAR-10 itself is never passed on


def source() -> str:
    """Return the data set that judges weights which do not say what they were trained on."""
    return str(data_utils.data_source())


def is_here(source: str) -> bool:
    """Whether a data set is here; the stand-in always is."""
    return source in ("stand-in", data_utils.data_source())


def made_by() -> tuple[str, ...]:
    """Return the files that say what the images are."""
    return __file__, data_utils.__file__, standin.__file__


def splits(source: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return X (N, 3072) float32 and y (N,) of both splits, preprocessed as in the notebook."""
    data = data_utils.get_CIFAR10_data(source=source)
    found = {}
    for name, short in (("validation", "val"), ("test", "test")):
        images = data[f"X_{short}"]
        found[name] = images.reshape(len(images), -1).astype(np.float32), data[f"y_{short}"]
    return found
