"""Which of a question's public cases a function is run on: the smallest ones."""

import numpy as np

MOST_INPUTS = 3
MOST_NUMBERS = 20_000  # of a program that is run dozens of times


def small_inputs(cases):
    """Return the programs of the smallest cases, those about plain values first.

    cases  (program, the property that the case tests or None) of each public case
    """
    found = [
        (tests is not None, numbers_in(program["steps"]), place, program)
        for place, (program, tests) in enumerate(cases)
        if all(step["do"] != "raises" for step in program["steps"])
    ]
    small = [each for each in sorted(found, key=lambda each: each[:3]) if each[1] <= MOST_NUMBERS]
    return [program for *_, program in small[:MOST_INPUTS]]


def numbers_in(value):
    """Return how many numbers and texts there are in plain data."""
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, dict):
        return sum(map(numbers_in, value.values()))
    if isinstance(value, (list, tuple)):
        return sum(map(numbers_in, value))
    return 1
