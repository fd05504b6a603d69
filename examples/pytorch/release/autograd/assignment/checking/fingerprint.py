"""Fingerprints: a few numbers that tell one wrong output from another.

A fingerprint keeps an output's shape and three weighted sums of its elements (of random draws:
their spread). Of what is no array the shape is a hash of how it is built and of all in it that is
not computed, and the sums are those of its numbers. It is enough to recognise an output that a
known mistake would give, and says nothing of how to get the right one.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .compare import Rule, as_array
from .comparisons import kind_of
from .plain_data import Opaque, Plain, fold, plain

# As JSON has them: of one output, and of all outputs of a case.
Mark = Mapping[str, Any]
Fingerprint = Mapping[str, Mark]

SAME = 1e-3
DIGITS = 5
NUDGE = 3.1e-11
TEXT_KEPT = 100
FORM_KEPT = 12


def fingerprint(outputs: Mapping[str, Any], compare: Mapping[str, Rule]) -> Fingerprint:
    """Return the fingerprint of a dictionary of outputs, as plain data.

    `compare` maps the name of an output to its rule of comparison, where it is not the usual.
    """
    return {name: of_value(value, compare.get(name)) for name, value in sorted(outputs.items())}


def of_value(value: object, rule: Rule | None = None) -> Mark:
    """Return the fingerprint of one output, or what it is if it is not plain data."""
    if isinstance(value, str):
        return {"text": value[:TEXT_KEPT]}
    array = as_array(value)
    if array is None:
        value = plain(value)
        array = as_array(value)
    if array is None:
        if value is None or isinstance(value, Opaque):
            return {"kind": "None" if value is None else kind_of(value)}
        return of_parts(value)
    if array.dtype.kind == "c":
        array = np.stack([array.real, array.imag], axis=-1)
    if rule is not None and rule["kind"] == "normal":
        with np.errstate(all="ignore"):
            numbers = [float(np.std(array)), rule["std"]]
    else:
        numbers = weighted_sums(array)
    return {"shape": list(array.shape), "sums": rounded(numbers)}


def of_parts(value: Plain) -> Mark:
    """Return the fingerprint of what is no array, or an array of other than numbers."""
    numbers: list[np.ndarray] = []
    form = fold(value, lambda leaf: form_of(leaf, numbers), form_of_container)
    digest = hashlib.sha256(repr(form).encode("utf-8", "replace")).hexdigest()[:FORM_KEPT]
    sums = weighted_sums(np.concatenate(numbers)) if numbers else [0.0]
    return {"shape": digest, "sums": rounded(sums)}


def form_of(leaf: Any, numbers: list[np.ndarray]) -> Any:
    """Return what is not computed of a part; the numbers that are join `numbers`."""
    if isinstance(leaf, np.ndarray) and leaf.dtype.names is not None:
        return [(name, form_of(leaf[name], numbers)) for name in leaf.dtype.names]
    array = as_array(leaf)
    if isinstance(leaf, (bool, int)) or array is None:
        return leaf.tolist() if isinstance(leaf, np.ndarray) else leaf
    numbers.append(array.ravel().view(np.float64))
    return array.shape


def form_of_container(container: object, parts: list[Any]) -> Any:
    """Return the form of a container: a list is as good as a tuple, and order may not count."""
    if isinstance(container, (list, tuple)):
        return parts
    return type(container).__name__, sorted(parts, key=repr)


def weighted_sums(array: np.ndarray) -> list[float]:
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


def rounded(numbers: Sequence[float], digits: int = DIGITS) -> list[float | None]:
    """Round numbers to `digits` of their last one, the scale; what is not finite becomes None.

    Rounding makes the stored fingerprints the same on every machine.
    """
    scale = abs(numbers[-1])
    if not math.isfinite(scale) or scale < 1e-12:
        return [0.0 if math.isfinite(number) else None for number in numbers]
    decimals = digits - math.ceil(math.log10(scale))
    # A short decimal may stand on the edge of rounding, where the last bit would decide.
    nudge = NUDGE * scale
    return [round(n + nudge, decimals) + 0.0 if math.isfinite(n) else None for n in numbers]


def alike(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two fingerprints are of the same outputs, within rounding."""
    if one.keys() != other.keys():
        return False
    return all(alike_values(one[name], other[name]) for name in one)


def alike_values(first: Mark, second: Mark) -> bool:
    """Whether two fingerprints of one output are the same, within rounding."""
    if "sums" not in first or "sums" not in second:
        return first == second
    if first["shape"] != second["shape"]:
        return False
    if len(first["sums"]) == 2:  # random draws: the same spread, give or take the draw
        one, other = first["sums"][0] or 0.0, second["sums"][0] or 0.0
        return bool(abs(one - other) <= 0.15 * max(one, other))
    if None in first["sums"] or None in second["sums"]:
        return [n is None for n in first["sums"]] == [n is None for n in second["sums"]]
    scale = max(first["sums"][-1], second["sums"][-1], 1e-9)
    pairs = zip(first["sums"], second["sums"])
    return all(abs(a - b) <= SAME * scale for a, b in pairs)
