"""What submissions of the audit are made of: weights, archives, and data to judge weights on."""

import io
import zipfile
from collections.abc import Mapping

import numpy as np


class FewImages:
    """Evaluation data on which `weights` are always right: the labels are its answers."""

    source = "stand-in"
    known = {"stand-in": "the stand-in data", "cifar10": "CIFAR-10"}  # noqa: RUF012

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        rng = np.random.RandomState(1)
        self.few = {}
        for name in ("validation", "test"):
            X = rng.randn(50, 3072).astype(np.float32)
            hidden = np.maximum(X @ weights["W1"] + weights["b1"], 0)
            self.few[name] = X, np.argmax(hidden @ weights["W2"] + weights["b2"], axis=1)

    def has(self, source: str) -> bool:
        """Whether a data set is here."""
        return source == self.source

    def splits(self, source: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Return split name to (X, y)."""
        return self.few


def npz(**arrays: np.ndarray) -> bytes:
    """Return the bytes of an .npz file."""
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return the bytes of a zip of {name: bytes or text}."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()
