"""Trying what a single threshold unit can do: many weights and biases, one after the other."""

import itertools

import numpy as np

from .descent_rehearsal import truth_table
from .threshold_units import threshold_unit

WEIGHTS = np.linspace(-2, 2, 17)
BIASES = np.linspace(-3.125, 3.125, 26)  # between the sums that there are


def try_units(targets):
    """Try thousands of units of two inputs, and count how many rows each gets right.

    Inputs:
    - targets: the wanted answers to 00, 01, 10 and 11, four zeros and ones

    Returns a tuple of:
    - most: integer, how many of the four rows the best unit gets right
    - best: list of tuples (w, b), all units that get as many right
    - tried: integer, how many units were tried
    """
    units = np.array([*itertools.product(WEIGHTS, WEIGHTS, BIASES)])  # (U, 3)
    answers = threshold_unit(truth_table(2), units[:, :2].T, units[:, 2])  # (4, U)
    right = np.sum(np.asarray(answers) == np.reshape(targets, (4, 1)), axis=0)
    best = units[right == right.max()]
    return int(right.max()), [(unit[:2], float(unit[2])) for unit in best], len(units)
