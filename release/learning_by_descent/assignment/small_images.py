"""Small images: those of the course, 8 x 8 pixels large, so that a training takes a second."""

import numpy as np

from .data_utils import get_CIFAR10_data

NUM_CLASSES = 10
BLOCK, SMALL = 4, 8  # pixels that become one, and pixels along a side that are left
GREY = 64.0  # about the standard deviation of a grey level


def small_images(num_training, num_validation):
    """Load images, average each block of 4 x 4 pixels, and bring the numbers to about -1 to 1.

    Inputs:
    - num_training, num_validation: integers

    Returns a dictionary of:
    - X_train, X_val: float64 arrays of shape (N, 192)
    - y_train, y_val: integer arrays of shape (N,), labels from 0 to 9
    """
    data = get_CIFAR10_data(num_training, num_validation, num_test=0)
    for name in ("X_train", "X_val"):
        images = data[name].astype(float).reshape(-1, 3, SMALL, BLOCK, SMALL, BLOCK)
        data[name] = images.mean(axis=(3, 5)).reshape(len(images), -1) / GREY
    return {name: data[name] for name in ("X_train", "y_train", "X_val", "y_val")}


def one_hot(labels):
    """Return a row for each label that is 1 in the label's column and 0 elsewhere, (N, 10)."""
    return np.eye(NUM_CLASSES)[labels]
