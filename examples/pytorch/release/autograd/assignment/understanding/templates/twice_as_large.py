"""A value is twice as large: what becomes of what is returned? It is run so, to see."""

import ast

import numpy as np

from ..edits import Edit, doubled
from ..looks import known
from ..question import Draft

FACTORS = (1, 2, 4, 0.5)
WORDS = {1: ("times", "1"), 2: ("times", "2"), 4: ("times", "4"), 0.5: ("times", "1/2")}
OTHERWISE = ("otherwise",)
FLOATS = ("array of floats", "float")


def draft(study, random):
    """Yield a Draft for each value of floats, an argument or what a line makes, and each part."""
    if study.chance:
        return
    made = [
        ({**each.place, "name": name, "kind": look["kind"]}, doubled(each.node.value), [each.line])
        for each, name, look in study.made()
        if look["kind"] in FLOATS and isinstance(each.node, ast.Assign) and each.writes == (name,)
        if study.foreseen(each)
    ]
    lines = [study.own[-1].line]
    for name, look in () if study.record.recursive else study.record.arguments:
        if look["kind"] in FLOATS and name in study.function.arguments:
            facts = {"line": 0, "name": name, "kind": look["kind"]}
            made.append((facts, Edit(argument=(name, f"2 * {name}")), lines))
    usual = study.results.parts(study.usual)
    results = [name for name, value in usual.items() if is_floats(value)]
    pairs = [(each, result) for each in made for result in results]
    for (facts, edit, about), result in random.sample(pairs, len(pairs)):
        factors = {factor_of(study, *pair, result) for pair in study.pairs(edit)}
        factor = factors.pop() if len(factors) == 1 else None
        if factor is None or (result == facts["name"] and factor == 2):  # it is what is returned
            continue
        right = WORDS.get(factor, OTHERWISE)
        wrong = [each for each in (*WORDS.values(), OTHERWISE) if each != right]
        first = [each for each in (OTHERWISE, WORDS[2], WORDS[1]) if each != right]
        yield Draft({**facts, "result": result}, right, wrong, about, first=first)


def is_floats(value):
    """Whether a kept value is a number or an array, of floats that are not all 0."""
    array = isinstance(value, (np.ndarray, float)) and known(value)
    return array and np.asarray(value).dtype.kind == "f" and bool(np.any(value))


def factor_of(study, usual, other, result):
    """Return by what a part was multiplied, 0 for no one number, None where that is unclear."""
    parts = None if other.stopped else study.results.parts(other)
    if parts is None or not isinstance(parts[result], (np.ndarray, float)):
        return None
    one, two = np.asarray(study.results.parts(usual)[result]), np.asarray(parts[result])
    if one.shape != two.shape or two.dtype.kind != "f" or not np.any(one):
        return None
    if not (np.isfinite(one).all() and np.isfinite(two).all()):
        return None
    scale = np.abs(one).max()
    apart = {factor: np.abs(two - factor * one).max() / scale for factor in FACTORS}
    nearest = min(apart, key=apart.get)
    if apart[nearest] < 1e-9:
        return nearest
    return 0 if apart[nearest] > 1e-3 else None
