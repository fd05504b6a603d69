"""Trained weights in a file: one .npz with an array for each parameter."""

import os

import numpy as np

from .data_utils import data_source
from .language import _


class NotWritten(OSError):
    """A file that cannot be written."""

    def _render_traceback_(self):
        """Return the lines Jupyter shows in place of a traceback."""
        return [str(self)]


def save_weights(path, model, data=None):
    """Write the parameters of a model to a file, whole or not at all.

    Numbers are stored as float32: half the size, and the same predictions but for
    scores that agree in the first seven digits.

    Inputs:
    - path: name of the file, as a rule ending in .npz; a file of that name is replaced
    - model: object whose `params` is a dictionary from names to arrays
    - data: name of the data the model was trained on; None asks `data_source()`

    Raises ValueError if the model has no parameters or one of them is not finite, and NotWritten,
    an OSError, if the file cannot be written.
    """
    if not getattr(model, "params", None):
        raise ValueError(
            _(
                "save_weights: the model for {path} has no parameters, expected params with "
                "W1, b1 and so on. Save a model that has been made and trained."
            ).format(path=path)
        )
    arrays = {name: np.asarray(value, dtype=np.float32) for name, value in model.params.items()}
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise ValueError(
                _(
                    "save_weights: {name} holds nan or inf, expected finite numbers. "
                    "The training diverged: train again with a lower learning rate."
                ).format(name=name)
            )
    arrays["data"] = np.asarray(data_source() if data is None else data)
    unfinished = f"{path}.unfinished"
    try:
        with open(unfinished, "wb") as file:
            np.savez(file, **arrays)
        os.replace(unfinished, path)
    except OSError as error:
        message = _(
            "save_weights: {path} cannot be written ({reason}). The trained model is still in this "
            "session: make room, or choose a folder that can be written, and run this cell again."
        )
        raise NotWritten(message.format(path=path, reason=error.strerror or error)) from None


def load_weights(path):
    """Read the parameters of a model from a file made by `save_weights`.

    Inputs:
    - path: name of the file

    Returns a tuple of:
    - params: dictionary from the name of each parameter to its float32 array
    - data: name of the data the model was trained on

    Raises FileNotFoundError if there is no such file, ValueError if it holds pickled objects.
    """
    with np.load(path, allow_pickle=False) as file:
        params = {name: file[name] for name in file.files if name != "data"}
        data = str(file["data"]) if "data" in file.files else "unknown"
    return params, data
