"""Fingerprints: a few numbers that tell one wrong output from another.

A fingerprint keeps an output's shape and three weighted sums of its elements (of random draws:
their spread). It is enough to recognise an output that a known mistake would give, and says
nothing of how to get the right one.
"""

import math

import numpy as np

from .compare import as_array

SAME = 1e-3
DIGITS = 5
NUDGE = 3.1e-11
TEXT_KEPT = 100


def fingerprint(outputs, compare):
    """Return the fingerprint of a dictionary of outputs, as plain data.

    `compare` maps the name of an output to its rule of comparison, where it is not the usual.
    """
    return {name: of_value(value, compare.get(name)) for name, value in sorted(outputs.items())}


def of_value(value, rule=None):
    """Return the fingerprint of one output, or what it is if it is not an array."""
    if isinstance(value, str):
        return {"text": value[:TEXT_KEPT]}
    array = as_array(value)
    if array is None or array.dtype.kind == "c":
        name = getattr(value, "type_name", type(value).__name__)  # of what another process keeps
        return {"kind": "None" if value is None else name}
    if rule is not None and rule["kind"] == "normal":
        with np.errstate(all="ignore"):
            numbers = [float(np.std(array)), rule["std"]]
    else:
        numbers = weighted_sums(array)
    return {"shape": list(array.shape), "sums": rounded(numbers)}


def weighted_sums(array):
    """Return three weighted sums of an array's elements, and the sum of their sizes."""
    flat = array.ravel()
    place = np.arange(flat.size)
    with np.errstate(all="ignore"):
        return [
            float(np.sum(flat)),
            float(np.sum(flat * (((place * 7919 + 104729) % 1009) / 1009 - 0.5))),
            float(np.sum(flat * (((place * 31 + 17) % 97) / 97 - 0.5))),
            float(np.sum(np.abs(flat))),
        ]


def rounded(numbers):
    """Round numbers to DIGITS of their last one, the scale; what is not finite becomes None.

    Rounding makes the stored fingerprints the same on every machine.
    """
    scale = abs(numbers[-1])
    if not math.isfinite(scale) or scale < 1e-12:
        return [0.0 if math.isfinite(number) else None for number in numbers]
    decimals = DIGITS - math.ceil(math.log10(scale))
    # A short decimal may stand on the edge of rounding, where the last bit would decide.
    nudge = NUDGE * scale
    return [round(n + nudge, decimals) + 0.0 if math.isfinite(n) else None for n in numbers]


def alike(one, other):
    """Whether two fingerprints are of the same outputs, within rounding."""
    if one.keys() != other.keys():
        return False
    return all(alike_values(one[name], other[name]) for name in one)


def alike_values(first, second):
    """Whether two fingerprints of one output are the same, within rounding."""
    if "sums" not in first or "sums" not in second:
        return first == second
    if first["shape"] != second["shape"]:
        return False
    if len(first["sums"]) == 2:  # random draws: the same spread, give or take the draw
        one, other = first["sums"][0] or 0.0, second["sums"][0] or 0.0
        return abs(one - other) <= 0.15 * max(one, other)
    if None in first["sums"] or None in second["sums"]:
        return [n is None for n in first["sums"]] == [n is None for n in second["sums"]]
    scale = max(first["sums"][-1], second["sums"][-1], 1e-9)
    pairs = zip(first["sums"], second["sums"])
    return all(abs(a - b) <= SAME * scale for a, b in pairs)
