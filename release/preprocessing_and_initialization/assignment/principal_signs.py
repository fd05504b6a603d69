"""The signs of principal axes: nothing decides them, so columns are turned before comparing."""

import numpy as np


def fix_signs(Z):
    """Turn each column so that its entry farthest from 0 is positive.

    Two right answers to `pca` or `whiten` are the same after this.

    Inputs:
    - Z: array of shape (N, D); it is not changed. What is no such array is handed back as it is.

    Returns:
    - out: array of shape (N, D)
    """
    if not isinstance(Z, np.ndarray) or Z.ndim != 2 or Z.size == 0:
        return Z
    farthest = np.abs(Z).argmax(axis=0)
    peaks = np.asarray(Z)[farthest, np.arange(Z.shape[1])]
    return np.asarray(Z) * np.where(np.real(peaks) < 0, -1.0, 1.0)
